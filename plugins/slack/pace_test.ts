import assert from "node:assert/strict";
import type { SlackConnection } from "./connection.ts";
import { pace, pacing } from "./pace.ts";

const connection = (connectionId: string, signal = new AbortController().signal) =>
  ({ connectionId, signal }) as SlackConnection;

Deno.test("Posts into one channel keep their distance; other channels do not wait for them", async () => {
  const before = pacing.milliseconds;
  pacing.milliseconds = 60;
  try {
    const begin = performance.now();
    await Promise.all([1, 2, 3].map(() => pace(connection("one"), "C1")));
    assert.ok(performance.now() - begin >= 115);
    const done: string[] = [];
    await Promise.all([
      pace(connection("one"), "C1").then(() => done.push("again")),
      pace(connection("one"), "C2").then(() => done.push("elsewhere")),
      pace(connection("two"), "C1").then(() => done.push("elsewhere")),
    ]);
    assert.deepEqual(done, ["elsewhere", "elsewhere", "again"]);
  } finally {
    pacing.milliseconds = before;
  }
});

Deno.test("Waiting for a channel ends with the work", async () => {
  const ending = new AbortController();
  await pace(connection("three", ending.signal), "C1");
  const waiting = pace(connection("three", ending.signal), "C1");
  ending.abort(new Error("The worker stops"));
  await assert.rejects(waiting, /The worker stops/);
});
