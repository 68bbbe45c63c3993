import assert from "node:assert/strict";
import { apiTest, rowCounts } from "../testing.ts";
import { call } from "./testing_calls.ts";

apiTest(
  "A POST with an Idempotency-Key is done once, and a key belongs to one request",
  async (api) => {
    const headers = { "idempotency-key": "a-key-of-the-caller" };
    const json = { name: "Once", messages: [{ role: "user", content: "Hello" }] };
    const first = await call(api, "POST", "/sessions", 201, { json, headers });
    const before = await rowCounts(api.sql);
    const again = await call(api, "POST", "/sessions", 201, { json, headers });
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get("etag"), first.headers.get("etag"));
    assert.deepEqual(await rowCounts(api.sql), before);
    const other = await call(api, "POST", "/sessions", 422, { json: { name: "Other" }, headers });
    assert.equal(other.body.code, "idempotency_key_reused");
    assert.match(other.body.type, /\/v1\/reference\/errors#idempotency_key_reused$/);
    // The same key of another project is another key.
    const theirs = { json, headers, key: api.keys.other };
    assert.notEqual((await call(api, "POST", "/sessions", 201, theirs)).body.id, first.body.id);
    const odd = { json, headers: { "idempotency-key": "two words" } };
    assert.equal((await call(api, "POST", "/sessions", 400, odd)).body.code, "invalid");
    // What failed leaves its key free.
    const failing = { "idempotency-key": "failing" };
    await call(api, "POST", "/sessions", 422, { json: { tags: ["none"] }, headers: failing });
    await call(api, "POST", "/sessions", 201, { json: { name: "Right" }, headers: failing });
  },
);

apiTest(
  "An ETag names a version: reads are spared, and changes of another version refused",
  async (api) => {
    const { body: session, headers } = await call(api, "POST", "/sessions", 201, {
      json: { name: "First", messages: [{ role: "user", content: "Hello" }] },
    });
    const path = `/sessions/${session.id}`;
    const etag = headers.get("etag")!;
    const read = await call(api, "GET", path, 200);
    assert.equal(read.headers.get("etag"), etag);
    assert.equal(read.headers.get("cache-control"), "private, no-cache");
    const known = await call(api, "GET", path, 304, {
      headers: { "if-none-match": `"x", ${etag}` },
    });
    assert.deepEqual([known.text, known.headers.get("etag")], ["", etag]);
    // Of what is expanded, the version says so; a change is guarded by either.
    const expanded = await call(api, "GET", `${path}?expand=messages`, 200);
    const long = expanded.headers.get("etag")!;
    assert.notEqual(long, etag);
    await call(api, "GET", `${path}?expand=messages`, 200, { headers: { "if-none-match": etag } });
    await call(api, "GET", `${path}?expand=messages`, 304, { headers: { "if-none-match": long } });
    const change = (name: string, match: string) => ({
      json: { name },
      headers: { "if-match": match },
    });
    const second = await call(api, "PATCH", path, 200, change("Second", `W/${long}`));
    assert.notEqual(second.headers.get("etag"), etag);
    const stale = await call(api, "PATCH", path, 412, change("Third", etag));
    assert.equal(stale.body.code, "precondition_failed");
    await call(api, "DELETE", path, 412, { headers: { "if-match": etag } });
    assert.equal((await call(api, "GET", path, 200)).body.name, "Second");
    await call(api, "PATCH", path, 200, change("Third", "*"));
    const { headers: last } = await call(api, "GET", path, 200);
    await call(api, "DELETE", path, 204, { headers: { "if-match": last.get("etag")! } });
    await call(api, "DELETE", path, 404, { headers: { "if-match": "*" } });
  },
);

apiTest("Of many changes of one version at once, exactly one is made", async (api) => {
  const lists: [string, unknown, string][] = [
    ["/sessions", { name: "Session" }, "name"],
    ["/contacts", { name: "Contact" }, "name"],
    ["/companies", { name: "Company" }, "name"],
    ["/issues", { title: "Issue" }, "title"],
    ["/product_scopes", { name: "Scope" }, "name"],
    ["/knowledge_sources", { name: "Entry", content: "Words." }, "name"],
  ];
  for (const [list, json, field] of lists) {
    const { body, headers } = await call(api, "POST", list, 201, { json });
    const match = { "if-match": headers.get("etag")! };
    const answers = await Promise.all(
      [1, 2, 3, 4].map((number) =>
        api.call("PATCH", `/v1${list}/${body.id}`, {
          json: { [field]: `Changed by ${number}` },
          headers: match,
        })
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    assert.deepEqual(statuses, [200, 412, 412, 412], `${list} ${answers.map(({ text }) => text)}`);
    const winner = answers.find(({ status }) => status === 200)!;
    const now = await call(api, "GET", `${list}/${body.id}`, 200);
    assert.equal(now.headers.get("etag"), winner.headers.get("etag"));
  }
});

apiTest("A guarded change comes through while others write in the same project", async (api) => {
  const { body, headers } = await call(api, "POST", "/sessions", 201, { json: {} });
  const path = `/sessions/${body.id}`;
  let isOver = false;
  // They all change the counters that closing a session changes as well.
  const writers = [1, 2].map(async () => {
    while (!isOver) await call(api, "POST", "/sessions", 201, { json: { status: "closed" } });
  });
  let etag = headers.get("etag")!;
  for (const status of ["closed", "active", "closed", "active", "closed"]) {
    const guarded = { json: { status }, headers: { "if-match": etag } };
    etag = (await call(api, "PATCH", path, 200, guarded)).headers.get("etag")!;
  }
  isOver = true;
  await Promise.all(writers);
});

apiTest("Of many items each is stored or not on its own, and told so in its place", async (api) => {
  // deno-lint-ignore no-explicit-any -- wrong items have no type
  const sessions: any[] = [
    { external_id: "a", messages: [{ role: "user", content: "Hello", external_id: "m1" }] },
    { external_id: "b", tags: ["no_such_tag"] },
    { external_id: "c", surprise: 1, messages: [{ role: "user" }] },
    "not an object",
    { external_id: "d" },
  ];
  const { body } = await call(api, "POST", "/sessions/bulk", 200, { json: { sessions } });
  const told = body.data.map(({ status, external_id }: Record<string, unknown>) => [
    status,
    external_id,
  ]);
  assert.deepEqual(told, [
    ["created", "a"],
    ["failed", null],
    ["failed", null],
    ["failed", null],
    ["created", "d"],
  ]);
  assert.deepEqual([body.created, body.failed], [2, 3]);
  assert.equal(body.data[1].error.errors[0].code, "unknown_tag");
  const fields = body.data[2].error.errors.map(({ field, code }: Record<string, string>) =>
    `${field} ${code}`
  );
  assert.deepEqual(fields.toSorted(), ["messages.0.content required", "surprise unknown_field"]);
  const before = await rowCounts(api.sql);
  const again = await call(api, "POST", "/sessions/bulk", 200, {
    json: { sessions: [sessions[0], sessions[4]] },
  });
  assert.equal(again.body.unchanged, 2, again.text);
  assert.deepEqual(
    again.body.data.map(({ id }: { id: string }) => id),
    [body.data[0].id, body.data[4].id],
  );
  assert.deepEqual(await rowCounts(api.sql), before);
  const next = { role: "user", content: "And more", external_id: "m2" };
  const grown = [{ external_id: "a", messages: [...sessions[0].messages, next] }];
  const more = await call(api, "POST", "/sessions/bulk", 200, { json: { sessions: grown } });
  assert.equal(more.body.updated, 1);
  const { body: messages } = await call(api, "GET", `/sessions/${body.data[0].id}/messages`, 200);
  assert.deepEqual(messages.data.map(({ content }: { content: string }) => content), [
    "Hello",
    "And more",
  ]);
  // Without ids of their own, messages are known when all of it is the same.
  const plain = { external_id: "e", messages: [{ role: "user", content: "Hello" }] };
  await call(api, "POST", "/sessions", 201, { json: plain });
  assert.equal((await call(api, "POST", "/sessions", 200, { json: plain })).body.message_count, 1);
  await call(api, "POST", "/sessions/bulk", 422, { json: { sessions: [] } });
  const many = Array.from({ length: 501 }, () => ({}));
  await call(api, "POST", "/sessions/bulk", 422, { json: { sessions: many } });
});

apiTest(
  "Contacts and companies that are known are changed by a bulk request, not doubled",
  async (api) => {
    const item = { external_ids: [{ source: "user", id: "1" }], email: "a@example.com", name: "A" };
    const send = async (contact: unknown) =>
      (await call(api, "POST", "/contacts/bulk", 200, { json: { contacts: [contact] } })).body
        .data[0];
    const made = await send(item);
    assert.equal(made.status, "created");
    assert.deepEqual([(await send(item)).status, (await send(item)).id], ["unchanged", made.id]);
    const changed = await send({ email: "A@example.com", title: "Head of support" });
    assert.deepEqual([changed.status, changed.id], ["updated", made.id]);
    const { body } = await call(api, "GET", `/contacts/${made.id}`, 200);
    assert.deepEqual([body.name, body.title, body.emails], ["A", "Head of support", [
      "a@example.com",
    ]]);
    const companies = [{ domain: "a.example", name: "A" }, { domain: "A.example", plan: "pro" }];
    const both = await call(api, "POST", "/companies/bulk", 200, { json: { companies } });
    assert.deepEqual([both.body.created, both.body.updated], [1, 1], both.text);
    assert.equal(both.body.data[0].id, both.body.data[1].id);
  },
);

apiTest("Browsers may call it from any page, with the key in a header", async (api) => {
  const ask = { key: null, headers: { "access-control-request-method": "POST" } };
  for (const path of ["/sessions", "/sessions/bulk", "/sessions/sess_x", "/nothing"]) {
    const { headers } = await call(api, "OPTIONS", path, 204, ask);
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.match(headers.get("access-control-allow-headers")!, /Authorization.*Idempotency-Key/);
    assert.equal(headers.get("access-control-allow-credentials"), null);
  }
  const put = await call(api, "PUT", "/sessions", 405);
  assert.equal(put.headers.get("allow"), "GET, POST");
  assert.equal((await call(api, "GET", "/nothing", 404)).body.code, "not_found");
  const document = await call(api, "GET", "/openapi.json", 200, { key: null });
  assert.equal(document.body.openapi, "3.1.0");
  const known = { key: null, headers: { "if-none-match": document.headers.get("etag")! } };
  await call(api, "GET", "/openapi.json", 304, known);
});
