import assert from "node:assert/strict";
import { AppError } from "../errors.ts";
import { checkPassword, cleanEmail, cleanHeader, cleanName, isSafeId } from "./identity.ts";

function refused(work: () => unknown, sentence: RegExp): void {
  assert.throws(work, (error) => {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.status, 400);
    assert.match(error.message, sentence);
    return true;
  });
}

Deno.test("cleanEmail trims and lowers an address", () => {
  assert.equal(cleanEmail("  Jane@Example.COM "), "jane@example.com");
});

Deno.test("cleanEmail refuses everything that is not an address", () => {
  for (
    const odd of [
      "",
      "jane",
      "jane@",
      "a\u0000@b.co",
      "a@b.co\nBcc: x@y.z",
      "<b>@x.co",
      "\ud800@b.co",
      `${"a".repeat(300)}@b.co`,
      "a".repeat(5_000_000),
      null,
      7,
      {},
    ]
  ) refused(() => cleanEmail(odd), /e-mail address such as/);
});

Deno.test("cleanName keeps markup as text and refuses control characters and length", () => {
  assert.equal(
    cleanName(" <script>alert(1)</script> ", "name", "Name"),
    "<script>alert(1)</script>",
  );
  assert.equal(cleanName("Zoë 🐎", "name", "Name"), "Zoë 🐎");
  refused(() => cleanName("", "name", "Project name"), /^Project name is missing/);
  refused(() => cleanName("  ", "name", "Name"), /missing/);
  refused(() => cleanName("a\u0000b", "name", "Name"), /control characters/);
  refused(() => cleanName("a\nb", "name", "Name"), /control characters/);
  refused(() => cleanName("\udc00", "name", "Name"), /control characters/);
  refused(() => cleanName("x".repeat(101), "name", "Name"), /at most 100/);
  refused(() => cleanName("x".repeat(10_000_000), "name", "Name"), /at most 100/);
});

Deno.test("checkPassword states the length it wants and refuses trivial passwords", () => {
  assert.equal(checkPassword("correct horse"), "correct horse");
  refused(() => checkPassword("short"), /at least 10 characters/);
  refused(() => checkPassword("x".repeat(257)), /at most 256/);
  refused(() => checkPassword("aaaaaaaaaaaa"), /easy to guess/);
  refused(() => checkPassword("Jane@example.com", "password", "jane@example.com"), /easy to guess/);
  refused(() => checkPassword(undefined), /at least 10/);
});

Deno.test("isSafeId lets no character through that could upset the database", () => {
  assert.ok(isSafeId("proj_01abc"));
  for (const odd of ["", "a b", "a\u0000", "../x", "'", "x".repeat(81), null, 3]) {
    assert.equal(isSafeId(odd), false);
  }
});

Deno.test("cleanHeader keeps printable ASCII and cuts the rest", () => {
  assert.equal(cleanHeader("Mozilla/5.0\u0000 \ud800é"), "Mozilla/5.0");
  assert.equal(cleanHeader("x".repeat(1000)).length, 300);
  assert.equal(cleanHeader(null), "");
});
