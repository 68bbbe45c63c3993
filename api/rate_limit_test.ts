import assert from "node:assert/strict";
import { createKey, RateLimiter, type RateResult, type RateSubject } from "../core/access/mod.ts";
import { apiTest, assertError, secondPool, type TestApi } from "./testing.ts";

/** A limiter whose minute does not end while a test runs. */
class StillMinute extends RateLimiter {
  override take(subject: RateSubject): Promise<RateResult> {
    return super.take(subject, new Date("2026-05-05T10:00:10Z"));
  }
}

const keyOf = async (api: TestApi, plan: "free" | "pro" | "enterprise" | "unlimited") =>
  (await createKey(api.sql, { projectId: api.projectId, name: plan, scope: "read", plan })).key;

apiTest(
  "The sixtieth request of a free key passes and the next is told when to return",
  async (api) => {
    const app = api.replica({ rateLimiter: new StillMinute(api.sql) });
    const key = await keyOf(api, "free");
    const ask = () =>
      app.request(api.sessions("/sess_none"), { headers: { authorization: `Bearer ${key}` } });
    for (let number = 1; number <= 60; number++) {
      const { status, headers } = await ask();
      assert.equal(status, 404, `request ${number}`);
      assert.equal(headers.get("ratelimit-limit"), "60");
      assert.equal(headers.get("ratelimit-remaining"), String(60 - number));
      assert.equal(headers.get("ratelimit-reset"), "50");
      assert.equal(headers.get("retry-after"), null);
    }
    const refused = await ask();
    const body = await refused.json();
    assert.equal(refused.status, 429);
    assert.match(body.error, /50 seconds/);
    assert.equal(refused.headers.get("retry-after"), "50");
    assert.equal(refused.headers.get("ratelimit-remaining"), "0");
    // Another key of the same project has a minute of its own.
    const second = await keyOf(api, "free");
    const other = await app.request(api.sessions("/sess_none"), {
      headers: { authorization: `Bearer ${second}` },
    });
    assert.equal(other.status, 404);
  },
);

apiTest("Each plan has its documented limit, and unlimited keys have none", async (api) => {
  const app = api.replica({ rateLimiter: new StillMinute(api.sql) });
  const limits = { pro: "300", enterprise: "1000", unlimited: null } as const;
  for (const [plan, limit] of Object.entries(limits)) {
    const key = await keyOf(api, plan as keyof typeof limits);
    const answer = await app.request(api.sessions(), {
      headers: { authorization: `Bearer ${key}` },
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("ratelimit-limit"), limit, plan);
  }
  await api.sql`update projects set plan = 'pro' where id = ${api.projectId}`;
  const inherited = await createKey(api.sql, {
    projectId: api.projectId,
    name: "Follows the project",
    scope: "read",
  });
  const answer = await app.request(api.sessions(), {
    headers: { authorization: `Bearer ${inherited.key}` },
  });
  assert.equal(answer.headers.get("ratelimit-limit"), "300");
});

apiTest("Two servers on one database never let more through than the limit", async (api) => {
  const pool = secondPool(api);
  try {
    const apps = [api.sql, pool].map((sql) =>
      api.replica({ sql, rateLimiter: new StillMinute(sql) })
    );
    const key = await keyOf(api, "free");
    const statuses = await Promise.all(Array.from({ length: 160 }, async (_, index) => {
      const answer = await apps[index % 2]!.request(api.sessions("/sess_none"), {
        headers: { authorization: `Bearer ${key}` },
      });
      return answer.status;
    }));
    const passed = statuses.filter((status) => status === 404).length;
    assert.ok(passed <= 60 && passed >= 55, `${passed} passed`);
    assert.equal(statuses.filter((status) => status === 429).length, 160 - passed);
  } finally {
    await pool.end();
  }
});

apiTest(
  "Refusals and faults carry the rate fields too, and strangers cost nobody's limit",
  async (api) => {
    const app = api.replica({ rateLimiter: new StillMinute(api.sql) });
    const key = await keyOf(api, "free");
    const send = (method: string, path: string, bearer: string) =>
      app.request(path, { method, headers: { authorization: `Bearer ${bearer}` } });
    for (const path of ["/api/nothing", "/api/sessions", api.sessions("", { limit: "x" })]) {
      const answer = await send("GET", path, key);
      assert.ok(answer.status >= 400);
      assert.equal(answer.headers.get("ratelimit-limit"), "60", path);
    }
    const unknown = await send("GET", api.sessions(), key + "x");
    assert.equal(unknown.status, 401);
    assert.equal(unknown.headers.get("ratelimit-limit"), null);
    const next = await send("GET", api.sessions(), key);
    assert.equal(next.headers.get("ratelimit-remaining"), "56");
    assertError(await api.get(api.sessions(), { key: key + "x" }), 401);
  },
);
