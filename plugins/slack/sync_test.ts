import assert from "node:assert/strict";
import { previewSync, startSync } from "../../core/sync/mod.ts";
import { Pace } from "./sync_pace.ts";
import { inboundTest } from "./testing/inbound.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);
const PAST = ago(30 * DAY);

inboundTest(
  "A chosen past is read: threads with somebody from outside, no others, and nothing before",
  async ({ slack, shared, ada, bob, carl, capture, harness, sessions, asked }) => {
    slack.say(shared, carl, "Too long ago", { at: ago(40 * DAY) });
    const open = slack.say(shared, ada, "A teammate asks", { at: ago(3 * DAY) });
    slack.say(shared, carl, "and Carl answers", { thread: open, at: ago(3 * DAY - HOUR) });
    const inner = slack.say(shared, ada, "Among us", { at: ago(2 * DAY) });
    slack.say(shared, bob, "Indeed", { thread: inner, at: ago(2 * DAY - HOUR) });
    slack.say(shared, bob, "No answers", { at: ago(2 * DAY) });
    slack.say(shared, carl, "Just now", { at: ago(HOUR) });
    await capture(shared, { backfillFrom: PAST, mode: "interactive" });
    const run = await harness.sync();
    assert.deepEqual([run.status, run.created, run.failed], ["succeeded", 2, 0]);
    const found = await sessions();
    assert.deepEqual(
      found.map(({ status, messages }) => [status, messages.map(({ content }) => content)]),
      [
        ["closed", ["A teammate asks", "and Carl answers"]],
        ["active", ["Just now"]],
      ],
    );
    assert.equal(slack.callsOf("conversations.replies").length, 2, "Only of threads with answers");
    assert.equal(await asked(), 0, "The past is not answered");
    assert.ok(found.every(({ is_human_takeover }) => !is_human_takeover));
  },
);

inboundTest(
  "A channel without a chosen past begins where it was chosen",
  async ({ slack, shared, carl, capture, harness, sessions }) => {
    slack.say(shared, carl, "Before", { at: ago(HOUR) });
    await capture(shared);
    await harness.sync();
    slack.say(shared, carl, "After", { silent: true });
    await harness.sync();
    assert.deepEqual((await sessions()).map(({ name }) => name), ["After"]);
    await harness.sync("full");
    assert.deepEqual((await sessions()).map(({ name }) => name), ["After"]);
  },
);

inboundTest(
  "When the past is chosen to begin earlier, the channel is read anew",
  async ({ slack, shared, carl, capture, harness, sessions }) => {
    slack.say(shared, carl, "Long ago", { at: ago(20 * DAY) });
    slack.say(shared, carl, "Yesterday", { at: ago(DAY) });
    await capture(shared, { backfillFrom: ago(2 * DAY) });
    await harness.sync();
    assert.equal((await sessions()).length, 1);
    await capture(shared, { backfillFrom: PAST });
    const run = await harness.sync();
    assert.deepEqual([run.created, run.updated], [1, 0]);
    assert.equal((await sessions()).length, 2);
    assert.equal((await harness.sync()).found, 0, "It is not read anew again and again");
  },
);

inboundTest(
  "What got lost on its way is found: messages, answers in threads of last week, edits",
  async ({ slack, shared, ada, carl, capture, settle, harness, sessions, asked }) => {
    const old = slack.say(shared, carl, "A question of last week", { at: ago(5 * DAY) });
    await capture(shared, { backfillFrom: PAST, mode: "interactive" });
    const live = slack.say(shared, carl, "A question of today");
    await settle();
    await harness.sync();
    await harness.sql`delete from jobs`;
    slack.say(shared, ada, "A lost answer", { thread: live, silent: true });
    slack.say(shared, carl, "A late answer", { thread: old, silent: true });
    slack.say(shared, carl, "A lost question", { silent: true });
    slack.edit(live, "A question of today, put better", { silent: true });
    const run = await harness.sync();
    assert.deepEqual([run.status, run.created, run.failed], ["succeeded", 1, 0]);
    const texts = (await sessions()).map(({ messages }) => messages.map(({ content }) => content));
    assert.deepEqual(texts, [
      ["A question of last week", "A late answer"],
      ["A question of today, put better", "A lost answer"],
      ["A lost question"],
    ]);
    assert.equal(await asked(), 0);
    slack.say(shared, carl, "Thank you, but one more thing", { thread: live });
    await settle();
    const session = (await sessions()).find((one) => one.external_id.endsWith(live.ts))!;
    assert.ok(session.is_human_takeover, "Ada's answer counts, though its event was lost");
    assert.equal(await asked(), 0);
  },
);

inboundTest(
  "What was captured live is found unchanged, and a closed session stays closed",
  async ({ slack, shared, carl, ada, capture, settle, harness, sessions }) => {
    await capture(shared, { backfillFrom: PAST });
    const parent = slack.say(shared, carl, "*Question* from <https://a.example|a page>");
    slack.say(shared, ada, "Answer", { thread: parent });
    slack.say(shared, carl, "", { thread: parent, files: [{ name: "a.png" }] });
    await settle();
    const before = await sessions();
    await harness.sync();
    assert.deepEqual(await sessions(), before);
    await harness.sql`update sessions set status = 'closed', closed_at = now(), closed_by = 'idle'`;
    slack.say(shared, carl, "Lost in between", { thread: parent, silent: true });
    await harness.sync();
    const [session] = await sessions();
    assert.deepEqual([session!.status, session!.messages.length], ["closed", 4]);
  },
);

inboundTest(
  "Our own posts are not imported a second time, those of another connection as the agent's",
  async ({ slack, shared, carl, installation, capture, settle, harness, sessions }) => {
    const bot = slack.user(installation.botUserId);
    const earlier = slack.say(shared, carl, "Before we were connected", { at: ago(DAY) });
    slack.say(shared, bot, "The agent's answer", { thread: earlier, at: ago(DAY - HOUR) });
    await capture(shared, { backfillFrom: PAST });
    await harness.sync();
    const later = slack.say(shared, carl, "Since we are");
    slack.say(shared, bot, "Sent from here", { thread: later });
    await settle();
    await harness.sync("full");
    assert.deepEqual(
      (await sessions()).map(({ messages }) => messages.map(({ sender_type }) => sender_type)),
      [["user", "ai"], ["user"]],
    );
  },
);

inboundTest(
  "A channel that is closed to us is a problem of its own, and the others are read",
  async ({ slack, shared, help, gwen, installation, capture, harness, sessions }) => {
    slack.say(help, gwen, "Hello", { at: ago(HOUR) });
    await capture(shared, { backfillFrom: PAST });
    await capture(help, { backfillFrom: PAST });
    shared.members.delete(installation.botUserId);
    const run = await harness.sync();
    assert.deepEqual([run.status, run.created, run.failed], ["succeeded", 1, 1]);
    const [problem] = await harness.problems(run.id);
    assert.match(
      problem!.message,
      /^#acme-globex could not be read\. The app is not in the channel\./,
    );
    assert.equal((await sessions()).length, 1);
  },
);

inboundTest(
  "A wait in the middle of a page loses nothing of what was read, and the run goes on from there",
  async ({ slack, shared, carl, capture, harness, sessions }) => {
    for (let index = 0; index < 4; index++) {
      const parent = slack.say(shared, carl, `Question ${index}`, { at: ago(DAY + index * HOUR) });
      slack.say(shared, carl, "More", { thread: parent, at: ago(DAY + index * HOUR - 1_000) });
    }
    await capture(shared, { backfillFrom: PAST });
    const second = slack.sorted(shared).filter(({ ts, threadTs }) => ts === threadTs)[1]!;
    slack.fail("conversations.replies", {
      status: 429,
      retryAfter: 7_200,
      when: ({ ts }) => ts === second.ts,
    });
    await assert.rejects(harness.sync());
    const [row] = await harness.sql`select id, status, found, cursors from sync_runs`;
    assert.deepEqual([row!.status, row!.found], ["paused", 2]);
    const cursor = row!.cursors[shared.id];
    assert.ok(cursor.below > second.ts, "Two newer threads are behind us");
    const before = slack.callsOf("conversations.replies").length;
    await harness.sql`update connections set blocked_until = null`;
    const again = await harness.work(row!.id);
    assert.equal(again.status, "succeeded");
    assert.equal(slack.callsOf("conversations.replies").length - before, 2);
    assert.equal((await sessions()).length, 4);
  },
);

inboundTest(
  "An app that gets 15 messages at a time is known as one with a call a minute",
  async ({ slack, shared, carl, capture, harness, sessions }) => {
    for (let index = 0; index < 20; index++) {
      slack.say(shared, carl, `Question ${index}`, { at: ago(HOUR - index * 1_000) });
    }
    slack.api.limits.pageCap = (method) => method === "conversations.history" ? 15 : 999;
    await capture(shared, { backfillFrom: PAST });
    const stop = new AbortController();
    const { sql, projectId, connectionId } = harness;
    const runId = await startSync(sql, projectId, connectionId, "incremental");
    const work = harness.work(runId, stop.signal).catch(() => null);
    for (let turn = 0; turn < 500 && (await sessions()).length < 15; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    stop.abort(new Error("stop"));
    await work;
    assert.equal((await sessions()).length, 15);
    const [known] = await harness.sql`select value from source_records where kind = 'limits'`;
    assert.equal(typeof known!.value, "number");
    const asked = slack.callsOf("conversations.history");
    assert.equal(asked.length, 1, "The next call waits for its minute");
  },
);

inboundTest(
  "One thread that could not be read can be tried again alone",
  async ({ slack, shared, carl, capture, harness, sessions }) => {
    const parent = slack.say(shared, carl, "A question", { at: ago(HOUR) });
    const reply = slack.say(shared, carl, "Broken", { thread: parent, at: ago(HOUR - 1_000) });
    Object.assign(reply.more, { text: ["no", "text"] });
    await capture(shared, { backfillFrom: PAST });
    const run = await harness.sync();
    assert.deepEqual([run.created, run.failed], [0, 1]);
    const [problem] = await harness.problems(run.id);
    assert.equal(problem!.external_id, `${shared.id}:${parent.ts}`);
    assert.match(problem!.message, /^A thread in #acme-globex could not be read\. text: /);
    await assert.rejects(harness.retry(problem!.id), /could not be read/);
    reply.more = {};
    await harness.retry(problem!.id);
    assert.equal((await sessions())[0]!.messages.length, 2);
    slack.api.problems.length = 0;
  },
);

inboundTest(
  "A preview shows threads of the last weeks and keeps nothing",
  async ({ slack, shared, carl, capture, harness, sessions }) => {
    slack.say(shared, carl, "Hello", { at: ago(HOUR) });
    await capture(shared);
    const preview = await previewSync(harness.engine, harness.projectId, harness.connectionId);
    assert.deepEqual(preview.conversations.map(({ name }) => name), ["Hello"]);
    assert.deepEqual(await sessions(), []);
    assert.equal((await harness.sql`select 1 from source_records where kind = 'since'`).length, 0);
  },
);

inboundTest(
  "The date filter goes by the time a thread began",
  async ({ slack, shared, carl, capture, harness, sessions }) => {
    slack.say(shared, carl, "Before", { at: ago(9 * DAY) });
    slack.say(shared, carl, "Within", { at: ago(5 * DAY) });
    slack.say(shared, carl, "After", { at: ago(DAY) });
    await capture(shared, { backfillFrom: PAST });
    await harness.sql`
      update connections set filter_from = ${ago(7 * DAY)}, filter_to = ${ago(3 * DAY)}`;
    await harness.sync();
    assert.deepEqual((await sessions()).map(({ name }) => name), ["Within"]);
  },
);

Deno.test("Calls are kept to 45 a minute, or to one where Slack gives no more", async () => {
  let at = 0;
  const waits: number[] = [];
  const pace = new Pace(() => new Date(at), new AbortController().signal, (seconds) => {
    waits.push(seconds);
    at += seconds * 1000;
    return Promise.resolve();
  });
  for (let call = 0; call < 45; call++) await pace.next();
  assert.deepEqual(waits, []);
  at += 1_000;
  await pace.next();
  assert.deepEqual(waits, [60]);
  pace.isSlow = true;
  await pace.next();
  await pace.next();
  assert.deepEqual(waits, [60, 61, 61]);
});
