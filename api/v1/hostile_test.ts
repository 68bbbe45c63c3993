import assert from "node:assert/strict";
import { apiTest, type TestApi } from "../testing.ts";
import { openapi } from "./document.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { sample } from "./testing_bad_input.ts";
import { addressOf, bodyOf, makeThings, type Things } from "./testing_things.ts";

/** Texts that PostgreSQL, JSON or an address may choke on. */
const TEXTS = [
  "\0",
  "a\0b",
  "\ud800",
  "a\udfff",
  "'; drop table sessions; --",
  "%00",
  "\u202e",
  "𝕏é",
];
const NUMBERS = [-0, 1e15, -1e15, 0.1, 9007199254740991];

const document = openapi();
const resolve = (schema: { $ref?: string }) =>
  schema.$ref ? document.components.schemas[schema.$ref.split("/").at(-1)!] : schema;

/** What goes elsewhere, or takes long, is not for this test. */
const isLeftOut = ({ id }: Operation) => /Export|Import|Webhook|Refresh/i.test(id);

async function send(
  api: TestApi,
  operation: Operation,
  things: Things,
  query: string,
  json: unknown,
) {
  const path = addressOf(operation, things) + query;
  const response = await api.open(operation.method.toUpperCase(), path, { json });
  const text = await response.text();
  assert.ok(response.status < 500, `${operation.id} ${path} ${JSON.stringify(json)}: ${text}`);
}

apiTest("No text or number in any field of any body is too odd for an answer", async (api) => {
  const things = await makeThings(api);
  for (const operation of operations) {
    if (!operation.body || isLeftOut(operation)) continue;
    const { schema } = document.paths[operation.path][operation.method].requestBody
      .content["application/json"];
    const base = { ...sample(resolve(schema), resolve), ...bodyOf(operation, things) as object };
    for (const [name, given] of Object.entries(resolve(schema).properties)) {
      const types = [resolve(given as object).type].flat();
      const values: unknown[] = types.includes("string")
        ? TEXTS
        : types.includes("array")
        ? [[TEXTS[1]], [TEXTS[2]]]
        : types.includes("object")
        ? [{ [TEXTS[1]!]: TEXTS[2] }, { __proto__: 1, constructor: TEXTS[0] }]
        : types.some((type) => type === "integer" || type === "number")
        ? NUMBERS
        : [];
      for (const value of values) {
        await send(api, operation, things, "", { ...base, [name]: value });
      }
    }
  }
});

apiTest("No address is too odd for an answer: ids, filters and cursors", async (api) => {
  const things = await makeThings(api);
  for (const operation of operations) {
    if (isLeftOut(operation)) continue;
    for (const id of ["%00", "..%2F..", "sess_%F0%9F%98%80", "x".repeat(300), "%27--"]) {
      const odd = Object.fromEntries(Object.keys(things).map((name) => [name, id]));
      if (operation.params) await send(api, operation, odd, "", bodyOf(operation, things));
    }
    if (operation.method !== "get") continue;
    for (const { name, in: where } of document.paths[operation.path].get.parameters ?? []) {
      if (where !== "query") continue;
      for (
        const text of [...TEXTS, "1e9", "-1", "9".repeat(30), "bmV2ZXI", "0001-01-01T00:00:00Z"]
      ) {
        const query = new URLSearchParams({ [name]: text.toWellFormed() });
        await send(api, operation, things, `?${query}`, undefined);
      }
    }
  }
});
