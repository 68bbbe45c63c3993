import { nameOfRef, type Schema } from "./document.ts";

/** A schema as a type of TypeScript. */
export function typeOf(schema: Schema): string {
  if (schema.$ref) return nameOfRef(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) {
    return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  }
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return [...new Set(options.map(typeOf))].join(" | ");
  if (schema.allOf) return schema.allOf.map(typeOf).join(" & ");
  const types = [schema.type ?? []].flat();
  if (types.length === 0) {
    return schema.properties ? objectOf(schema) : "unknown";
  }
  return types.map((type) => plainType(schema, type)).join(" | ");
}

function plainType(schema: Schema, type: string): string {
  switch (type) {
    case "integer":
      return "number";
    case "array": {
      const item = schema.items ? typeOf(schema.items) : "unknown";
      return /[|&]/.test(item) ? `(${item})[]` : `${item}[]`;
    }
    case "object":
      return objectOf(schema);
    default:
      return type;
  }
}

function objectOf(schema: Schema): string {
  const { additionalProperties: others } = schema;
  if (!schema.properties) {
    return `Record<string, ${typeof others === "object" ? typeOf(others) : "unknown"}>`;
  }
  return `{\n${fieldsOf(schema)}\n}`;
}

/** The fields of an object, each with its description. */
export function fieldsOf({ properties = {}, required = [] }: Schema): string {
  return Object.entries(properties).map(([name, field]) => {
    const mark = required.includes(name) ? "" : "?";
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    return `${comment(field.description)}${key}${mark}: ${typeOf(field)};`;
  }).join("\n");
}

/** A text as a doc comment on lines of its own, or nothing. */
export function comment(text: string | undefined): string {
  if (!text) return "";
  const lines = text.replaceAll("*/", "*\\/").split("\n").map((line) => line.trimEnd());
  return lines.length === 1
    ? `/** ${lines[0]} */\n`
    : `/**\n${lines.map((line) => (line ? ` * ${line}` : " *")).join("\n")}\n */\n`;
}

/** The components that a piece of TypeScript names. */
export function namesIn(code: string, components: string[]): string[] {
  const bare = code.replace(/\/\*\*[\s\S]*?\*\//g, "").replace(
    /"[^"\n]*"/g,
    '""',
  );
  const words = new Set(bare.match(/\b[A-Z]\w*\b/g) ?? []);
  return components.filter((name) => words.has(name)).sort();
}
