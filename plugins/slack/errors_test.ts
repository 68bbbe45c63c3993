import assert from "node:assert/strict";
import { CredentialError } from "#plugin-kit";
import { codeOf, errorOfAnswer, refusal } from "./errors.ts";

const { common_errors: common, methods } = JSON.parse(
  await Deno.readTextFile(new URL("./testdata/vendor_spec.json", import.meta.url)),
) as { common_errors: string[]; methods: Record<string, { errors: string[] }> };

Deno.test("Every error that Slack documents becomes a sentence, with Slack's word beside it", () => {
  let count = 0;
  for (const [method, { errors }] of Object.entries(methods)) {
    for (const code of [...common, ...errors]) {
      const error = errorOfAnswer(method, { error: code });
      assert.match(error.message, /^[A-Z].*[.]$/, code);
      assert.equal(codeOf(error), code);
      count++;
    }
  }
  assert.ok(count > 100);
});

Deno.test("A missing scope is named, and is a matter of the credentials", () => {
  const error = errorOfAnswer("chat.postMessage", { error: "missing_scope", needed: "chat:write" });
  assert.ok(error instanceof CredentialError);
  assert.match(error.message, /lacks the scope chat:write/);
  for (const code of ["invalid_auth", "token_revoked", "account_inactive", "not_authed"]) {
    assert.ok(errorOfAnswer("auth.test", { error: code }) instanceof CredentialError, code);
  }
});

Deno.test("What may pass is no refusal, also an answer that is not Slack's", () => {
  for (
    const code of ["ratelimited", "internal_error", "fatal_error", "<html>", "service_unavailable"]
  ) {
    assert.equal(refusal(errorOfAnswer("chat.postMessage", { error: code })), null, code);
  }
  assert.equal(refusal(new Error("The connection was lost.")), null);
  assert.match(
    refusal(errorOfAnswer("chat.postMessage", { error: "is_archived" }))!,
    /channel is archived/,
  );
});

Deno.test("Sentences never repeat a page that came in place of an answer", () => {
  const error = errorOfAnswer("chat.postMessage", { error: "<h1>Proxy</h1> ".repeat(100) });
  assert.ok(error.message.length < 200 && !error.message.includes("<h1>"));
});
