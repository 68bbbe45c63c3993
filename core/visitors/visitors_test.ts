import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import type { Secret } from "../crypto.ts";
import { dbTest } from "../db/testing.ts";
import {
  identitySecretState,
  provenUser,
  requiresProof,
  rotateIdentitySecret,
  verifyVisitor,
} from "./mod.ts";

const sign = (secret: string, text: string) =>
  createHmac("sha256", secret).update(text).digest("hex");
const secret: Secret = { current: "s".repeat(64), previous: [] };

Deno.test("Only what was signed is proven: the id, the e-mail address, or both", async () => {
  const user = { id: "42", email: "Ann@acme.test" };
  const proves = (text: string, claimed = user) => provenUser("k", claimed, sign("k", text));
  assert.deepEqual(await proves("42"), { key: "id:42", id: "42", email: null });
  assert.deepEqual(await proves("Ann@acme.test"), {
    ...{ key: "email:ann@acme.test", id: null, email: "Ann@acme.test" },
  });
  assert.deepEqual(await proves("42\nAnn@acme.test"), { key: "id:42", ...user });
  assert.equal(await proves("43"), null);
  assert.equal(await proves("42", { ...user, id: "43" }), null);
  assert.equal(await provenUser("other", user, sign("k", "42")), null);
});

Deno.test("A signature that is no hex digest, and a line break in a claim, prove nothing", async () => {
  for (
    const signature of ["", "x", sign("k", "42").slice(1), `${sign("k", "42")}0`, "0".repeat(64)]
  ) {
    assert.equal(await provenUser("k", { id: "42" }, signature), null);
  }
  assert.ok(await provenUser("k", { id: "42" }, ` ${sign("k", "42").toUpperCase()} `));
  const joined = { id: "42\nann@acme.test" };
  assert.equal(await provenUser("k", joined, sign("k", joined.id)), null);
  assert.equal(await provenUser("k", {}, sign("k", "")), null);
});

Deno.test("Proof is asked for unless the setting is a plain no", () => {
  assert.equal(requiresProof(undefined), false);
  assert.equal(requiresProof({ widget: { require_verified_identity: false } }), false);
  assert.equal(requiresProof({ widget: { require_verified_identity: true } }), true);
  assert.equal(requiresProof({ widget: { require_verified_identity: "no" } }), true);
});

dbTest("A new secret ends the one before, and no project knows another's", async (sql) => {
  await sql`insert into projects (id, name) values ('proj_a', 'A'), ('proj_b', 'B')`;
  const verify = (projectId: string, signature: string) =>
    verifyVisitor(sql, secret, projectId, { id: "42" }, signature);
  assert.equal(await verify("proj_a", sign("", "42")), null);
  const first = await rotateIdentitySecret(sql, secret, "proj_a", "usr_a");
  assert.match(first, /^hids_[\w-]{43}$/);
  assert.equal((await verify("proj_a", sign(first, "42")))!.key, "id:42");
  assert.equal(await verify("proj_b", sign(first, "42")), null);
  const second = await rotateIdentitySecret(sql, secret, "proj_a", "usr_a");
  assert.equal(await verify("proj_a", sign(first, "42")), null);
  assert.ok(await verify("proj_a", sign(second, "42")));
  assert.equal((await identitySecretState(sql, "proj_a"))!.hint, second.slice(-4));
  const [row] = await sql`select sealed from identity_secrets`;
  assert.ok(!row!.sealed.includes(second.slice(5, 20)));
  // Sealed for its project: copied to another one it does not open, and nobody is let in.
  await sql`insert into identity_secrets (project_id, sealed, hint, created_at)
    select 'proj_b', sealed, hint, created_at from identity_secrets where project_id = 'proj_a'`;
  assert.equal(await verify("proj_b", sign(second, "42")), null);
});
