import { z } from "zod";
import { amount, data, id, oneOf, text, texts, time } from "../fields_model.ts";
import { collection } from "./collection.ts";

const judged = z.int().min(1, "must be 1 to 5").max(5, "must be 1 to 5").nullable();
const linkedBy = oneOf("person", "rule", "model", "api");

/** The parts of the product. A part stands behind the one it belongs to. */
export const scopeCollections = [
  collection(
    "product_scopes",
    z.strictObject({
      // How many parts are above it; lines are in this order.
      level: amount,
      id,
      name: text(10_000),
      kind: oneOf("area", "initiative"),
      parent_id: id.nullable(),
      description: text().nullable(),
      position: z.int(),
      created_at: time,
      updated_at: time,
    }),
    ["level", "id"],
  ),
];

/** Issues with their evidence; figures and words are made of it anew. */
export const issueCollections = [
  collection(
    "issues",
    z.strictObject({
      id,
      title: text(10_000),
      description: text().nullable(),
      type: oneOf("bug", "feature_request", "change_request", "question", "other"),
      status: oneOf("open", "planned", "in_progress", "done", "dismissed"),
      closed_as: oneOf("done", "dismissed", "duplicate").nullable(),
      closed_at: time.nullable(),
      merged_into: id.nullable(),
      impact: judged,
      confidence: judged,
      effort: judged,
      priority_override: oneOf("low", "medium", "high", "urgent").nullable(),
      brief: text().nullable(),
      brief_source: oneOf("generated", "model", "written").nullable(),
      brief_by: text(2_000).nullable(),
      brief_at: time.nullable(),
      edited_fields: texts,
      created_by_kind: oneOf("person", "review", "api"),
      created_by: text(200).nullable(),
      custom_fields: data,
      created_at: time,
      updated_at: time,
    }),
    ["id"],
  ),
  collection(
    "issue_scopes",
    z.strictObject({ issue_id: id, scope_id: id }),
    ["issue_id", "scope_id"],
  ),
  collection(
    "session_links",
    z.strictObject({
      kind: oneOf("company", "issue", "knowledge_source", "product_scope"),
      entity_id: id,
      session_id: id,
      linked_by: linkedBy.nullable(),
      linked_by_id: text(200).nullable(),
      reason: text().nullable(),
      created_at: time,
    }),
    ["kind", "entity_id", "session_id"],
  ),
  collection(
    "issue_quotes",
    z.strictObject({
      issue_id: id,
      id,
      session_id: id,
      message_id: id,
      quote: text(),
      linked_by: linkedBy,
      linked_by_id: text(200).nullable(),
      reason: text().nullable(),
      created_at: time,
    }),
    ["issue_id", "id"],
  ),
  collection(
    "issue_changes",
    z.strictObject({
      issue_id: id,
      // The n-th change of that issue.
      number: amount,
      kind: text(200),
      actor_kind: text(200),
      actor_id: text(200).nullable(),
      actor_name: text(2_000).nullable(),
      data,
      created_at: time,
    }),
    ["issue_id", "number"],
  ),
  collection(
    "issue_notes",
    z.strictObject({
      issue_id: id,
      person_id: id,
      session_id: id,
      message_id: id.nullable(),
      way: oneOf("sent", "by_hand"),
      sent_by: text(200),
      sent_by_name: text(2_000).nullable(),
      created_at: time,
    }),
    ["issue_id", "person_id"],
  ),
];
