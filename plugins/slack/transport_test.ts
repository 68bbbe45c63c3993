import assert from "node:assert/strict";
import { signedHeaders } from "./testing/delivery_http.ts";
import { type InboundParts, inboundTest } from "./testing/inbound.ts";

/** A signed event of Acme as bytes, and how to change it before it is posted. */
async function post(
  { slack, acme, harness, shared, carl }: InboundParts,
  how: {
    secret?: string;
    seconds?: number;
    team?: string;
    body?: string | Uint8Array;
    headers?: Record<string, string | null>;
  } = {},
): Promise<Response> {
  const body = how.body ?? JSON.stringify({
    type: "event_callback",
    team_id: how.team ?? acme.id,
    api_app_id: slack.app.id,
    event_id: "Ev1",
    event: {
      type: "message",
      channel: shared.id,
      user: carl.id,
      text: "Hello",
      ts: "1700000000.000100",
      event_ts: "1700000000.000100",
    },
  });
  const text = typeof body === "string" ? body : new TextDecoder("latin1").decode(body);
  const seconds = how.seconds ?? Math.floor(Date.now() / 1000);
  const headers = await signedHeaders(how.secret ?? slack.app.signingSecret, text, seconds);
  headers.set("content-type", "application/json");
  for (const [name, value] of Object.entries(how.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return await fetch(harness.eventsUrl, { method: "POST", headers, body: body as BodyInit });
}

async function statusOf(...given: Parameters<typeof post>): Promise<number> {
  const response = await post(...given);
  await response.body?.cancel();
  return response.status;
}

inboundTest(
  "Wrong, missing, old and replayed signatures are refused, and nothing is stored",
  async (parts) => {
    const { shared, harness, capture } = parts;
    await capture(shared);
    const now = Math.floor(Date.now() / 1000);
    const refused: Parameters<typeof post>[1][] = [
      { secret: "wrong" },
      { headers: { "x-slack-signature": null } },
      { headers: { "x-slack-request-timestamp": null } },
      { headers: { "x-slack-signature": "v0=" + "0".repeat(64) } },
      { seconds: now - 310 },
      { seconds: now + 360 },
      { headers: { "x-slack-request-timestamp": String(now - 5) } },
      { team: "T0UNKNOWN" },
    ];
    for (const how of refused) assert.equal(await statusOf(parts, how), 401, JSON.stringify(how));
    assert.equal((await harness.sql`select 1 from source_deliveries`).length, 0);
    assert.equal(await statusOf(parts), 200);
    assert.equal((await harness.sql`select 1 from source_deliveries`).length, 1);
    // The very same again, within its five minutes: known already.
    assert.equal(await statusOf(parts), 200);
    assert.equal((await harness.sql`select 1 from source_deliveries`).length, 1);
  },
);

inboundTest("Malformed and huge deliveries are refused in words", async (parts) => {
  const cases: [string | Uint8Array, number][] = [
    ["", 400],
    ["null", 400],
    ["{", 400],
    ["<html>", 400],
    ['{"type":"event_callback"}', 400],
    ["x".repeat(1_000_001), 413],
  ];
  for (const [body, status] of cases) {
    const response = await post(parts, { body });
    assert.equal(response.status, status, String(body).slice(0, 40));
    assert.match(await response.text(), /^[A-Z].*\.$/);
  }
});

inboundTest("The question about the address is answered only when Slack asks it", async (parts) => {
  const body = JSON.stringify({ type: "url_verification", challenge: "a challenge", token: "x" });
  const genuine = await post(parts, { body });
  assert.equal(await genuine.text(), "a challenge");
  assert.equal(await statusOf(parts, { body, secret: "wrong" }), 401);
});

inboundTest(
  "Events of any shape are taken without harm, and none is tried for ever",
  async (parts) => {
    const { acme, shared, help, carl, capture, settle, sessions, harness } = parts;
    await capture(shared, { mode: "interactive", scope: "all" });
    const seconds = Math.floor(Date.now() / 1000);
    const at = (index: number) => `${seconds}.${String(index).padStart(6, "0")}`;
    const base = { type: "message", channel: shared.id, user: carl.id, text: "Hi" };
    const events = [
      { ...base, text: 7 },
      { ...base, text: null },
      { ...base, user: { id: carl.id } },
      { ...base, user: null },
      { ...base, user: "" },
      { ...base, user: "U0NOBODY" },
      { ...base, blocks: "text", files: { a: 1 }, attachments: 3, edited: "x" },
      { ...base, text: "\u0000 nul and \ud800 half", files: [null, 3, { id: 4 }, {}] },
      { ...base, thread_ts: "nonsense" },
      { ...base, thread_ts: "1600000000.000100" },
      { ...base, text: "long ".repeat(20_000) },
      { ...base, subtype: "message_changed", message: { ts: at(40), user: carl.id, text: [] } },
      { ...base, subtype: "message_changed", message: { ts: at(41) }, previous_message: 1 },
      { ...base, subtype: "message_deleted", deleted_ts: at(42) },
      { ...base, subtype: "message_deleted", deleted_ts: at(43), previous_message: { user: 1 } },
      { type: "channel_rename", channel: { id: shared.id, name: 7 } },
      { type: "channel_archive", channel: help.id },
      { type: "channel_unshared", channel: shared.id, is_ext_shared: "no" },
      { type: "channel_id_changed", old_channel_id: shared.id, new_channel_id: null },
      { type: "tokens_revoked", tokens: "all" },
      { type: "tokens_revoked", tokens: { oauth: ["U1"], bot: [] } },
      { type: "user_change", user: { id: carl.id, profile: 3 } },
    ];
    for (const [index, inner] of events.entries()) {
      const event = { ...inner, ts: at(index), event_ts: at(index) };
      const event_id = `Ev${index}`;
      const body = JSON.stringify({ type: "event_callback", team_id: acme.id, event_id, event });
      assert.equal(await statusOf(parts, { body }), 200, body.slice(0, 200));
    }
    await settle();
    const left = await harness.sql`
      select last_error from source_deliveries where handled_at is null or failed_at is not null`;
    assert.deepEqual([...left], []);
    const [connection] = await harness.sql`select status from connections`;
    assert.equal(connection!.status, "active");
    const texts = (await sessions()).flatMap(({ messages }) =>
      messages.map(({ content }) => content)
    );
    assert.ok(texts.every((text) => typeof text === "string"));
    assert.ok(texts.some((text) => text.includes("nul and")));
  },
);

inboundTest(
  "Events that Slack held back are looked for in the history",
  async (parts) => {
    const { acme, settle, harness } = parts;
    const body = JSON.stringify({
      token: "x",
      type: "app_rate_limited",
      team_id: acme.id,
      minute_rate_limited: 1518467820,
      api_app_id: "A1",
    });
    assert.equal(await statusOf(parts, { body }), 200);
    await settle();
    assert.equal(await harness.waitingJobs("sync.run"), 1);
  },
);

inboundTest(
  "A delivery that was stored when the process died is handled by the next one, once",
  async ({ slack, shared, carl, capture, harness, lines }) => {
    await capture(shared);
    slack.say(shared, carl, "Stored, and then it died");
    await slack.settled();
    assert.equal((await harness.sql`select 1 from sessions`).length, 0);
    await Promise.all([harness.drain(), harness.drain()]);
    await harness.drain();
    assert.deepEqual(await lines(), ["Carl Customer: Stored, and then it died"]);
    const [row] = await harness.sql`select payload from source_deliveries`;
    assert.equal(row!.payload, null, "What was said is not kept twice");
  },
);

inboundTest(
  "When Slack cannot be asked who somebody is, the message waits and is not lost",
  async ({ slack, shared, carl, capture, harness, lines }) => {
    await capture(shared);
    slack.say(shared, carl, "Who am I?");
    await slack.settled();
    slack.fail("users.info", { error: "fatal_error" });
    await assert.rejects(harness.drain());
    assert.equal((await harness.sql`select 1 from sessions`).length, 0);
    await harness.sql`update source_deliveries set retry_at = null`;
    await harness.drain();
    assert.deepEqual(await lines(), ["Carl Customer: Who am I?"]);
  },
);

inboundTest(
  "A token that lost a scope asks for attention, names it, and what came meanwhile waits",
  async ({ slack, shared, carl, installation, capture, harness, lines }) => {
    await capture(shared);
    installation.scopes.delete("users:read");
    slack.say(shared, carl, "Still here");
    await slack.settled();
    await harness.drain();
    const [row] = await harness.sql`select status, status_message from connections`;
    assert.equal(row!.status, "needs_attention");
    assert.match(row!.status_message, /users:read/);
    installation.scopes.add("users:read");
    await harness.sql`update connections set status = 'active', status_message = null`;
    await harness.drain();
    assert.deepEqual(await lines(), ["Carl Customer: Still here"]);
  },
);
