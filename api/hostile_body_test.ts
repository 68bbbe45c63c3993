import assert from "node:assert/strict";
import { z } from "zod";
import { bulkBody, messageBody, sessionBody, sessionPatchBody } from "./schemas/session_body.ts";
import { apiTest, assertError, type Json, rowCounts, type TestApi } from "./testing.ts";

const MB = 1024 * 1024;
const message = { role: "user", content: "Hello" };

/** Every route that takes a body, with a session to be changed. */
async function targets(api: TestApi): Promise<[string, string][]> {
  const { id } = await api.create({ name: "Target", messages: [message] });
  const below = `/api/projects/${api.projectId}/sessions`;
  return [
    ["POST", api.sessions()],
    ["POST", below],
    ["PATCH", api.sessions(`/${id}`)],
    ["POST", api.sessions(`/${id}/messages`)],
    ["POST", api.sessions("/bulk")],
    ["POST", `${below}/${id}/messages`],
    ["POST", `/api/contacts?projectId=${api.projectId}`],
    ["POST", `/api/projects/${api.projectId}/customers`],
    ["POST", `/api/companies?projectId=${api.projectId}`],
  ];
}

apiTest(
  "What is not a JSON object is a 400 or 422 everywhere, and changes nothing",
  async (api) => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    const bytes = (...values: number[]) => new Uint8Array(values);
    const bodies: (string | Uint8Array<ArrayBuffer>)[] = [
      "",
      " \n\t",
      "{",
      "}",
      "{]",
      "nul",
      "undefined",
      "NaN",
      "{'name': 'x'}",
      '{"name": "x",}',
      '{"name": "x"} trailing',
      '{"name": "unclosed',
      '{"name": "\\ud8"}',
      '{"a": 01}',
      "\ufeff",
      "\0",
      "null",
      "true",
      "0",
      '"text"',
      "[]",
      '[{"name": "x"}]',
      "customer_email=jane%40example.com",
      "<xml/>",
      "--boundary\r\nContent-Disposition: form-data",
      nested(65),
      nested(100_000),
      '{"custom_fields":'.repeat(70) + "1" + "}".repeat(70),
      `{"custom_fields": {"a": ${nested(65)}}}`,
      '{"custom_fields": {"number": 1e999}}',
      '{"user_metadata": {"list": [-1e400]}}',
      '{"name": "\x01"}',
      bytes(0xff, 0xfe, 0x7b, 0x00),
      bytes(0x22, 0xc3, 0x28, 0x22),
      bytes(0x22, 0xed, 0xa0, 0x80, 0x22),
    ];
    const paths = await targets(api);
    const before = await rowCounts(api.sql);
    for (const [method, path] of paths) {
      for (const body of bodies) {
        const answer = await api.call(method, path, { body });
        assert.ok([400, 422].includes(answer.status), `${method} ${path} ${body.slice(0, 40)}`);
        assertError(answer, answer.status);
        assert.ok(answer.text.length < 2_000);
      }
    }
    assert.deepEqual(await rowCounts(api.sql), before);
  },
);

/** Values of every kind; a field takes those its schema takes and refuses the others. */
const values: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  "",
  " ",
  "text",
  "\0",
  "\ud800",
  "x".repeat(70_000),
  [],
  [null],
  [5],
  ["text"],
  [["text"]],
  [{}],
  {},
  { a: 1 },
  { length: 3 },
  { toString: "x" },
  { __proto__: null, "": { "": {} } },
];

apiTest("A wrong type in any field of any body is named and stores nothing", async (api) => {
  const { id } = await api.create({ name: "Target", messages: [message] });
  const schemas: [string, string, z.ZodObject, object][] = [
    ["POST", api.sessions(), sessionBody, {}],
    ["POST", api.sessions(`/${id}/messages`), messageBody, message],
    ["PATCH", api.sessions(`/${id}`), sessionPatchBody, { name: "Renamed" }],
    ["POST", api.sessions("/bulk"), bulkBody, { session_ids: ["x"], is_archived: true }],
  ];
  let refusals = 0;
  for (const [method, path, schema, valid] of schemas) {
    for (const field of Object.keys(schema.shape)) {
      for (const value of values) {
        const json = { ...valid, [field]: value };
        const isValid = schema.safeParse(json).success;
        const before = await rowCounts(api.sql);
        const answer = await api.call(method, path, { json });
        const label = `${method} ${field}=${JSON.stringify(value).slice(0, 40)} ${answer.text}`;
        assert.ok(answer.status < 500, label);
        if (isValid && answer.status < 300) continue;
        refusals++;
        assert.ok([400, 403, 404, 409].includes(answer.status), label);
        assert.ok(isValid || answer.status === 400, label);
        assert.ok(isValid || answer.body.errors[0].field?.startsWith(field), label);
        assert.deepEqual(await rowCounts(api.sql), before, label);
      }
    }
  }
  assert.ok(refusals > 300, `${refusals}`);
});

apiTest("A fault in the last of many messages stores none of them", async (api) => {
  const before = await rowCounts(api.sql);
  const wrong: unknown[] = [
    null,
    "text",
    {},
    { role: "user" },
    { role: "customer", content: "x" },
    { role: "user", content: "" },
    { role: "user", content: "\0\0" },
    { role: "user", content: "x", senderType: "ai" },
    { role: "assistant", content: "x", senderType: "user" },
    { role: "user", content: "x", offset_ms: -1 },
    { role: "user", content: "x", offset_ms: 1e12 },
    { role: "user", content: "x", external_id: "\0" },
    ...[
      "1969-12-31T23:59:59Z",
      "0000-01-01T00:00:00Z",
      "10000-01-01T00:00:00Z",
      "+275760-09-13T00:00:00Z",
      "-271821-04-20T00:00:00Z",
      "9999-12-31T23:59:59-01:00",
      "2026-02-30T00:00:00Z",
      "2026-01-15",
      "2026-01-15T10:30:00",
      "infinity",
      "",
      1_768_472_200,
    ].map((createdAt) => ({ role: "user", content: "x", createdAt })),
  ];
  for (const last of wrong) {
    const messages = [...Array.from({ length: 20 }, () => message), last];
    const body = { user_metadata: { email: "new@example.com" }, tags: ["bug"], messages };
    const answer = await api.post(api.sessions(), body);
    assertError(answer, 400, /^messages\.20/);
  }
  assert.deepEqual(await rowCounts(api.sql), before);
});

apiTest("The first and the last times that are taken can be listed and paged", async (api) => {
  const times = ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "2026-01-15T10:30:00+02:00"];
  for (const createdAt of times) await api.create({ messages: [{ ...message, createdAt }] });
  let cursor = "";
  const seen: string[] = [];
  do {
    const { body, text } = await api.get(api.sessions("", { limit: "1", cursor }));
    assert.equal(body.sessions?.length, 1, text);
    seen.push(body.sessions[0].last_activity_at);
    cursor = body.next_cursor ?? "";
  } while (cursor);
  assert.deepEqual(seen, [
    "9999-12-31T23:59:59.999Z",
    "2026-01-15T08:30:00.000Z",
    "1970-01-01T00:00:00.000Z",
  ]);
  const later = await api.create({ messages: [message] });
  assert.match(later.id, /^sess_[0-9a-z]{26}$/);
});

apiTest("NUL characters, lone surrogates and odd keys are stored as clean text", async (api) => {
  const odd = "a\0b\ud800c\r\nd";
  const clean = "ab\ufffdc\nd";
  const body = JSON.stringify({
    name: odd,
    description: odd,
    page_url: odd,
    page_title: odd,
    external_id: odd,
    user_id: odd,
    user_metadata: { [odd]: { deep: [odd] }, email: `x\0@example.com\udc00`, name: odd },
    custom_fields: { [odd]: odd, constructor: odd, toString: 1 },
    messages: [{ role: "user", content: odd, sender_name: odd, external_id: odd }],
  }).replace('"toString":1', '"__proto__":{"polluted":1},"toString":1,"toString":2');
  const answer = await api.call("POST", api.sessions(), { body });
  assert.equal(answer.status, 201, answer.text);
  const { session } = answer.body;
  for (const field of ["name", "description", "page_url", "page_title", "external_id"]) {
    assert.equal(session[field], clean, field);
  }
  assert.equal(session.user_metadata.userId, clean);
  assert.deepEqual(session.user_metadata[clean], { deep: [clean] });
  assert.equal(session.custom_fields[clean], clean);
  assert.equal(session.custom_fields.toString, 2);
  assert.equal(({} as Json).polluted, undefined);
  const { body: read } = await api.get(api.sessions(`/${session.id}`));
  assert.equal(read.messages[0].content, clean);
  assert.equal(read.messages[0].external_id, clean);
  // The same odd external id finds the same session again.
  assert.equal((await api.call("POST", api.sessions(), { body })).status, 200);
  const renamed = await api.call("PATCH", api.sessions(`/${session.id}`), { json: { name: odd } });
  assert.equal(renamed.body.session.name, clean);
});

apiTest("Ten megabytes are taken, one byte more is a 413 that names the limit", async (api) => {
  const frame = JSON.stringify({ messages: [{ role: "user", content: "" }] });
  const sized = (bytes: number) =>
    frame.replace('""', `"${"word ".repeat(bytes / 5).slice(0, bytes - frame.length)}x"`);
  const whole = sized(10 * MB - 1);
  assert.equal(new TextEncoder().encode(whole).length, 10 * MB);
  const before = await rowCounts(api.sql);
  const path = api.sessions();
  assertError(await api.call("POST", path, { body: whole + " " }), 413, /10 MB/);
  // Also when nobody says beforehand how long the body is.
  let sent = 0;
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      sent += MB;
      controller.enqueue(new Uint8Array(MB).fill(32));
    },
  });
  assertError(await api.call("POST", path, { body: endless }), 413, /10 MB/);
  assert.ok(sent <= 13 * MB, `${sent} bytes were read`);
  const lie = { "content-length": String(100 * MB) };
  assertError(await api.call("POST", path, { body: "{}", headers: lie }), 413);
  assert.deepEqual(await rowCounts(api.sql), before);
  const answer = await api.call("POST", path, { body: whole });
  assert.equal(answer.status, 201, answer.text);
  const { body } = await api.get(api.sessions(`/${answer.body.session.id}`));
  assert.equal(body.messages[0].content.length, 10 * MB - frame.length);
});

apiTest(
  "Five thousand messages are taken in order, one more is a 413 that names the limit",
  async (api) => {
    const messages = Array.from({ length: 5_001 }, (_, index) => ({
      role: index % 2 ? "assistant" : "user",
      content: `Message ${index}`,
    }));
    const before = await rowCounts(api.sql);
    for (const path of [api.sessions(), `/api/projects/${api.projectId}/sessions`]) {
      assertError(await api.post(path, { messages }), 413, /5001 messages.*5000/);
    }
    const many = { messages: Array.from({ length: 20_000 }, () => null) };
    assertError(await api.post(api.sessions(), many), 413, /20000/);
    assert.deepEqual(await rowCounts(api.sql), before);
    const { id, message_count } = await api.create({ messages: messages.slice(0, 5_000) });
    assert.equal(message_count, 5_000);
    const { body } = await api.get(api.sessions(`/${id}`));
    assert.deepEqual(body.messages.map(({ content }: Json) => content), [
      ...messages.slice(0, 5_000).map(({ content }) => content),
    ]);
  },
);

apiTest("Millions of wrong items are refused without long work", async (api) => {
  const many = (item: string) => `[${`${item},`.repeat(500_000)}${item}]`;
  const began = performance.now();
  for (
    const body of [
      `{"tags": ${many("1")}}`,
      `{"linked_entities": {"issues": ${many('"x"')}}}`,
      `{"custom_fields": {"a": ${many("[]")}}}`,
      `{${Array.from({ length: 150_000 }, (_, index) => `"k${index}":1`).join()}, "name": 5}`,
      `{"user_metadata": {${Array.from({ length: 150_000 }, (_, n) => `"k${n}":1`).join()}}}`,
      `{"messages": {"length": 5}}`,
    ]
  ) assertError(await api.call("POST", api.sessions(), { body }), 400);
  const seconds = (performance.now() - began) / 1_000;
  assert.ok(seconds < 30, `${seconds} s`);
});
