import assert from "node:assert/strict";
import { now } from "#plugin-kit";
import { dbTest, SyncHarness, testSource } from "#plugin-kit/testing";
import fathom from "./mod.ts";
import { type FakeFathom, startFathom } from "./testing/fake.ts";

// As fast as the machine: the pace itself is tested on the manifest.
const limits = { requests: 1000, perSeconds: 1 };
const fast = { ...fathom, manifest: { ...fathom.manifest, limits } };
const HOUR = 3_600_000;

testSource(fast, startFathom);

/** Registers a test with a fake Fathom and a clock that can be moved by hours. */
function fathomTest(
  sentence: string,
  test: (
    parts: { fake: FakeFathom; harness: SyncHarness; pass: (hours: number) => void },
  ) => unknown,
) {
  dbTest(`Fathom: ${sentence}`, async (sql) => {
    const fake = startFathom();
    let passed = 0;
    const clock = () => new Date(now().getTime() + passed * HOUR);
    const harness = new SyncHarness(sql, fast, fake.server.url, { clock });
    try {
      await test({ fake, harness, pass: (hours) => void (passed += hours) });
      assert.deepEqual(fake.faults, []);
    } finally {
      await fake.server.close();
    }
  });
}

/** Adds a meeting of some hours ago. */
function put(fake: FakeFathom, harness: SyncHarness, key: string, hoursAgo = 1) {
  fake.put({ key, text: `I am ${key}`, at: new Date(harness.now().getTime() - hoursAgo * HOUR) });
  return fake.meetings.get(key)!;
}

const messages = async (harness: SyncHarness) =>
  (await harness.sql`select content from messages order by sequence`).map(({ content }) => content);

fathomTest("ten meetings cost one heavy request", async ({ fake, harness }) => {
  for (let index = 0; index < 30; index++) put(fake, harness, `k${index}`, index + 1);
  await harness.connect(fake.credentials);
  assert.doesNotMatch(fake.server.requests[0]!.path, /include/);
  fake.server.requests.length = 0;
  assert.equal((await harness.sync()).created, 30);
  assert.equal(fake.server.requests.length, 3);
  assert.match(fake.server.requests[0]!.path, /include_transcript=true&include_summary=true/);
});

fathomTest("notes follow the transcript as messages of the AI", async ({ fake, harness }) => {
  put(fake, harness, "k");
  await harness.connect(fake.credentials);
  await harness.sync();
  const rows = await harness.sql`
    select sender_type, sender_name, content from messages order by sequence`;
  assert.deepEqual(rows.map((row) => Object.values(row)), [
    ["human_agent", "Ann", "How can we help?"],
    ["user", "Customer k", "I am k"],
    ["ai", "Fathom: summary", "## Summary\nOf k."],
    ["ai", "Fathom: action items", "- [ ] Send the proposal (Ann)"],
  ]);
  const [session] = await harness.sql`select session_type, status, original_url from sessions`;
  assert.deepEqual([session!.session_type, session!.status], ["meeting", "closed"]);
  assert.match(session!.original_url, /^https:\/\/fathom\.video\/calls\//);
});

fathomTest("a transcript that comes later is fetched then", async ({ fake, harness, pass }) => {
  const late = put(fake, harness, "late");
  const { transcript } = late;
  late.transcript = null;
  await harness.connect(fake.credentials);
  await harness.sync();
  assert.equal((await messages(harness)).length, 2);
  pass(25);
  assert.equal((await harness.sync()).skipped, 1);
  // Past the overlap: the list does not reach the meeting any more.
  pass(1);
  late.transcript = transcript;
  const run = await harness.sync();
  assert.deepEqual([run.found, run.updated], [1, 1]);
  assert.deepEqual(await messages(harness), [
    "How can we help?",
    "I am late",
    "## Summary\nOf late.",
    "- [ ] Send the proposal (Ann)",
  ]);
  fake.server.requests.length = 0;
  assert.equal((await harness.sync()).found, 0);
  assert.equal(fake.server.requests.length, 1);
});

fathomTest("a summary that comes later is fetched then", async ({ fake, harness, pass }) => {
  const late = put(fake, harness, "late");
  const { default_summary } = late;
  late.default_summary = null;
  await harness.connect(fake.credentials);
  await harness.sync();
  pass(20);
  await harness.sync();
  pass(20);
  late.default_summary = default_summary;
  assert.equal((await harness.sync()).updated, 1);
  assert.equal((await messages(harness)).length, 4);
});

fathomTest("what never comes is given up in words", async ({ fake, harness, pass }) => {
  put(fake, harness, "mute").transcript = null;
  put(fake, harness, "brief").default_summary = null;
  put(fake, harness, "old", 100).transcript = null;
  await harness.connect(fake.credentials);
  assert.deepEqual((await harness.sync()).failed, 0);
  pass(73);
  assert.equal((await harness.sync()).failed, 1);
  const problems = await harness.sql`select external_id, message from sync_problems`;
  assert.deepEqual(problems.map(({ external_id }) => external_id), [fake.externalId("mute")]);
  assert.match(problems[0]!.message, /no transcript of this meeting after 3 days/);
  pass(30);
  assert.equal((await harness.sync()).found, 0);
});

fathomTest("a waiting meeting that is gone is a problem", async ({ fake, harness, pass }) => {
  put(fake, harness, "gone").transcript = null;
  await harness.connect(fake.credentials);
  await harness.sync();
  fake.meetings.clear();
  pass(25);
  await harness.sync();
  pass(1);
  assert.equal((await harness.sync()).failed, 1);
  assert.match((await harness.sql`select message from sync_problems`)[0]!.message, /deleted, or/);
  assert.equal((await harness.rows()).length, 1);
});

fathomTest("meetings of own people can be left out", async ({ fake, harness }) => {
  put(fake, harness, "outside");
  put(fake, harness, "inside").calendar_invitees_domains_type = "only_internal";
  await harness.connect({ ...fake.credentials, settings: { externalOnly: true } });
  const run = await harness.sync();
  assert.deepEqual([run.found, run.created], [1, 1]);
});

fathomTest("a page marker that ran out begins the list again", async ({ fake, harness }) => {
  for (let index = 0; index < 4; index++) put(fake, harness, `k${index}`);
  fake.setPageSize(2);
  await harness.connect(fake.credentials);
  await harness.sql`update connections set window_from = 'epoch', window_to = now(),
    cursors = '{"main": "not a cursor of today"}'`;
  assert.equal((await harness.sync()).created, 4);
});

fathomTest("one meeting is read again by its id", async ({ fake, harness }) => {
  for (let index = 0; index < 25; index++) put(fake, harness, `k${index}`, index + 1);
  const asked: URL[] = [];
  const json = (url: string, { query }: { query: Record<string, unknown> }) => {
    const full = new URL(url.replace("https://api.fathom.ai", fake.server.url));
    for (const [name, value] of Object.entries(query)) {
      if (value === undefined) continue;
      full.searchParams.set(name, value instanceof Date ? value.toISOString() : String(value));
    }
    asked.push(full);
    return fetch(full, { headers: { "X-Api-Key": "fathom-key-1234567890" } }).then((r) => r.json());
  };
  const context = { json, ...fake.credentials, now: () => harness.now() } as never;
  const item = await fathom.fetchOne!(fake.externalId("k24"), context);
  assert.equal(item.type === "conversation" && item.value.name, "Meeting k24");
  assert.equal(asked.length, 4);
  const none = await fathom.fetchOne!("1", context);
  assert.match((none as { message: string }).message, /Run a full sync/);
});

fathomTest("refusals are told as sentences at their field", async ({ fake, harness }) => {
  const fails = async (answer: () => Response, sentence: RegExp, field?: string) => {
    fake.reply.with = answer;
    await assert.rejects(harness.connect(fake.credentials), (error: Error) => {
      const { details } = error as { details?: { field: string; message: string }[] };
      assert.match(details?.[0]?.message ?? error.message, sentence);
      assert.equal(details?.[0]?.field, field);
      return true;
    });
  };
  const key = "secret.apiKey";
  await fails(() => new Response(null, { status: 401 }), /does not accept this API key/, key);
  await fails(() => new Response(null, { status: 403 }), /does not let it read meetings/, key);
  await fails(() => new Response(null, { status: 500 }), /could not be asked.*Try again/);
  await fails(() => new Response("<html></html>"), /web page instead of JSON.*Try again/);
  await fails(() => Response.json([]), /not what it describes.*Try again/);
});

fathomTest("the label tells what the key sees", async ({ fake, harness }) => {
  await harness.connect(fake.credentials);
  for (let index = 0; index < 11; index++) put(fake, harness, `k${index}`);
  await harness.connect(fake.credentials);
  const rows = await harness.sql`select account_label from connections order by created_at`;
  assert.deepEqual(rows.map(({ account_label }) => account_label), [
    "Fathom: no meetings visible to this key",
    "acme.com: 10 and more meetings visible to this key",
  ]);
});

fathomTest("what is no page fails the run in words, not silently", async ({ fake, harness }) => {
  put(fake, harness, "k");
  await harness.connect(fake.credentials);
  for (const text of ["{}", "null", '{"items":null}', '{"items":[', "<html></html>", ""]) {
    fake.reply.with = () => new Response(text);
    await assert.rejects(harness.sync(), /Fathom('s answer| answered)/, text);
    await harness.sql`delete from sync_runs`;
  }
  fake.reply.with = () =>
    new Response(
      '{"items":[null,{},{"recording_id":77823422740259378951},"x"],"next_cursor":null}',
    );
  const run = await harness.sync();
  assert.deepEqual([run.status, run.failed], ["succeeded", 4]);
});

Deno.test("Fathom: no minute has more than the 30 heavy requests that Fathom allows", () => {
  const { requests, perSeconds } = fathom.manifest.limits!;
  assert.ok(requests + 60 * requests / perSeconds <= 30);
  assert.equal(fathom.manifest.overlapSeconds, 24 * 3600);
});
