import assert from "node:assert/strict";
import { incompatibilities } from "./compatibility.ts";
import { openapi } from "./document.ts";

// deno-lint-ignore no-explicit-any -- a document is changed in every place there is
type Node = any;

const current = openapi();

const changed = (change: (document: Node) => void) => {
  const document = structuredClone(current);
  change(document);
  return incompatibilities(current, document);
};

Deno.test("A document is compatible with itself, and with one that only grew", () => {
  assert.deepEqual(changed(() => {}), []);
  const grown = changed((document) => {
    const { paths, components: { schemas } } = document;
    paths["/new"] = { get: structuredClone(paths["/project"].get) };
    paths["/sessions"].get.parameters.push({ name: "new", in: "query", schema: {} });
    schemas.Session.properties.new = { type: "string" };
    schemas.Session.required.push("new");
    schemas.SessionCreate.properties.new = { type: "string" };
    schemas.SessionCreate.properties.name.maxLength = 1_000;
    schemas.Session.properties.status.enum.push("paused");
    schemas.Session.description = "In other words.";
  });
  assert.deepEqual(grown, []);
});

Deno.test("What a program would trip over is told with its place", () => {
  const cases: [RegExp, (document: Node) => void][] = [
    [/GET \/sessions is gone/, (document) => delete document.paths["/sessions"].get],
    [/is called/, (document) => document.paths["/sessions"].get.operationId = "other"],
    [/wider scope/, (document) => document.paths["/sessions"].get["x-scope"] = "full"],
    [/status is not taken any more/, ({ paths }) => {
      const { get } = paths["/sessions"];
      get.parameters = get.parameters.filter(({ name }: Node) => name !== "status");
    }],
    [
      /new is new and required/,
      ({ paths }) =>
        paths["/sessions"].get.parameters.push({ name: "new", in: "query", required: true }),
    ],
    [/the answer 200 is gone/, ({ paths }) => delete paths["/sessions"].get.responses["200"]],
    [
      /data\[\]\.preview is not answered/,
      ({ components }) => delete components.schemas.Session.properties.preview,
    ],
    [/data\[\]\.preview is not always/, ({ components: { schemas } }) => {
      schemas.Session.required = schemas.Session.required.filter((name: string) =>
        name !== "preview"
      );
    }],
    [
      /message_count has other types/,
      ({ components }) =>
        components.schemas.Session.properties.message_count.type = ["integer", "null"],
    ],
    [
      /name is not sent any more/,
      ({ components }) => delete components.schemas.SessionCreate.properties.name,
    ],
    [
      /name is required now/,
      ({ components }) => components.schemas.SessionCreate.required = ["name"],
    ],
    [
      /name has a lower maxLength/,
      ({ components }) => components.schemas.SessionCreate.properties.name.maxLength = 5,
    ],
    [
      /session_type does not know meeting/,
      ({ components }) =>
        components.schemas.SessionCreate.properties.session_type.enum.splice(1, 1),
    ],
    [
      /messages\[\]\.content has a higher minLength/,
      ({ components }) => components.schemas.MessageCreate.properties.content.minLength = 2,
    ],
    [
      /limit means something else/,
      ({ paths }) => paths["/sessions"].get.parameters[0].schema.default = 10,
    ],
  ];
  for (const [told, change] of cases) assert.match(changed(change).join("\n"), told);
});
