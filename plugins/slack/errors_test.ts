import assert from "node:assert/strict";
import { CredentialError } from "#plugin-kit";
import { codeOf, errorOfAnswer } from "./errors.ts";
import spec from "./testdata/vendor_spec.json" with { type: "json" };

const documented = Object.entries(spec.methods as Record<string, { errors: string[] }>)
  .flatMap(([method, { errors }]) =>
    [...errors, ...spec.common_errors].map((code): [string, string] => [method, code])
  );

Deno.test("Every error that Slack documents for what we call is told in a sentence of its own", () => {
  for (const [method, code] of documented) {
    const { message } = errorOfAnswer(method, { error: code });
    assert.match(message, /^[A-Z].{10,}\.$/, code);
    assert.doesNotMatch(message, /Slack answered "/, `${code} of ${method}`);
  }
});

Deno.test("Tokens that will not do are told from other failures", () => {
  for (
    const code of [
      "invalid_auth",
      "not_authed",
      "account_inactive",
      "token_revoked",
      "token_expired",
      "not_allowed_token_type",
      "missing_scope",
      "bad_client_secret",
    ]
  ) assert.ok(errorOfAnswer("auth.test", { error: code }) instanceof CredentialError, code);
  for (const code of ["ratelimited", "fatal_error", "is_archived", "channel_not_found"]) {
    assert.ok(!(errorOfAnswer("auth.test", { error: code }) instanceof CredentialError), code);
  }
});

Deno.test("A missing scope is named", () => {
  const answer = { error: "missing_scope", needed: "users:read", provided: "chat:write" };
  assert.match(errorOfAnswer("users.info", answer).message, /lacks the scope users:read\. Add it/);
});

Deno.test("Words that nobody knows are told as they are, and pages that are no words are not", () => {
  const strange = errorOfAnswer("auth.test", { error: "quota_of_moon" });
  assert.equal(strange.message, 'Slack answered "quota_of_moon" to auth.test.');
  for (const error of ["<html><body>Sorry</body></html>", "", "x".repeat(5_000)]) {
    const unreadable = errorOfAnswer("auth.test", { error });
    assert.equal(codeOf(unreadable), "unreadable_answer");
    assert.ok(unreadable.message.length < 200);
  }
});
