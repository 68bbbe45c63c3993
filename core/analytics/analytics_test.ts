import assert from "node:assert/strict";
import fc from "fast-check";
import { type Sql, transaction } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { createIssue, linkSession, mergeIssue } from "../issues/mod.ts";
import { addTag, createProject, updateProject } from "../projects/mod.ts";
import {
  deleteMessage,
  deleteSession,
  handBack,
  ingest,
  reply,
  takeOver,
  updateSession,
} from "../sessions/mod.ts";
import { addDays, isZone, lengthOf, partsOf, zones } from "./analytics_model.ts";
import { keepAnalytics, rebuildAnalytics } from "./count.ts";
import { sumAnew } from "./count_sql.ts";
import { companyVolume, spanOf, summary } from "./read.ts";
import { countDirectly, keptSums } from "./testing/direct_sql.ts";

const SOURCES = ["widget", "slack", "zendesk"];
const TAGS = ["bug", "wins", "feature_request", "own_tag"];
const SENDERS = ["user", "ai", "bot", "human_agent"] as const;
const START = Date.parse("2026-03-27T00:00:00Z");
const maya = { kind: "person" as const, id: "usr_maya", name: "Maya" };
const teammate = { id: "usr_maya", name: "Maya" };

/** What can be done with a session, `pick` chooses which and how. */
type Step = { kind: string; pick: number; minutes: number };

const KINDS =
  "ingest ingest ingest message take back reply close tags link merge erase drop keep zone"
    .split(" ");
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    pick: fc.nat(1_000_000),
    // Four days, over the hour that clocks skip in Berlin.
    minutes: fc.nat(4 * 24 * 60),
  }),
  { minLength: 5, maxLength: 30 },
);

/** Does one step; what is refused (a closed session is not taken over) changes nothing. */
async function act(sql: Sql, projectId: string, { kind, pick, minutes }: Step): Promise<void> {
  const at = new Date(START + minutes * 60_000);
  const sessions = await sql<{ id: string }[]>`
    select id from sessions where project_id = ${projectId} order by id`;
  const session = sessions[pick % Math.max(1, sessions.length)]?.id;
  switch (kind) {
    case "ingest": {
      const source = SOURCES[pick % 3]!;
      await ingest(sql, { projectId, source, connectionId: "conn_x" }, [{
        externalId: `ext_${pick % 7}`,
        isLive: source !== "zendesk",
        sessionType: pick % 11 === 0 ? "meeting" : "chat",
        tags: TAGS.filter((_, index) => (pick >> index) % 2),
        customer: {
          email: `p${pick % 4}@c${pick % 3}.example`,
          company: { domain: `c${pick % 3}.example`, name: "C" },
        },
        messages: Array.from({ length: pick % 4 }, (_, index) => ({
          externalId: `m_${(pick >> index) % 9}`,
          senderType: SENDERS[(pick >> index) % 4]!,
          content: "Hello",
          at: new Date(at.getTime() + index * (pick % 5_000) * 1_000),
        })),
      }], at);
      return;
    }
    case "keep":
      return void await keepAnalytics(sql);
    case "zone":
      return void await updateProject(sql, projectId, {
        settings: {
          timezone: ["Europe/Berlin", "America/Los_Angeles", "Nowhere/At_All"][pick % 3],
        },
      });
  }
  if (!session) return;
  switch (kind) {
    case "message":
      await ingest(sql, { projectId, source: SOURCES[pick % 3]!, connectionId: "conn_x" }, [{
        externalId: `ext_${pick % 7}`,
        messages: [{ senderType: SENDERS[pick % 4]!, content: "More", at }],
      }], at);
      return;
    case "take":
      return await takeOver(sql, projectId, session, teammate, "dashboard", at);
    case "back":
      return await handBack(sql, projectId, session, "dashboard", at);
    case "reply":
      return void await reply(sql, projectId, session, teammate, "Hi", "dashboard", at);
    case "close":
      return void await updateSession(
        sql,
        projectId,
        session,
        {
          status: pick % 2 ? "closed" : "active",
        },
        maya,
        at,
      );
    case "tags":
      return void await updateSession(
        sql,
        projectId,
        session,
        { tags: [TAGS[pick % 4]!] },
        maya,
        at,
      );
    case "link": {
      const issue = await createIssue(sql, projectId, { title: `Issue ${pick}` }, maya);
      return void await linkSession(
        sql,
        projectId,
        issue.id,
        { sessionId: session, by: "person" },
        maya,
      );
    }
    case "merge": {
      const issues = await sql<{ id: string }[]>`
        select id from issues where project_id = ${projectId} and merged_into is null limit 2`;
      if (issues.length < 2) return;
      return void await mergeIssue(sql, projectId, issues[0]!.id, issues[1]!.id, maya);
    }
    case "erase":
      return void await deleteSession(sql, projectId, session);
    case "drop": {
      const [message] = await sql<{ id: string }[]>`
        select id from messages where project_id = ${projectId} and session_id = ${session} limit 1`;
      if (!message) return;
      return void await transaction(
        sql,
        (tx) => deleteMessage(tx, projectId, session, message.id, at),
      );
    }
  }
}

dbTest("The sums that are kept are those of counting every session directly", async (sql) => {
  let number = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const { id } = await createProject(sql, { name: `Project ${number++}` });
      await addTag(sql, id, "own_tag");
      for (const step of list) {
        await act(sql, id, step).catch((error) => {
          if (error?.name !== "AppError") throw error;
        });
      }
      await keepAnalytics(sql);
      const [state] = await sql`select zone from analytics_states where project_id = ${id}`;
      const direct = await countDirectly(sql, id, state?.zone ?? "UTC");
      assert.deepEqual(await keptSums(sql, id), direct);
      await sql`update analytics_days set sessions = sessions + 7 where project_id = ${id}`;
      await sql`delete from session_facts where project_id = ${id} and session_id like '%1%'`;
      await rebuildAnalytics(sql, id);
      assert.deepEqual(await keptSums(sql, id), direct);
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, { max: 6 });

dbTest(
  "Counting while others write and count loses nothing and counts nothing twice",
  async (sql) => {
    const { id } = await createProject(sql, { name: "Busy" });
    await addTag(sql, id, "own_tag");
    let isOver = false;
    const counters = [1, 2].map(async () => {
      while (!isOver) await keepAnalytics(sql);
    });
    const writers = [1, 2, 3].map(async (writer) => {
      for (let turn = 0; turn < 25; turn++) {
        const pick = writer * 7_919 + turn * 104_729;
        await act(sql, id, { kind: KINDS[pick % 11]!, pick, minutes: pick % 5_000 }).catch(
          (error) => {
            if (error?.name !== "AppError") throw error;
          },
        );
      }
    });
    await Promise.all(writers);
    isOver = true;
    await Promise.all(counters);
    await keepAnalytics(sql);
    assert.deepEqual(await keptSums(sql, id), await countDirectly(sql, id, "UTC"));
  },
  { max: 8 },
);

dbTest("Another zone in the settings moves sessions to the days they have there", async (sql) => {
  const { id } = await createProject(sql, { name: "Zones" });
  const at = new Date("2026-03-01T23:30:00Z");
  await ingest(sql, { projectId: id, source: "widget" }, [{
    messages: [{ senderType: "user", content: "Late", at }],
  }], at);
  await keepAnalytics(sql);
  const days = async () =>
    (await sql`select to_char(day, 'YYYY-MM-DD') as day from analytics_days where sessions > 0`)
      .map(({ day }) => day);
  assert.deepEqual(await days(), ["2026-03-01"]);
  await updateProject(sql, id, { settings: { timezone: "Europe/Berlin" } });
  await keepAnalytics(sql);
  assert.deepEqual(await days(), ["2026-03-02"]);
  await updateProject(sql, id, { settings: { timezone: null } });
  await keepAnalytics(sql);
  assert.deepEqual(await days(), ["2026-03-01"]);
  await transaction(sql, (tx) => sumAnew(tx, id));
  assert.deepEqual(await days(), ["2026-03-01"]);
});

dbTest("Every time zone that can be chosen is one the database counts days in", async (sql) => {
  const all = zones();
  assert.ok(all.length > 300);
  assert.deepEqual(all.filter((zone) => !isZone(zone)), []);
  const unknown = await sql`
    select zone from unnest(${all}::text[]) as zone
    where zone not in (select name from pg_timezone_names)`;
  assert.deepEqual(unknown.map(({ zone }) => zone), []);
});

Deno.test("A range is whole months and the days around them, each day once", () => {
  const days = fc.integer({ min: 0, max: 900 });
  fc.assert(fc.property(days, days, (start, length) => {
    const from = addDays("2024-01-01", start);
    const range = { from, to: addDays(from, length) };
    const { days, months } = partsOf(range);
    const parts = [...days, ...(months ? [months] : [])];
    assert.equal(parts.reduce((sum, part) => sum + lengthOf(part), 0), length + 1);
    for (const part of parts) assert.ok(part.from >= range.from && part.to <= range.to);
    if (months) {
      assert.match(months.from, /-01$/);
      assert.match(addDays(months.to, 1), /-01$/);
    }
    assert.ok(days.reduce((sum, part) => sum + lengthOf(part), 0) <= 60);
  }));
});

dbTest("Long ranges are read from months and days as short ones are from days", async (sql) => {
  const { id } = await createProject(sql, { name: "Months" });
  await sql`
    insert into companies (project_id, id, name, created_at, updated_at)
    select ${id}, 'comp_' || number, 'Company ' || number, now(), now()
    from generate_series(1, 3) as number`;
  await sql`
    insert into analytics_links (project_id, kind, day, entity_id, sessions)
    select ${id}, 'company', date '2025-01-01' + day, 'comp_' || number, 1 + (day * number) % 7
    from generate_series(0, 500) as day, generate_series(1, 3) as number`;
  await sql`
    insert into analytics_answers (project_id, day, bucket, sessions)
    select ${id}, date '2025-01-01' + day, day % 5, 2 from generate_series(0, 500) as day`;
  for (const [from, to] of [["2025-11-12", "2026-03-04"], ["2025-09-01", "2025-11-30"]]) {
    const span = await spanOf(sql, id, { from, to });
    const found = await companyVolume(sql, id, span);
    const rows = await sql`
      select entity_id as id, sum(sessions) filter (where day >= ${from!})::int as sessions,
        sum(sessions) filter (where day < ${from!})::int as before
      from analytics_links where day between ${span.before.from} and ${to!} group by 1`;
    const byId = <Row extends { id: string }>(list: readonly Row[]) =>
      list.map((row) => ({ ...row })).sort((a, b) => a.id < b.id ? -1 : 1);
    const named = byId(rows as never).map((row) => ({
      ...row,
      name: `Company ${(row as { id: string }).id.slice(-1)}`,
    }));
    assert.deepEqual(byId(found), byId(named));
    const { figures } = await summary(sql, id, span);
    assert.equal(figures.answered, lengthOf(span.range) * 2);
  }
});
