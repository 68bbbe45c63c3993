import assert from "node:assert/strict";
import { firstCharacter, truncate } from "./truncate.ts";

Deno.test("a text that fits is left as it is", () => {
  assert.equal(truncate("short", 5), "short");
  assert.equal(truncate("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2), "👩‍👩‍👧‍👦👩‍👩‍👧‍👦");
});

Deno.test("a cut never goes through an emoji or an accented letter", () => {
  assert.equal(truncate("👩‍👩‍👧‍👦".repeat(9), 2), "👩‍👩‍👧‍👦👩‍👩‍👧‍👦…");
  assert.equal(truncate("e\u0301e\u0301e\u0301", 2), "e\u0301e\u0301…");
});

Deno.test("a cut prefers the space before a broken word", () => {
  assert.equal(truncate("the quick brown fox", 17), "the quick brown…");
  assert.equal(truncate("a" + "x".repeat(50), 10), "a" + "x".repeat(9) + "…");
});

Deno.test("the first character is a whole one, in upper case", () => {
  assert.equal(firstCharacter("  élan"), "É");
  assert.equal(firstCharacter("👩‍👩‍👧‍👦 x"), "👩‍👩‍👧‍👦");
  assert.equal(firstCharacter("  "), "");
});
