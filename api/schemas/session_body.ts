import { z } from "zod";

/** The most messages one request may bring. */
export const MAX_MESSAGES = 5_000;

const ids = z.array(z.string().min(1).max(64)).max(1_000);
const data = z.record(z.string().max(255), z.unknown());
/** Text a person reads in one line. */
const line = (length: number) => z.string().max(length, `must be at most ${length} characters`);

/** ISO 8601 with a zone, or a plain date. */
const time = z.iso.datetime({
  offset: true,
  error: "must be an ISO 8601 time such as 2026-01-15T10:30:00Z",
})
  .transform((text) => new Date(text));

/** A message as callers send it; `role` is documented, the rest keeps an import's history. */
export const messageBody = z.object({
  role: z.enum(["user", "assistant"], "must be user or assistant"),
  content: z.string().refine((text) => text.trim() !== "", "must not be empty"),
  senderType: z.enum(["user", "ai", "human_agent", "bot"]).optional(),
  sender_name: line(255).nullish(),
  createdAt: time.optional(),
  offset_ms: z.int().min(0).max(2_000_000_000).nullish(),
  external_id: z.string().min(1).max(255).nullish(),
}, "must be an object with role and content").refine(
  ({ role, senderType }) => !senderType || (senderType === "user") === (role === "user"),
  { path: ["senderType"], message: "does not belong to this role" },
);

/** What `POST /api/sessions` takes. */
export const sessionBody = z.object({
  project_id: z.string().max(64).optional(),
  source: z.string().max(64).optional(),
  external_id: z.string().min(1).max(255).nullish(),
  name: line(500).nullish(),
  description: line(10_000).nullish(),
  session_type: z.enum(["chat", "meeting", "behavioral"], "must be chat, meeting or behavioral")
    .optional(),
  status: z.enum(["active", "closed"], "must be active or closed").optional(),
  contact_id: z.string().min(1).max(64).nullish(),
  user_id: z.string().min(1).max(255).nullish(),
  user_metadata: data.nullish(),
  page_url: line(4_000).nullish(),
  page_title: line(1_000).nullish(),
  tags: z.array(z.string().max(64)).max(100).nullish(),
  custom_fields: data.nullish(),
  linked_entities: z.object({
    companies: ids.optional(),
    issues: ids.optional(),
    knowledge_sources: ids.optional(),
    product_scopes: ids.optional(),
  }).nullish(),
  messages: z.array(messageBody).nullish(),
}, "must be a JSON object");

/** The short form of the overview: one message of one customer. */
export const shortSessionBody = z.object({
  customer_email: z.email("must be an e-mail address").max(320),
  customer_name: line(255).nullish(),
  message: z.string().refine((text) => text.trim() !== "", "must not be empty"),
});

/** What `PATCH` takes. */
export const sessionPatchBody = z.object({
  name: line(500).nullable().optional(),
  description: line(10_000).nullable().optional(),
  tags: z.array(z.string().max(64)).max(100).optional(),
  status: z.enum(["active", "closed"], "must be active or closed").optional(),
  is_archived: z.boolean().optional(),
  is_human_takeover: z.boolean().optional(),
  contact_id: z.string().min(1).max(64).nullable().optional(),
  custom_fields: data.optional(),
  user_metadata: data.optional(),
}, "must be a JSON object").refine(
  (body) => Object.values(body).some((value) => value !== undefined),
  "must hold at least one of name, description, tags, status, is_archived, is_human_takeover, contact_id, custom_fields, user_metadata",
);

/** What a bulk change takes. */
export const bulkBody = z.object({
  session_ids: z.array(z.string().min(1).max(64)).min(1).max(500),
  add_tags: z.array(z.string().max(64)).max(100).optional(),
  remove_tags: z.array(z.string().max(64)).max(100).optional(),
  is_archived: z.boolean().optional(),
  status: z.enum(["active", "closed"]).optional(),
});
