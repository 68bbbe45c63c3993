import assert from "node:assert/strict";
import { Ajv } from "ajv";
import { documentText, openapi } from "./document.ts";
import { operations } from "./operations.ts";

// deno-lint-ignore no-explicit-any -- a document is walked, whatever it holds
type Node = any;

const document: Node = openapi();
const each = operations.map(({ path, method }) => ({
  name: `${method} ${path}`,
  path,
  described: document.paths[path][method] as Node,
}));

Deno.test("The committed document is what the schemas say", async () => {
  const written = await Deno.readTextFile(new URL("../../docs/openapi.json", import.meta.url));
  assert.ok(written === documentText(), "Run: deno run -A tools/openapi.ts");
});

Deno.test("Every reference leads somewhere, and every component is used", () => {
  const text = JSON.stringify(document);
  const used = new Set<string>();
  for (const [, ref] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = ref!.split("/").reduce((node, part) => node?.[part], document);
    assert.ok(found, `${ref} leads nowhere`);
    used.add(ref!);
  }
  for (const kind of ["schemas", "headers", "parameters", "responses"]) {
    for (const name of Object.keys(document.components[kind])) {
      assert.ok(used.has(`components/${kind}/${name}`), `${kind}/${name} is not used`);
    }
  }
});

Deno.test("Every operation says what a reader and a code generator need", () => {
  const tags = new Set(document.tags.map(({ name }: Node) => name));
  for (const { name, path, described } of each) {
    assert.match(described.operationId, /^[a-z][A-Za-z]+$/, name);
    assert.ok(described.summary && !described.summary.endsWith("."), name);
    assert.ok(described.tags.length === 1 && tags.has(described.tags[0]), name);
    assert.ok(["read", "write", "full"].includes(described["x-scope"]), name);
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, id]) => id);
    const ids = (described.parameters ?? []).filter((one: Node) => one.in === "path");
    assert.deepEqual(ids.map((one: Node) => one.name), named, name);
    for (const one of ids) assert.ok(one.required && one.description, name);
    for (const status of ["401", "403", "429", "default"]) assert.ok(described.responses[status]);
    const good = Object.keys(described.responses).filter((status) => status.startsWith("2"));
    assert.ok(good.length > 0, name);
    // Names are in one case everywhere.
    for (const one of described.parameters ?? []) {
      if (one.in === "query") assert.match(one.name, /^[a-z][a-z0-9_]*$/, name);
    }
  }
  for (const [name, schema] of Object.entries<Node>(document.components.schemas)) {
    assert.match(name, /^[A-Z][A-Za-z]+$/);
    for (const field of Object.keys(schema.properties ?? {})) {
      assert.match(field, /^[a-z][a-z0-9_]*$/, `${name}.${field}`);
    }
  }
});

Deno.test("Every example fits its schema, and every body has one", () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema(document, "openapi");
  for (const { name, described } of each) {
    const content = described.requestBody?.content["application/json"];
    if (!content) continue;
    assert.ok(content.example !== undefined, `${name} has no example`);
    const validate = ajv.getSchema(`openapi${content.schema.$ref}`)!;
    assert.ok(validate(content.example), `${name}: ${JSON.stringify(validate.errors)}`);
  }
});
