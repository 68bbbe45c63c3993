import assert from "node:assert/strict";
import { transaction } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { claimKey, deleteKeysBefore, storeAnswer } from "./mod.ts";

const answer = '{"b":1,"a":{"z":"\\u0000"}}';

dbTest("A key is claimed once, and later requests get the answer as it was stored", async (sql) => {
  await transaction(sql, async (tx) => {
    assert.equal(await claimKey(tx, "proj_a", "k", "hash"), null);
    await storeAnswer(tx, "proj_a", "k", 201, answer);
  });
  await transaction(sql, async (tx) => {
    assert.deepEqual({ ...await claimKey(tx, "proj_a", "k", "other") }, {
      request_hash: "hash",
      status: 201,
      body: answer,
    });
    assert.equal(await claimKey(tx, "proj_b", "k", "hash"), null);
  });
});

dbTest("Whoever comes while a key is being used waits for its end", async (sql) => {
  const claimed = Promise.withResolvers<void>();
  const failing = transaction(sql, async (tx) => {
    assert.equal(await claimKey(tx, "proj_a", "k", "hash"), null);
    claimed.resolve();
    await new Promise((resolve) => setTimeout(resolve, 150));
    throw new Error("It failed");
  });
  const failed = assert.rejects(failing, /It failed/);
  await claimed.promise;
  const use = () =>
    transaction(sql, async (tx) => {
      const first = await claimKey(tx, "proj_a", "k", "hash");
      if (!first) await storeAnswer(tx, "proj_a", "k", 200, "{}");
      return first ? "found" : "claimed";
    });
  const others = await Promise.all([use(), use()]);
  await failed;
  assert.deepEqual(others.sort(), ["claimed", "found"]);
});

dbTest("Old keys are forgotten and can be used again", async (sql) => {
  const old = new Date("2026-01-01T00:00:00Z");
  await transaction(sql, async (tx) => {
    await claimKey(tx, "proj_a", "old", "hash", old);
    await claimKey(tx, "proj_a", "new", "hash");
  });
  assert.equal(await deleteKeysBefore(sql, new Date("2026-01-02T00:00:00Z")), 1);
  await transaction(sql, async (tx) => {
    assert.equal(await claimKey(tx, "proj_a", "old", "another"), null);
    assert.notEqual(await claimKey(tx, "proj_a", "new", "hash"), null);
  });
});
