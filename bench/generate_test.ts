import assert from "node:assert/strict";
import { dbTest } from "../core/db/testing.ts";
import type { Sql } from "../core/db/mod.ts";
import { ingest } from "../core/sessions/mod.ts";
import { conversations, projectId, PROJECTS } from "./fill/conversations.ts";
import { countsOf, shapesOf } from "./fill/shape_sql.ts";
import { fill } from "./generate.ts";

const SIZE = 300;

dbTest("The generator writes what the door writes for the same conversations", async (sql) => {
  await fill(sql, SIZE);
  const made = await shapesOf(sql);
  const counts = await countsOf(sql);
  await sql`truncate sessions, contacts, session_counts, events cascade`;
  for (const each of conversations(SIZE, 1)) {
    const { project, source, connectionId, conversation, at } = each;
    await ingest(sql, { projectId: projectId(project), source, connectionId }, [conversation], at);
  }
  const ingested = await shapesOf(sql);
  for (const table of Object.keys(made)) {
    assert.deepEqual(made[table], ingested[table], `The rows of ${table} differ`);
  }
  // What happens after the door is not compared: archived sessions are counted apart.
  assert.deepEqual(counts, await countsOf(sql));
});

dbTest("Kept counters agree with the generated sessions", async (sql: Sql) => {
  await fill(sql, SIZE);
  const [row] = await sql<{ differing: number }[]>`
    select count(*)::int as differing from (
      select project_id, source, status, is_archived, sum(amount) as amount from session_counts
      group by 1, 2, 3, 4 having sum(amount) <> 0
    ) as kept full join (
      select project_id, source, status, is_archived, count(*) as amount from sessions
      group by 1, 2, 3, 4
    ) as counted using (project_id, source, status, is_archived, amount)
    where kept.amount is null or counted.amount is null`;
  assert.equal(row!.differing, 0);
  const [projects] = await sql<{ amount: number }[]>`
    select count(distinct project_id)::int as amount from sessions`;
  assert.equal(projects!.amount, PROJECTS);
});
