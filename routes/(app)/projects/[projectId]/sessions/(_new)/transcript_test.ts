import assert from "node:assert/strict";
import { parseTranscript, speakersOf } from "./transcript.ts";

const read = (text: string) =>
  parseTranscript(text).map(({ speaker, text, offsetMs }) => [speaker, text, offsetMs]);

Deno.test("Lines with a name and a colon are what somebody said", () => {
  assert.deepEqual(read("Jane Smith: Hello\nSam: Hi, Jane: nice to see you\n"), [
    ["Jane Smith", "Hello", null],
    ["Sam", "Hi, Jane: nice to see you", null],
  ]);
});

Deno.test("Lines without a name continue what was said", () => {
  assert.deepEqual(
    read("Intro\nJane: One\ntwo\n\nSee https://example.com: it is there\nSam: Yes"),
    [
      [null, "Intro", null],
      ["Jane", "One\ntwo\nSee https://example.com: it is there", null],
      ["Sam", "Yes", null],
    ],
  );
});

Deno.test("Times are read before and behind the name, and on a line with it", () => {
  assert.deepEqual(
    read("[0:04] Jane: a\n00:01:05 Sam: b\nIngrid Sørlie (2:30): c\nOmar  3:00\nd\ne"),
    [
      ["Jane", "a", 4_000],
      ["Sam", "b", 65_000],
      ["Ingrid Sørlie", "c", 150_000],
      ["Omar", "d\ne", 180_000],
    ],
  );
});

Deno.test("WebVTT cues give times to the lines after them", () => {
  const text = "WEBVTT\n\n1\n00:00:01.500 --> 00:00:03.000\nJane: Hello\n\n2\n" +
    "00:00:04.000 --> 00:00:05.000\nSam: Hi";
  assert.deepEqual(read(text), [["Jane", "Hello", 1_000], ["Sam", "Hi", 4_000]]);
});

Deno.test("Sentences with a colon are not taken for names", () => {
  assert.deepEqual(
    read("Jane: Well\nwhat I wanted to say: it hurts\nNote that this is long and: x"),
    [
      ["Jane", "Well\nwhat I wanted to say: it hurts\nNote that this is long and: x", null],
    ],
  );
});

Deno.test("Speakers come in the order of their first words", () => {
  assert.deepEqual(speakersOf(parseTranscript("x\nSam: a\nJane: b\nSam: c")), ["", "Sam", "Jane"]);
});

Deno.test("A hostile transcript costs time in proportion to its length", () => {
  const before = performance.now();
  parseTranscript(`${"a".repeat(200_000)}\n${"A b ".repeat(50_000)}: x\n${"0:0".repeat(50_000)}`);
  assert.ok(performance.now() - before < 1_000);
});
