/** A customer is a person (`contact`) or the company they belong to. */
export type CustomerKind = "contact" | "company";

/** Who sets a field: a teammate, a program with a key, an import, or a source. */
export interface Setter {
  by: "person" | "api" | "import" | "source";
  /** The account, the import or the source. */
  who: string | null;
  /** How a person is called, to be shown beside the field. */
  name?: string;
}

/** Who set a field last, and when; by field, own fields as `custom_fields.<name>`. */
export type Provenance = Record<
  string,
  { by: Setter["by"]; who: string | null; name?: string; at: string }
>;

/** What somebody or something is recognised by. */
export interface Identity {
  /** `email`, `user` (the company's own id), `domain`, or the id of a source. */
  kind: string;
  value: string;
}

/** An identity with the reason why it belongs where it does. */
export interface ReasonedIdentity extends Identity {
  /** A source's id, or `import`, `person`, `api`; null for what is older than this record. */
  origin: string | null;
  /** What the owner was recognised by when this one came; null when it was the first. */
  found_kind: string | null;
  found_value: string | null;
  created_at: Date;
}

/** The most characters of each text. */
export const LENGTHS = {
  name: 200,
  email: 320,
  title: 200,
  phone: 60,
  note: 10_000,
  plan: 60,
  stage: 60,
  domain: 255,
  id: 255,
  fieldName: 100,
  fieldValue: 2_000,
} as const;

/** The most own fields of one customer, and the most identities. */
export const MOST_FIELDS = 100;
export const MOST_IDENTITIES = 50;

/**
 * Whether `setter` has to leave a field alone: what a person or a program wrote is theirs until a
 * person or a program changes it.
 */
export function isKept(provenance: Provenance, field: string, setter: Setter): boolean {
  if (setter.by === "person" || setter.by === "api") return false;
  const by = provenance[field]?.by;
  return by === "person" || by === "api";
}

/** The record of who set these fields now. */
export function noted(fields: Iterable<string>, setter: Setter, at: Date): Provenance {
  const entry = {
    by: setter.by,
    who: setter.who,
    ...(setter.name ? { name: setter.name } : {}),
    at: at.toISOString(),
  };
  return Object.fromEntries([...fields].map((field) => [field, entry]));
}

/** The most words of one customer that can be searched for. */
const MOST_WORDS = 60;

/** The words a customer is found by: whole ones as written, and their parts, in small letters. */
export function searchWords(...texts: (string | null | undefined)[]): string[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const word of (text ?? "").toLowerCase().split(/\s+/)) {
      words.add(word.slice(0, 200).toWellFormed());
      for (const part of word.split(/[^\p{L}\p{N}]+/u)) {
        words.add(part.slice(0, 200).toWellFormed());
      }
    }
  }
  words.delete("");
  return [...words].slice(0, MOST_WORDS);
}

/**
 * What a reader typed as a query of {@link searchWords}: every word has to begin one of theirs.
 *
 * @returns null when there is nothing to look for
 */
export function searchQuery(projectId: string, search: string): string | null {
  const words = search.toLowerCase().split(/\s+/).filter((word) => word !== "").slice(0, 8);
  if (words.length === 0) return null;
  const quoted = (word: string) =>
    `'${word.slice(0, 200).toWellFormed().replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
  return [...words.map((word) => `${quoted(word)}:*`), quoted(projectId)].join(" & ");
}

/** Domains where anybody gets an address: they tell nothing about a company. */
const PUBLIC_MAIL = new Set(
  ("gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com " +
    "aol.com gmx.de gmx.net gmx.com web.de proton.me protonmail.com mail.com yandex.ru qq.com " +
    "163.com t-online.de orange.fr free.fr hey.com fastmail.com").split(" "),
);

/** The company domain of an address; null for addresses anybody can have. */
export function companyDomain(email: string | null): string | null {
  const domain = email?.split("@").at(-1)?.toLowerCase() ?? "";
  return domain.includes(".") && !PUBLIC_MAIL.has(domain) ? domain : null;
}
