import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import type { Sql } from "../db/mod.ts";
import type { SessionFilter } from "./filter.ts";
import { ingest } from "./ingest.ts";
import { listSessions } from "./list.ts";
import { testProject } from "./testing/project.ts";
import { deleteSession, updateSession } from "./update.ts";

const start = Date.parse("2026-01-01T00:00:00Z");
const person = { id: null, kind: "api" as const };

/** Thirty sessions an hour apart, every second one closed, every third one from Slack. */
async function fill(sql: Sql) {
  const projectId = await testProject(sql);
  await testProject(sql, "proj_other");
  for (let hour = 0; hour < 30; hour++) {
    const at = new Date(start + hour * 3_600_000);
    const scope = { projectId, source: hour % 3 === 0 ? "slack" : "api" };
    await ingest(sql, scope, [{
      name: `Session ${hour}`,
      status: hour % 2 ? "closed" : "active",
      tags: hour % 5 === 0 ? ["bug", "wins"] : hour % 5 === 1 ? ["wins"] : [],
      messages: [{ senderType: "user", content: `common words and number${hour}`, at }],
    }], at);
  }
  await ingest(sql, { projectId: "proj_other", source: "api" }, [
    { tags: ["bug"], messages: [{ senderType: "user", content: "common words elsewhere" }] },
  ]);
  return projectId;
}

const hours = (names: (string | null)[]) => names.map((name) => Number(name!.slice(8)));

dbTest("A list is newest first, with an exact total for every common filter", async (sql) => {
  const projectId = await fill(sql);
  const expected: [SessionFilter, (hour: number) => boolean][] = [
    [{}, () => true],
    [{ status: "closed" }, (hour) => hour % 2 === 1],
    [{ source: "slack" }, (hour) => hour % 3 === 0],
    [{ source: "slack", status: "active" }, (hour) => hour % 3 === 0 && hour % 2 === 0],
    [{ tags: ["bug"] }, (hour) => hour % 5 === 0],
    [{ tags: ["bug", "wins"] }, (hour) => hour % 5 < 2],
    [{ tags: ["wins"], source: "api" }, (hour) => hour % 5 < 2 && hour % 3 !== 0],
    [{ dateFrom: new Date(start + 20 * 3_600_000) }, (hour) => hour >= 20],
    [{ dateTo: new Date(start + 3 * 3_600_000) }, (hour) => hour <= 3],
    [{ search: "common" }, () => true],
    [{ search: "number7" }, (hour) => hour === 7],
    [{ search: "NUMB" }, () => true],
    [{ search: "common -number3" }, (hour) => hour !== 3],
    [{ search: "numb -number1" }, (hour) => hour !== 1 && (hour < 10 || hour >= 20)],
    [{ search: '"words common"' }, () => false],
    [{ search: '"common words"' }, () => true],
    [{ search: "number7", status: "active" }, () => false],
    [{ name: "session 2" }, (hour) => hour === 2 || hour >= 20],
    [{ isHumanTakeover: true }, () => false],
    [{ isAnalyzed: false }, () => true],
    [{ companyId: "comp_x" }, () => false],
    [{ productScopeIds: ["x", "y"] }, () => false],
    [{ sessionId: "sess_x" }, () => false],
  ];
  for (const [filter, holds] of expected) {
    const page = await listSessions(sql, projectId, filter, { limit: 50 });
    const wanted = Array.from({ length: 30 }, (_, index) => 29 - index).filter(holds);
    const label = JSON.stringify(filter);
    assert.deepEqual(hours(page.sessions.map(({ name }) => name)), wanted, label);
    assert.equal(page.total, page.sessions.length, label);
    assert.equal(page.isTotalExact, true, label);
  }
});

dbTest("Cursors walk a list forwards and back without gaps or doubles", async (sql) => {
  const projectId = await fill(sql);
  const filters: SessionFilter[] = [
    {},
    { source: "api" },
    { tags: ["bug", "wins"] },
    { search: "common" },
    { dateFrom: new Date(start) },
    { showArchived: true },
  ];
  for (const filter of filters) {
    const all = (await listSessions(sql, projectId, filter, { limit: 100 })).sessions;
    const seen: string[] = [];
    const firsts: string[] = [];
    let cursor: string | undefined;
    let previous: string | null = null;
    do {
      const page = await listSessions(sql, projectId, filter, { limit: 7, cursor });
      firsts.push(page.sessions[0]!.id);
      seen.push(...page.sessions.map(({ id }) => id));
      previous = page.previousCursor;
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    assert.deepEqual(seen, all.map(({ id }) => id), JSON.stringify(filter));
    const back = await listSessions(sql, projectId, filter, { limit: 7, cursor: previous! });
    assert.equal(back.sessions[0]!.id, firsts.at(-2));
    const byOffset = await listSessions(sql, projectId, filter, { limit: 7, offset: 7 });
    assert.deepEqual(byOffset.sessions.map(({ id }) => id), seen.slice(7, 14));
  }
});

dbTest("Totals stay exact through closing, archiving, reopening and deleting", async (sql) => {
  const projectId = await fill(sql);
  const { sessions } = await listSessions(sql, projectId, {}, { limit: 4 });
  const [first, second, third] = sessions as [
    typeof sessions[0],
    typeof sessions[0],
    typeof sessions[0],
  ];
  await updateSession(sql, projectId, first.id, { isArchived: true }, person);
  await updateSession(sql, projectId, second.id, { status: "closed" }, person);
  await deleteSession(sql, projectId, third.id);
  for (const filter of [{}, { status: "active" as const }, { showArchived: true }]) {
    const page = await listSessions(sql, projectId, filter, { limit: 100 });
    assert.equal(page.total, page.sessions.length, JSON.stringify(filter));
  }
});

dbTest("Tag lists follow the changes of tags and of activity", async (sql) => {
  const projectId = await fill(sql);
  const { sessions } = await listSessions(sql, projectId, { tags: ["bug"] }, { limit: 50 });
  await updateSession(sql, projectId, sessions[0]!.id, { removeTags: ["bug"] }, person);
  await updateSession(sql, projectId, sessions[1]!.id, { addTags: ["losses"] }, person);
  const bugs = await listSessions(sql, projectId, { tags: ["bug"] }, { limit: 50 });
  assert.equal(bugs.total, sessions.length - 1);
  const losses = await listSessions(sql, projectId, { tags: ["losses"] }, { limit: 50 });
  assert.deepEqual(losses.sessions.map(({ id }) => id), [sessions[1]!.id]);
});
