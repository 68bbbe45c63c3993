import { z } from "zod";
import { functionWords } from "../../knowledge/function_words.ts";
import { readKinds, typedKinds } from "../../knowledge/mod.ts";
import { amount, data, id, oneOf, text, time } from "../fields_model.ts";
import { collection } from "./collection.ts";

// The database knows no other; see languageOf.
const language = oneOf(...Object.keys(functionWords));

/** What the agent answers from: sources, their documents and passages, uploaded files, packages. */
export const knowledgeCollections = [
  collection(
    "knowledge_packages",
    z.strictObject({
      id,
      name: text(1_000),
      description: text(),
      created_at: time,
      updated_at: time,
    }),
    ["id"],
  ),
  collection(
    "knowledge_sources",
    z.strictObject({
      id,
      kind: oneOf(...typedKinds, ...readKinds),
      name: text(10_000),
      content: text(20_000_000),
      url: text(20_000).nullable(),
      language,
      languages: z.array(language).max(100),
      // A read that was under way is none of the archive: 'reading' is written as 'idle'.
      status: oneOf("idle", "ready", "partly", "failed"),
      error: text().nullable(),
      settings: data,
      schedule: oneOf("manual", "daily", "weekly"),
      read_at: time.nullable(),
      read_number: amount,
      passage_count: amount,
      documents_total: amount,
      documents_done: amount,
      documents_failed: amount,
      created_at: time,
      updated_at: time,
    }),
    ["id"],
    50,
  ),
  collection(
    "knowledge_documents",
    z.strictObject({
      source_id: id,
      id,
      address: text(20_000),
      title: text(),
      status: oneOf("waiting", "ready", "failed", "skipped", "gone"),
      error: text().nullable(),
      depth: amount,
      read_number: amount,
      attempts: amount,
      misses: amount,
      content_hash: text(200).nullable(),
      etag: text(10_000).nullable(),
      last_modified: text(10_000).nullable(),
      language,
      passage_count: amount,
      size: amount,
      created_at: time,
      read_at: time.nullable(),
    }),
    ["source_id", "id"],
  ),
  collection(
    "knowledge_passages",
    z.strictObject({
      id,
      source_id: id,
      // Empty for typed texts, which are their own document.
      document_id: z.literal("").or(id),
      position: amount,
      heading: text(),
      content: text(),
      url: text(20_000).nullable(),
      language,
    }),
    ["id"],
  ),
  collection(
    "knowledge_package_sources",
    z.strictObject({ package_id: id, source_id: id }),
    ["package_id", "source_id"],
  ),
  collection(
    "knowledge_source_scopes",
    z.strictObject({ source_id: id, scope_id: id }),
    ["source_id", "scope_id"],
  ),
  // Their bytes follow as files of their own, see UPLOADS.
  collection(
    "knowledge_uploads",
    z.strictObject({
      source_id: id,
      file_name: text(2_000),
      media_type: text(1_000),
      size: amount,
      created_at: time,
    }),
    ["source_id"],
  ),
];
