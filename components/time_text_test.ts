import assert from "node:assert/strict";
import { offsetText, timeText } from "./time_text.ts";

const now = Date.parse("2026-03-12T14:20:00Z");
const ago = (seconds: number) => timeText(now - seconds * 1000, "relative", now);

Deno.test("recent times are told by how long ago, older ones by their date", () => {
  assert.deepEqual(
    [0, 59, 60, 3599, 3600, 86_399, 86_400, 6.9 * 86_400, 7 * 86_400, 400 * 86_400].map(ago),
    [
      "just now",
      "just now",
      "1m ago",
      "59m ago",
      "1h ago",
      "23h ago",
      "1d ago",
      "6d ago",
      "Mar 5",
      "Feb 5, 2025",
    ],
  );
});

Deno.test("a clock that is ahead makes no negative time", () => {
  assert.equal(ago(-30), "just now");
  assert.equal(ago(-7200), "Mar 12");
});

Deno.test("without a present every date carries its year", () => {
  assert.equal(timeText(now, "relative"), "Mar 12, 2026");
});

Deno.test("midnight is 00, in the zone asked for", () => {
  const midnight = Date.parse("2026-03-12T00:05:00Z");
  assert.equal(timeText(midnight, "time"), "00:05");
  assert.equal(timeText(midnight, "time", undefined, "Asia/Tokyo"), "09:05");
});

Deno.test("offsets of a recording show hours only when there are any", () => {
  assert.deepEqual([0, 65_900, 3_731_000, -5].map(offsetText), ["0:00", "1:05", "1:02:11", "0:00"]);
});
