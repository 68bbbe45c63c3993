import assert from "node:assert/strict";
import { type ChatMessage, extend, merge, withPending, withSnapshot } from "./chat_model.ts";

const message = (id: string, sequence: number, content = id): ChatMessage => ({
  id,
  sequence,
  content,
  role: "assistant",
  sender_type: "ai",
  sender_name: null,
  created_at: "2026-03-12T10:00:00Z",
});

Deno.test("Messages are merged by id and kept in the order of the conversation", () => {
  const merged = merge([message("b", 2), message("c", 3)], [
    message("a", 1),
    message("c", 3, "changed"),
  ]);
  assert.deepEqual(merged.map(({ content }) => content), ["a", "b", "changed"]);
});

Deno.test("A draft grows by pieces, begins anew at offset 0, and a gap is noticed", () => {
  const first = extend(null, { message_id: "m", offset: 0, text: "Hel" });
  const second = extend(first, { message_id: "m", offset: 3, text: "lo" });
  assert.equal(second!.text, "Hello");
  assert.equal(extend(second, { message_id: "m", offset: 0, text: "Bye" })!.text, "Bye");
  assert.equal(extend(second, { message_id: "m", offset: 9, text: "!" }), null);
  assert.equal(extend(second, { message_id: "other", offset: 1, text: "!" }), null);
});

Deno.test("A draft is shown until its message is there, and what is sent stands last", () => {
  const names = { agent: "Harry", me: "Maya" };
  const draft = { message_id: "m2", text: "Wri" };
  const sending = { text: "Mine", at: "2026-03-12T10:01:00Z", isFailed: true };
  const shown = withPending([message("m1", 1)], draft, sending, names);
  assert.deepEqual(shown.map(({ sender_name, content, state }) => [sender_name, content, state]), [
    ["Harry", "m1", undefined],
    ["Harry", "Wri", "streaming"],
    ["Maya", "Mine", "failed"],
  ]);
  const stored = withPending([message("m1", 1), message("m2", 2)], draft, null, names);
  assert.equal(stored.length, 2);
});

Deno.test("A snapshot takes deleted messages away and leaves those before it", () => {
  const known = [message("a", 1), message("b", 2), message("c", 3)];
  const after = withSnapshot(known, [message("b", 2), message("d", 4)]);
  assert.deepEqual(after.map(({ id }) => id), ["a", "b", "d"]);
});

Deno.test("A message on its way says how it fares, and only that one", () => {
  const deliveries = { b: { state: "failed" as const, text: "Not delivered." } };
  const names = { agent: "Harry", me: "Maya" };
  const shown = withPending([message("a", 1), message("b", 2)], null, null, names, deliveries);
  assert.deepEqual(shown.map(({ delivery }) => delivery?.text), [undefined, "Not delivered."]);
});
