import assert from "node:assert/strict";
import fc from "fast-check";
import { createEventParser, type StreamEvent } from "./sse.ts";

function parseAll(pieces: string[]): StreamEvent[] {
  const parse = createEventParser();
  return pieces.flatMap((piece) => parse(piece));
}

const STREAM = ': hello\n\nevent: message\ndata: {"a":1}\n\n' +
  "event: draft\r\ndata: line one\r\ndata: line two\r\n\r\n" +
  "data:without space\nid: 7\nretry: 5\n\n: comment\n\nevent: typing\ndata: \u{1F600}\n\n";

const EVENTS = [
  { name: "message", data: '{"a":1}' },
  { name: "draft", data: "line one\nline two" },
  { name: "message", data: "without space" },
  { name: "typing", data: "\u{1F600}" },
];

Deno.test("Events are read from a stream that arrives at once", () => {
  assert.deepEqual(parseAll([STREAM]), EVENTS);
});

Deno.test("Wherever the network cuts the stream, the same events come out", () => {
  fc.assert(fc.property(
    fc.array(fc.nat(STREAM.length), { maxLength: 12 }),
    (cuts) => {
      const places = [0, ...cuts.sort((one, other) => one - other), STREAM.length];
      const pieces = places.slice(1).map((end, index) => STREAM.slice(places[index], end));
      assert.deepEqual(parseAll(pieces), EVENTS);
    },
  ));
});

Deno.test("An event that is not finished is not told", () => {
  assert.deepEqual(parseAll(["event: message\ndata: 1\n"]), []);
});

Deno.test("A carriage return and its line feed may come in different pieces", () => {
  assert.deepEqual(parseAll(["data: 1\r", "\n\r", "\ndata: 2\n\n"]), [
    { name: "message", data: "1" },
    { name: "message", data: "2" },
  ]);
});
