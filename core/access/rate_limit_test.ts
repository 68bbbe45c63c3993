import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { planLimits, rateHeaders, RateLimiter } from "./rate_limit.ts";

const minute = new Date("2026-03-01T10:00:00Z");
const after = (seconds: number) => new Date(minute.getTime() + seconds * 1000);
const subject = { projectId: "proj_a", keyId: "key_a", plan: "free" } as const;

dbTest(
  "One replica allows exactly the limit of a minute, then says when to come back",
  async (sql) => {
    const limiter = new RateLimiter(sql);
    const results = [];
    for (let turn = 0; turn < 65; turn++) results.push(await limiter.take(subject, after(10)));
    assert.equal(results.filter((result) => result.allowed).length, 60);
    assert.deepEqual(results.slice(0, 60).map((one) => one.remaining), [
      ...Array.from({ length: 60 }, (_, index) => 59 - index),
    ]);
    assert.deepEqual(results[60], {
      allowed: false,
      limit: 60,
      remaining: 0,
      resetSeconds: 50,
      retryAfterSeconds: 50,
    });
    assert.equal((await limiter.take(subject, after(60))).remaining, 59);
    await limiter.idle();
  },
);

dbTest("Every plan has its limit, also when requests come at the same moment", async (sql) => {
  const limiter = new RateLimiter(sql);
  for (const plan of ["free", "pro", "enterprise"] as const) {
    const limit = planLimits[plan]!;
    const results = await Promise.all(
      Array.from(
        { length: limit + 40 },
        () => limiter.take({ projectId: "proj_a", keyId: `key_${plan}`, plan }, minute),
      ),
    );
    assert.equal(results.filter((result) => result.allowed).length, limit, plan);
  }
  await limiter.idle();
});

dbTest(
  "Three replicas together never allow more than the limit, and strand little of it",
  async (sql) => {
    const replicas = [new RateLimiter(sql), new RateLimiter(sql), new RateLimiter(sql)];
    const results = await Promise.all(
      Array.from(
        { length: 600 },
        (_, index) => replicas[index % 3]!.take({ ...subject, plan: "pro" }, minute),
      ),
    );
    const granted = results.filter((result) => result.allowed).length;
    // A replica that is served before the others begin keeps the rest of its last batch of 15.
    assert.ok(granted <= 300 && granted > 300 - 15, `granted ${granted}`);
    // Uneven: one replica reserves once and then rests, another takes the rest.
    await replicas[0]!.take(subject, after(60));
    let allowed = 1;
    for (let turn = 0; turn < 100; turn++) {
      if ((await replicas[1]!.take(subject, after(61))).allowed) allowed++;
    }
    assert.ok(allowed <= 60 && allowed >= 57, `allowed ${allowed}`);
    await Promise.all(replicas.map((replica) => replica.idle()));
  },
);

dbTest("Most requests cost no write: a batch is reserved at once", async (sql) => {
  const limiter = new RateLimiter(sql);
  const enterprise = { ...subject, plan: "enterprise" } as const;
  for (let turn = 0; turn < 50; turn++) await limiter.take(enterprise, minute);
  const [row] = await sql`select used, granted from rate_buckets`;
  assert.deepEqual({ ...row }, { used: 50, granted: 50 });
  await limiter.idle();
});

dbTest("Keys do not count for each other, and unlimited ones leave no trace", async (sql) => {
  const limiter = new RateLimiter(sql);
  for (let turn = 0; turn < 61; turn++) await limiter.take(subject, minute);
  assert.equal((await limiter.take({ ...subject, keyId: "key_b" }, minute)).allowed, true);
  assert.equal((await limiter.take({ ...subject, projectId: "proj_b" }, minute)).allowed, true);
  const free = await limiter.take({ ...subject, keyId: "key_c", plan: "unlimited" }, minute);
  assert.equal(free.allowed, true);
  assert.deepEqual(rateHeaders(free), {});
  const rows = await sql`select from rate_buckets where key_id = 'key_c'`;
  assert.equal(rows.length, 0);
  await limiter.idle();
});

dbTest("Minutes that are over are deleted", async (sql) => {
  const limiter = new RateLimiter(sql);
  await limiter.take(subject, minute);
  await limiter.take(subject, after(60));
  await limiter.take(subject, after(600));
  await limiter.idle();
  const rows = await sql`select window_start from rate_buckets`;
  assert.deepEqual(rows.map((row) => row.window_start), [after(600)]);
});

Deno.test("rateHeaders carry Retry-After only with a refusal", () => {
  const result = { allowed: true, limit: 60, remaining: 3, resetSeconds: 9, retryAfterSeconds: 0 };
  assert.deepEqual(rateHeaders(result), {
    "RateLimit-Limit": "60",
    "RateLimit-Remaining": "3",
    "RateLimit-Reset": "9",
  });
  const refused = { ...result, allowed: false, remaining: 0, retryAfterSeconds: 9 };
  assert.equal(rateHeaders(refused)["Retry-After"], "9");
});
