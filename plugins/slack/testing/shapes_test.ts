import assert from "node:assert/strict";
import type { Json } from "./model.ts";
import { shapeFaults } from "./shapes.ts";
import { answerFaults, argumentFaults, eventFaults, readArguments } from "./vendor.ts";

Deno.test("A key that no sample has and a value of another type are faults, at any depth", () => {
  const samples = [{ id: "", list: [{ count: 1 }], any: {} }, {
    other: true,
    list: [{ name: "" }],
  }];
  assert.deepEqual(shapeFaults({ id: "x", other: false, any: { free: 1 } }, samples, "it"), []);
  assert.deepEqual(shapeFaults({ list: [{ count: 2, name: "n" }], id: null }, samples, "it"), []);
  assert.match(shapeFaults({ list: [{ count: "2" }] }, samples, "it")[0]!, /list\[0\]\.count is/);
  assert.match(shapeFaults({ extra: 1 }, samples, "it")[0]!, /it\.extra: no sample/);
});

Deno.test("Answers with words that Slack does not use are faults", () => {
  assert.deepEqual(answerFaults("chat.delete", { ok: true, channel: "C1", ts: "1.2" }), []);
  assert.equal(answerFaults("chat.delete", { ok: true, channel: 7 }).length, 1);
  assert.equal(answerFaults("chat.delete", { ok: true, deleted: true }).length, 1);
  assert.equal(answerFaults("chat.delete", { ok: false, error: "oops" }).length, 1);
});

Deno.test("Events without their wrapper, of unknown names or with unknown fields are faults", () => {
  const wrapper = { token: "", team_id: "", api_app_id: "", type: "", event_id: "", event_time: 1 };
  const fault = (event: Json) => eventFaults({ ...wrapper, event: { event_ts: "", ...event } });
  assert.deepEqual(fault({ type: "channel_archive", channel: "C1", user: "U1" }), []);
  assert.match(fault({ type: "channel_archive", chanel: "C1" })[0]!, /chanel/);
  assert.match(fault({ type: "coffee_ready" })[0]!, /no such event/);
  assert.match(eventFaults({ event: { type: "message" } })[0]!, /no token/);
});

Deno.test("Values in forms become what the method takes", () => {
  const url = new URL("http://slack.test/api/conversations.history?channel=C1");
  const form = "limit=15&inclusive=true&oldest=1.5";
  const args = readArguments(
    "conversations.history",
    url,
    "application/x-www-form-urlencoded",
    form,
  );
  assert.deepEqual(args, { channel: "C1", limit: 15, inclusive: true, oldest: "1.5" });
  assert.deepEqual(argumentFaults("conversations.history", "", args), []);
  const wrong = argumentFaults("conversations.history", "", { ...args, limit: "many" });
  assert.match(wrong[0]!, /limit must be integer/);
  assert.match(
    argumentFaults("users.info", "application/json", { user: "U1" })[0]!,
    /no JSON body/,
  );
});
