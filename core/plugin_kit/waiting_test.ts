import assert from "node:assert/strict";
import { type WaitingCursor, WaitingItems } from "./waiting.ts";

const early = new Date("2026-03-01T00:00:00Z");
const late = new Date("2026-03-02T00:00:00Z");

Deno.test("Waiting items are kept as a cursor, the longest wait first, and never the same twice", () => {
  const waiting = new WaitingItems("transcripts", undefined);
  waiting.add("b", late);
  waiting.add("a", early);
  const [first] = [...waiting.checkpoint()] as { cursor: WaitingCursor }[];
  assert.deepEqual([...waiting.checkpoint()], []);
  waiting.remove("a");
  waiting.add("a", early);
  const [second] = [...waiting.checkpoint()] as { cursor: WaitingCursor }[];
  assert.notDeepEqual(first!.cursor, second!.cursor);
  const next = new WaitingItems("transcripts", second!.cursor);
  assert.deepEqual(next.list().map(({ id }) => id), ["a", "b"]);
});

Deno.test("When nothing waits any more, the stream has no cursor", () => {
  const waiting = new WaitingItems("transcripts", {
    revision: 1,
    items: { a: early.toISOString() },
  });
  waiting.remove("a");
  assert.deepEqual([...waiting.checkpoint()], [
    { type: "checkpoint", stream: "transcripts", cursor: undefined },
  ]);
});
