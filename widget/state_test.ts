import assert from "node:assert/strict";
import type { Message, Session } from "./protocol.ts";
import {
  type Action,
  extendDraft,
  initialState,
  reduce,
  type State,
  unreadCount,
  visiblePending,
} from "./state.ts";

const session = (values: Partial<Session> = {}): Session => ({
  id: "sess_1",
  status: "active",
  is_human_takeover: false,
  human_name: null,
  closed_by: null,
  message_count: 0,
  preview: null,
  created_at: "2026-01-01T10:00:00.000Z",
  last_activity_at: "2026-01-01T10:00:00.000Z",
  ...values,
});

const message = (sequence: number, values: Partial<Message> = {}): Message => ({
  id: `msg_${sequence}`,
  client_id: null,
  sequence,
  role: "assistant",
  sender_type: "ai",
  sender_name: null,
  content: `text ${sequence}`,
  sources: [],
  created_at: "2026-01-01T10:00:00.000Z",
  ...values,
});

function play(...actions: Action[]): State {
  return actions.reduce(reduce, initialState());
}

const snapshot = (...messages: Message[]): Action => ({
  type: "snapshot",
  snapshot: { session: session(), messages, draft: null },
});
const enter: Action = { type: "conversation", conversation: "sess_1" };

Deno.test("A draft grows piece by piece, starts anew at 0 and shows a gap", () => {
  let draft = extendDraft(null, { message_id: "m", offset: 0, text: "Hel" });
  draft = extendDraft(draft, { message_id: "m", offset: 3, text: "lo" });
  assert.deepEqual(draft, { message_id: "m", text: "Hello" });
  assert.deepEqual(extendDraft(draft, { message_id: "m", offset: 2, text: "y" })?.text, "Hey");
  assert.deepEqual(extendDraft(draft, { message_id: "n", offset: 0, text: "New" })?.text, "New");
  assert.equal(extendDraft(draft, { message_id: "m", offset: 6, text: "?" }), null);
  assert.equal(extendDraft(draft, { message_id: "n", offset: 2, text: "?" }), null);
});

Deno.test("The stored message takes the place of its draft", () => {
  const state = play(
    enter,
    snapshot(),
    { type: "draft", piece: { message_id: "msg_2", offset: 0, text: "Hal" } },
    { type: "message", message: message(2) },
  );
  assert.equal(state.draft, null);
  assert.deepEqual(state.messages.map(({ id }) => id), ["msg_2"]);
});

Deno.test("A draft that a takeover ends disappears, another's end changes nothing", () => {
  const written = play(enter, snapshot(), {
    type: "draft",
    piece: { message_id: "msg_2", offset: 0, text: "Hal" },
  });
  assert.equal(reduce(written, { type: "draft_end", messageId: "msg_9" }), written);
  assert.equal(reduce(written, { type: "draft_end", messageId: "msg_2" }).draft, null);
});

Deno.test("Messages stand by their sequence, whatever order they arrive in, and once", () => {
  const state = play(
    enter,
    snapshot(message(1)),
    { type: "message", message: message(3) },
    { type: "message", message: message(2) },
    { type: "message", message: message(3, { content: "changed" }) },
  );
  assert.deepEqual(state.messages.map(({ sequence }) => sequence), [1, 2, 3]);
  assert.equal(state.messages[2]!.content, "changed");
});

Deno.test("Taking over and handing back leave one line each, below the last message", () => {
  const taken = session({ is_human_takeover: true, human_name: "Anna" });
  const state = play(
    enter,
    snapshot(message(1)),
    { type: "session", session: taken },
    { type: "session", session: taken },
    { type: "message", message: message(2) },
    { type: "session", session: session() },
  );
  assert.deepEqual(state.notices, [
    { kind: "joined", name: "Anna", after: "msg_1" },
    { kind: "left", name: "Anna", after: "msg_2" },
  ]);
});

Deno.test("A conversation found in human hands has no line about it", () => {
  const state = play(enter, {
    type: "snapshot",
    snapshot: { session: session({ is_human_takeover: true }), messages: [], draft: null },
  });
  assert.deepEqual(state.notices, []);
});

Deno.test("The answer to the first message turns the local conversation into the session", () => {
  const item = {
    client_id: "c1",
    conversation: "new:a",
    text: "hi",
    page: { url: "", title: "" },
    at: 0,
  };
  const before = play(
    { type: "conversation", conversation: "new:a" },
    { type: "set", values: { pending: [item] } },
  );
  assert.deepEqual(visiblePending(before), [item]);
  const own = message(1, { client_id: "c1", role: "user", sender_type: "user" });
  const after = reduce(before, {
    type: "sent",
    conversation: "new:a",
    session: session(),
    message: own,
  });
  assert.equal(after.conversation, "sess_1");
  assert.deepEqual(after.messages, [own]);
  assert.deepEqual(visiblePending(after), []);
});

Deno.test("An answer for a conversation that is not shown changes nothing", () => {
  const state = play(enter, snapshot(message(1)));
  const action: Action = {
    type: "sent",
    conversation: "new:other",
    session: session({ id: "sess_2" }),
    message: message(1),
  };
  assert.equal(reduce(state, action), state);
});

Deno.test("A message that came back over the stream is no longer shown as on its way", () => {
  const item = {
    client_id: "c1",
    conversation: "sess_1",
    text: "hi",
    page: { url: "", title: "" },
    at: 0,
  };
  const state = play(enter, snapshot(message(1, { client_id: "c1" })), {
    type: "set",
    values: { pending: [item] },
  });
  assert.deepEqual(visiblePending(state), []);
});

Deno.test("Unread counts what others said after the last message seen", () => {
  const state = play(
    enter,
    snapshot(message(1), message(2), message(3, { role: "user" }), message(4)),
  );
  assert.equal(unreadCount({ ...state, seen: "msg_2" }), 1);
  assert.equal(unreadCount({ ...state, seen: null }), 3);
  assert.equal(unreadCount({ ...state, seen: "msg_4" }), 0);
});
