import {
  type Document,
  nameOfRef,
  type OperationNode,
  type ParameterNode,
  type Schema,
} from "./document.ts";
import { camelCase, methodName } from "./names.ts";
import { typeOf } from "./types.ts";

/** An operation of the document as a method of a resource. */
export interface Operation {
  id: string;
  /** The tag as written. */
  tag: string;
  /** Its field of the client: `sessions`. */
  resource: string;
  /** Its name there: `list`. */
  method: string;
  http: string;
  path: string;
  summary: string;
  description?: string;
  isDeprecated: boolean;
  scope: string | null;
  ids: { name: string; description?: string }[];
  query: {
    name: string;
    isRequired: boolean;
    description?: string;
    schema: Schema;
  }[];
  body: { contentType: string; schema: Schema; isRequired: boolean } | null;
  /** What comes back: one thing, a page of a list, bytes, or nothing. */
  answer: { kind: "json" | "page" | "bytes" | "none"; type: string };
  /** Which parameter reads on in a list. */
  cursor: string | null;
  takesIdempotencyKey: boolean;
}

/**
 * The operations of a document in its order.
 *
 * @throws {Error} when two operations would be the same method
 */
export function operationsOf(document: Document): Operation[] {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([http, node]) => operationOf(document, path, http, node))
  );
  const seen = new Map<string, string>();
  for (const { id, resource, method } of operations) {
    const name = `${resource}.${method}`;
    const other = seen.get(name);
    if (other) {
      throw new Error(
        `${other} and ${id} would both be ${name}. Give one another operationId.`,
      );
    }
    seen.set(name, id);
  }
  return operations;
}

function operationOf(
  document: Document,
  path: string,
  http: string,
  node: OperationNode,
): Operation {
  const parameters = (node.parameters ?? []).map((parameter): ParameterNode =>
    parameter.$ref ? document.components.parameters[nameOfRef(parameter.$ref)]! : parameter
  );
  const tag = node.tags[0]!;
  const query = parameters.filter((parameter) => parameter.in === "query");
  const answer = answerOf(document, node);
  return {
    id: node.operationId,
    tag,
    resource: camelCase(tag),
    method: methodName(node.operationId, tag),
    http: http.toUpperCase(),
    path,
    summary: node.summary,
    description: node.description,
    isDeprecated: node.deprecated ?? false,
    scope: node["x-scope"] ?? null,
    ids: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name: name!,
      description: parameters.find((one) => one.in === "path" && one.name === name)?.description,
    })),
    query: query.map(({ name, required, description, schema }) => ({
      name,
      isRequired: required ?? false,
      description,
      schema,
    })),
    body: bodyOf(node),
    answer,
    cursor: answer.kind === "page"
      ? ["cursor", "after"].find((name) => query.some((one) => one.name === name)) ?? null
      : null,
    takesIdempotencyKey: parameters.some(({ name }) => name === "Idempotency-Key"),
  };
}

function bodyOf({ requestBody }: OperationNode): Operation["body"] {
  if (!requestBody) return null;
  const [contentType, { schema }] = Object.entries(requestBody.content)[0]!;
  return { contentType, schema, isRequired: requestBody.required ?? false };
}

function answerOf(
  document: Document,
  node: OperationNode,
): Operation["answer"] {
  const contents = Object.entries(node.responses)
    .filter(([status]) => status.startsWith("2"))
    .flatMap(([, { content }]) => (content ? Object.entries(content) : []));
  if (contents.length === 0) return { kind: "none", type: "void" };
  if (contents.some(([type]) => !/json$/.test(type))) {
    return { kind: "bytes", type: "Download" };
  }
  const schemas = contents.map(([, { schema }]) => schema);
  const first = schemas[0]!;
  const whole = first.$ref ? document.components.schemas[nameOfRef(first.$ref)]! : first;
  const { data, has_more: hasMore, next_cursor: next } = whole.properties ?? {};
  if (data?.items && hasMore && next) {
    return { kind: "page", type: typeOf(data.items) };
  }
  return { kind: "json", type: [...new Set(schemas.map(typeOf))].join(" | ") };
}
