import assert from "node:assert/strict";
import fc from "fast-check";
import { bulkBody, messageBody, sessionBody, sessionPatchBody } from "./schemas/session_body.ts";
import { companyBody, contactBody } from "./schemas/customer_body.ts";
import { apiTest, assertError, type Json, rowCounts } from "./testing.ts";

/** Each property stops here; how many cases it got through does not matter. */
const limits = { numRuns: 150, interruptAfterTimeLimit: 5_000, endOnFailure: true };

const text = fc.string({ unit: "binary", maxLength: 30 });
const odd = fc.oneof(
  text,
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.constantFrom("\0", "\ud800", "\udfff", "", " ", "bug", "user", "active", "2026-01-15"),
);
const anything = fc.oneof(
  odd,
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 4 }),
);

/** An object with some fields of a schema, each well or badly filled. */
function bodyOf(fields: string[]): fc.Arbitrary<Json> {
  const message = fc.record({
    role: fc.oneof(fc.constantFrom("user", "assistant"), anything),
    content: fc.oneof(odd, anything),
    createdAt: fc.oneof(fc.date().map((at) => String(at.getTime())), odd),
    senderType: fc.constantFrom("user", "ai", "human_agent", "bot", "?"),
    external_id: fc.constantFrom("a", "b", "\0", null),
  }, { requiredKeys: ["role", "content"] });
  const values: Record<string, fc.Arbitrary<Json>> = Object.fromEntries(
    fields.map((field) => [field, anything]),
  );
  const known: Record<string, fc.Arbitrary<Json>> = {
    messages: fc.array(message, { maxLength: 4 }),
    tags: fc.array(fc.constantFrom("bug", "wins", "nope"), { maxLength: 3 }),
    user_metadata: fc.dictionary(odd, anything, { maxKeys: 4 }),
    custom_fields: fc.dictionary(odd, anything, { maxKeys: 4 }),
    role: fc.constantFrom("user", "assistant"),
    content: odd,
    external_id: fc.constantFrom("a", "b", "\0c"),
    session_ids: fc.array(odd, { maxLength: 3 }),
  };
  for (const [field, arbitrary] of Object.entries(known)) {
    if (field in values) values[field] = fc.oneof(arbitrary, arbitrary, anything);
  }
  return fc.record(values, { requiredKeys: [] });
}

apiTest("No generated body is a fault, and a refused one changes nothing", async (api) => {
  const { id } = await api.create({ name: "Target" });
  const of = (path: string) => `/api/${path}?projectId=${api.projectId}`;
  const contact = await api.post(of("contacts"), { name: "Target" });
  const routes: [string, string, string[]][] = [
    ["POST", api.sessions(), Object.keys(sessionBody.shape).filter((one) => one !== "project_id")],
    ["POST", api.sessions(`/${id}/messages`), Object.keys(messageBody.shape)],
    ["PATCH", api.sessions(`/${id}`), Object.keys(sessionPatchBody.shape)],
    ["POST", api.sessions("/bulk"), Object.keys(bulkBody.shape)],
    ["POST", of("contacts"), Object.keys(contactBody.shape)],
    ["PATCH", of(`contacts/${contact.body.contact.id}`), Object.keys(contactBody.shape)],
    ["POST", of("companies"), Object.keys(companyBody.shape)],
  ];
  for (const [method, path, fields] of routes) {
    const property = fc.asyncProperty(bodyOf(fields), async (json) => {
      const before = await rowCounts(api.sql);
      const answer = await api.call(method, path, { json });
      assert.ok([200, 201, 400, 409].includes(answer.status), answer.text);
      if (answer.status < 400) return;
      assertError(answer, answer.status);
      assert.deepEqual(await rowCounts(api.sql), before);
    });
    await fc.assert(property, limits);
  }
  // What was stored along the way can be read back.
  const { body } = await api.get(api.sessions("", { limit: "1000", showArchived: "true" }));
  assert.equal(body.total, body.sessions.length);
});

apiTest("No generated query is a fault, and a page is never larger than its limit", async (api) => {
  await Promise.all(
    ["bug", "wins"].map((tag) =>
      api.create({ tags: [tag], messages: [{ role: "user", content: "Some words to find" }] })
    ),
  );
  const names =
    "search sessionId name status source tags dateFrom dateTo showArchived isHumanTakeover isAnalyzed needsHuman companyId contactId productScopeIds limit offset stats cursor"
      .split(" ");
  const value = fc.oneof(
    odd,
    fc.constantFrom("true", "false", "1", "2", "10", "api", "some words", "-some", '"to find"'),
    fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
    fc.integer().map(String),
  );
  const query = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 });
  const property = fc.asyncProperty(query, async (given) => {
    const answer = await api.get(api.sessions("", given));
    assert.ok([200, 400].includes(answer.status), answer.text);
    if (answer.status === 400) return assertError(answer, 400);
    if (answer.body.stats) return;
    assert.ok(answer.body.sessions.length <= Number(given.limit || 50));
    assert.ok(answer.body.total >= answer.body.sessions.length && answer.body.total <= 2);
  });
  await fc.assert(property, { ...limits, numRuns: 500 });
});

apiTest("No generated bytes are a fault", async (api) => {
  const before = await rowCounts(api.sql);
  const property = fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
    const body = new Uint8Array(bytes);
    assertError(await api.call("POST", api.sessions(), { body }), 400);
  });
  await fc.assert(property, limits);
  assert.deepEqual(await rowCounts(api.sql), before);
});
