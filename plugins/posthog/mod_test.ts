import assert from "node:assert/strict";
import { dbTest, SyncHarness, testSource } from "#plugin-kit/testing";
import posthog from "./mod.ts";
import { startPostHog } from "./testing/fake.ts";

testSource(posthog, startPostHog);

// The same rules once more for the other of the two streams.
const visits = { ...posthog, manifest: { ...posthog.manifest, name: "PostHog, visits" } };
testSource(visits, () => startPostHog("visit"));

type Fake = ReturnType<typeof startPostHog>;

/** A test with a connected harness. */
function posthogTest(name: string, test: (fake: Fake, harness: SyncHarness) => Promise<void>) {
  dbTest(name, async (sql) => {
    const fake = startPostHog();
    try {
      await test(fake, new SyncHarness(sql, posthog, fake.server.url));
    } finally {
      await fake.server.close();
    }
  });
}

posthogTest(
  "Each way the credentials can be wrong has a sentence of its own",
  async (fake, harness) => {
    const { settings, secret } = fake.credentials;
    const wrong: [settings: object, secret: object, sentence: RegExp][] = [
      [settings, { key: "phc_public_key_123" }, /public key.*begins with phx_/],
      [settings, { key: "short" }, /whole key/],
      [settings, { key: "phx_another_key_000" }, /does not accept the key.*us\.posthog\.com/],
      [{ projectId: "12" }, secret, /no project 12.*number and the region/],
      [{ projectId: "99" }, secret, /may not query project 99.*Query: Read/],
      [{ projectId: "acme" }, secret, /is a number/],
      [{ ...settings, region: "mars" }, secret, /Choose where/],
      [{ ...settings, address: "posthog" }, secret, /Enter an address/],
    ];
    for (const [settings, secret, sentence] of wrong) {
      await assert.rejects(harness.connect({ settings, secret }), sentence);
    }
    fake.server.behaviour = { failing: { times: 100, status: 502 } };
    await assert.rejects(harness.connect(fake.credentials), /could not be asked.*502/);
  },
);

posthogTest("The region chosen is the host that is asked", async (fake, harness) => {
  const { settings, secret } = fake.credentials;
  await harness.connect({ settings: { ...settings, region: "eu" }, secret });
  assert.equal(fake.server.requests[0]!.headers.get("x-forwarded-host"), "eu.posthog.com");
});

posthogTest(
  "Answers sent one by one, or again with each step, are one conversation",
  async (fake, harness) => {
    const at = (minute: number) => new Date(harness.now().getTime() - (60 - minute) * 60_000);
    const answer = (minute: number, answers: Record<string, unknown>) =>
      fake.capture({
        event: "survey sent",
        timestamp: at(minute).toISOString(),
        distinct_id: "ada",
        properties: { $survey_id: "s1", $survey_submission_id: "sub-1", ...answers },
      });
    answer(0, { $survey_response_q1: "9" });
    await harness.connect(fake.credentials);
    assert.equal((await harness.sync()).created, 1);
    answer(5, { $survey_response_q1: "9", $survey_response_q2: "More colours" });
    answer(6, { $survey_response_q3: ["Red", "Green"] });
    const run = await harness.sync();
    assert.deepEqual([run.created, run.updated], [0, 1]);
    const rows = await harness.sql`select sender_type, content from messages order by sequence`;
    assert.deepEqual(
      rows.filter((row) => row.sender_type === "user").map((row) => row.content),
      ["9", "More colours", "Red, Green"],
    );
  },
);

posthogTest(
  "A visit that goes on after a sync is one visit with all its events",
  async (fake, harness) => {
    const event = (minutesAgo: number, name: string) =>
      fake.capture({
        event: name,
        timestamp: new Date(harness.now().getTime() - minutesAgo * 60_000).toISOString(),
        distinct_id: "ada",
        properties: { $session_id: "session-1" },
      });
    event(30, "plan opened");
    event(29, "$pageview");
    await harness.connect(fake.credentials);
    await harness.sync();
    event(1, "plan changed");
    await harness.sync();
    const rows = await harness.sql`select m.content, s.session_type from messages m
    join sessions s on s.id = m.session_id order by sequence`;
    assert.deepEqual(rows.map((row) => row.content), ["plan opened", "plan changed"]);
    assert.equal(rows[0]!.session_type, "behavioral");
  },
);

posthogTest(
  "Named events are shown instead of the usual ones, and surveys can be left out",
  async (fake, harness) => {
    const timestamp = new Date(harness.now().getTime() - 60_000).toISOString();
    for (const event of ["$pageview", "order placed", "survey sent"]) {
      fake.capture({ event, timestamp, distinct_id: "ada", properties: { $session_id: "one" } });
    }
    const { settings, secret } = fake.credentials;
    const events = " $pageview, it's \\ odd ,";
    await harness.connect({ settings: { ...settings, imports: "visits", events }, secret });
    await harness.sync();
    const rows = await harness.sql`select content from messages`;
    assert.deepEqual(rows.map((row) => row.content), ["Opened"]);
    const asked = fake.server.requests.map(({ body }) => JSON.parse(body).query);
    assert.ok(asked.every(({ query }) => !query.includes("odd")), "values are no part of the SQL");
  },
);

posthogTest("Answers that are no rows fail the run in words", async (fake, harness) => {
  await harness.connect(fake.credentials);
  for (
    const body of [
      "null",
      "[]",
      "{}",
      '{"results":{}}',
      '{"results":[null]}',
      '{"results":[[1,2]]}',
    ]
  ) {
    const { engine } = harness;
    const guarded = engine.guardedFetch;
    engine.guardedFetch = () => Promise.resolve(new Response(body));
    await assert.rejects(harness.sync(), /PostHog answered/, body);
    engine.guardedFetch = guarded;
    await harness.sql`update sync_runs set status = 'failed'`;
  }
});

posthogTest("A single answer or visit can be fetched again", async (fake, harness) => {
  const at = harness.now();
  fake.put({ key: "one", text: "Fine", at: new Date(at.getTime() - 60_000) });
  const context = {
    settings: { projectId: "4711", region: "us", imports: "both" },
    secret: fake.credentials.secret,
    now: () => at,
    json: async (url: string, { body }: { body: unknown }) => {
      const address = fake.server.url + new URL(url).pathname;
      const headers = { authorization: `Bearer ${fake.credentials.secret.key}` };
      return await (await fetch(address, { method: "POST", headers, body: JSON.stringify(body) }))
        .json();
    },
  };
  const fetchOne = (id: string) => posthog.fetchOne!(id, context as never);
  assert.equal((await fetchOne("survey:one")).type, "conversation");
  assert.equal((await fetchOne("survey:two")).type, "deleted");
  assert.equal((await fetchOne("visit:one")).type, "deleted");
});
