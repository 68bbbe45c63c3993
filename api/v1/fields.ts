import { z } from "zod";
import { cleanText } from "../../core/text.ts";

/** The most characters of a JSON object such as `custom_fields`. */
const MAX_DATA = 64 * 1024;

/** Text as it can be stored, at most `most` characters. */
export const text = (most: number) => z.string().max(most).transform(cleanText);

/** Text that says something: 1 to `most` characters, not only blanks. */
export const words = (most: number) =>
  z.string().min(1).max(most).transform(cleanText)
    .refine((value) => value.trim() !== "", { message: "must not be blank", params: BLANK });

const BLANK = { code: "too_short" };

/** The id of something as callers give it. */
export const idGiven = z.string().min(1).max(64).transform(cleanText);

/** Ids as callers give them. */
export const idsGiven = (most: number) => z.array(idGiven).max(most);

const EARLIEST = "must be a time from 1970 to 9999";

/** A time as callers give it: RFC 3339 with an offset. */
export const timeGiven = z.iso.datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine((at) => at.getTime() >= 0 && at.getUTCFullYear() <= 9999, EARLIEST);

/** A time as it is answered: RFC 3339 in UTC. */
export const time = z.iso.datetime();

/** An object of the caller's own. */
export const data = z.record(z.string().max(255), z.unknown());

/** An object of the caller's own as they give it: at most 64 KB of JSON. */
export const dataGiven = data.refine((value) => JSON.stringify(value).length <= MAX_DATA, {
  message: "must be at most 64 KB of JSON",
  params: { code: "too_long" },
});

/** Whether a change names anything to change. */
export function isChange(body: object): boolean {
  return Object.values(body).some((value) => value !== undefined);
}

/** What of a body that must not be empty the document says beside its description. */
export const NOT_EMPTY = { minProperties: 1 };

/** What is said of a change that changes nothing. */
export const EMPTY_CHANGE = {
  message: "must hold at least one field to change",
  params: { code: "required" },
};

/** The query parameters of every list. */
export const paging = {
  limit: z.int().min(1).max(100).default(25).describe("How many to answer at most."),
  cursor: z.string().min(1).max(2_000).optional().describe(
    "Where to read on: `next_cursor` of the page before. Only together with the same filters and order.",
  ),
};

/** A filter by several values, separated by commas. */
export const several = <Item extends z.ZodType>(item: Item) =>
  z.array(item).min(1).max(100).transform((values) => [...new Set(values)]);

/** What an answer shall bring along. */
export const expanding = <Word extends string>(words: readonly [Word, ...Word[]]) =>
  z.array(z.enum(words)).max(words.length).optional().describe(
    `What to bring along, separated by commas: ${words.join(", ")}.`,
  );

/** The order of a list; a minus sign is from the last to the first. */
export const sorting = <Word extends string>(words: readonly [Word, ...Word[]]) =>
  z.enum(words).default(words[0] as never).describe(
    "The order; with a minus sign from the last to the first.",
  );
