import assert from "node:assert/strict";
import type { Sql } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { closeIdleSessions } from "./idle.ts";
import { ingest } from "./ingest.ts";
import { testProject } from "./testing/project.ts";

const start = new Date("2026-03-01T10:00:00Z");
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

async function live(sql: Sql, projectId: string, isLive = true) {
  const [result] = await ingest(sql, { projectId, source: "widget" }, [
    { isLive, messages: [{ senderType: "user", content: "Hello" }] },
  ], start);
  return result!.sessionId;
}

async function open(sql: Sql) {
  return (await sql`select id from sessions where status = 'active'`).map(({ id }) => id);
}

dbTest("A quiet live session is closed after the default time, with an event", async (sql) => {
  await live(sql, await testProject(sql));
  assert.equal(await closeIdleSessions(sql, 30, after(30)), 0);
  assert.equal(await closeIdleSessions(sql, 30, after(31)), 1);
  const [session] = await sql`select status, closed_by, closed_at from sessions`;
  assert.deepEqual([session!.status, session!.closed_by], ["closed", "idle"]);
  const [event] = await sql`select data from events where type = 'session.closed'`;
  assert.deepEqual(event!.data, { closed_by: "idle" });
  assert.equal(await closeIdleSessions(sql, 30, after(60)), 0);
});

dbTest("A project's own time counts, and an odd one falls back to the default", async (sql) => {
  const slow = await live(sql, await testProject(sql, "proj_slow", { idle_minutes: 120 }));
  await live(sql, await testProject(sql, "proj_odd", { idle_minutes: "soon" }));
  await closeIdleSessions(sql, 30, after(60));
  assert.deepEqual(await open(sql), [slow]);
});

dbTest("Sessions that are not live or wait for a person stay open", async (sql) => {
  const projectId = await testProject(sql);
  const imported = await live(sql, projectId, false);
  const waiting = await live(sql, projectId);
  await sql`update sessions set needs_human = 'asked' where id = ${waiting}`;
  await closeIdleSessions(sql, 30, after(5_000));
  assert.deepEqual((await open(sql)).sort(), [imported, waiting].sort());
});

dbTest("A session that a person took over stays open for a day", async (sql) => {
  const projectId = await testProject(sql);
  const taken = await live(sql, projectId);
  await sql`update sessions set is_human_takeover = true`;
  await closeIdleSessions(sql, 30, after(23 * 60));
  assert.deepEqual(await open(sql), [taken]);
  await closeIdleSessions(sql, 30, after(25 * 60));
  assert.deepEqual(await open(sql), []);
});

dbTest("Two replicas that close at once close each of many sessions once", async (sql) => {
  const projectId = await testProject(sql);
  const conversations = Array.from({ length: 450 }, () => ({
    isLive: true,
    messages: [{ senderType: "user" as const, content: "Hello" }],
  }));
  await ingest(sql, { projectId, source: "widget" }, conversations, start);
  const [one, two] = await Promise.all([
    closeIdleSessions(sql, 30, after(40)),
    closeIdleSessions(sql, 30, after(40)),
  ]);
  await closeIdleSessions(sql, 30, after(40));
  assert.ok(one + two <= 450);
  const [events] =
    await sql`select count(*)::int as amount from events where type = 'session.closed'`;
  assert.equal(events!.amount, 450);
});
