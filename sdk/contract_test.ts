import assert from "node:assert/strict";
import { Hissuno, Pages } from "./typescript/src/mod.ts";
import { methodName, snakeCase } from "./generator/names.ts";
import type { Method } from "./generator/table.ts";
import type { Document } from "./generator/document.ts";
import { generated, staleFiles } from "./generate.ts";

const HERE = new URL("./", import.meta.url);
const document: Document = JSON.parse(
  await Deno.readTextFile(new URL("../docs/openapi.json", HERE)),
);
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

/** A table of operations that an SDK keeps, or null where there is none. */
async function tableOf(path: string): Promise<unknown> {
  const text = await Deno.readTextFile(new URL(path, HERE)).catch(() => null);
  return text === null ? null : JSON.parse(text);
}

Deno.test("Every operation of the document is a method of the TypeScript SDK", async () => {
  const table = await tableOf("typescript/operations.json") as Method[];
  const client = new Hissuno({ apiKey: "a", baseUrl: "http://127.0.0.1:1", maxRetries: 0 });
  for (const { operationId } of operations) {
    const entry = table.find(({ id }) => id === operationId);
    assert.ok(entry, `${operationId} is missing. Run deno run -A sdk/generate.ts`);
    const resource = Reflect.get(client, entry.resource);
    assert.equal(typeof resource?.[entry.method], "function", `${entry.resource}.${entry.method}`);
  }
  assert.equal(table.length, operations.length);
  assert.ok(client.sessions.list() instanceof Pages);
});

Deno.test("Every operation of the document is a method of the Python SDK, called alike", async () => {
  const table = await tableOf("python/operations.json") as Record<string, string> | null;
  assert.ok(table !== null, "sdk/python/operations.json is missing");
  const ours = await tableOf("typescript/operations.json") as Method[];
  const alike = Object.fromEntries(
    ours.map(({ id, resource, method }) => [id, `${snakeCase(resource)}.${snakeCase(method)}`]),
  );
  assert.deepEqual(table, alike, "Run both generators: sdk/generate.ts and sdk/python/generate.py");
});

Deno.test("What is made of the document is as the document is", async () => {
  const faults = await staleFiles(await generated());
  assert.deepEqual(faults, [], "Run deno run -A sdk/generate.ts and commit what it writes");
});

Deno.test("Operations are called by what they do to their resource", () => {
  const names = [
    ["listSessions", "Sessions", "list"],
    ["getSession", "Sessions", "get"],
    ["createSession", "Sessions", "create"],
    ["createSessions", "Sessions", "createMany"],
    ["bulkUpdateSessions", "Sessions", "updateMany"],
    ["createCompanies", "Companies", "createMany"],
    ["getCompany", "Companies", "get"],
    ["listKnowledgeSources", "Knowledge sources", "list"],
    ["searchKnowledge", "Knowledge sources", "search"],
    ["listIssueSessions", "Issues", "listSessions"],
    ["rotateWebhookSecret", "Webhooks", "rotateSecret"],
    ["updateProject", "Project", "update"],
    ["search", "Sessions", "search"],
  ];
  for (const [id, tag, name] of names) assert.equal(methodName(id!, tag!), name);
});
