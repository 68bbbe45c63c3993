import { type Customer, z } from "#plugin-kit";

/** A time as PostHog writes it; without a zone it is UTC. */
export const time = z.string().transform((text, context) => {
  const iso = text.includes("T") ? text : text.replace(" ", "T");
  const at = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`);
  if (!Number.isNaN(at.getTime())) return at;
  context.addIssue({ code: "custom", message: `"${text.slice(0, 40)}" is not a time` });
  return z.NEVER;
});

const text = z.unknown().transform((value) =>
  typeof value === "string" && value !== "" ? value : undefined
);

/** What every row begins with: key, last time, person, e-mail, name. */
export const head = [z.string().min(1), time, z.string().min(1), text, text] as const;

/** Who did it. The e-mail is what a person's properties say, which may be anything. */
export function customerOf(person: string, email?: string, name?: string): Customer {
  return { externalId: person, email: email?.includes("@") ? email : undefined, name };
}

/** The row's key, for problems of rows that cannot be read. */
export function keyOf(row: unknown[], kind: string): string | undefined {
  return typeof row[0] === "string" && row[0] !== "" ? `${kind}:${row[0]}` : undefined;
}

/** An address without what stands behind `?` and `#`: that may hold what nobody meant to share. */
export function bareAddress(value: unknown): URL | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  url.search = "";
  url.hash = "";
  return url;
}
