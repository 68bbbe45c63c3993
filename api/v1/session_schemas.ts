import { z } from "zod";
import { contact } from "./contact_schemas.ts";
import { input, output, pageOf } from "./components.ts";
import {
  data,
  dataGiven,
  EMPTY_CHANGE,
  idGiven,
  idsGiven,
  isChange,
  NOT_EMPTY,
  text,
  time,
  words,
} from "./fields.ts";
import { issueList } from "./issue_schemas.ts";
import { messageCreate, messageList } from "./message_schemas.ts";

const status = z.enum(["active", "closed"]);
const sessionType = z.enum(["chat", "meeting", "behavioral"]);

/** A session as it is answered. */
export const session = output(
  "Session",
  z.strictObject({
    id: z.string(),
    project_id: z.string(),
    name: z.string().nullable(),
    description: z.string().nullable(),
    preview: z.string().nullable().describe("The customer's first words, at most 200 characters."),
    status: status.describe("A closed session takes no messages until it is opened again."),
    source: z.string().describe("Where it came from: `widget`, `slack`, `api` ..."),
    session_type: sessionType,
    message_count: z.int(),
    analysis_status: z.enum(["pending", "processing", "analyzed", "failed", "skipped"])
      .describe("How far its review is."),
    tags: z.array(z.string()),
    custom_fields: data,
    user_metadata: data,
    page_url: z.string().nullable(),
    page_title: z.string().nullable(),
    external_id: z.string().nullable().describe("Its id where it came from."),
    original_url: z.string().nullable().describe("Its address where it came from."),
    is_archived: z.boolean(),
    is_human_takeover: z.boolean().describe("A person answers instead of the agent."),
    taken_over_by: z.string().nullable().describe("Who answers: an account, `api`, or another."),
    taken_over_name: z.string().nullable(),
    needs_human: z.string().nullable().describe("Why a person is asked for."),
    contact_id: z.string().nullable(),
    first_message_at: time.nullable(),
    last_activity_at: time,
    closed_at: time.nullable(),
    closed_by: z.string().nullable(),
    created_at: time,
    updated_at: time,
    contact: contact.nullable().optional().describe("With `expand=contact`."),
    messages: messageList.optional().describe(
      "With `expand=messages`: the first 100. Read on at the session's messages.",
    ),
    issues: issueList.optional().describe("With `expand=issues`: the 25 most pressing."),
  }).describe("One conversation, meeting or trail of actions."),
);

/** A page of sessions. */
export const sessionList = pageOf("SessionList", session);

/** A session as callers give it. */
export const sessionCreate = input(
  "SessionCreate",
  z.strictObject({
    external_id: words(255).nullable().optional().describe(
      "Your own id: sent again, the session is not made again, and what is new is added. Messages are told apart by their own `external_id`; without one they are added again unless the whole request is the same.",
    ),
    name: text(500).nullable().optional(),
    description: text(10_000).nullable().optional(),
    session_type: sessionType.optional().describe("`chat` when left out."),
    status: status.optional().describe("`active` when left out."),
    contact_id: idGiven.nullable().optional().describe("Whose it is, instead of `user_metadata`."),
    user_id: words(255).nullable().optional().describe("Your own id of the customer."),
    user_metadata: dataGiven.nullable().optional().describe(
      "What you know of the customer. `email`, `name` and `userId` find or make their contact.",
    ),
    page_url: text(4_000).nullable().optional(),
    page_title: text(1_000).nullable().optional(),
    tags: z.array(words(64)).max(100).optional().describe("Tags that the project has."),
    custom_fields: dataGiven.optional(),
    linked_entities: z.strictObject({
      companies: idsGiven(1_000).optional(),
      issues: idsGiven(1_000).optional(),
      knowledge_sources: idsGiven(1_000).optional(),
      product_scopes: idsGiven(1_000).optional(),
    }).optional().describe("Ids of what the session is about."),
    messages: z.array(messageCreate).max(5_000).optional(),
  }).describe("A session to make."),
);

/** A checked session. */
export type SessionCreate = z.output<typeof sessionCreate>;

/** What of a session can be changed. */
export const sessionUpdate = input(
  "SessionUpdate",
  z.strictObject({
    name: text(500).nullable().optional(),
    description: text(10_000).nullable().optional(),
    tags: z.array(words(64)).max(100).optional().describe("Replaces all tags."),
    status: status.optional(),
    is_archived: z.boolean().optional(),
    is_human_takeover: z.boolean().optional().describe(
      "True takes the session over from the agent, false gives it back.",
    ),
    contact_id: idGiven.nullable().optional(),
    custom_fields: dataGiven.optional().describe("Replaces all of them."),
    user_metadata: dataGiven.optional().describe("Replaces all of it."),
  }).refine(isChange, EMPTY_CHANGE)
    .meta({ description: "A change of a session; what is left out stays.", ...NOT_EMPTY }),
);

/** A change of many sessions. */
export const sessionBulkUpdate = input(
  "SessionBulkUpdate",
  z.strictObject({
    session_ids: z.array(idGiven).min(1).max(500),
    add_tags: z.array(words(64)).max(100).optional(),
    remove_tags: z.array(words(64)).max(100).optional(),
    status: status.optional(),
    is_archived: z.boolean().optional(),
  }).refine(({ session_ids: _ids, ...change }) => isChange(change), EMPTY_CHANGE)
    .describe("The same change of many sessions."),
);

/** How many of them were changed. */
export const sessionBulkUpdated = output(
  "SessionBulkUpdated",
  z.strictObject({
    updated: z.int().describe("How many were changed; ids the project lacks are passed over."),
  }),
);
