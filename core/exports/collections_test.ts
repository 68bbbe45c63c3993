import assert from "node:assert/strict";
import { tablesOf } from "../backup/tables_sql.ts";
import { dbTest } from "../db/testing.ts";
import { collections, columnsOf } from "./collections/mod.ts";

/** Columns that an archive leaves out, because they are made anew or of the moment. */
const LEFT_OUT: Record<string, string[]> = {
  companies: ["document"],
  contacts: ["document"],
  sessions: [],
  session_links: ["is_archived", "status", "last_activity_at"],
  issues: [
    ...["priority_level", "priority_score", "session_count", "unknown_count", "contact_count"],
    ...["company_count", "revenue", "reach", "last_evidence_at", "document", "title_stems"],
    ...["stems", "language"],
  ],
  issue_changes: ["position"],
  knowledge_sources: ["next_read_at", "reader", "stop_requested", "embedded_model"],
  knowledge_documents: ["not_before"],
  knowledge_passages: ["document"],
  knowledge_uploads: ["bytes"],
};

dbTest("A new column of a collection is put into archives, or left out knowingly", async (sql) => {
  for (const { name, columns } of await tablesOf(sql)) {
    const one = collections.find((collection) => collection.name === name);
    if (!one) continue;
    const known = [...columnsOf(one), ...LEFT_OUT[name] ?? [], "project_id"];
    const unknown = columns.filter((column) => !known.includes(column));
    assert.deepEqual(unknown, [], `Tell core/exports/collections whether archives hold these`);
  }
});
