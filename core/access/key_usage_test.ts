import assert from "node:assert/strict";
import { connect, type Sql } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { configureLog } from "../log.ts";
import { createKey, keyOf } from "./api_keys.ts";
import { KeyUsage } from "./key_usage.ts";
import {
  errorRate,
  forgetOldUsage,
  readKeyUsage,
  readUsageRange,
  requestsOfKeys,
} from "./key_usage_read.ts";
import { testProject } from "./testing.ts";

const at = new Date("2026-03-10T12:34:56Z");
const HOUR = 60 * 60 * 1000;
const ago = (hours: number) => new Date(at.getTime() - hours * HOUR);
const LIST = "GET /v1/sessions";
const READ = "GET /v1/sessions/{session_id}";
const call = (endpoint = LIST, status = 200, address = "192.0.2.1") => ({
  endpoint,
  status,
  address,
});

async function someKey(sql: Sql): Promise<{ projectId: string; keyId: string }> {
  const { projectId } = await testProject(sql, {});
  const { id } = await createKey(sql, { projectId, name: "CI", scope: "read" });
  return { projectId, keyId: id };
}

dbTest(
  "Requests are counted by the hour, the day, the endpoint and what came of them",
  async (sql) => {
    const key = await someKey(sql);
    const usage = new KeyUsage(sql);
    for (const status of [200, 201, 304, 400, 404, 429, 500]) {
      usage.note(
        key,
        call(LIST, status),
        at,
      );
    }
    usage.note(key, call(READ), ago(1));
    usage.note(key, call(READ), ago(30));
    await usage.flush();
    usage.note(key, call(READ), at);
    await usage.flush();
    const day = await readKeyUsage(sql, { ...key, range: "24h" }, at);
    assert.equal(day.periods.length, 24);
    assert.deepEqual(day.periods.at(-1), {
      period: new Date("2026-03-10T12:00:00Z"),
      requests: 8,
      clientErrors: 2,
      serverErrors: 1,
      rateLimited: 1,
    });
    assert.equal(day.periods.at(-2)!.requests, 1);
    assert.deepEqual(day.total, { requests: 9, clientErrors: 2, serverErrors: 1, rateLimited: 1 });
    assert.equal(errorRate(day.total), 4 / 9);
    assert.deepEqual(day.endpoints.map(({ endpoint, requests }) => [endpoint, requests]), [
      [LIST, 7],
      [READ, 2],
    ]);
    const month = await readKeyUsage(sql, { ...key, range: "30d" }, at);
    assert.equal(month.periods.length, 30);
    assert.deepEqual(month.periods.slice(-2).map(({ requests }) => requests), [1, 9]);
    assert.equal((await readKeyUsage(sql, { ...key, range: "7d" }, at)).total.requests, 10);
    assert.equal((await requestsOfKeys(sql, key.projectId, at)).get(key.keyId), 10);
  },
);

dbTest("Servers that write at the same moment lose nothing and block nobody", async (sql) => {
  const keys = await Promise.all([someKey(sql), someKey(sql), someKey(sql)]);
  const servers = [1, 2, 3, 4].map(() => new KeyUsage(sql));
  for (let turn = 0; turn < 3; turn++) {
    servers.forEach((server, place) => {
      const order = place % 2 ? keys : keys.toReversed();
      for (const key of order) for (const one of [READ, LIST]) server.note(key, call(one), at);
    });
    await Promise.all(servers.map((server) => server.flush()));
  }
  for (const key of keys) {
    const { endpoints } = await readKeyUsage(sql, { ...key, range: "24h" }, at);
    assert.deepEqual(endpoints.map(({ requests }) => requests), [12, 12]);
  }
});

dbTest("A key's last use tells when and from where, and older news change nothing", async (sql) => {
  const key = await someKey(sql);
  const usage = new KeyUsage(sql);
  const last = async () => {
    await usage.flush();
    const { lastUsedAt, lastUsedFrom } = await keyOf(sql, key.projectId, key.keyId);
    return [lastUsedAt, lastUsedFrom];
  };
  assert.deepEqual(await last(), [null, null]);
  usage.note(key, call(LIST, 200, "192.0.2.1"), ago(2));
  usage.note(key, call(LIST, 200, "192.0.2.2"), ago(1));
  usage.note(key, call(LIST, 200, "192.0.2.3"), ago(3));
  assert.deepEqual(await last(), [ago(1), "192.0.2.2"]);
  usage.note(key, call(LIST, 200, "192.0.2.4"), ago(2));
  assert.deepEqual(await last(), [ago(1), "192.0.2.2"]);
  usage.note(key, call(LIST, 200, "unknown"), at);
  assert.deepEqual(await last(), [at, null]);
});

dbTest("What cannot be written is kept, counted once, and bounded", async (sql, { url }) => {
  const key = await someKey(sql);
  const lines: string[] = [];
  const undo = configureLog({
    level: "warn",
    pretty: false,
    write: (line) => void lines.push(line),
  });
  try {
    const pool = connect(url, { max: 1 });
    const usage = new KeyUsage(pool, 2);
    await sql`alter table key_usage rename to key_usage_away`;
    usage.note(key, call(LIST), at);
    await usage.flush();
    assert.match(lines.join(), /Could not write what keys are used for/);
    usage.note(key, call(LIST), at);
    usage.note(key, call(READ), at);
    usage.note(key, call("GET /v1/contacts"), at);
    await sql`alter table key_usage_away rename to key_usage`;
    await usage.flush();
    assert.match(lines.join(), /"missed":1/);
    const { endpoints } = await readKeyUsage(sql, { ...key, range: "24h" }, at);
    assert.deepEqual(endpoints.map(({ requests }) => requests), [2, 1]);
    await pool.end();
  } finally {
    undo();
  }
});

dbTest("Keys that are gone do not keep the others from being counted", async (sql) => {
  const [gone, kept] = [await someKey(sql), await someKey(sql)];
  const usage = new KeyUsage(sql);
  for (const key of [gone, kept]) usage.note(key, call(), at);
  await sql`delete from projects where id = ${gone.projectId}`;
  await usage.flush();
  assert.equal((await readKeyUsage(sql, { ...kept, range: "24h" }, at)).total.requests, 1);
});

dbTest("Hours are forgotten after a week and days after three months", async (sql) => {
  const key = await someKey(sql);
  const usage = new KeyUsage(sql);
  for (const hours of [0, 167, 24 * 9, 24 * 89, 24 * 92]) usage.note(key, call(), ago(hours));
  await usage.flush();
  await forgetOldUsage(sql, at);
  assert.equal((await readKeyUsage(sql, { ...key, range: "7d" }, at)).total.requests, 2);
  assert.equal((await readKeyUsage(sql, { ...key, range: "90d" }, at)).total.requests, 4);
  const rows = await sql<{ grain: string }[]>`select grain from key_usage`;
  assert.equal(rows.filter(({ grain }) => grain === "hour").length, 2);
  assert.equal(rows.length, 6);
});

dbTest("Reading is bounded, and knows only the project's own keys", async (sql) => {
  const [key, other] = [await someKey(sql), await someKey(sql)];
  const usage = new KeyUsage(sql);
  for (let place = 0; place < 30; place++) usage.note(key, call(`GET /v1/${place}`), at);
  await usage.flush();
  const report = await readKeyUsage(sql, { ...key, range: "90d" }, at);
  assert.equal(report.endpoints.length, 20);
  assert.ok(report.hasMoreEndpoints);
  assert.equal(report.total.requests, 30);
  const foreign = { projectId: other.projectId, keyId: key.keyId, range: "90d" } as const;
  assert.equal((await readKeyUsage(sql, foreign, at)).total.requests, 0);
  const odd = { projectId: "\u0000", keyId: "'", range: "24h" } as const;
  assert.equal(errorRate((await readKeyUsage(sql, odd, at)).total), null);
  assert.equal((await requestsOfKeys(sql, other.projectId, at)).size, 0);
});

Deno.test("A range that is not on offer is 30 days", () => {
  assert.equal(readUsageRange("24h"), "24h");
  for (const odd of [null, "", "toString", "1y"]) assert.equal(readUsageRange(odd), "30d");
});
