/** A JSON schema. `any`: it is walked, whatever it holds. */
// deno-lint-ignore no-explicit-any
type Schema = any;

const SAFE = Number.MAX_SAFE_INTEGER;

/**
 * A JSON schema as the document shows it: without what zod adds for itself, `null` as one of the
 * types, and answers open to fields that are added later.
 *
 * @param side what is sent refuses unknown fields; what is answered may get more
 */
export function tidy(schema: Schema, side: "input" | "output"): Schema {
  if (Array.isArray(schema)) return schema.map((item) => tidy(item, side));
  if (schema === null || typeof schema !== "object") return schema;
  const { $schema: _schema, $id: _id, propertyNames: _names, ...rest } = schema;
  if (rest.format === "date-time") delete rest.pattern;
  if (rest.minimum === -SAFE) delete rest.minimum;
  if (rest.maximum === SAFE) delete rest.maximum;
  if (side === "output" && rest.additionalProperties === false) delete rest.additionalProperties;
  const out: Schema = {};
  for (const [name, value] of Object.entries(rest)) {
    if (name === "properties") {
      out.properties = Object.fromEntries(
        Object.entries(value as object).map(([key, inner]) => [key, tidy(inner, side)]),
      );
    } else if (["default", "example", "examples", "enum", "const"].includes(name)) {
      out[name] = value;
    } else if (name === "additionalProperties" && isEmpty(value)) out[name] = true;
    else out[name] = tidy(value, side);
  }
  return withNull(out);
}

/** `anyOf` of one plain type and null as that type or null. */
function withNull(schema: Schema): Schema {
  const { anyOf, ...rest } = schema;
  if (anyOf?.length !== 2 || anyOf[1].type !== "null" || typeof anyOf[0].type !== "string") {
    return schema;
  }
  const [first] = anyOf;
  return {
    ...first,
    type: [first.type, "null"],
    ...(first.enum ? { enum: [...first.enum, null] } : {}),
    ...rest,
  };
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
