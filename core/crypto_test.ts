import assert from "node:assert/strict";
import {
  constantTimeEqual,
  deriveKey,
  loadSecret,
  needsResealing,
  seal,
  type Secret,
  sha256Hex,
  signToken,
  unseal,
  verifyToken,
} from "./crypto.ts";

const secret: Secret = { current: "a".repeat(32), previous: [] };
const rotated: Secret = { current: "b".repeat(32), previous: ["a".repeat(32)] };

Deno.test("sha256Hex gives the published digest of abc", async () => {
  assert.equal(
    await sha256Hex("abc"),
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

Deno.test("constantTimeEqual tells equal texts from shorter, longer and changed ones", () => {
  assert.ok(constantTimeEqual("secret", "secret"));
  for (const other of ["", "secre", "secrets", "sekret", "SECRET"]) {
    assert.equal(constantTimeEqual("secret", other), false);
    assert.equal(constantTimeEqual(other, "secret"), false);
  }
});

Deno.test("deriveKey gives the same key for a purpose and another for each other purpose", async () => {
  const key = (await deriveKey(secret.current, "one")).toHex();
  assert.equal(key, (await deriveKey(secret.current, "one")).toHex());
  assert.notEqual(key, (await deriveKey(secret.current, "two")).toHex());
  assert.equal(key.length, 64);
});

Deno.test("A sealed text opens for its purpose and place only", async () => {
  const box = await seal(secret, "credentials", "xoxb-1 ü", "proj_a conn_b");
  assert.equal(await unseal(secret, "credentials", box, "proj_a conn_b"), "xoxb-1 ü");
  await assert.rejects(unseal(secret, "credentials", box, "proj_a conn_c"), /belongs elsewhere/);
  await assert.rejects(unseal(secret, "other", box, "proj_a conn_b"), /another HISSUNO_SECRET/);
  const last = box.at(-5)!;
  const changed = box.slice(0, -5) + (last === "A" ? "B" : "A") + box.slice(-4);
  await assert.rejects(unseal(secret, "credentials", changed, "proj_a conn_b"), /was changed/);
  assert.notEqual(box, await seal(secret, "credentials", "xoxb-1 ü", "proj_a conn_b"));
});

Deno.test("After the secret is replaced the old boxes open and ask to be sealed again", async () => {
  const box = await seal(secret, "credentials", "token");
  assert.equal(await unseal(rotated, "credentials", box), "token");
  assert.equal(await needsResealing(rotated, "credentials", box), true);
  const again = await seal(rotated, "credentials", "token");
  assert.equal(await needsResealing(rotated, "credentials", again), false);
  await assert.rejects(unseal(secret, "credentials", again), /another HISSUNO_SECRET/);
});

Deno.test("A signed token counts until it expires, for its purpose only, unchanged only", async () => {
  const expires = new Date("2026-01-01T00:00:00Z");
  const before = new Date("2025-12-31T23:59:59Z");
  const token = await signToken(secret, "reset", { user: "usr_1" }, expires);
  assert.deepEqual(await verifyToken(secret, "reset", token, before), { user: "usr_1" });
  assert.deepEqual(await verifyToken(rotated, "reset", token, before), { user: "usr_1" });
  assert.equal(await verifyToken(secret, "reset", token, expires), undefined);
  assert.equal(await verifyToken(secret, "invite", token, before), undefined);
  for (const odd of ["", ".", "a.b", `${token}x`, `x${token}`, `${token}.x`, "ü.ü"]) {
    assert.equal(await verifyToken(secret, "reset", odd, before), undefined, odd);
  }
});

Deno.test("loadSecret makes one secret for all who start at once, readable by the owner only", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const data = `${folder}/data`;
    const all = await Promise.all(Array.from({ length: 8 }, () => loadSecret(data)));
    assert.equal(new Set(all.map((one) => one.current)).size, 1);
    assert.equal((await Deno.stat(`${data}/secret`)).mode! & 0o777, 0o600);
    assert.deepEqual([...Deno.readDirSync(data)].map((entry) => entry.name), ["secret"]);
    await Deno.writeTextFile(`${data}/secret`, "");
    await assert.rejects(loadSecret(data), /secret is damaged/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("loadSecret takes configured secrets, newest first, and refuses a short one", async () => {
  assert.deepEqual(await loadSecret("/nowhere", `${rotated.current}, ${secret.current}`), rotated);
  await assert.rejects(loadSecret("/nowhere", "short"), /HISSUNO_SECRET must have at least 32/);
});
