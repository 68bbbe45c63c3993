import assert from "node:assert/strict";
import { Ajv } from "ajv";
import { createKey } from "../../core/access/mod.ts";
import { type Answer, apiTest, type Call, rowCounts, type TestApi } from "../testing.ts";
import { openapi } from "./document.ts";
import { createV1 } from "./mount.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { problemCodes } from "./problem_codes.ts";
import { badValues } from "./testing_bad_input.ts";
import { addressOf, bodyOf, makeThings, type Things } from "./testing_things.ts";

const document = openapi();
const ajv = new Ajv({ strict: false, allErrors: true, formats: { base64: true } });
ajv.addFormat("date-time", (text) => !Number.isNaN(Date.parse(text)) && /Z$/.test(text));
ajv.addSchema(document, "openapi");

const resolve = (schema: { $ref?: string }) =>
  schema.$ref ? document.components.schemas[schema.$ref.split("/").at(-1)!] : schema;

/** Fails unless the document describes this answer of an operation, its status included. */
function assertDocumented(operation: Operation, { status, text, headers }: Answer): void {
  const label = `${operation.id} ${status}`;
  const described = document.paths[operation.path][operation.method].responses[status];
  assert.ok(described, `${label} is not in the document: ${text}`);
  assert.ok(headers.get("x-request-id")?.startsWith("req_"), label);
  const { content } = described.$ref ? document.components.responses.Problem : described;
  if (!content) return assert.equal(text, "", label);
  const [type] = Object.keys(content) as [string];
  const { schema } = content[type] as { schema: { $ref: string } };
  assert.equal(headers.get("content-type"), type, label);
  assertFits(schema.$ref, JSON.parse(text), label);
  if (type !== "application/problem+json") return assertNothingMore(operation, status, text);
  const problem = JSON.parse(text);
  assert.equal(problem.status, status);
  assert.equal(problem.request_id, headers.get("x-request-id"));
  assert.ok(problemCodes[problem.code]!.status.includes(status), `${label} ${problem.code}`);
  assert.match(problem.detail, /^[\p{Lu}\p{L}"].*[.!]$/su);
}

function assertFits(ref: string, value: unknown, label: string): void {
  const validate = ajv.getSchema(`openapi${ref}`)!;
  assert.ok(validate(value), `${label}: ${JSON.stringify(validate.errors)}`);
}

/** The document lets answers grow; today's have no fields that it does not name. */
function assertNothingMore(operation: Operation, status: number, text: string): void {
  const { schema } = operation.responses[status]!;
  const result = schema!.safeParse(JSON.parse(text));
  assert.ok(result.success, `${operation.id} ${status}: ${result.error}`);
}

const sent = (operation: Operation, things: Things, call: Call = {}): Call => ({
  json: bodyOf(operation, things),
  ...call,
});

async function send(api: TestApi, operation: Operation, things: Things, call?: Call, query = "") {
  const required = operation.id === "searchKnowledge" && query === ""
    ? "?query=confidential"
    : query;
  const address = addressOf(operation, things) + required;
  const response = await api.open(
    operation.method.toUpperCase(),
    address,
    sent(operation, things, call),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: undefined };
}

/** The counts but of requests that were counted or remembered. */
async function counts(api: TestApi) {
  const { keys: _keys, ...rest } = await rowCounts(api.sql);
  return rest;
}

Deno.test("Every route below /v1 is in the document, and every operation has a name of its own", () => {
  const app = createV1({} as never);
  const documented = new Set(operations.map(({ method, path }) => `${method} ${path}`));
  for (const { method, path } of app.routes) {
    if (method === "ALL" || method === "OPTIONS") continue;
    const name = path.replace(/^\/v1/, "").replace(/:(\w+)/g, "{$1}");
    if (["/openapi.json"].includes(name) || name.startsWith("/reference")) continue;
    assert.ok(documented.has(`${method.toLowerCase()} ${name}`), `${method} ${path}`);
  }
  assert.equal(documented.size, operations.length);
  assert.equal(new Set(operations.map(({ id }) => id)).size, operations.length);
});

/** What removes something comes last, and before it what removes only a part of it. */
function inOrder(all: Operation[]): Operation[] {
  const rank = ({ method, id, path }: Operation) =>
    id === "mergeIssue" ? 2 : method !== "delete" ? 0 : path.split("/").length > 3 ? 1 : 3;
  return all.toSorted((a, b) => rank(a) - rank(b));
}

apiTest("Every operation does its work and answers as the document says", async (api) => {
  const things = await makeThings(api);
  for (const operation of inOrder(operations)) {
    const answer = await send(api, operation, things);
    assert.ok(answer.status < 300, `${operation.id}: ${answer.status} ${answer.text}`);
    assertDocumented(operation, answer);
    assert.equal(answer.headers.has("etag"), operation.isVersioned ?? false, operation.id);
    if (operation.expandable) {
      const expanded = await send(api, operation, things, {}, `?expand=${operation.expandable}`);
      assertDocumented(operation, expanded);
      const body = JSON.parse(expanded.text);
      for (const field of operation.expandable) assert.ok(field in body, field);
    }
  }
});

apiTest(
  "Every wrong field of a body is refused by its name, and nothing is stored",
  async (api) => {
    const things = await makeThings(api);
    const before = await counts(api);
    let tried = 0;
    for (const operation of operations.filter(({ body }) => body)) {
      const { schema } = document.paths[operation.path][operation.method].requestBody
        .content["application/json"];
      for (const bad of badValues(schema, resolve)) {
        // An item of a bulk request fails on its own; see bulk_test.ts.
        if (operation.looseBody && bad.field?.includes(".")) continue;
        const answer = await send(api, operation, things, { json: bad.value });
        const label = `${operation.id} ${bad.label}`;
        assert.equal(answer.status, 422, `${label}: ${answer.text}`);
        assertDocumented(operation, answer);
        const { errors } = JSON.parse(answer.text);
        const told = errors.map(({ field, code }: Record<string, string>) => `${field} ${code}`);
        assert.ok(told.includes(`${bad.field} ${bad.code}`), `${label}: ${told}`);
        tried++;
      }
      for (const [body, status] of [["{", 400], ["[1e999]", 400], ["", 400]] as const) {
        const answer = await send(api, operation, things, { json: undefined, body });
        if (body === "" && operation.isBodyOptional) continue;
        assert.equal(answer.status, status, `${operation.id} ${body}`);
        assertDocumented(operation, answer);
      }
      const headers = { "content-type": "text/plain" };
      assert.equal((await send(api, operation, things, { headers })).status, 415, operation.id);
    }
    assert.ok(tried > 100, `${tried}`);
    assert.deepEqual(await counts(api), before);
  },
);

apiTest("Every wrong query parameter is refused by its name", async (api) => {
  const things = await makeThings(api);
  for (const operation of operations) {
    if (operation.method !== "get") continue;
    const { parameters = [] } = document.paths[operation.path][operation.method];
    const bad: [string, string][] = [["surprise", "1"]];
    for (const { name, in: where, schema } of parameters) {
      if (where !== "query") continue;
      for (const { value, code } of badValues(schema, resolve)) {
        const isText = schema.type === "string" && !schema.enum && !schema.format;
        const text = Array.isArray(value) ? value.join(",") : String(value);
        // As text, everything is a text.
        if (isText && code === "invalid_type") continue;
        if (schema.type === "array" && (value === null || code === "invalid_type")) continue;
        bad.push([name, text]);
      }
      bad.push([`${name}_x`, "1"]);
    }
    for (const [name, value] of bad) {
      const query = `?${new URLSearchParams({ [name]: value })}`;
      const answer = await send(api, operation, things, {}, query);
      assert.equal(answer.status, 400, `${operation.id} ${query.slice(0, 200)}: ${answer.text}`);
      assertDocumented({ ...operation, responses: {} }, answer);
      const { errors } = JSON.parse(answer.text);
      assert.ok(
        errors.some(({ field }: { field: string }) => field.split(".")[0] === name),
        `${operation.id} ${query.slice(0, 200)}: ${answer.text}`,
      );
    }
  }
});

apiTest(
  "No operation answers without a key, with a broken one, or a person's session",
  async (api) => {
    const things = await makeThings(api);
    const before = await counts(api);
    const nobody: Call[] = [
      { key: null },
      { key: "hiss_unknown_key_of_the_right_length_000000000" },
      { key: `${api.keys.full}x` },
      { key: null, headers: { authorization: `Basic ${btoa(`x:${api.keys.full}`)}` } },
      { as: "viewer" },
      { as: "owner" },
    ];
    for (const operation of operations) {
      for (const call of nobody) {
        const answer = await send(api, operation, things, call);
        assert.equal(answer.status, 401, `${operation.id} ${JSON.stringify(call)}`);
        assertDocumented(operation, answer);
        assert.doesNotMatch(answer.text, /confidential/i);
      }
    }
    assert.deepEqual(await counts(api), before);
  },
);

apiTest("A key does what its scope allows, and nothing more", async (api) => {
  const things = await makeThings(api);
  const before = await counts(api);
  for (const operation of operations) {
    const answer = await send(api, operation, things, { key: api.keys.read });
    const label = `${operation.id}: ${answer.text}`;
    assert.equal(answer.status === 403, operation.scope !== "read", label);
    // Everything at once is more than reading.
    const isAll = ["Exports"].includes(operation.tag);
    if (isAll) assert.equal(operation.scope, "full", operation.id);
    else assert.equal(operation.scope === "read", operation.method === "get", operation.id);
    assertDocumented(operation, answer);
    if (operation.scope !== "full") continue;
    const written = await send(api, operation, things, { key: api.keys.write });
    assert.equal(written.status, 403, operation.id);
  }
  assert.deepEqual(await counts(api), before);
});

apiTest("Another project's key finds and changes nothing of this one", async (api) => {
  const things = await makeThings(api);
  const rows = () =>
    api.sql`select * from sessions where project_id = ${api.projectId} order by id`;
  const before = [await counts(api), await rows()];
  for (const operation of operations) {
    // What names nothing of this project works in the other one, on what is there.
    if (!operation.params) {
      if (operation.method !== "get") continue;
      const answer = await send(api, operation, things, { key: api.keys.other });
      assert.equal(answer.status, 200);
      assert.doesNotMatch(answer.text, /confidential/i, operation.id);
      continue;
    }
    const ways: Record<string, string>[] = [
      {},
      { "if-match": '"x"' },
      { "idempotency-key": operation.id },
    ];
    for (const headers of ways) {
      const answer = await send(api, operation, things, { key: api.keys.other, headers });
      assert.equal(answer.status, 404, `${operation.id}: ${answer.text}`);
      assertDocumented(operation, answer);
      assert.doesNotMatch(answer.text, /confidential/i);
    }
  }
  assert.deepEqual([await counts(api), await rows()], before);
});

apiTest("Over the limit every operation answers 429 and says when to come back", async (api) => {
  const things = await makeThings(api);
  const { projectId } = api;
  const { key } = await createKey(api.sql, { projectId, name: "Few", scope: "full", plan: "free" });
  const [first] = operations;
  let answer = await send(api, first!, things, { key });
  assert.match(answer.headers.get("ratelimit-policy")!, /^"minute";q=60;w=60$/);
  assert.match(answer.headers.get("ratelimit")!, /^"minute";r=\d+;t=\d+$/);
  // Two minutes' worth, in case a minute ends meanwhile.
  for (let call = 0; call < 130 && answer.status !== 429; call++) {
    answer = await send(api, first!, things, { key });
  }
  assertDocumented(first!, answer);
  assert.equal(answer.status, 429);
  assert.match(answer.headers.get("retry-after")!, /^[1-9]\d?$/);
  assert.match(answer.headers.get("ratelimit")!, /^"minute";r=0;t=\d+$/);
});
