import type { Document, Schema } from "./document.ts";
import { camelCase, pascalCase, snakeCase } from "./names.ts";
import { type Operation, operationsOf } from "./operations.ts";
import { resourceFile, resourcesFile } from "./resources.ts";
import { methodTable } from "./table.ts";
import { comment, fieldsOf, namesIn, typeOf } from "./types.ts";

const MARK = "// Written by sdk/generate.ts from docs/openapi.json; do not edit.\n";

/** Everything that is made of the document, unformatted, by path below `sdk/typescript`. */
export function filesOf(document: Document): Map<string, string> {
  const files = new Map<string, string>();
  const schemas = Object.entries(document.components.schemas);
  const names = schemas.map(([name]) => name);
  for (const [name, schema] of schemas) {
    files.set(
      `src/generated/types/${snakeCase(name)}.ts`,
      typeFile(name, schema, names),
    );
  }
  files.set(
    "src/generated/types.ts",
    names.map((name) => `export type { ${name} } from "./types/${snakeCase(name)}.ts";\n`).join(""),
  );
  const operations = operationsOf(document);
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    groups.set(operation.resource, [
      ...groups.get(operation.resource) ?? [],
      operation,
    ]);
  }
  for (const [resource, group] of groups) {
    files.set(
      `src/generated/resources/${snakeCase(resource)}.ts`,
      resourceFile(document, group),
    );
  }
  files.set("src/generated/resources.ts", resourcesFile([...groups.values()]));
  files.set("src/generated/filters.ts", filtersFile(operations));
  for (const [path, text] of files) files.set(path, MARK + text);
  files.set(
    "operations.json",
    JSON.stringify(methodTable(document, operations), null, 2),
  );
  return files;
}

function typeFile(name: string, schema: Schema, names: string[]): string {
  const isPlainObject = schema.type === "object" &&
    schema.properties !== undefined;
  const code = comment(schema.description) +
    (isPlainObject
      ? `export interface ${name} {\n${fieldsOf(schema)}\n}\n`
      : `export type ${name} = ${typeOf(schema)};\n`);
  const others = namesIn(code, names).filter((other) => other !== name);
  const imports = others.map((other) =>
    `import type { ${other} } from "./${snakeCase(other)}.ts";\n`
  );
  return `${imports.join("")}\n${code}`;
}

/** The types of all resources and filters, for whoever names them. */
function filtersFile(operations: Operation[]): string {
  const byResource = new Map<string, string[]>();
  for (const { resource, tag, id, query } of operations) {
    const names = byResource.get(resource) ?? [`${pascalCase(tag)}Resource`];
    if (query.length > 0) names.push(`${pascalCase(id)}Query`);
    byResource.set(resource, names);
  }
  return [...byResource].map(([resource, names]) =>
    `export type { ${names.join(", ")} } from "./resources/${snakeCase(camelCase(resource))}.ts";\n`
  ).join("");
}
