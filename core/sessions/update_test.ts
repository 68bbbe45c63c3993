import assert from "node:assert/strict";
import type { Sql } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { AppError } from "../errors.ts";
import { ingest } from "./ingest.ts";
import { listSessions } from "./list.ts";
import { getSession } from "./read_sql.ts";
import { testProject } from "./testing/project.ts";
import { deleteSession, updateSession, updateSessions } from "./update.ts";

const actor = { id: "usr_ada", name: "Ada", kind: "person" as const };

async function sessions(sql: Sql, count = 1) {
  const projectId = await testProject(sql);
  const results = await ingest(
    sql,
    { projectId, source: "api" },
    Array.from({ length: count }, (_, index) => ({
      messages: [{ senderType: "user" as const, content: `Message ${index}` }],
    })),
  );
  return { projectId, ids: results.map(({ sessionId }) => sessionId) };
}

dbTest("A renamed session is found by its new name and not by the old one", async (sql) => {
  const { projectId, ids: [id] } = await sessions(sql);
  await updateSession(sql, projectId, id!, { name: "Aardvark" }, actor);
  await updateSession(sql, projectId, id!, { name: "Bumblebee", description: "On a visit" }, actor);
  const found = async (search: string) =>
    (await listSessions(sql, projectId, { search }, { limit: 5 })).sessions.length;
  assert.deepEqual(
    [
      await found("bumblebee"),
      await found("visit"),
      await found("message"),
      await found("aardvark"),
    ],
    [1, 1, 1, 0],
  );
});

dbTest("Closing and reopening keep who closed it, and when, in step", async (sql) => {
  const { projectId, ids: [id] } = await sessions(sql);
  await updateSession(sql, projectId, id!, { status: "closed" }, actor);
  const closed = (await getSession(sql, projectId, id!))!;
  assert.equal(closed.closed_by, "person");
  assert.notEqual(closed.closed_at, null);
  await updateSession(sql, projectId, id!, { status: "active" }, actor);
  const open = (await getSession(sql, projectId, id!))!;
  assert.deepEqual([open.closed_at, open.closed_by], [null, null]);
});

dbTest("An unknown tag or contact changes nothing at all", async (sql) => {
  const { projectId, ids: [id] } = await sessions(sql);
  for (const patch of [{ tags: ["nope"] }, { contactId: "cont_other" }]) {
    await assert.rejects(
      updateSession(sql, projectId, id!, { ...patch, name: "Changed" }, actor),
      (error) => error instanceof AppError && error.status === 400,
    );
  }
  assert.equal((await getSession(sql, projectId, id!))!.name, null);
});

dbTest("A tag the project no longer has can still be kept or taken away", async (sql) => {
  const { projectId, ids: [id] } = await sessions(sql);
  await sql`update projects set settings = '{"tags": ["old"]}'`;
  await updateSession(sql, projectId, id!, { tags: ["old"] }, actor);
  await sql`update projects set settings = '{}'`;
  await updateSession(sql, projectId, id!, { addTags: ["bug"] }, actor);
  assert.deepEqual((await getSession(sql, projectId, id!))!.tags, ["old", "bug"]);
  await updateSession(sql, projectId, id!, { removeTags: ["old"] }, actor);
  assert.deepEqual((await getSession(sql, projectId, id!))!.tags, ["bug"]);
});

dbTest("A bulk change touches the project's own sessions only", async (sql) => {
  const { projectId, ids } = await sessions(sql, 3);
  await testProject(sql, "proj_other");
  const [foreign] = await ingest(sql, { projectId: "proj_other", source: "api" }, [{
    messages: [],
  }]);
  const wanted = [...ids, foreign!.sessionId, "sess_unknown", ids[0]!];
  const changed = await updateSessions(sql, projectId, wanted, { isArchived: true }, actor);
  assert.equal(changed, 3);
  assert.equal((await getSession(sql, "proj_other", foreign!.sessionId))!.is_archived, false);
});

dbTest("Two bulk changes in opposite order do not block each other", async (sql) => {
  const { projectId, ids } = await sessions(sql, 40);
  await Promise.all([
    updateSessions(sql, projectId, ids, { addTags: ["bug"] }, actor),
    updateSessions(sql, projectId, ids.toReversed(), { addTags: ["wins"] }, actor),
  ]);
  const page = await listSessions(sql, projectId, { tags: ["bug"] }, { limit: 50 });
  assert.ok(page.sessions.every(({ tags }) => tags.length === 2));
});

dbTest("A deleted session leaves nothing behind but the event", async (sql) => {
  const { projectId, ids: [id] } = await sessions(sql);
  await updateSession(sql, projectId, id!, { tags: ["bug"] }, actor);
  await deleteSession(sql, projectId, id!);
  for (const table of ["sessions", "messages", "session_search", "session_tags"]) {
    assert.equal((await sql`select 1 from ${sql(table)}`).length, 0, table);
  }
  const [event] = await sql`select type from events order by position desc limit 1`;
  assert.equal(event!.type, "session.deleted");
  await assert.rejects(deleteSession(sql, projectId, id!), /Session not found/);
});
