import type { Identity } from "../customer_model.ts";

/** What stands where something about an erased person stood. */
export const ERASED = "[erased]";

/** What a person is known by, gathered before they are erased. */
export interface Traces {
  emails: string[];
  names: string[];
  phones: string[];
  ids: string[];
}

/** Patterns of PostgreSQL that find a person in texts; null when there is nothing to find. */
export interface RedactPatterns {
  /** Addresses and numbers: theirs wherever they stand. In any case. */
  anywhere: string | null;
  /** Also names and ids: theirs in what they said. In any case. */
  own: string | null;
  /** The single words of their names, as written: `Will` but not `will`. */
  nameWords: string | null;
}

/** Gathers what a person is known by. */
export function tracesOf(
  identities: Identity[],
  contact: { name: string | null; email: string | null; phone: string | null },
  names: string[],
): Traces {
  const all = (values: (string | null)[]) => [
    ...new Set(values.filter((value): value is string => value !== null && value.trim() !== "")),
  ];
  return {
    emails: all([
      contact.email,
      ...identities.filter(({ kind }) => kind === "email").map(({ value }) => value),
    ]),
    names: all([contact.name, ...names]),
    phones: all([contact.phone]),
    ids: all(identities.filter(({ kind }) => kind !== "email").map(({ value }) => value)),
  };
}

/** The patterns of what a person is known by. */
export function patternsOf({ emails, names, phones, ids }: Traces): RedactPatterns {
  const addresses = emails.map((email) => `(?<![[:alnum:]._%+-])${escaped(email)}(?![[:alnum:]-])`);
  const numbers = phones.map((phone) => phone.replace(/\D/g, "")).filter((digits) =>
    digits.length >= 6
  )
    .map((digits) => `(?<!\\d)\\+?${[...digits].join("[\\s().\\/-]*")}(?!\\d)`);
  const whole = names.filter((name) => /\s/.test(name) && name.length >= 5).map(word);
  const known = ids.filter((id) => id.length >= 4).map(word);
  const parts = names.flatMap((name) => name.split(/[\s,]+/)).filter((part) =>
    part.length >= 3 && !part.includes("@")
  ).map(word);
  return {
    anywhere: either([...addresses, ...numbers]),
    own: either([...addresses, ...numbers, ...whole, ...known]),
    nameWords: either(parts),
  };
}

function word(text: string): string {
  return `(?<![[:alnum:]])${escaped(text)}(?![[:alnum:]])`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}

function either(patterns: string[]): string | null {
  return patterns.length === 0 ? null : [...new Set(patterns)].join("|");
}
