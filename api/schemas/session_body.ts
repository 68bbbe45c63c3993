import { z } from "zod";
import { cleanText } from "../../core/text.ts";

/** The most messages one request may bring. */
export const MAX_MESSAGES = 5_000;
/** The most characters of `user_metadata` and of `custom_fields` as JSON: every list shows them. */
const MAX_DATA = 64 * 1024;

/** Text as it can be stored. `least` and `most` count what is left of it. */
const text = (most: number, least = 0) =>
  z.string().max(most, `must be at most ${most} characters`).transform(cleanText)
    .refine((value) => value.length >= least, "must not be empty");
/** An array whose length is looked at first: a million wrong items are one fault, found at once. */
const few = <Item extends z.ZodType>(item: Item, most: number, least = 0) =>
  z.array(z.unknown()).min(least, `must hold at least ${least}`)
    .max(most, `must hold at most ${most}`).pipe(z.array(item));
const ids = few(text(64, 1), 1_000);
const tags = few(text(64), 100);
/** Its size is looked at before anything within it: a million keys are one fault as well. */
const data = z.custom<Record<string, unknown>>(
  (value) => value !== null && typeof value === "object" && !Array.isArray(value),
  "must be a JSON object",
).refine((value) => JSON.stringify(value).length <= MAX_DATA, "must be at most 64 KB of JSON");

/** What people wrote; not empty. */
const content = z.string().transform(cleanText)
  .refine((value) => value.trim() !== "", "must not be empty");

const TIME = "must be an ISO 8601 time from 1970 to 9999 such as 2026-01-15T10:30:00Z";
const time = z.iso.datetime({ offset: true, error: TIME })
  .transform((value) => new Date(value))
  .refine((at) => at.getTime() >= 0 && at.getUTCFullYear() <= 9999, TIME);

const status = z.enum(["active", "closed"], "must be active or closed");
const object = "must be a JSON object";

/** A message as callers send it; `role` is documented, the rest keeps an import's history. */
export const messageBody = z.object({
  role: z.enum(["user", "assistant"], "must be user or assistant"),
  content,
  senderType: z.enum(
    ["user", "ai", "human_agent", "bot"],
    "must be user, ai, human_agent or bot",
  ).optional(),
  sender_name: text(255).nullish(),
  createdAt: time.optional(),
  offset_ms: z.int("must be a whole number of milliseconds").min(0).max(2_000_000_000).nullish(),
  external_id: text(255, 1).nullish(),
}, "must be an object with role and content").refine(
  ({ role, senderType }) => !senderType || (senderType === "user") === (role === "user"),
  { path: ["senderType"], message: "does not belong to this role" },
);

/** What `POST /api/sessions` takes. */
export const sessionBody = z.object({
  project_id: text(64).optional(),
  source: text(64).optional(),
  external_id: text(255, 1).nullish(),
  name: text(500).nullish(),
  description: text(10_000).nullish(),
  session_type: z.enum(["chat", "meeting", "behavioral"], "must be chat, meeting or behavioral")
    .optional(),
  status: status.optional(),
  contact_id: text(64, 1).nullish(),
  user_id: text(255, 1).nullish(),
  user_metadata: data.nullish(),
  page_url: text(4_000).nullish(),
  page_title: text(1_000).nullish(),
  tags: tags.nullish(),
  custom_fields: data.nullish(),
  linked_entities: z.object({
    companies: ids.nullish(),
    issues: ids.nullish(),
    knowledge_sources: ids.nullish(),
    product_scopes: ids.nullish(),
  }, object).nullish(),
  messages: z.array(messageBody, "must be an array of messages").nullish(),
}, object);

/** The short form of the overview: one message of one customer. */
export const shortSessionBody = z.object({
  customer_email: z.email("must be an e-mail address").max(320),
  customer_name: text(255).nullish(),
  message: content,
});

/** What `PATCH` takes. */
export const sessionPatchBody = z.object({
  name: text(500).nullable().optional(),
  description: text(10_000).nullable().optional(),
  tags: tags.optional(),
  status: status.optional(),
  is_archived: z.boolean("must be true or false").optional(),
  is_human_takeover: z.boolean("must be true or false").optional(),
  contact_id: text(64, 1).nullable().optional(),
  custom_fields: data.optional(),
  user_metadata: data.optional(),
}, object).refine(
  (body) => Object.values(body).some((value) => value !== undefined),
  "must hold at least one of name, description, tags, status, is_archived, is_human_takeover, contact_id, custom_fields, user_metadata",
);

/** What a bulk change takes. */
export const bulkBody = z.object({
  session_ids: few(text(64, 1), 500, 1),
  add_tags: tags.optional(),
  remove_tags: tags.optional(),
  is_archived: z.boolean("must be true or false").optional(),
  status: status.optional(),
}, object).refine(
  ({ session_ids: _ids, ...changes }) =>
    Object.values(changes).some((value) => value !== undefined),
  "must hold at least one of add_tags, remove_tags, is_archived, status",
);
