import assert from "node:assert/strict";
import { changeText, durationAxis, percentText, roundTop } from "./numbers.ts";

Deno.test("The top of an axis is round and at or above every number", () => {
  for (const largest of [0, 1, 4, 5, 9, 11, 41, 99, 101, 4_001, 999_999]) {
    const top = roundTop(largest);
    assert.ok(top >= largest && top <= Math.max(4, largest * 2.5), `${largest}: ${top}`);
  }
});

Deno.test("An axis of durations reaches over all of them", () => {
  for (const list of [[], [0], [4], [3, 4_000], [90, 95], [9_999_999]]) {
    const { ticks, place } = durationAxis(list);
    assert.ok(ticks.length >= 2);
    for (const seconds of list) assert.ok(place(seconds) >= 0 && place(seconds) <= 1);
    assert.equal(place(ticks[0]!), 0);
    assert.equal(place(ticks.at(-1)!), 1);
  }
});

Deno.test("A change is told only where there was something before", () => {
  assert.equal(changeText(12, 10), "+20 %");
  assert.equal(changeText(5, 10), "−50 %");
  assert.equal(changeText(5, 0), null);
  assert.equal(changeText(null, 3), null);
  assert.equal(percentText(null), "–");
  assert.equal(percentText(0.034), "3.4 %");
});
