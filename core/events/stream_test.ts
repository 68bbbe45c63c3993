import assert from "node:assert/strict";
import { configureLog } from "../log.ts";
import { isAfter, parsePosition } from "./position.ts";
import { eventStream, type SendEvent } from "./stream.ts";

const never = () => new AbortController().signal;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

Deno.test("A stream sends events with their ids, and comments while it is quiet", async () => {
  let cleaned = 0;
  let stop = () => {};
  const response = eventStream(never(), (send, end) => {
    send("first", { text: "two\nlines" }, "7-1");
    send("second", {});
    stop = end;
    return Promise.resolve(() => void cleaned++);
  }, { heartbeatMilliseconds: 10 });
  assert.equal(response.headers.get("cache-control"), "no-store");
  let text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.split(": still here\n\n").length > 3) stop();
  }
  assert.ok(text.startsWith(
    ': hello\n\nid: 7-1\nevent: first\ndata: {"text":"two\\nlines"}\n\nevent: second\ndata: {}\n\n',
  ));
  assert.equal(cleaned, 1);
});

Deno.test("A reader who does not read is cut off once too much waits for them", async () => {
  let send: SendEvent = () => {};
  let cleaned = 0;
  const slow = eventStream(never(), (given) => {
    send = given;
    return Promise.resolve(() => void cleaned++);
  }, { mostWaitingBytes: 10_000 });
  await pause(0);
  for (let index = 0; index < 50; index++) send("news", { text: "x".repeat(100) });
  assert.equal(cleaned, 0);
  for (let index = 0; index < 200; index++) send("news", { text: "x".repeat(100) });
  assert.equal(cleaned, 1);
  await assert.rejects(slow.text());
});

Deno.test("A stream that cannot begin breaks off, and one without a reader cleans up", async () => {
  const lines: string[] = [];
  const undo = configureLog({ level: "warn", pretty: false, write: (line) => lines.push(line) });
  try {
    const failing = eventStream(never(), () => Promise.reject(new Error("No database")));
    await assert.rejects(failing.text());
    assert.match(lines.join(), /Cannot begin a stream/);
  } finally {
    undo();
  }
  let cleaned = 0;
  const left = eventStream(never(), () => Promise.resolve(() => void cleaned++));
  await pause(0);
  await left.body!.cancel();
  assert.equal(cleaned, 1);
  // The reader may also leave while the stream is still beginning.
  const stop = new AbortController();
  const early = eventStream(stop.signal, async () => {
    await pause(10);
    return () => void cleaned++;
  });
  stop.abort();
  await early.text();
  while (cleaned < 2) await pause(5);
});

Deno.test("Only ids that the database can have are positions, and they are ordered as numbers", () => {
  assert.deepEqual(parsePosition("12-7"), { xact: "12", position: "7" });
  assert.ok(parsePosition("18446744073709551615-9223372036854775807"));
  for (const odd of ["", "1", "-", "1-", "1-1 ", "a-1", "18446744073709551616-1"]) {
    assert.equal(parsePosition(odd), null, odd);
  }
  assert.equal(parsePosition("1-9223372036854775808"), null);
  const place = (id: string) => parsePosition(id)!;
  assert.equal(isAfter(place("10-1"), place("9-2")), true);
  assert.equal(isAfter(place("9-10"), place("9-9")), true);
  assert.equal(isAfter(place("9-9"), place("9-9")), false);
});
