import assert from "node:assert/strict";
import { isOver, keyState } from "./key_state.ts";

const at = Date.parse("2026-03-10T12:00:00Z");
const key = { revokedAt: null, expiresAt: null, replacedBy: null };

Deno.test("A key is over once it was revoked or has expired, and ending once it was replaced", () => {
  const [past, future] = [new Date(at), new Date(at + 1)];
  assert.equal(keyState(key, at), "active");
  assert.equal(keyState({ ...key, expiresAt: future }, at), "active");
  assert.equal(keyState({ ...key, expiresAt: future, replacedBy: "key_b" }, at), "ending");
  assert.equal(keyState({ ...key, expiresAt: past, replacedBy: "key_b" }, at), "expired");
  assert.equal(keyState({ revokedAt: past, expiresAt: past, replacedBy: "key_b" }, at), "revoked");
  assert.deepEqual((["active", "ending", "expired", "revoked"] as const).map(isOver), [
    false,
    false,
    true,
    true,
  ]);
});
