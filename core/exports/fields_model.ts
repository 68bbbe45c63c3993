import { z } from "zod";

/** The most characters of a longer text of an archive. */
const LONG = 2_000_000;
/** The most characters of free-form data, as JSON. */
const MOST_JSON = 1_000_000;
/** Data nested deeper than this is refused, as everywhere. */
const MOST_LEVELS = 64;

/** A text of at most so many characters. */
export function text(most = LONG) {
  return z.string().max(most, `must have at most ${most} characters`);
}

/** An id, as it may stand in an address. */
export const id = z.string().regex(
  /^[A-Za-z0-9_-]{1,90}$/,
  "must be an id: letters, digits, _ and -",
);

/** A moment: RFC 3339 with its offset. */
export const time = z.iso.datetime({
  offset: true,
  error: "must be a time such as 2026-01-15T10:30:00Z",
});

/** A whole number that the database's integers hold, from 0 on. */
export const amount = z.int("must be a whole number").min(0, "must be at least 0")
  .max(2_147_483_647, "must be at most 2147483647");

/** Yes or no. */
export const flag = z.boolean("must be true or false");

/** A list of short texts. */
export const texts = z.array(text(1_000)).max(1_000, "must have at most 1000 items");

/** One of some words. */
export function oneOf<const Words extends readonly string[]>(...words: Words) {
  return z.enum(words, `must be one of: ${words.join(", ")}`);
}

/** Free-form data: an object of plain JSON. */
export const data = z.record(z.string(), z.unknown()).refine(
  isModest,
  `must be at most ${MOST_JSON} characters and ${MOST_LEVELS} levels of JSON`,
);

/** A list of objects that have a text of this name; more may stand beside it. */
export function listWith(field: "name" | "title") {
  return z.array(z.looseObject({ [field]: text(10_000) })).max(10_000)
    .refine(isModest, `must be at most ${MOST_JSON} characters of JSON`);
}

/** Who set each field of a customer last. */
export const provenance = z.record(z.string(), z.looseObject({ by: text(200) })).refine(
  isModest,
  `must be at most ${MOST_JSON} characters of JSON`,
);

function isModest(value: unknown): boolean {
  return levelsOf(value) <= MOST_LEVELS && JSON.stringify(value).length <= MOST_JSON;
}

function levelsOf(value: unknown): number {
  let open = [value];
  let levels = 0;
  while (open.length > 0 && levels <= MOST_LEVELS) {
    open = open.flatMap((one) => typeof one === "object" && one !== null ? Object.values(one) : []);
    levels++;
  }
  return levels;
}
