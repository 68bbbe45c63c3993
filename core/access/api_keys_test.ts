import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { newId } from "../id.ts";
import { updateProject } from "../projects/mod.ts";
import {
  authenticateKey,
  checkChosenKey,
  createKey,
  keyOf,
  keyUsesNoted,
  listKeys,
  revokeKey,
  setKeyAddresses,
} from "./api_keys.ts";
import { bearerOf, scopeAllows } from "./api_keys_model.ts";
import { KeyCache, keyCacheMilliseconds, listenForRevokedKeys } from "./key_cache.ts";
import { refused, testProject } from "./testing.ts";

const later = (milliseconds: number, from = new Date()) => new Date(from.getTime() + milliseconds);

dbTest("A key opens its project and is stored as a hash with a visible part", async (sql) => {
  const { projectId } = await testProject(sql, {});
  const { id, key, visible } = await createKey(sql, { projectId, name: "CI", scope: "write" });
  assert.match(key, /^hiss_[A-Za-z0-9_-]{43}$/);
  assert.equal(visible, `${key.slice(0, 9)}…${key.slice(-4)}`);
  assert.deepEqual(await authenticateKey(sql, key, new KeyCache()), {
    projectId,
    keyId: id,
    name: "CI",
    scope: "write",
    plan: "unlimited",
    allowedAddresses: [],
  });
  const [row] = await sql`select * from api_keys`;
  assert.equal(JSON.stringify(row).includes(key.slice(9, -4)), false);
  await keyUsesNoted();
  const [listed] = await listKeys(sql, projectId);
  assert.equal(listed?.name, "CI");
  assert.ok(listed?.lastUsedAt);
});

dbTest("Any text may be a key: hashes decide, the prefix does not", async (sql) => {
  const { projectId } = await testProject(sql, {});
  const key = "hss_chosen-by-the-operator-0123";
  await createKey(sql, { projectId, name: "Chosen", scope: "full", key });
  assert.equal((await authenticateKey(sql, key, new KeyCache()))?.projectId, projectId);
  await refused(createKey(sql, { projectId, name: "Again", scope: "full", key }), 409);
  for (const odd of ["", "x", key + "x", key.toUpperCase(), "\u0000", "\ud800", "y".repeat(1e6)]) {
    assert.equal(await authenticateKey(sql, odd, new KeyCache()), null);
  }
  await keyUsesNoted();
});

dbTest("A revoked key is refused at once, and only its own project can revoke it", async (sql) => {
  const cache = new KeyCache();
  const { projectId } = await testProject(sql, {});
  const other = await testProject(sql, {});
  const { id, key } = await createKey(sql, { projectId, name: "CI", scope: "read" });
  assert.ok(await authenticateKey(sql, key, cache));
  await refused(revokeKey(sql, { projectId: other.projectId, keyId: id }, cache), 404);
  await refused(revokeKey(sql, { projectId, keyId: "\u0000" }, cache), 404);
  assert.ok(await authenticateKey(sql, key, cache));
  await revokeKey(sql, { projectId, keyId: id }, cache);
  assert.equal(await authenticateKey(sql, key, cache), null);
  const [listed] = await listKeys(sql, projectId);
  assert.ok(listed?.revokedAt);
  await keyUsesNoted();
});

dbTest("Another replica believes a revoked key for five seconds at most", async (sql) => {
  const [here, there] = [new KeyCache(), new KeyCache()];
  const { projectId } = await testProject(sql, {});
  const { id, key } = await createKey(sql, { projectId, name: "CI", scope: "read" });
  const start = new Date();
  assert.ok(await authenticateKey(sql, key, there, start));
  await revokeKey(sql, { projectId, keyId: id }, here);
  assert.ok(await authenticateKey(sql, key, there, later(4_000, start)));
  assert.equal(await authenticateKey(sql, key, there, later(5_001, start)), null);
  await keyUsesNoted();
});

dbTest(
  "A replica that listens refuses a revoked key as soon as the database tells",
  async (sql) => {
    const there = new KeyCache();
    const stop = await listenForRevokedKeys(sql, there);
    const { projectId } = await testProject(sql, {});
    const { id, key } = await createKey(sql, { projectId, name: "CI", scope: "read" });
    assert.ok(await authenticateKey(sql, key, there));
    await revokeKey(sql, { projectId, keyId: id }, new KeyCache());
    // Without being told it would keep the key for keyCacheMilliseconds.
    const end = performance.now() + keyCacheMilliseconds - 500;
    while (await authenticateKey(sql, key, there) && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.equal(await authenticateKey(sql, key, there), null);
    await stop();
    await keyUsesNoted();
  },
);

dbTest("A key that is revoked while it is being read does not stay in the cache", async (sql) => {
  const cache = new KeyCache();
  const { projectId } = await testProject(sql, {});
  const { id, key } = await createKey(sql, { projectId, name: "CI", scope: "read" });
  const reading = authenticateKey(sql, key, cache);
  await Promise.all([reading, revokeKey(sql, { projectId, keyId: id }, cache)]);
  assert.equal(await authenticateKey(sql, key, cache), null);
  await keyUsesNoted();
});

dbTest("A key expires to the millisecond, also while it is cached", async (sql) => {
  const cache = new KeyCache();
  const { projectId } = await testProject(sql, {});
  const start = new Date();
  const expiresAt = later(2_000, start);
  const { key } = await createKey(sql, { projectId, name: "Short", scope: "read", expiresAt });
  assert.ok(await authenticateKey(sql, key, cache, later(1_999, start)));
  assert.equal(await authenticateKey(sql, key, cache, later(2_000, start)), null);
  assert.equal(await authenticateKey(sql, key, new KeyCache(), later(2_000, start)), null);
  const past = { projectId, name: "Past", scope: "read" as const };
  await refused(createKey(sql, { ...past, expiresAt: start }, later(1, start)), 400, /future/);
  await refused(createKey(sql, { ...past, expiresAt: new Date("x") }), 400, /future/);
  await keyUsesNoted();
});

dbTest("The last use is written once a minute and never makes a request wait", async (sql) => {
  const { projectId } = await testProject(sql, {});
  const { id, key } = await createKey(sql, { projectId, name: "Busy", scope: "read" });
  const used = async () => {
    await keyUsesNoted();
    return (await sql`select last_used_at as at from api_keys where id = ${id}`)[0]!.at as Date;
  };
  const start = new Date();
  const cache = new KeyCache();
  await authenticateKey(sql, key, cache, start);
  assert.deepEqual(await used(), start);
  await authenticateKey(sql, key, cache, later(59_000, start));
  assert.deepEqual(await used(), start);
  await authenticateKey(sql, key, cache, later(61_000, start));
  assert.deepEqual(await used(), later(61_000, start));
});

dbTest(
  "A key's addresses hold from the next request on, and only its own project sets them",
  async (sql) => {
    const cache = new KeyCache();
    const { projectId } = await testProject(sql, {});
    const other = await testProject(sql, {});
    const { id, key } = await createKey(sql, { projectId, name: "CI", scope: "read" });
    const held = async () => (await authenticateKey(sql, key, cache))?.allowedAddresses;
    const set = (addresses: string, project = projectId) =>
      setKeyAddresses(sql, { projectId: project, keyId: id, addresses }, cache);
    assert.deepEqual(await held(), []);
    assert.deepEqual(await set("192.0.2.9/24, 2001:db8::1"), ["192.0.2.0/24", "2001:db8::1"]);
    assert.deepEqual(await held(), ["192.0.2.0/24", "2001:db8::1"]);
    await refused(set("", other.projectId), 404);
    await refused(set("nonsense"), 400, /nonsense/);
    assert.deepEqual((await keyOf(sql, projectId, id)).allowedAddresses, await held());
    assert.deepEqual(await set(""), []);
    assert.deepEqual(await held(), []);
    await refused(keyOf(sql, other.projectId, id), 404);
    await refused(keyOf(sql, projectId, "\u0000"), 404);
    await keyUsesNoted();
  },
);

dbTest("A key follows its project's plan unless it has its own", async (sql) => {
  const { projectId } = await testProject(sql, {});
  const follows = await createKey(sql, { projectId, name: "Follows", scope: "read" });
  const own = await createKey(sql, { projectId, name: "Own", scope: "read", plan: "pro" });
  await updateProject(sql, projectId, { plan: "free" });
  assert.equal((await authenticateKey(sql, follows.key, new KeyCache()))?.plan, "free");
  assert.equal((await authenticateKey(sql, own.key, new KeyCache()))?.plan, "pro");
  await keyUsesNoted();
});

dbTest("Bad values for a key are refused with a sentence that names the field", async (sql) => {
  const { projectId } = await testProject(sql, {});
  const good = { projectId, name: "CI", scope: "read" as const };
  await refused(createKey(sql, { ...good, name: "" }), 400, /key's name is missing/);
  await refused(createKey(sql, { ...good, name: "a\u0000" }), 400, /control characters/);
  await refused(createKey(sql, { ...good, scope: "admin" as never }), 400, /read, write, full/);
  await refused(createKey(sql, { ...good, plan: "gold" as never }), 400, /free, pro/);
  await refused(createKey(sql, { ...good, projectId: newId("proj") }), 404);
  await refused(createKey(sql, { ...good, projectId: "\u0000" }), 404);
  const html = await createKey(sql, { ...good, name: "<img src=x onerror=alert(1)>" });
  assert.equal((await listKeys(sql, projectId)).find((key) => key.id === html.id)?.name[0], "<");
  assert.deepEqual(await listKeys(sql, "'; --"), []);
});

Deno.test("checkChosenKey names the variable when a key is short, monotonous or not sendable", () => {
  const name = "HISSUNO_API_KEY";
  for (const weak of ["", "short", "a".repeat(40), "0123456789012345678901x".slice(0, 23)]) {
    assert.throws(() => checkChosenKey(weak, name), /^AppError: HISSUNO_API_KEY is too weak/);
  }
  for (const odd of ["with space 0123456789 abcdef", "é".repeat(12) + "abcdefghijklmn"]) {
    assert.throws(() => checkChosenKey(odd, name), /cannot be sent in a header/);
  }
  assert.equal(checkChosenKey("0123456789abcdef01234567"), "0123456789abcdef01234567");
});

Deno.test("bearerOf reads the header as clients write it and nothing else", () => {
  const of = (authorization?: string) =>
    bearerOf(new Request("http://localhost/", { headers: authorization ? { authorization } : {} }));
  assert.equal(of("Bearer hiss_abc"), "hiss_abc");
  assert.equal(of("bearer  hiss_abc "), "hiss_abc");
  for (const odd of [undefined, "hiss_abc", "Basic abc", "Bearer", "Bearer a b"]) {
    assert.equal(of(odd), null);
  }
  assert.equal(of(`Bearer ${"x".repeat(10_000)}`), null);
});

Deno.test("scopeAllows lets each scope do what the ones before it may", () => {
  assert.equal(scopeAllows("full", "read"), true);
  assert.equal(scopeAllows("write", "write"), true);
  assert.equal(scopeAllows("write", "full"), false);
  assert.equal(scopeAllows("read", "write"), false);
});

Deno.test("KeyCache holds a bounded number of keys", () => {
  const cache = new KeyCache(3);
  const identity = {
    projectId: "p",
    keyId: "k",
    name: "n",
    scope: "read",
    plan: "free",
    allowedAddresses: [],
  } as const;
  for (const hash of ["a", "b", "c", "d"]) cache.put(hash, identity, null, cache.generation);
  assert.equal(cache.get("a"), null);
  assert.ok(cache.get("d"));
  cache.clear();
  assert.equal(cache.get("d"), null);
});
