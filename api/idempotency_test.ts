import assert from "node:assert/strict";
import { apiTest, assertError, type Call, rowCounts, secondPool, type TestApi } from "./testing.ts";

const body = { name: "Once", messages: [{ role: "user", content: "Only once" }] };
const withKey = (key: string, more: Call = {}): Call => ({
  ...more,
  headers: { "Idempotency-Key": key },
});

/** Number of sessions of the project. */
async function sessionsOf(api: TestApi): Promise<number> {
  return (await rowCounts(api.sql)).sessions!;
}

apiTest("The same key and body give the first answer again, byte by byte", async (api) => {
  const first = await api.post(api.sessions(), body, withKey("order-1"));
  const second = await api.post(api.sessions(), body, withKey("order-1"));
  assert.equal(first.status, 201);
  assert.deepEqual([second.status, second.text], [first.status, first.text]);
  assert.equal(second.headers.get("content-type"), first.headers.get("content-type"));
  assert.equal(await sessionsOf(api), 1);
  // Also when the session has changed or gone meanwhile.
  await api.call("DELETE", api.sessions(`/${first.body.session.id}`));
  assert.equal((await api.post(api.sessions(), body, withKey("order-1"))).text, first.text);
  assert.equal(await sessionsOf(api), 0);
  const other = await api.post(api.sessions(), body, withKey("order-2"));
  assert.notEqual(other.body.session.id, first.body.session.id);
});

apiTest(
  "A key that was used for another body, path or query is a 422 and does nothing",
  async (api) => {
    await api.post(api.sessions(), body, withKey("k"));
    const before = await rowCounts(api.sql);
    const project = `/api/projects/${api.projectId}/sessions`;
    const others: [string, unknown][] = [
      [api.sessions(), { ...body, name: "Twice" }],
      [project, body],
      [api.sessions("", { x: "1" }), body],
      [api.sessions("/bulk"), { session_ids: ["x"], is_archived: true }],
    ];
    for (const [path, json] of others) {
      assertError(await api.post(path, json, withKey("k")), 422, /Idempotency-Key was used/);
    }
    assert.deepEqual(await rowCounts(api.sql), before);
  },
);

apiTest("Twenty equal requests at once make one session and get one answer", async (api) => {
  // Two servers share the twenty, as replicas do.
  const pool = secondPool(api, 3);
  const replica = api.replica({ sql: pool });
  try {
    const request = () =>
      new Request(`http://localhost:8000${api.sessions()}`, {
        method: "POST",
        headers: { authorization: `Bearer ${api.keys.write}`, "idempotency-key": "race" },
        body: JSON.stringify(body),
      });
    const answers = await Promise.all(Array.from({ length: 20 }, async (_, index) => {
      const response = await (index % 2 ? replica : api.app).fetch(request());
      return `${response.status} ${await response.text()}`;
    }));
    assert.equal(new Set(answers).size, 1, answers.join("\n"));
    assert.match(answers[0]!, /^201 /);
    assert.equal(await sessionsOf(api), 1);
  } finally {
    await pool.end();
  }
});

apiTest("A failed request leaves its key free for the corrected one", async (api) => {
  const wrong = { ...body, tags: ["nonsense"] };
  assertError(await api.post(api.sessions(), wrong, withKey("again")), 400);
  assertError(await api.post(api.sessions(), { name: 5 }, withKey("again")), 400);
  assertError(await api.call("POST", api.sessions(), withKey("again", { body: "{" })), 400);
  assert.equal((await rowCounts(api.sql)).keys, 0);
  assert.equal((await api.post(api.sessions(), body, withKey("again"))).status, 201);
});

apiTest("A key belongs to its project: another project's is a different one", async (api) => {
  const elsewhere = `/api/sessions?projectId=${api.otherProjectId}`;
  const mine = await api.post(api.sessions(), body, withKey("shared"));
  const other = await api.post(elsewhere, { name: "Other" }, {
    ...withKey("shared"),
    key: api.keys.other,
  });
  assert.equal(other.status, 201);
  assert.notEqual(other.body.session.id, mine.body.session.id);
  assert.equal(other.body.session.project_id, api.otherProjectId);
});

apiTest("Every other POST keeps to its key as well", async (api) => {
  const { id } = await api.create(body);
  const message = { role: "user", content: "Once more" };
  const path = (rest: string) => api.sessions(`/${id}${rest}`);
  const posts: [string, unknown, Call][] = [
    [path("/messages"), message, {}],
    [path("/messages"), { content: "By hand" }, { as: "member" }],
    [path("/takeover"), undefined, { as: "member" }],
    [path("/handback"), undefined, { as: "member" }],
    [path("/takeover"), undefined, {}],
    [api.sessions("/bulk"), { session_ids: [id], add_tags: ["wins"] }, {}],
    [`/api/projects/${api.projectId}/sessions`, {
      customer_email: "jane@example.com",
      message: "Short",
    }, {}],
  ];
  for (const [index, [at, json, call]] of posts.entries()) {
    const key = withKey(`post-${index}`, call);
    const first = await api.post(at, json, key);
    assert.ok(first.status < 300, first.text);
    const rows = await rowCounts(api.sql);
    const [before] = await api.sql`select ownership_version from sessions where id = ${id}`;
    const second = await api.post(at, json, key);
    assert.deepEqual([second.status, second.text], [first.status, first.text]);
    assert.deepEqual(await rowCounts(api.sql), rows);
    const [after] = await api.sql`select ownership_version from sessions where id = ${id}`;
    assert.deepEqual(after, before);
  }
});

apiTest("An odd key is refused before anything is done", async (api) => {
  const before = await rowCounts(api.sql);
  for (const key of ["", "with space", "x".repeat(256), "\u00e9", "tab\tbed"]) {
    for (const path of [api.sessions(), `/api/projects/${api.projectId}/sessions`]) {
      assertError(await api.post(path, body, withKey(key)), 400, /Idempotency-Key/);
    }
  }
  assert.deepEqual(await rowCounts(api.sql), before);
  for (const key of ["!", "~".repeat(255), "';drop--", "%00"]) {
    assert.equal((await api.post(api.sessions(), body, withKey(key))).status, 201, key);
  }
});
