import { z } from "zod";
import { ISSUE_STATUSES, ISSUE_TYPES, PRIORITY_LEVELS } from "../../core/issues/mod.ts";
import { cleanText } from "../../core/text.ts";

const text = (most: number, least = 0) =>
  z.string().max(most, `must be at most ${most} characters`).transform(cleanText)
    .refine((value) => value.length >= least, "must not be empty");
/** An array whose length is looked at first: a million wrong items are one fault, found at once. */
const few = <Item extends z.ZodType>(item: Item, most: number, least = 0) =>
  z.array(z.unknown()).min(least, `must hold at least ${least}`)
    .max(most, `must hold at most ${most}`).pipe(z.array(item));
const id = text(64, 1);
const data = z.custom<Record<string, unknown>>(
  (value) => value !== null && typeof value === "object" && !Array.isArray(value),
  "must be a JSON object",
).refine((value) => JSON.stringify(value).length <= 64 * 1024, "must be at most 64 KB of JSON");
const oneOf = <Word extends string>(words: readonly Word[]) =>
  z.enum(words as [Word, ...Word[]], `must be one of ${words.join(", ")}`);
const score = z.int("must be a whole number from 1 to 5").min(1, "must be at least 1")
  .max(5, "must be at most 5").nullable().optional();
const object = "must be a JSON object";

const fields = {
  title: text(200, 1),
  description: text(20_000).nullable().optional(),
  type: oneOf(ISSUE_TYPES).optional(),
  impact: score,
  confidence: score,
  effort: score,
  priority_override: oneOf(PRIORITY_LEVELS).nullable().optional(),
  product_scopes: few(id, 100).optional(),
  custom_fields: data.optional(),
};

/** What `POST /api/issues` takes. */
export const issueBody = z.object({
  ...fields,
  status: oneOf(["open", "planned", "in_progress"]).optional(),
}, object);

/** What `PATCH` of an issue takes. */
export const issuePatchBody = z.object({
  ...fields,
  title: fields.title.optional(),
  status: oneOf(ISSUE_STATUSES).optional(),
  closed_as: oneOf(["done", "dismissed", "duplicate"]).optional(),
  brief: text(20_000).nullable().optional(),
}, object).refine(
  (body) => Object.values(body).some((value) => value !== undefined),
  "must hold at least one of title, description, type, status, closed_as, impact, confidence, effort, priority_override, product_scopes, custom_fields, brief",
);

/** What links a session to an issue. */
export const issueLinkBody = z.object({
  session_id: id,
  quotes: few(
    z.object({
      message_id: id.optional(),
      sequence: z.int("must be a whole number").min(1, "must be at least 1").max(2_000_000_000)
        .optional(),
      text: text(2_000).optional(),
    }, object).refine(
      ({ message_id, sequence }) => message_id !== undefined || sequence !== undefined,
      { path: ["message_id"], message: "or sequence must name the message" },
    ),
    20,
  ).optional(),
  reason: text(1_000).nullable().optional(),
}, object);

/** What merges an issue into another one. */
export const issueMergeBody = z.object({ into: id }, object);

/** What splits sessions off an issue. */
export const issueSplitBody = z.object({
  title: fields.title,
  description: fields.description,
  type: fields.type,
  session_ids: few(id, 1_000, 1),
}, object);
