import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { listIssues } from "../issues/mod.ts";
import { searchKnowledge } from "../knowledge/mod.ts";
import { createProject, projectOf } from "../projects/mod.ts";
import { listSessions } from "../sessions/mod.ts";
import { collections } from "./collections/mod.ts";
import { fullProject, putIn, takeOut, textOf, withStore } from "./testing/world.ts";

dbTest("What is taken out and brought in again is the same, byte for byte", async (sql) => {
  await withStore(sql, async (store) => {
    const from = await fullProject(sql);
    const before = await takeOut(store, from);
    for (const { name } of collections) {
      // Samples have neither of these.
      if (["contact_suggestions", "issue_notes", "knowledge_source_scopes"].includes(name)) {
        continue;
      }
      const file = before.find((one) => one.name === `${name}-0001.ndjson`);
      assert.ok(file && file.bytes.length > 0, `${name} is empty`);
      assert.ok(!textOf(file).includes(from), `${name} names the project`);
    }
    const { id: to } = await createProject(sql, { name: "Harbor" });
    const done = await putIn(store, to, before);
    assert.equal(done.error, null);
    assert.equal(done.status, "done");
    assert.equal(done.done_rows, done.total_rows);
    assert.equal(done.origin_name, "Harbor");
    const after = await takeOut(store, to);
    assert.deepEqual(after.map(({ name }) => name), before.map(({ name }) => name));
    for (const [index, file] of before.slice(0, -1).entries()) {
      assert.equal(textOf(after[index]!), textOf(file), file.name);
    }

    // What is made of it is there as well.
    assert.deepEqual((await projectOf(sql, to)).settings.tags, ["urgent"]);
    const ids = async (project: string, search?: string) =>
      (await listSessions(sql, project, { search }, { limit: 500 })).sessions.map(({ id }) => id);
    assert.deepEqual(await ids(to), await ids(from));
    const word = "export";
    assert.ok((await ids(from, word)).length > 0);
    assert.deepEqual(await ids(to, word), await ids(from, word));
    const total = async (project: string) =>
      (await listSessions(sql, project, { status: "closed" }, { limit: 1 })).total;
    assert.equal(await total(to), await total(from));
    const issues = async (project: string) =>
      (await listIssues(sql, project, {}, { sort: "newest", limit: 100 })).issues.map((issue) => ({
        id: issue.id,
        sessions: issue.session_count,
        score: issue.priority_score,
      }));
    assert.deepEqual(await issues(to), await issues(from));
    assert.ok((await issues(to)).some(({ sessions }) => sessions > 0));
    const found = async (project: string) =>
      (await searchKnowledge(sql, project, "drop the anchor")).map(({ content }) => content);
    assert.deepEqual(await found(to), await found(from));
    assert.equal((await found(to)).length > 0, true);
    const kept = (table: string, project: string) =>
      sql`select kind, id, session_count, contact_count, last_activity_at from ${sql(table)}
        where project_id = ${project} order by kind, id`;
    assert.deepEqual(
      [...await kept("customer_activity", to)],
      [...await kept("customer_activity", from)],
    );
    const things = await sql`select 1 from notification_things where project_id = ${to}
      and kind = 'issue'`;
    assert.equal(things.length, 0, "Imported issues are no news");
  });
});
