import assert from "node:assert/strict";
import { now } from "#plugin-kit";
import { dbTest, SyncHarness, testSource } from "#plugin-kit/testing";
import gong from "./mod.ts";
import { type FakeGong, startGong } from "./testing/fake.ts";

// As fast as the machine: the pace itself is tested on the manifest.
const fast = { ...gong, manifest: { ...gong.manifest, limits: { requests: 1000, perSeconds: 1 } } };
const DAY = 86_400_000;

testSource(fast, startGong);

/** Registers a test with a fake Gong and a clock that can be moved by days. */
function gongTest(
  sentence: string,
  test: (parts: { fake: FakeGong; harness: SyncHarness; pass: (days: number) => void }) => unknown,
) {
  dbTest(`Gong: ${sentence}`, async (sql) => {
    const fake = startGong();
    let passed = 0;
    const clock = () => new Date(now().getTime() + passed * DAY);
    const harness = new SyncHarness(sql, fast, fake.server.url, { clock });
    try {
      await test({ fake, harness, pass: (days) => void (passed += days) });
      assert.deepEqual(fake.faults, []);
    } finally {
      await fake.server.close();
    }
  });
}

/** Adds a call of some days ago. */
function put(fake: FakeGong, harness: SyncHarness, key: string, daysAgo = 0.1) {
  fake.put({ key, text: `I am ${key}`, at: new Date(harness.now().getTime() - daysAgo * DAY) });
  return fake.calls.get(fake.externalId(key))!;
}

const asked = (fake: FakeGong, path: string) =>
  fake.server.requests.filter((request) => request.path === path)
    .map(({ body }) => JSON.parse(body));

gongTest("an empty result is no error, and any other 404 is", async ({ fake, harness }) => {
  await harness.connect(fake.credentials);
  const run = await harness.sync();
  assert.deepEqual([run.status, run.found], ["succeeded", 0]);
  fake.replies.set(
    "/v2/calls/extensive",
    () => Response.json({ errors: ["Unknown address"] }, { status: 404 }),
  );
  await assert.rejects(harness.sync(), /answered 404/);
});

gongTest("transcripts are asked for together, by at most 100 ids", async ({ fake, harness }) => {
  for (let index = 0; index < 230; index++) put(fake, harness, `k${index}`);
  await harness.connect(fake.credentials);
  fake.server.requests.length = 0;
  const run = await harness.sync();
  assert.equal(run.created, 230);
  assert.equal(asked(fake, "/v2/calls/extensive").length, 3);
  const batches = asked(fake, "/v2/calls/transcript").map(({ filter }) => filter.callIds.length);
  assert.deepEqual(batches, [100, 100, 30]);
  const [first, second] = asked(fake, "/v2/calls/extensive");
  assert.deepEqual({ ...second, cursor: undefined }, { ...first, cursor: undefined });
  assert.ok(second.cursor);
});

gongTest("a transcript that comes days later is fetched then", async ({ fake, harness, pass }) => {
  const late = put(fake, harness, "late");
  const { transcript } = late;
  late.transcript = null;
  await harness.connect(fake.credentials);
  await harness.sync();
  const [before] = await harness
    .sql`select message_count, session_type, custom_fields from sessions`;
  assert.deepEqual([before!.message_count, before!.session_type], [0, "meeting"]);
  assert.equal(before!.custom_fields.transcript, "missing");

  pass(4);
  assert.equal((await harness.sync()).skipped, 1);
  // Past the overlap: the list does not reach the call any more.
  pass(1);
  late.transcript = transcript;
  const run = await harness.sync();
  assert.deepEqual([run.updated, run.failed], [1, 0]);
  const [after] = await harness.sql`select message_count, custom_fields from sessions`;
  assert.deepEqual([after!.message_count, after!.custom_fields.transcript], [2, "imported"]);
  fake.server.requests.length = 0;
  assert.equal((await harness.sync()).found, 0);
  assert.equal(asked(fake, "/v2/calls/extensive").length, 1);
});

gongTest("a transcript that never comes is given up in words", async ({ fake, harness, pass }) => {
  const id = fake.externalId("mute");
  put(fake, harness, "mute").transcript = null;
  // Older than the patience from the start: imported as it is, and no problem.
  put(fake, harness, "old", 30).transcript = null;
  await harness.connect(fake.credentials);
  assert.deepEqual((await harness.sync()).failed, 0);
  pass(8);
  const run = await harness.sync();
  assert.deepEqual([run.found, run.failed], [1, 1]);
  const [problem] = await harness.sql`select external_id, message from sync_problems`;
  assert.equal(problem!.external_id, id);
  assert.match(problem!.message, /no transcript of this call after 7 days/);
  assert.equal((await harness.sync()).found, 0);
});

gongTest("a waiting call that Gong hides is a problem", async ({ fake, harness, pass }) => {
  put(fake, harness, "gone").transcript = null;
  await harness.connect(fake.credentials);
  await harness.sync();
  fake.calls.clear();
  pass(3);
  assert.equal((await harness.sync()).found, 0);
  pass(1);
  assert.equal((await harness.sync()).failed, 1);
  assert.match((await harness.sql`select message from sync_problems`)[0]!.message, /deleted, or/);
  assert.equal((await harness.rows()).length, 1);
});

gongTest("private calls stay out, also when made private later", async ({ fake, harness }) => {
  const open = put(fake, harness, "open");
  put(fake, harness, "private").call.metaData.isPrivate = true;
  await harness.connect(fake.credentials);
  const run = await harness.sync();
  assert.deepEqual([run.found, run.created], [1, 1]);
  open.call.metaData.isPrivate = true;
  await harness.sync();
  assert.equal((await harness.rows()).length, 0);
  const settings = { ...fake.credentials.settings, includePrivate: true };
  await harness.connect({ ...fake.credentials, settings });
  assert.equal((await harness.sync()).created, 2);
});

gongTest("calls between own people can be left out", async ({ fake, harness }) => {
  put(fake, harness, "outside");
  put(fake, harness, "inside").call.metaData.scope = "Internal";
  const settings = { ...fake.credentials.settings, externalOnly: true };
  await harness.connect({ ...fake.credentials, settings });
  const run = await harness.sync();
  assert.deepEqual([run.found, run.created], [1, 1]);
});

gongTest("an item that failed can be tried alone", async ({ fake, harness }) => {
  put(fake, harness, "k");
  await harness.connect(fake.credentials);
  const context = { ...fake.credentials, now: () => harness.now() };
  const json = async (_url: URL, { body }: { body: { filter: object } }) =>
    await Promise.resolve(
      "callIds" in body.filter && "contentSelector" in body
        ? { calls: [{ metaData: { id: "1", started: "2026-01-01T00:00:00Z" } }] }
        : { callTranscripts: [{ callId: "1", transcript: [] }] },
    );
  const item = await gong.fetchOne!("1", { ...context, json } as never);
  assert.equal(item.type, "conversation");
  const none = await gong.fetchOne!(
    "1",
    { ...context, json: () => Promise.resolve({ calls: [] }) } as never,
  );
  assert.match((none as { message: string }).message, /does not show this call/);
});

gongTest("a page marker that ran out begins the list again", async ({ fake, harness }) => {
  for (let index = 0; index < 4; index++) put(fake, harness, `k${index}`);
  fake.setPageSize(2);
  await harness.connect(fake.credentials);
  await harness.sql`update connections set window_from = 'epoch', window_to = now(),
    cursors = '{"main": "not a cursor of today"}'`;
  assert.equal((await harness.sync()).created, 4);
});

gongTest("refusals are told as sentences at their field", async ({ fake, harness }) => {
  put(fake, harness, "k");
  const fails = async (path: string, answer: () => Response, sentence: RegExp, field?: string) => {
    fake.replies.set(path, answer);
    await assert.rejects(harness.connect(fake.credentials), (error: Error) => {
      const { details } = error as { details?: { field: string; message: string }[] };
      assert.match(details?.[0]?.message ?? error.message, sentence);
      assert.equal(details?.[0]?.field, field);
      return true;
    });
    fake.replies.delete(path);
  };
  const status = (code: number) => () => Response.json({ errors: ["no"] }, { status: code });
  const key = "secret.accessKey";
  await fails("/v2/users", status(403), /users.*trusted IP/, key);
  await fails("/v2/calls/extensive", status(403), /calls \(api:calls:read:extensive\)/, key);
  await fails("/v2/calls/transcript", status(403), /api:calls:read:transcript/, key);
  const web = () => new Response("<html>Sign in</html>");
  await fails("/v2/users", web, /not answer like Gong/, "settings.baseUrl");
  await fails("/v2/users", status(404), /not answer like Gong/, "settings.baseUrl");
  await fails("/v2/users", () => Response.json([]), /not answer like/, "settings.baseUrl");
  await fails("/v2/users", status(500), /Gong could not be asked.*Try again/);
});

gongTest("a key that sees no calls is told so", async ({ fake, harness }) => {
  await harness.connect(fake.credentials);
  const label = async () => (await harness.sql`select account_label from connections`)[0];
  assert.match((await label())!.account_label, /acme\.com: no calls of the last 90 days visible/);
});

gongTest(
  "what is not an answer fails the run in words, not silently",
  async ({ fake, harness }) => {
    put(fake, harness, "k");
    await harness.connect(fake.credentials);
    const answers = ["{}", "null", '{"calls":null}', '{"calls":[', "<html></html>", ""];
    for (const text of answers) {
      fake.replies.set("/v2/calls/extensive", () => new Response(text));
      await assert.rejects(harness.sync(), /Gong('s answer| answered)/, text);
      await harness.sql`delete from sync_runs`;
    }
    fake.replies.set(
      "/v2/calls/extensive",
      () => new Response('{"calls":[null,{},{"metaData":{"id":77823422740259378951}},"x"]}'),
    );
    const run = await harness.sync();
    assert.deepEqual([run.status, run.failed], ["succeeded", 4]);
  },
);

Deno.test("Gong: only https addresses below gong.io are taken as base URL", () => {
  const parse = (baseUrl?: string) => gong.settings!.safeParse({ baseUrl });
  const good = [undefined, "https://api.gong.io", " https://US-12345.api.gong.io/v2/ "];
  for (const url of good) assert.ok(parse(url).success, `${url}`);
  assert.equal(parse(undefined).data!.baseUrl, "https://api.gong.io");
  const bad = [
    "http://api.gong.io",
    "https://api.gong.io.evil.example",
    "https://evil.example/api.gong.io",
    "https://user@api.gong.io",
    "https://api.gong.io:8443",
    "https://127.0.0.1",
    "https://us-12345.app.gong.io",
  ];
  for (const url of bad) assert.match(parse(url).error!.issues[0]!.message, /looks like/, url);
});

Deno.test("Gong: no second has more than the 3 requests that Gong allows a company", () => {
  const { requests, perSeconds } = gong.manifest.limits!;
  assert.ok(requests + requests / perSeconds <= 3);
  assert.equal(gong.manifest.overlapSeconds, 48 * 3600);
});

Deno.test("Gong: the base URL's host is asked, without a doubled version", async () => {
  const seen: string[] = [];
  const json = (url: URL) => {
    seen.push(String(url));
    return Promise.resolve({ users: [], calls: [] });
  };
  const settings = { baseUrl: "https://us-1.api.gong.io/v2" };
  const secret = { accessKey: "a", accessKeySecret: "b" };
  const context = { json, settings, secret, now: () => new Date(0) };
  await gong.validateCredentials!(context as never);
  assert.deepEqual(seen, [
    "https://us-1.api.gong.io/v2/users",
    "https://us-1.api.gong.io/v2/calls/extensive",
  ]);
});
