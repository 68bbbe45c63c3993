import { z } from "zod";
import { inputs, outputs } from "./components.ts";
import type { Operation } from "./operation.ts";
import { operations as all } from "./operations.ts";
import { problem } from "./problem.ts";
import { tidy } from "./tidy.ts";
import { API_VERSION, tags } from "./version.ts";

/** A part of the document. `any`: OpenAPI has many shapes, and this file makes them all. */
// deno-lint-ignore no-explicit-any
type Node = any;

const HEADERS = {
  "X-Request-Id": { description: "Names the request in the server's log." },
  "RateLimit-Policy": { description: 'The key\'s limit: `"minute";q=60;w=60`.' },
  "RateLimit": { description: 'What is left of it: `"minute";r=59;t=12`.' },
  "Retry-After": { description: "Seconds to wait." },
  "ETag": { description: "The version of what is answered, for If-Match and If-None-Match." },
};

/** The OpenAPI 3.1 document of the operations. */
export function openapi(operations: Operation[] = all): Node {
  const paths: Node = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method] = operationOf(operation);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Hissuno",
      version: API_VERSION,
      description:
        "The public API of a Hissuno instance. The project is the key's own. Times are RFC 3339, ids have readable prefixes, lists are pages with a cursor.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/v1", description: "This instance" }],
    security: [{ key: [] }],
    tags: tags.filter(({ name }) => operations.some(({ tag }) => tag === name)),
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "A key of the project." },
      },
      schemas: componentsOf(operations),
      headers: Object.fromEntries(
        Object.entries(HEADERS).map(([name, { description }]) => [
          name,
          { description, schema: { type: "string" } },
        ]),
      ),
      parameters: {
        IdempotencyKey: {
          name: "Idempotency-Key",
          in: "header",
          description:
            "Up to 255 visible characters. The same request with the same key is done once, and gets the first answer again, for a day.",
          schema: { type: "string", minLength: 1, maxLength: 255 },
        },
        IfMatch: {
          name: "If-Match",
          in: "header",
          description: "An ETag: the change is refused with 412 if it changed meanwhile.",
          schema: { type: "string" },
        },
        IfNoneMatch: {
          name: "If-None-Match",
          in: "header",
          description: "An ETag: 304 without a body if nothing changed.",
          schema: { type: "string" },
        },
      },
      responses: {
        Problem: {
          description: "What went wrong.",
          headers: fields("X-Request-Id", "Retry-After"),
          content: { "application/problem+json": { schema: ref("Problem") } },
        },
      },
    },
  };
}

let made: string | null = null;

/** The document as it is served and committed. */
export function documentText(): string {
  return made ??= JSON.stringify(openapi(), null, 2) + "\n";
}

function operationOf(operation: Operation): Node {
  const { id, tag, summary, description, params = {}, query, body, example, scope } = operation;
  const parameters: Node[] = Object.entries(params).map(([name, { description }]) => ({
    name,
    in: "path",
    required: true,
    description,
    schema: { type: "string" },
  }));
  if (query) parameters.push(...queryOf(query));
  const shared = (name: string) => parameters.push({ $ref: `#/components/parameters/${name}` });
  if (operation.method === "post") shared("IdempotencyKey");
  if (operation.current) shared("IfMatch");
  if (operation.isVersioned && operation.method === "get") shared("IfNoneMatch");
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    "x-scope": scope,
    ...(operation.deprecated
      ? { deprecated: true, "x-sunset": operation.deprecated.sunset.toISOString() }
      : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
        requestBody: {
          required: !operation.isBodyOptional,
          content: {
            "application/json": {
              schema: ref(nameOf(inputs, body)),
              ...(example === undefined ? {} : { example }),
            },
          },
        },
      }
      : {}),
    responses: responsesOf(operation),
  };
}

function responsesOf(operation: Operation): Node {
  const responses: Node = {};
  for (const [status, { description, schema }] of Object.entries(operation.responses)) {
    responses[status] = {
      description,
      headers: fields(
        "X-Request-Id",
        "RateLimit-Policy",
        "RateLimit",
        ...(operation.isVersioned ? ["ETag"] : []),
      ),
      ...(schema
        ? { content: { "application/json": { schema: ref(nameOf(outputs, schema)) } } }
        : {}),
    };
  }
  if (operation.isVersioned && operation.method === "get") {
    responses["304"] = { description: "Nothing changed.", headers: fields("ETag") };
  }
  for (const status of errorsOf(operation)) {
    responses[status] = { $ref: "#/components/responses/Problem" };
  }
  responses.default = { $ref: "#/components/responses/Problem" };
  return responses;
}

/** The errors that an operation is known to have; `default` stands for any other. */
function errorsOf(operation: Operation): number[] {
  const hasBody = operation.body !== undefined;
  return [
    ...[400, 401, 403],
    ...(operation.params ? [404] : []),
    ...(operation.method === "get" ? [] : [409]),
    ...(operation.current ? [412] : []),
    ...(hasBody ? [413, 415] : []),
    ...(operation.method === "get" ? [] : [422]),
    ...[429],
  ];
}

function queryOf(query: z.ZodObject): Node[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: "input" });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = tidy(property, "input") as Node;
    return {
      name,
      in: "query",
      ...(required.includes(name) ? { required: true } : {}),
      ...(description ? { description } : {}),
      schema,
      ...(schema.type === "array" ? { style: "form", explode: false } : {}),
    };
  });
}

function componentsOf(operations: Operation[]): Node {
  const uri = (id: string) => `#/components/schemas/${id}`;
  const options = { uri, target: "draft-2020-12" } as const;
  const given = z.toJSONSchema(inputs, { ...options, io: "input" }).schemas as Node;
  const shown = z.toJSONSchema(outputs, { ...options, io: "output" }).schemas as Node;
  const used = [
    problem,
    ...operations.flatMap(({ body, responses }) => [
      ...(body ? [body] : []),
      ...Object.values(responses).flatMap(({ schema }) => schema ? [schema] : []),
    ]),
  ].map((schema) => inputs.get(schema)?.id ?? outputs.get(schema)!.id);
  const components: Node = {};
  const take = (name: string) => {
    if (components[name]) return;
    const isInput = name in given;
    components[name] = tidy((isInput ? given : shown)[name], isInput ? "input" : "output");
    const refs = JSON.stringify(components[name]).matchAll(/#\/components\/schemas\/(\w+)/g);
    for (const [, other] of refs) take(other!);
  };
  for (const name of used) take(name);
  return Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function nameOf(registry: typeof inputs, schema: z.ZodType): string {
  const id = registry.get(schema)?.id;
  if (!id) throw new Error("A schema of an operation has no name; see components.ts");
  return id;
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const fields = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
