import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { rejectsWith } from "./testing/rejects.ts";
import { selectChanges } from "./history_sql.ts";
import {
  closeIssue,
  createIssue,
  deleteIssue,
  getIssue,
  reopenIssue,
  updateIssue,
} from "./issues.ts";
import { linkSession } from "./links.ts";
import { conversation, issueOf, maya, projectId, review } from "./testing/world.ts";

dbTest("An issue is kept as it was written, with its event and its history", async (sql) => {
  const made = await createIssue(sql, projectId, {
    title: "  Export \n to CSV ",
    description: " It stops at a thousand rows. ",
    type: "bug",
    impact: 4,
    custom_fields: { team: "data" },
  }, maya);
  assert.equal(made.title, "Export to CSV");
  assert.equal(made.description, "It stops at a thousand rows.");
  assert.deepEqual([made.type, made.status, made.impact], ["bug", "open", 4]);
  assert.deepEqual(made.custom_fields, { team: "data" });
  assert.deepEqual(made.edited_fields.sort(), ["description", "impact", "title", "type"]);
  assert.deepEqual([made.created_by_kind, made.created_by], ["person", "usr_maya"]);
  const events = await sql`select type, data from events order by position`;
  assert.deepEqual(events.map(({ type }) => type), ["issue.created"]);
  assert.equal(events[0]!.data.issue_id, made.id);
  const changes = await selectChanges(sql, projectId, made.id);
  assert.deepEqual(changes.map(({ kind, actor_name }) => [kind, actor_name]), [
    ["created", "Maya"],
  ]);
});

dbTest("Bad fields are named and nothing is stored", async (sql) => {
  const bad = { title: " ", description: "x".repeat(20_001), impact: 6, effort: 1.5 };
  await rejectsWith(createIssue(sql, projectId, bad, maya), 400, [
    "title",
    "description",
    "impact",
    "effort",
  ]);
  const scopes = { title: "Export", product_scopes: ["scope_none"] };
  await rejectsWith(createIssue(sql, projectId, scopes, maya), 400, ["product_scopes"]);
  assert.equal((await sql`select 1 from issues`).length, 0);
  assert.equal((await sql`select 1 from events`).length, 0);
});

dbTest("A review changes only what no person has written", async (sql) => {
  const made = await createIssue(sql, projectId, { title: "exports broken?" }, review);
  const renamed = await updateIssue(sql, projectId, made.id, { title: "Export fails" }, review);
  assert.equal(renamed.title, "Export fails");
  await updateIssue(sql, projectId, made.id, { title: "CSV export fails", impact: 3 }, maya);
  const after = await updateIssue(
    sql,
    projectId,
    made.id,
    { title: "Something else", impact: 1, type: "bug" },
    review,
  );
  assert.deepEqual([after.title, after.impact, after.type], ["CSV export fails", 3, "bug"]);
});

dbTest("Scores, overrides and evidence move the priority at once", async (sql) => {
  const { id } = await issueOf(sql);
  assert.equal((await getIssue(sql, projectId, id)).priority, "low");
  const override = await updateIssue(sql, projectId, id, { priority_override: "urgent" }, maya);
  assert.equal(override.priority, "urgent");
  const back = await updateIssue(sql, projectId, id, { priority_override: null }, maya);
  assert.equal(back.priority, "low");
  for (const number of [1, 2, 3]) {
    const { id: sessionId } = await conversation(sql, ["CSV!"], {
      email: `p${number}@a${number}.example`,
      company: `a${number}.example`,
    });
    await linkSession(sql, projectId, id, { sessionId, by: "person" }, maya);
  }
  const judged = await updateIssue(
    sql,
    projectId,
    id,
    { impact: 5, confidence: 5, effort: 1 },
    maya,
  );
  // 3 people and 3 companies twice are 9, times 5.
  assert.deepEqual([judged.reach, judged.priority_score, judged.priority], [9, 45, "high"]);
});

dbTest("Closing says how, reopening takes it back, and both are told", async (sql) => {
  const { id } = await issueOf(sql);
  const done = await closeIssue(sql, projectId, id, "done", maya);
  assert.deepEqual([done.status, done.closed_as], ["done", "done"]);
  assert.ok(done.closed_at);
  const open = await reopenIssue(sql, projectId, id, maya);
  assert.deepEqual([open.status, open.closed_as, open.closed_at], ["open", null, null]);
  const duplicate = await closeIssue(sql, projectId, id, "duplicate", maya);
  assert.deepEqual([duplicate.status, duplicate.closed_as], ["dismissed", "duplicate"]);
  const kinds = (await selectChanges(sql, projectId, id)).map(({ kind }) => kind);
  assert.deepEqual(kinds, ["closed", "reopened", "closed", "created"]);
});

dbTest("A deleted issue leaves its sessions and nothing of itself", async (sql) => {
  const { id } = await issueOf(sql);
  const { id: sessionId } = await conversation(sql, ["It fails."]);
  const quotes = [{ sequence: 1 }];
  await linkSession(sql, projectId, id, { sessionId, by: "person", quotes }, maya);
  await deleteIssue(sql, projectId, id);
  for (
    const table of ["issues", "issue_quotes", "issue_changes", "session_links", "issue_recounts"]
  ) {
    assert.equal((await sql`select 1 from ${sql(table)}`).length, 0, table);
  }
  assert.equal((await sql`select 1 from sessions`).length, 1);
  await rejectsWith(deleteIssue(sql, projectId, id), 404);
});

dbTest("Another project's issue is not found, whatever is asked of it", async (sql) => {
  const { id } = await issueOf(sql);
  await rejectsWith(getIssue(sql, "proj_other", id), 404);
  await rejectsWith(updateIssue(sql, "proj_other", id, { title: "Mine" }, maya), 404);
  await rejectsWith(closeIssue(sql, "proj_other", id, "done", maya), 404);
  await rejectsWith(deleteIssue(sql, "proj_other", id), 404);
  assert.equal((await getIssue(sql, projectId, id)).title, "Export to CSV fails");
});
