import { type Document, nameOfRef, type Schema } from "./document.ts";
import type { Operation } from "./operations.ts";

/** Something an operation can be told, in words that a command line can use. */
export interface Field {
  name: string;
  type:
    | "string"
    | "number"
    | "integer"
    | "boolean"
    | "array"
    | "object"
    | "any";
  required?: boolean;
  description?: string;
  enum?: unknown[];
}

/** An operation without its types: what the command line and the contract test go by. */
export interface Method {
  id: string;
  resource: string;
  method: string;
  http: string;
  path: string;
  summary: string;
  ids: string[];
  query: Field[];
  /** The fields of its body; null when it has none, or one that is no JSON. */
  body: Field[] | null;
  /** Whether its body is bytes. */
  isUpload?: boolean;
  answer: "json" | "page" | "bytes" | "none";
}

/** All operations, in the order of the document. */
export function methodTable(
  document: Document,
  operations: Operation[],
): Method[] {
  return operations.map((operation) => {
    const {
      id,
      resource,
      method,
      http,
      path,
      summary,
      ids,
      query,
      body,
      answer,
    } = operation;
    const isJson = body?.contentType === "application/json";
    return {
      id,
      resource,
      method,
      http,
      path,
      summary,
      ids: ids.map(({ name }) => name),
      query: query.map(({ name, schema, isRequired, description }) =>
        fieldOf(document, name, { ...schema, description }, isRequired)
      ),
      body: isJson ? bodyFields(document, body.schema) : null,
      ...(body && !isJson ? { isUpload: true } : {}),
      answer: answer.kind,
    };
  });
}

function resolved(document: Document, schema: Schema): Schema {
  return schema.$ref ? document.components.schemas[nameOfRef(schema.$ref)]! : schema;
}

function bodyFields(document: Document, schema: Schema): Field[] {
  const whole = resolved(document, schema);
  // A body of several shapes has the fields of them all; the server says which go together.
  const shapes = whole.anyOf ?? whole.oneOf ?? [whole];
  const fields = new Map<string, Field>();
  for (const shape of shapes.map((one) => resolved(document, one))) {
    for (const [name, field] of Object.entries(shape.properties ?? {})) {
      const isRequired = shapes.length === 1 &&
        (shape.required ?? []).includes(name);
      if (!fields.has(name)) {
        fields.set(name, fieldOf(document, name, field, isRequired));
      }
    }
  }
  return [...fields.values()];
}

function fieldOf(
  document: Document,
  name: string,
  schema: Schema,
  isRequired: boolean,
): Field {
  const whole = resolved(document, schema);
  const types = [whole.type ?? []].flat().filter((type) => type !== "null");
  const options = whole.enum ?? whole.items?.enum;
  const { description } = schema;
  return {
    name,
    type: types.length === 1 ? types[0] as Field["type"] : "any",
    ...(isRequired ? { required: true } : {}),
    ...(description ? { description } : {}),
    ...(options ? { enum: options.filter((option) => option !== null) } : {}),
  };
}
