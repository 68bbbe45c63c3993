/** Wrong values of everything a schema of the document describes; for tests. */

// A JSON schema of the document, and values made from it: of every shape.
// deno-lint-ignore no-explicit-any
type Any = any;

/** One wrong input: what is wrong with it, and how it has to be told. */
export interface BadInput {
  label: string;
  /** The field that the answer has to name, dotted; undefined for the body as a whole. */
  field: string | undefined;
  code: string;
  value: unknown;
}

/** Finds a component of the document by its `$ref`. */
export type Resolve = (schema: Any) => Any;

/** Every way in which a value can be wrong alone, field by field; nested fields included. */
export function* badValues(schema: Any, resolve: Resolve, path = ""): Generator<BadInput> {
  const { type, enum: words, maxLength, maxItems, minimum, maximum, minLength, minItems, format } =
    resolve(schema);
  const types: string[] = Array.isArray(type) ? type : [type];
  const field = path || undefined;
  const bad = (label: string, code: string, value: unknown): BadInput => ({
    ...{ label: `${path || "body"}: ${label}`, field, code, value },
  });
  if (types.some((name) => name !== "null")) {
    const wrong = types.includes("object") ? ["list"] : { name: "object" };
    yield bad("another type", words ? "invalid_value" : "invalid_type", wrong);
    if (!types.includes("null")) {
      yield bad("null", words ? "invalid_value" : "invalid_type", null);
    }
  }
  if (words) return yield bad("an unknown word", "invalid_value", "no-such-word");
  if (maxLength !== undefined) yield bad("too long", "too_long", "x".repeat(maxLength + 1));
  if (minLength) yield bad("empty", "too_short", "");
  if (format === "date-time") yield bad("no time", "invalid_format", "yesterday");
  if (types.includes("integer")) yield bad("a broken number", "invalid_type", 1.5);
  if (maximum !== undefined) yield bad("too large", "too_large", maximum + 1);
  if (minimum !== undefined) yield bad("too small", "too_small", minimum - 1);
  if (types.includes("array")) {
    const { items } = resolve(schema);
    if (minItems) yield bad("no items", "too_short", []);
    if (maxItems !== undefined) {
      const many = Array.from({ length: maxItems + 1 }, () => sample(items, resolve));
      yield bad("too many", "too_long", many);
    }
    const within = path ? `${path}.0` : "0";
    for (const one of badValues(items, resolve, within)) yield { ...one, value: [one.value] };
  }
  if (types.includes("object") && resolve(schema).properties) {
    yield* badObjects(resolve(schema), resolve, path);
  }
}

function* badObjects(schema: Any, resolve: Resolve, path: string): Generator<BadInput> {
  const { properties, required = [], additionalProperties } = schema;
  const base = sample(schema, resolve);
  const at = (name: string) => (path ? `${path}.${name}` : name);
  if (schema.minProperties) {
    yield {
      label: `${path || "body"}: nothing in it`,
      field: path || undefined,
      code: "required",
      value: {},
    };
  }
  if (additionalProperties === false) {
    const value = { ...base, surprise: 1 };
    yield {
      label: `${at("surprise")}: unknown`,
      field: at("surprise"),
      code: "unknown_field",
      value,
    };
  }
  for (const [name, inner] of Object.entries(properties)) {
    if (required.includes(name)) {
      const { [name]: _left, ...value } = base;
      yield { label: `${at(name)}: missing`, field: at(name), code: "required", value };
    }
    for (const one of badValues(inner, resolve, at(name))) {
      yield { ...one, value: { ...base, [name]: one.value } };
    }
  }
}

/** The smallest value that fits a schema: only what is required. */
export function sample(schema: Any, resolve: Resolve): Any {
  const { type, enum: words, properties = {}, required = [], items, minItems, minimum, format } =
    resolve(schema);
  if (words) return words[0];
  switch (Array.isArray(type) ? type[0] : type) {
    case "object":
      return Object.fromEntries(
        required.map((name: string) => [name, sample(properties[name], resolve)]),
      );
    case "array":
      return minItems ? [sample(items, resolve)] : [];
    case "integer":
    case "number":
      return minimum ?? 1;
    case "boolean":
      return true;
    default:
      return format === "date-time" ? "2026-01-15T10:30:00Z" : "sample";
  }
}
