import assert from "node:assert/strict";
import { apiTest, assertError, type Json, rowCounts } from "./testing.ts";

/** Ids as they come in an address: already encoded, or encoded wrongly. */
const oddIds = [
  "x",
  "sess_",
  "sess_abc123",
  "SESS_01",
  "sess_" + "0".repeat(26),
  "0",
  "-1",
  "null",
  "undefined",
  "%00",
  "sess_%00",
  "%2F",
  "%2e%2e%2f",
  "%2E%2E",
  "..%2F..%2Fetc%2Fpasswd",
  "%25",
  "%",
  "%zz",
  "%C3%28",
  "%ED%A0%80",
  "%F0%9F%98%80",
  "%E5%AD%97",
  "%D9%A1",
  "'%20or%201=1--",
  "%22",
  "%0d%0aX-Injected:%201",
  "a%20b",
  "a+b",
  "a;b",
  "a:b",
  "*",
  "$1",
  "[object%20Object]",
  "__proto__",
  "constructor",
  "x".repeat(81),
  "x".repeat(10_240),
  "%41".repeat(3_000),
];

apiTest("An id of any shape in a path is as unknown as any other", async (api) => {
  await api.create({ name: "Here" });
  const before = await rowCounts(api.sql);
  const message = { role: "user", content: "x" };
  for (const id of oddIds) {
    for (const base of ["/api/sessions", `/api/projects/${api.projectId}/sessions`]) {
      const path = (rest: string) => `${base}/${id}${rest}?projectId=${api.projectId}`;
      assertError(await api.get(path("")), 404);
      assertError(await api.get(path("/stream")), 404);
      assertError(await api.call("PATCH", path(""), { json: { name: "x" } }), 404);
      assertError(await api.call("DELETE", path("")), 404);
      assertError(await api.post(path("/messages"), message), 404);
      assertError(await api.post(path("/messages"), { content: "x" }, { as: "member" }), 404);
      assertError(await api.call("POST", path("/takeover")), 404);
      assertError(await api.call("POST", path("/handback"), { as: "member" }), 404);
    }
    // As a project: of nobody here.
    for (const path of [`/api/projects/${id}/sessions`, `/api/sessions?projectId=${id}`]) {
      // Two dots are a step up before anybody sees them: then no project is named at all.
      if (path === "/api/projects/%2E%2E/sessions") continue;
      const answer = await api.get(path);
      assert.equal(answer.status, 403, path);
      assertError(answer, 403);
      assertError(await api.get(path, { as: "owner" }), 403);
      assertError(await api.post(path, {}), 403);
    }
    const events = await api.get(`/api/projects/${id}/events`);
    assertError(events, id === "%2E%2E" ? 404 : 403);
    // As a filter: nothing is found.
    for (const name of ["sessionId", "companyId", "contactId", "productScopeIds"]) {
      const value = id.slice(0, 900);
      const { status, body } = await api.get(`${api.sessions()}&${name}=${value}`);
      assert.deepEqual([status, body], [200, { sessions: [], total: 0 }], `${name}=${value}`);
    }
  }
  assert.deepEqual(await rowCounts(api.sql), before);
});

apiTest("Dots, doubled and trailing slashes lead nowhere else", async (api) => {
  const paths = [
    "/api",
    "/api/",
    "/api//sessions",
    "/api/sessions/",
    "/api/sessions//",
    `/api/projects//sessions`,
    `/api/projects/${api.projectId}`,
    `/api/projects/${api.projectId}/sessions/`,
    `/api/projects/${api.projectId}/sessions/a/b`,
    "/api/sessions/a/messages/b",
    "/api/v1/sessions",
    "/api/%73essions/x/y",
    "/api/.env",
  ];
  for (const path of paths) {
    const answer = await api.get(`${path}?projectId=${api.projectId}`);
    assertError(answer, answer.status);
    assert.ok([403, 404].includes(answer.status), `${path}: ${answer.status}`);
  }
  const up = await api.get(`/api/projects/${api.projectId}/../${api.otherProjectId}/sessions`);
  assertError(up, 403);
});

apiTest("Another project's ids in filters and links find and change nothing", async (api) => {
  const elsewhere = `/api/sessions?projectId=${api.otherProjectId}`;
  const made = await api.post(elsewhere, { user_metadata: { email: "x@example.com" } }, {
    key: api.keys.other,
  });
  const { id, contact } = made.body.session;
  const empty = { sessions: [], total: 0 };
  assert.deepEqual((await api.get(api.sessions("", { sessionId: id }))).body, empty);
  assert.deepEqual((await api.get(api.sessions("", { contactId: contact.id }))).body, empty);
  assertError(await api.post(api.sessions(), { contact_id: contact.id }), 400);
  const mine = await api.create();
  const json = { contact_id: contact.id };
  assertError(await api.call("PATCH", api.sessions(`/${mine.id}`), { json }), 400);
  // The same e-mail address is another contact in another project.
  const same = await api.create({ user_metadata: { email: "x@example.com" } });
  assert.notEqual(same.contact.id, contact.id);
});

apiTest("Header fields of odd content are no fault", async (api) => {
  const odd = ["", " ", "\u00e9\u00ff", "x".repeat(8_000), "1, 2", "%00", "'\"\\", "=?utf-8?B?"];
  for (const value of odd) {
    for (
      const name of [
        "accept",
        "content-encoding",
        "cookie",
        "host",
        "if-none-match",
        "last-event-id",
        "origin",
        "range",
        "sec-fetch-site",
        "transfer-encoding",
        "x-forwarded-for",
        "x-http-method-override",
      ]
    ) {
      const { status } = await api.get(api.sessions(), { headers: { [name]: value } });
      assert.equal(status, 200, `${name}: ${value}`);
    }
    for (const authorization of [value, `Bearer ${value}`, `Bearer${value}`, `bearer  ${value}`]) {
      const call = { key: null, headers: { authorization } };
      assertError(await api.get(api.sessions(), call), 401);
    }
  }
  const key = api.keys.full;
  for (const authorization of [`bearer ${key}`, `BEARER  ${key} `]) {
    const call = { key: null, headers: { authorization } };
    assert.equal((await api.get(api.sessions(), call)).status, 200);
  }
  // A key decides before a cookie, also when it is wrong.
  const both = { as: "owner" as const, headers: { authorization: "Bearer wrong" } };
  assertError(await api.get(api.sessions(), both), 401);
});

apiTest("The body is read as JSON whatever content type it claims", async (api) => {
  const types = ["text/plain", "application/x-www-form-urlencoded", "image/png", "", "json"];
  for (const type of types) {
    const headers = { "content-type": type };
    const answer = await api.call("POST", api.sessions(), { body: '{"name":"x"}', headers });
    assert.equal(answer.status, 201, type);
    assertError(await api.call("POST", api.sessions(), { body: "name=x", headers }), 400, /JSON/);
  }
  const form = new FormData();
  form.set("name", "x");
  const boundary = { "content-type": "multipart/form-data; boundary=x" };
  assertError(await api.call("POST", api.sessions(), { body: form, headers: boundary }), 400);
});

apiTest("Repeated and unknown parameters are harmless; the first of each counts", async (api) => {
  await api.create({ status: "closed" });
  const path = `${api.sessions()}&status=closed&status=open&nonsense=1&__proto__=x&limit=5&limit=x`;
  const { status, body } = await api.get(path);
  assert.deepEqual([status, body.total], [200, 1]);
  const other = `/api/sessions?projectId=${api.projectId}&projectId=${api.otherProjectId}`;
  assert.equal((await api.get(other)).body.total, 1);
  const turned = `/api/sessions?projectId=${api.otherProjectId}&projectId=${api.projectId}`;
  assertError(await api.get(turned), 403);
  assert.equal(({} as Json).x, undefined);
});
