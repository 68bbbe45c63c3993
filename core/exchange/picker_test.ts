import assert from "node:assert/strict";
import { fakeChannel, type FakeHarbor, harbor, startHarbor } from "../consent/testing/harbor.ts";
import type { SourcePlugin } from "../contract/mod.ts";
import { dbTest } from "../db/testing.ts";
import type { Sql } from "../db/mod.ts";
import { AppError } from "../errors.ts";
import { RetryLater } from "../jobs/mod.ts";
import { testProject } from "../sessions/testing/project.ts";
import { connectSource, disconnectSource } from "../sync/mod.ts";
import { testEngine } from "../sync/testing/engine.ts";
import { chooseChannels, listChannels, requestChannels, stopChannels } from "./picker.ts";
import { channelJobs } from "./picker_jobs.ts";
import { backfillStart, type ChannelFilter, isEverything } from "./picker_model.ts";
import { countChannels, selectChannelList, selectPickedChannel } from "./picker_sql.ts";

const PASSIVE = { mode: "passive", scope: "external", backfillFrom: null } as const;
const INTERACTIVE = { mode: "interactive", scope: "all", backfillFrom: null } as const;

/** A connection to the imaginary provider. */
async function setUp(sql: Sql, fake: FakeHarbor) {
  const projectId = await testProject(sql);
  const engine = testEngine(sql, [[harbor as unknown as SourcePlugin, fake.server.url]]);
  const connect = async (name: string) => {
    const secret = { token: fake.token };
    const input = { name, settings: {}, secret, filterFrom: null, filterTo: null };
    const { connection } = await connectSource(engine, projectId, "harbor", {
      ...input,
      frequency: "manual",
    });
    return { projectId, connectionId: connection.id };
  };
  const place = await connect("Support");
  const jobs = channelJobs(engine);
  /** Does what is queued, once each; fails as the first of them does. */
  const work = async (attempt = 1) => {
    const rows = await sql`
      update jobs set status = 'done' where status = 'queued' and kind = any(${Object.keys(jobs)})
      returning id, kind, payload, project_id`;
    for (const { id, kind, payload, project_id } of rows) {
      const signal = new AbortController().signal;
      const job = { id, kind, payload, projectId: project_id, attempt, maxAttempts: 8, signal };
      await jobs[kind]!.run(job);
    }
  };
  const names = async (filter: ChannelFilter = "all", search = "") =>
    (await listChannels(sql, { ...place, filter, search })).channels.map(({ name }) => name);
  const one = (id: string) => selectPickedChannel(sql, projectId, place.connectionId, id);
  return { engine, place, connect, jobs, work, names, one };
}

function pickerTest(
  name: string,
  test: (sql: Sql, world: Awaited<ReturnType<typeof setUp>>, fake: FakeHarbor) => Promise<void>,
) {
  dbTest(name, async (sql) => {
    const fake = startHarbor();
    try {
      await test(sql, await setUp(sql, fake), fake);
    } finally {
      await fake.server.close();
    }
  });
}

pickerTest("Channels are read page by page after connecting, and found by name and kind", async (
  sql,
  { place, work, names },
  fake,
) => {
  fake.pageSize = 2;
  fake.channels.push(
    fakeChannel("C3", { name: "Zebra", memberCount: 12 }),
    fakeChannel("C1", { name: "acme-support", isExternal: true }),
    fakeChannel("C2", { name: "board", isPrivate: true, isMember: true, memberCount: null }),
    fakeChannel("C4", { name: "old_100%", isArchived: true }),
    fakeChannel("C5", { name: "ärger", isExternal: true, isPrivate: true }),
  );
  await work();
  const { projectId, connectionId } = place;
  const list = await selectChannelList(sql, projectId, connectionId);
  assert.deepEqual([list!.state, list!.found], ["done", 5]);
  assert.ok(list!.refreshedAt!.getTime() > Date.now() - 60_000);
  assert.deepEqual(new Set(await names()), new Set(["acme-support", "board", "Zebra", "ärger"]));
  assert.deepEqual(await names("public"), ["acme-support", "Zebra"]);
  assert.deepEqual(new Set(await names("private")), new Set(["board", "ärger"]));
  assert.deepEqual(await names("archived"), ["old_100%"]);
  assert.deepEqual(await names("chosen"), []);
  assert.deepEqual(await names("all", "#ACME"), ["acme-support"]);
  assert.deepEqual(await names("all", "C2"), ["board"]);
  assert.deepEqual(await names("archived", "100%"), ["old_100%"]);
  assert.deepEqual(await names("archived", "%"), ["old_100%"]);
  assert.deepEqual(await names("all", "_"), []);
  const counts = await countChannels(sql, { projectId, connectionId, search: "" });
  assert.deepEqual(counts, {
    all: 4,
    chosen: 0,
    public: 2,
    private: 2,
    external: 2,
    archived: 1,
  });
});

pickerTest("Chosen channels come first, and ten thousand are paged both ways without a gap", async (
  sql,
  { place, work },
  fake,
) => {
  fake.pageSize = 1_000;
  for (let index = 0; index < 10_000; index++) {
    fake.channels.push(fakeChannel(`C${index}`, { name: `channel-${index % 5_000}` }));
  }
  await work();
  await chooseChannels(sql, place, ["C7777", "C12"], PASSIVE);
  const seen: string[] = [];
  let cursor: string | null = null;
  let last: string | null = null;
  for (let page = 0; page < 5; page++) {
    const listed = await listChannels(sql, { ...place, cursor });
    seen.push(...listed.channels.map(({ id }) => id));
    assert.equal(listed.previousCursor === null, page === 0);
    last = listed.previousCursor;
    cursor = listed.nextCursor;
  }
  assert.deepEqual(new Set(seen.slice(0, 2)), new Set(["C12", "C7777"]));
  assert.equal(new Set(seen).size, 250);
  const back = await listChannels(sql, { ...place, cursor: last });
  assert.deepEqual(back.channels.map(({ id }) => id), seen.slice(150, 200));
  const found = await listChannels(sql, { ...place, search: "channel-4999" });
  assert.deepEqual(found.channels.map(({ id }) => id), ["C4999", "C9999"]);
  assert.equal(found.nextCursor, null);
  for (const bad of ["x", "bnVsbA", "!!", btoa('[0,1,"a"]')]) {
    const error = await listChannels(sql, { ...place, cursor: bad }).catch((thrown) => thrown);
    assert.ok(error instanceof AppError && error.status === 400, bad);
  }
});

pickerTest("Public channels are joined; where we must be invited, the sentence is kept", async (
  sql,
  { place, work, one },
  fake,
) => {
  fake.channels.push(fakeChannel("C1"), fakeChannel("C2"), fakeChannel("C3", { isMember: true }));
  fake.locked.add("C2");
  await work();
  const { chosen, refused } = await chooseChannels(sql, place, ["C1", "C2", "C3", "no"], {
    ...INTERACTIVE,
  });
  assert.deepEqual([chosen, refused], [3, []]);
  await work();
  assert.equal(fake.channels[0]!.isMember, true);
  const [c1, c2, c3] = await Promise.all(["C1", "C2", "C3"].map(one));
  assert.deepEqual([c1!.isMonitored, c1!.isMember, c1!.problem], [true, true, null]);
  assert.deepEqual([c1!.mode, c1!.scope, c1!.backfillFrom], ["interactive", "all", null]);
  assert.deepEqual([c2!.isMonitored, c2!.isMember], [true, false]);
  assert.match(c2!.problem!, /Invite @hissuno/);
  assert.equal(c3!.problem, null);
  assert.ok(!fake.server.requests.some(({ path }) => path === "/channels/C3/join"));
  assert.equal((await sql`select from sync_runs`).length, 0, "Nothing of the past was asked for");

  await requestChannels(sql, place);
  await work();
  assert.match((await one("C2"))!.problem!, /Invite @hissuno/, "A refresh keeps the sentence");
  fake.channels[1]!.isMember = true;
  await requestChannels(sql, place);
  await work();
  assert.equal((await one("C2"))!.problem, null, "Once invited there is no problem");
  assert.equal(await stopChannels(sql, place, ["C1", "C2"], true), 2);
  await work();
  assert.deepEqual(fake.channels.map(({ isMember }) => isMember), [false, false, true]);
  assert.deepEqual([(await one("C1"))!.isMonitored, (await one("C1"))!.isMember], [false, false]);
});

pickerTest("Choosing with a past starts a sync once none is open; a longer past widens it", async (
  sql,
  { place, work, one },
  fake,
) => {
  fake.channels.push(fakeChannel("C1"));
  await work();
  const at = new Date("2026-02-01T00:00:00Z");
  const from = (backfill: Parameters<typeof backfillStart>[0]) => ({
    ...PASSIVE,
    backfillFrom: backfillStart(backfill, at),
  });
  await chooseChannels(sql, place, ["C1"], from("7"));
  await work();
  assert.equal((await sql`select from sync_runs where status = 'queued'`).length, 1);
  await chooseChannels(sql, place, ["C1"], from("30"));
  assert.equal((await one("C1"))!.backfillFrom!.toISOString(), "2026-01-02T00:00:00.000Z");
  await assert.rejects(work(), RetryLater);
  await sql`update sync_runs set status = 'succeeded'`;
  await chooseChannels(sql, place, ["C1"], from("7"));
  await chooseChannels(sql, place, ["C1"], from("none"));
  assert.equal((await one("C1"))!.backfillFrom!.toISOString(), "2026-01-02T00:00:00.000Z");
  await work();
  assert.equal((await sql`select from sync_runs where status = 'queued'`).length, 1);
  await chooseChannels(sql, place, ["C1"], from("all"));
  assert.ok(isEverything((await one("C1"))!.backfillFrom!));
});

pickerTest("One project captures a channel once, also when two choose it at the same time", async (
  sql,
  { place, connect, work, one },
  fake,
) => {
  fake.channels.push(fakeChannel("C1"), fakeChannel("C2"), fakeChannel("C3", { isArchived: true }));
  fake.account = { id: "T2", name: "Other" };
  const other = await connect("Partners");
  await work();
  await chooseChannels(sql, other, ["C1"], PASSIVE);
  const { chosen, refused } = await chooseChannels(sql, place, ["C1", "C2", "C3"], PASSIVE);
  assert.equal(chosen, 1);
  assert.deepEqual(refused.map(({ id }) => id), ["C1", "C3"]);
  assert.match(refused[0]!.problem, /through the connection "Partners" already/);
  assert.match((await one("C1"))!.problem!, /"Partners"/);
  assert.match(refused[1]!.problem, /Archived/);
  await stopChannels(sql, other, ["C1"], false);
  const both = await Promise.allSettled(
    [place, other].map((one) => chooseChannels(sql, one, ["C1"], PASSIVE)),
  );
  const [row] = await sql`
    select count(*)::int as amount from connection_channels where id = 'C1' and is_monitored`;
  assert.equal(row!.amount, 1);
  assert.ok(both.some(({ status }) => status === "fulfilled"));
});

pickerTest("What the provider names no more is forgotten, or marked when it is captured", async (
  sql,
  { place, work, names, one },
  fake,
) => {
  fake.channels.push(fakeChannel("C1"), fakeChannel("C2"), fakeChannel("C3"));
  await work();
  await chooseChannels(sql, place, ["C2"], PASSIVE);
  await work();
  fake.channels.splice(0, 2);
  await requestChannels(sql, place);
  await work();
  assert.deepEqual(await names(), ["c2", "c3"]);
  assert.equal((await one("C2"))!.isGone, true);
  fake.channels.push(fakeChannel("C2", { name: "renamed" }));
  await requestChannels(sql, place);
  await work();
  const back = await one("C2");
  assert.deepEqual([back!.isGone, back!.name, back!.isMonitored], [false, "renamed", true]);
  fake.channels.pop();
  await requestChannels(sql, place);
  await work();
  await stopChannels(sql, place, ["C2"], false);
  assert.equal(await one("C2"), null);
});

pickerTest("Revoked credentials need attention, and a list that failed says why", async (
  sql,
  { place, engine, jobs, work },
  fake,
) => {
  fake.channels.push(fakeChannel("C1"));
  await work();
  const { projectId, connectionId } = place;
  const job = {
    id: "job_1",
    kind: "source.channels",
    payload: { connection_id: connectionId },
    projectId,
    attempt: 8,
    maxAttempts: 8,
    signal: new AbortController().signal,
  };
  fake.server.behaviour = { failing: { times: 20, status: 503 } };
  const error = await Promise.resolve(jobs["source.channels"]!.run(job)).catch((thrown) => thrown);
  await jobs["source.channels"]!.failed!(job, error);
  const failed = await selectChannelList(sql, projectId, connectionId);
  assert.equal(failed!.state, "failed");
  assert.match(failed!.problem!, /answered 503/);
  assert.ok(failed!.refreshedAt, "When it was read last is still known");
  fake.server.behaviour = {};
  await sql`update connections set status = 'needs_attention'`;
  await requestChannels(sql, place);
  await work();
  assert.match(
    (await selectChannelList(sql, projectId, connectionId))!.problem!,
    /needs attention/,
  );
  await disconnectSource(engine, projectId, connectionId, "keep");
  await jobs["source.channels"]!.run(job);
  assert.equal((await sql`select from channel_lists`).length, 0);
});
