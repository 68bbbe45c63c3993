import assert from "node:assert/strict";
import { turnsOf } from "./transcript_model.ts";
import type { MessageView } from "./types.ts";

const said = (speaker: string | null, offset: number | null, content: string): MessageView => ({
  id: content,
  role: "user",
  sender_type: "user",
  sender_name: speaker,
  content,
  created_at: "2026-03-12T14:20:00Z",
  offset_ms: offset,
});

Deno.test("what one speaker says in a row is one turn, and speakers keep their number", () => {
  const turns = turnsOf([
    said("Ann", 0, "a"),
    said("Ann", 5000, "b"),
    said("Bob", 9000, "c"),
    said("Ann", 12_000, "d"),
  ]);
  assert.deepEqual(turns.map((turn) => [turn.speakerIndex, turn.paragraphs.map((p) => p.text)]), [
    [0, ["a", "b"]],
    [1, ["c"]],
    [0, ["d"]],
  ]);
});

Deno.test("a long monologue gets a new time mark every two minutes", () => {
  const turns = turnsOf([
    said("Ann", 0, "a"),
    said("Ann", 119_000, "b"),
    said("Ann", 120_000, "c"),
  ]);
  assert.deepEqual(turns.map((turn) => turn.offsetMs), [0, 120_000]);
});

Deno.test("missing names and times are no obstacle", () => {
  const [turn] = turnsOf([said(null, null, "a"), said(null, null, "b")]);
  assert.equal(turn!.speaker, "Customer");
  assert.equal(turn!.paragraphs.length, 2);
});
