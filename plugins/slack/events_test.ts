import assert from "node:assert/strict";
import { AppError } from "#plugin-kit";
import { type Payload, read } from "./events.ts";

const event = (inner: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  type: "event_callback",
  team_id: "T1ACME",
  context_team_id: "T1ACME",
  api_app_id: "A1",
  event_id: "Ev1",
  authorizations: [{ team_id: "T1ACME", user_id: "U0BOT", is_bot: true }],
  event: { event_ts: "1700000000.000200", ...inner },
  ...more,
});
const message = (more: Record<string, unknown> = {}) => ({
  type: "message",
  channel: "C1",
  channel_type: "channel",
  user: "U1",
  text: "Hello",
  ts: "1700000000.000100",
  ...more,
});

function raw(body: unknown, type = "application/json") {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    headers: new Headers({ "content-type": type }),
    body: new TextEncoder().encode(text),
  };
}

function statusOf(body: unknown, type?: string): number {
  try {
    read(raw(body, type));
    return 200;
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    assert.match(error.message, /^[A-Z].*\.$/);
    return error.status;
  }
}

Deno.test("The question about the address is answered with its challenge, for any connection", () => {
  const read_ = read(raw({ type: "url_verification", challenge: "abc", token: "x" }));
  assert.deepEqual(read_, { accounts: [], answer: "abc" });
  assert.equal(statusOf({ type: "url_verification", challenge: 3 }), 400);
  assert.equal(statusOf({ type: "url_verification", challenge: "x".repeat(2_000) }), 400);
});

Deno.test("A message is known by channel and time, whichever event tells of it", () => {
  const plain = read(raw(event(message()))).delivery!;
  const mention = read(raw(event(message({ type: "app_mention" }), { event_id: "Ev2" }))).delivery!;
  const twin = read(raw(event(message(), { team_id: "T2", event_id: "Ev3" }))).delivery!;
  assert.equal(plain.id, "message:C1:1700000000.000100");
  assert.deepEqual([mention.id, twin.id], [plain.id, plain.id]);
  assert.deepEqual([plain.lane, plain.channel, plain.order], ["C1", "C1", "1700000000.000200"]);
});

Deno.test("All workspaces that an event may be for are named, each once", () => {
  const authorizations = [{ team_id: "T1ACME" }, { team_id: "T2" }, { team_id: null }, "nonsense"];
  const { accounts } = read(raw(event(message(), { authorizations, context_team_id: "T3" })));
  assert.deepEqual(accounts, ["T1ACME", "T2", "T3"]);
});

Deno.test("An event without a workspace is refused: nobody may be everybody", () => {
  const nobody = { team_id: undefined, context_team_id: undefined, authorizations: undefined };
  assert.equal(statusOf(event(message(), nobody)), 400);
  assert.equal(statusOf(event(message(), { ...nobody, team_id: "'; drop table" })), 400);
  assert.equal(statusOf({ type: "app_rate_limited", minute_rate_limited: 1 }), 400);
});

Deno.test("Each change of a message is a delivery of its own, and a deletion as well", () => {
  const changed = (at: string) =>
    read(raw(event(message({
      subtype: "message_changed",
      message: message(),
      ts: at,
      event_ts: at,
    })))).delivery!.id;
  assert.notEqual(changed("1700000001.000000"), changed("1700000002.000000"));
  const deleted = event(message({ subtype: "message_deleted", deleted_ts: "1700000000.000100" }));
  assert.match(read(raw(deleted)).delivery!.id, /^message_deleted:C1:1700000000\.000100:/);
});

Deno.test("What nobody said, and what we said ourselves, is not even stored", () => {
  for (
    const inner of [
      message({ subtype: "channel_join" }),
      message({ subtype: "channel_topic" }),
      message({ subtype: "pinned_item" }),
      message({ subtype: "huddle_thread" }),
      message({ subtype: "a_new_kind" }),
      message({ user: "U0BOT" }),
      message({ user: undefined, bot_id: "B1", app_id: "A1" }),
      message({ user: undefined, bot_id: "B1", bot_profile: { app_id: "A1" } }),
      message({ subtype: "message_changed", message: message({ user: "U0BOT" }) }),
      { type: "member_joined_channel", user: "U1", channel: "C1" },
      { type: "reaction_added", user: "U1" },
      { type: "user_change", user: {} },
      {},
    ]
  ) assert.equal(read(raw(event(inner))).delivery, undefined, JSON.stringify(inner));
});

Deno.test("Direct messages are in no channel that anybody chose", () => {
  const direct = read(raw(event(message({ channel: "D1", channel_type: "im" })))).delivery!;
  assert.deepEqual([direct.lane, direct.channel], ["D1", undefined]);
});

Deno.test("Our own joining is for the connection, whether the channel is captured or not", () => {
  const joined = event({ type: "member_joined_channel", user: "U0BOT", channel: "C9" });
  const { delivery } = read(raw(joined));
  assert.deepEqual([delivery!.lane, delivery!.channel], ["C9", undefined]);
});

Deno.test("A pressed button comes as a form", () => {
  const payload = {
    type: "block_actions",
    team: { id: "T1ACME" },
    user: { id: "U1", team_id: "T1ACME" },
    container: { channel_id: "D1" },
    trigger_id: "1.2.3",
    actions: [{ action_ts: "1700000000.000100" }],
  };
  const form = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const { accounts, delivery } = read(raw(form, "application/x-www-form-urlencoded"));
  assert.deepEqual(accounts, ["T1ACME"]);
  assert.equal(delivery!.lane, "D1");
  assert.equal((delivery!.payload as Payload).kind, "interaction");
  assert.equal(statusOf("a=b", "application/x-www-form-urlencoded"), 400);
  assert.equal(statusOf("payload=%7B", "application/x-www-form-urlencoded; charset=utf-8"), 400);
});

Deno.test("Events that Slack held back are looked for in the history, once a minute", () => {
  const limited = { type: "app_rate_limited", team_id: "T1ACME", minute_rate_limited: 1518467820 };
  const { accounts, delivery } = read(raw(limited));
  assert.deepEqual(accounts, ["T1ACME"]);
  assert.deepEqual(delivery, {
    id: "gap:T1ACME:1518467820",
    lane: "gap",
    payload: { kind: "gap" },
  });
});

Deno.test("Malformed deliveries are refused in words, and huge ones before they are read", () => {
  for (const body of ["", "null", "[]", "3", '"text"', "{", "<html>", "{}"]) {
    assert.equal(statusOf(body), 400, body);
  }
  const invalid = { headers: new Headers(), body: new Uint8Array([0x7b, 0xff, 0x7d]) };
  assert.throws(() => read(invalid), AppError);
  assert.throws(
    () => read({ headers: new Headers(), body: new Uint8Array(1_000_001) }),
    (error: AppError) => error.status === 413,
  );
});

Deno.test("Messages with wrong types are passed over", () => {
  for (
    const inner of [
      message({ channel: 7 }),
      message({ ts: 1700000000.0001 }),
      message({ ts: "yesterday" }),
      message({ ts: null }),
      message({ subtype: "message_deleted", deleted_ts: {} }),
      message({ subtype: "message_changed", message: "text" }),
      message({ subtype: "message_changed", message: null }),
      { type: ["message"] },
      { type: "channel_rename", channel: [] },
      { type: "channel_id_changed", old_channel_id: 1 },
    ]
  ) assert.equal(read(raw(event(inner))).delivery, undefined, JSON.stringify(inner));
  const deep = JSON.parse("[".repeat(5_000) + "]".repeat(5_000));
  assert.ok(read(raw(event(message({ blocks: deep })))).delivery);
  const long = read(raw(event({ type: "app_uninstalled" }, { event_id: "x".repeat(5_000) })));
  assert.ok(long.delivery!.id.length <= 250);
});
