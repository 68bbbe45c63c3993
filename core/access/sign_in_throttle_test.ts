import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { deleteExpired } from "./accounts_sql.ts";
import { countSignIn } from "./sign_in_throttle.ts";
import { refused, testUser } from "./testing.ts";

const limits = { perEmail: 2, perIp: 100, windowMilliseconds: 15 * 60_000 };
const start = new Date("2026-03-01T10:00:00Z");
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const attempt = { email: "jane@example.com", ip: "192.0.2.1" };

dbTest("An address may try again when its quarter of an hour is over", async (sql) => {
  await countSignIn(sql, attempt, limits, after(1));
  await countSignIn(sql, attempt, limits, after(2));
  const error = await refused(countSignIn(sql, attempt, limits, after(5)), 429, /in 10 minutes/);
  assert.equal(error.headers!["Retry-After"], "600");
  await refused(countSignIn(sql, attempt, limits, after(14.5)), 429, /in 1 minute\./);
  await countSignIn(sql, attempt, limits, after(15));
});

dbTest("An attempt taken back does not count, and never below none", async (sql) => {
  for (let turn = 0; turn < 5; turn++) {
    const takeBack = await countSignIn(sql, attempt, limits, start);
    await takeBack();
  }
  await (await countSignIn(sql, attempt, limits, start))();
  const rows = await sql`select attempts from sign_in_attempts`;
  assert.deepEqual(rows.map((row) => row.attempts), [0, 0]);
});

dbTest("The table of attempts tells neither addresses nor networks", async (sql) => {
  await countSignIn(sql, { email: "\u0000 odd \ud800", ip: "unknown" }, limits, start);
  const rows = await sql`select subject from sign_in_attempts`;
  assert.ok(rows.every((row) => /^[0-9a-f]{64}$/.test(row.subject)));
});

dbTest("What has expired is deleted, what still counts stays", async (sql) => {
  const user = await testUser(sql, "ann");
  for (const [id, expires] of [["over", after(-1)], ["open", after(1)]] as const) {
    await sql`insert into account_sessions (id, user_id, token, expires_at)
      values (${id}, ${user.id}, ${id}, ${expires})`;
    await sql`insert into account_reset_links (token_hash, user_id, created_at, expires_at)
      values (${id}, ${user.id}, ${start}, ${expires})`;
  }
  await countSignIn(sql, attempt, limits, after(-2 * 24 * 60));
  await countSignIn(sql, attempt, limits, start);
  await deleteExpired(sql, start);
  assert.deepEqual((await sql`select id from account_sessions`).map((row) => row.id), ["open"]);
  assert.equal((await sql`select from account_reset_links`).length, 1);
  assert.equal((await sql`select from sign_in_attempts`).length, 2);
});
