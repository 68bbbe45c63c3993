import type { Document } from "./document.ts";
import { camelCase, pascalCase, snakeCase } from "./names.ts";
import type { Operation } from "./operations.ts";
import { comment, fieldsOf, namesIn, typeOf } from "./types.ts";

/** A class with a method for each operation of a resource, and the types of its filters. */
export function resourceFile(
  document: Document,
  operations: Operation[],
): string {
  const { tag, resource } = operations[0]!;
  const about = document.tags.find(({ name }) => name === tag)?.description;
  const filters = operations.filter(({ query }) => query.length > 0).map(
    filterType,
  ).join("\n");
  const methods = operations.map(methodOf).join("\n\n");
  const code = `${filters}
${comment(`${about ? `${about} ` : ""}\`client.${resource}\`.`)}export class ${
    pascalCase(tag)
  }Resource extends Resource {
${methods}
}
`;
  const types = namesIn(code, Object.keys(document.components.schemas));
  const own = ["Download", "Pages", "Reply", "RequestOptions", "Upload"].filter(
    (name) => new RegExp(`\\b${name}\\b`).test(code),
  );
  return `${types.length ? `import type { ${types.join(", ")} } from "../types.ts";\n` : ""}${
    own.map((name) => `import type { ${name} } from "${HOMES[name]}";\n`).join(
      "",
    )
  }import { Resource } from "../../resource.ts";

${code}`;
}

const HOMES: Record<string, string> = {
  Download: "../../download.ts",
  Pages: "../../pages.ts",
  Reply: "../../reply.ts",
  RequestOptions: "../../options.ts",
  Upload: "../../options.ts",
};

const filterName = ({ id }: Operation) => `${pascalCase(id)}Query`;

function filterType(operation: Operation): string {
  const { query, resource, method } = operation;
  const fields = fieldsOf({
    properties: Object.fromEntries(
      query.map(({ name, schema, description }) => [name, {
        ...schema,
        description: [
          description,
          schema.default === undefined ? "" : `@default ${JSON.stringify(schema.default)}`,
        ].filter(Boolean).join(" "),
      }]),
    ),
    required: query.filter(({ isRequired }) => isRequired).map(({ name }) => name),
  });
  return `/** What \`client.${resource}.${method}\` can be told. */
export interface ${filterName(operation)} {
${fields}
}
`;
}

function methodOf(operation: Operation): string {
  const { ids, query, body, answer, isDeprecated } = operation;
  const given: string[] = ids.map(({ name }) => `${camelCase(name)}: string`);
  const parts: string[] = [];
  if (body) {
    const type = body.contentType === "application/json" ? typeOf(body.schema) : "Upload";
    given.push(body.isRequired ? `body: ${type}` : `body?: ${type}`);
    parts.push(
      body.contentType === "application/json" ? "body" : "upload: body",
    );
  }
  if (query.length > 0) {
    const isRequired = query.some(({ isRequired }) => isRequired);
    given.push(`query: ${filterName(operation)}${isRequired ? "" : " = {}"}`);
    parts.push("query");
  }
  given.push("options: RequestOptions = {}");
  if (operation.takesIdempotencyKey) parts.push("takesIdempotencyKey: true");
  if (operation.cursor && operation.cursor !== "cursor") {
    parts.push(`cursorName: ${JSON.stringify(operation.cursor)}`);
  }
  const path = ids.length === 0
    ? JSON.stringify(operation.path)
    : `this.path\`${operation.path.replace(/\{(\w+)\}/g, (_, name) => `\${${camelCase(name)}}`)}\``;
  const { call, returns } = ANSWERS[answer.kind](answer.type);
  const described = [
    `${operation.summary}.`,
    operation.description ?? "",
    operation.scope ? `Needs a key with the scope \`${operation.scope}\`.` : "",
    isDeprecated ? "@deprecated" : "",
  ].filter(Boolean).join("\n\n");
  const head = [`method: "${operation.http}"`, `path: ${path}`, ...parts].join(
    ", ",
  );
  return `${comment(described)}${operation.method}(${given.join(", ")}): ${returns} {
  return this.client.${call}({ ${head} }, options);
}`;
}

const ANSWERS = {
  json: (type: string) => ({
    call: `request<${type}>`,
    returns: `Reply<${type}>`,
  }),
  none: () => ({ call: "request<void>", returns: "Reply<void>" }),
  page: (type: string) => ({
    call: `list<${type}>`,
    returns: `Pages<${type}>`,
  }),
  bytes: () => ({ call: "download", returns: "Reply<Download>" }),
};

/** The class that gives a client all resources. */
export function resourcesFile(groups: Operation[][]): string {
  const tags = groups.map(([first]) => first!.tag);
  return `import type { Transport } from "../transport.ts";
${
    tags.map((tag) =>
      `import { ${pascalCase(tag)}Resource } from "./resources/${snakeCase(camelCase(tag))}.ts";`
    ).join("\n")
  }

/** Every resource of the API. */
export class Resources {
${
    tags.map((tag) => `readonly ${camelCase(tag)}: ${pascalCase(tag)}Resource;`)
      .join("\n")
  }

/** @param transport what sends the requests */
constructor(transport: Transport) {
${
    tags.map((tag) => `this.${camelCase(tag)} = new ${pascalCase(tag)}Resource(transport);`).join(
      "\n",
    )
  }
}
}
`;
}
