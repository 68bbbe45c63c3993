import assert from "node:assert/strict";
import { AppError } from "../../../../../../core/errors.ts";
import { idleMinutesOf, readIdleMinutes } from "./idle_minutes.ts";

Deno.test("Minutes are whole numbers from one to a week, and nothing means the server's", () => {
  assert.equal(readIdleMinutes(""), null);
  assert.equal(readIdleMinutes("1"), 1);
  assert.equal(readIdleMinutes("10080"), 10_080);
  for (const text of ["0", "-5", "1.5", "1e3", "10081", "999999", "soon", "٣"]) {
    assert.throws(
      () => readIdleMinutes(text),
      (error) => error instanceof AppError && error.details?.[0]?.field === "idle_minutes",
      text,
    );
  }
});

Deno.test("A stored setting that is no number counts as none", () => {
  assert.equal(idleMinutesOf({ idle_minutes: 45 }), 45);
  assert.equal(idleMinutesOf({ idle_minutes: "45" }), null);
  assert.equal(idleMinutesOf({}), null);
});
