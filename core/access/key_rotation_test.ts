import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { authenticateKey, createKey, keyOf, keyUsesNoted, revokeKey } from "./api_keys.ts";
import { KeyCache, listenForRevokedKeys } from "./key_cache.ts";
import { checkOverlap, rotateKey } from "./key_rotation.ts";
import { refused, testProject } from "./testing.ts";

const start = new Date("2026-03-10T12:00:00Z");
const later = (milliseconds: number) => new Date(start.getTime() + milliseconds);
const DAY = 24 * 60 * 60 * 1000;

dbTest(
  "A rotated key has what the old one had, and both hold until the overlap ends",
  async (sql) => {
    const cache = new KeyCache();
    const { projectId, maya } = await testProject(sql, { maya: "owner" });
    const old = await createKey(sql, {
      projectId,
      name: "Importer",
      scope: "write",
      plan: "pro",
      allowedAddresses: ["192.0.2.0/24"],
    }, start);
    assert.ok(await authenticateKey(sql, old.key, cache, start));
    const asked = { projectId, keyId: old.id, overlap: "24h", createdBy: maya.id } as const;
    const next = await rotateKey(sql, asked, cache, start);
    assert.deepEqual(next.oldEndsAt, later(DAY));
    const { keyId: _old, ...one } = (await authenticateKey(sql, old.key, cache, later(DAY - 1)))!;
    const { keyId, ...two } = (await authenticateKey(sql, next.key, cache, start))!;
    assert.equal(keyId, next.id);
    assert.deepEqual(two, one);
    assert.deepEqual(two.allowedAddresses, ["192.0.2.0/24"]);
    assert.equal(await authenticateKey(sql, old.key, cache, later(DAY)), null);
    assert.ok(await authenticateKey(sql, next.key, cache, later(1000 * DAY)));
    const shown = await keyOf(sql, projectId, next.id);
    assert.deepEqual([shown.replaces, shown.createdBy, shown.ownPlan], [old.id, "maya", true]);
    assert.equal((await keyOf(sql, projectId, old.id)).replacedBy, next.id);
    await keyUsesNoted();
  },
);

dbTest(
  "Without an overlap the old key is refused at once, here and where others listen",
  async (sql) => {
    const [here, there] = [new KeyCache(), new KeyCache()];
    const stop = await listenForRevokedKeys(sql, there);
    const { projectId } = await testProject(sql, {});
    const old = await createKey(sql, { projectId, name: "CI", scope: "read" }, start);
    // The time stands still: the caches would believe the key for ever.
    const accepted = (cache: KeyCache) => authenticateKey(sql, old.key, cache, start);
    for (const cache of [here, there]) assert.ok(await accepted(cache));
    await rotateKey(sql, { projectId, keyId: old.id, overlap: "now" }, here, start);
    assert.equal(await accepted(here), null);
    for (let turn = 0; turn < 1000 && await accepted(there); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.equal(await accepted(there), null);
    await stop();
    await keyUsesNoted();
  },
);

dbTest("A key that was to last some time is followed by one that lasts as long", async (sql) => {
  const { projectId } = await testProject(sql, {});
  const expiresAt = later(90 * DAY);
  const old = await createKey(sql, { projectId, name: "CI", scope: "read", expiresAt }, start);
  const at = later(90 * DAY - 1000);
  const asked = { projectId, keyId: old.id, overlap: "7d" } as const;
  const next = await rotateKey(sql, asked, new KeyCache(), at);
  assert.deepEqual(next.oldEndsAt, expiresAt, "An overlap does not make a key last longer");
  assert.deepEqual(next.expiresAt, new Date(at.getTime() + 90 * DAY));
});

dbTest("Keys that are over, replaced or of another project are not rotated", async (sql) => {
  const { projectId } = await testProject(sql, {});
  const other = await testProject(sql, {});
  const { id } = await createKey(sql, { projectId, name: "CI", scope: "read" }, start);
  const rotate = (keyId: string, project = projectId) =>
    rotateKey(sql, { projectId: project, keyId, overlap: "24h" }, new KeyCache(), start);
  await refused(rotate(id, other.projectId), 404);
  await refused(rotate("\u0000"), 404);
  // Asked twice at the same moment, it is done once.
  const both = await Promise.allSettled([rotate(id), rotate(id)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  await refused(rotate(id), 409, /Rotate the one that replaced it/);
  const gone = await createKey(sql, { projectId, name: "Gone", scope: "read" }, start);
  await revokeKey(sql, { projectId, keyId: gone.id });
  await refused(rotate(gone.id), 409, /Create a new one/);
  const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`
    select count(*)::int as count from api_keys`;
  assert.equal(count, 3);
});

Deno.test("checkOverlap knows the four choices and names them", () => {
  for (const name of ["now", "1h", "24h", "7d"]) assert.equal(checkOverlap(name), name);
  for (const odd of ["", "2h", "toString"]) {
    assert.throws(() => checkOverlap(odd), /Use one of: now, 1h, 24h, 7d/);
  }
});
