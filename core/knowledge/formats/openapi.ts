import type { Passage } from "../split.ts";
import { FormatProblem } from "./format_problem.ts";

/** The most operations and schemas of one description. */
const MOST_PASSAGES = 10_000;
const MOST_CHARACTERS = 6_000;

type Dictionary = Record<string, unknown>;

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * Turns an OpenAPI description into passages: one about the whole, one for each operation and schema.
 *
 * @throws FormatProblem when it is not JSON or YAML, or not OpenAPI 3
 */
export async function readOpenApi(text: string): Promise<{ title: string; passages: Passage[] }> {
  const spec = await parse(text);
  const version = String(spec.openapi ?? spec.swagger ?? "");
  if (!version.startsWith("3.")) {
    throw new FormatProblem(
      version === ""
        ? "This is not an OpenAPI description: it has no `openapi` field."
        : `OpenAPI ${
          version.slice(0, 10)
        } is not supported. Convert the description to 3.0 or 3.1.`,
    );
  }
  const info = dictionary(spec.info);
  const title = words(info.title).slice(0, 200) || "API";
  const passages: Passage[] = [];
  const add = (heading: string, lines: (string | null)[]) => {
    const content = lines.filter((line) => line !== null && line.trim() !== "").join("\n")
      .slice(0, MOST_CHARACTERS).toWellFormed();
    if (content.trim() === "") return;
    passages.push({ heading: heading.slice(0, 300), content });
    if (passages.length > MOST_PASSAGES) {
      throw new FormatProblem("The description has too many operations. Split it into several.");
    }
  };
  add(title, [
    prose(info.description) || title,
    info.version ? `Version: ${words(info.version)}` : null,
    ...list(spec.servers).map((server) => `Server: ${words(dictionary(server).url)}`),
    ...securityOf(dictionary(spec.components).securitySchemes),
  ]);
  for (const [path, item] of Object.entries(dictionary(spec.paths))) {
    const shared = list(dictionary(item).parameters);
    for (const method of methods) {
      const operation = dictionary(dictionary(item)[method]);
      if (Object.keys(operation).length === 0) continue;
      const summary = words(operation.summary);
      const name = `${method.toUpperCase()} ${path}`;
      add(`${title} > ${summary === "" ? name : `${summary} (${name})`}`, [
        name,
        summary,
        prose(operation.description),
        operation.deprecated === true ? "Deprecated." : null,
        operation.operationId ? `Operation: ${words(operation.operationId)}` : null,
        ...section(
          "Parameters",
          [...shared, ...list(operation.parameters)].map((one) =>
            parameterLine(dictionary(resolve(spec, one)))
          ),
        ),
        ...section("Request body", bodyLines(spec, operation.requestBody)),
        ...section(
          "Answers",
          Object.entries(dictionary(operation.responses)).map(([code, answer]) =>
            `- ${code}: ${words(dictionary(resolve(spec, answer)).description)}`
          ),
        ),
      ]);
    }
  }
  for (const [name, schema] of Object.entries(dictionary(dictionary(spec.components).schemas))) {
    add(`${title} > Schema ${name}`, [
      `Schema ${name}`,
      prose(dictionary(schema).description),
      ...propertyLines(schema),
    ]);
  }
  return { title, passages };
}

async function parse(text: string): Promise<Dictionary> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Needed for this kind of file only. Aliases are limited: they can blow up to anything.
    const { parse: parseYaml } = await import("yaml");
    try {
      value = parseYaml(text, { maxAliasCount: 1_000, logLevel: "error" });
    } catch (error) {
      const where = String((error as Error).message).split("\n")[0]!.slice(0, 160);
      throw new FormatProblem(`The description is neither JSON nor YAML: ${where}`);
    }
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new FormatProblem("This is not an OpenAPI description: it has no `openapi` field.");
  }
  return value as Dictionary;
}

function bodyLines(spec: Dictionary, body: unknown): string[] {
  const described = dictionary(resolve(spec, body));
  const lines = described.description ? [words(described.description)] : [];
  for (const [type, media] of Object.entries(dictionary(described.content))) {
    const schema = dictionary(media).schema;
    lines.push(`${type}: ${typeOf(schema)}`, ...propertyLines(schema));
  }
  return lines;
}

function propertyLines(schema: unknown): string[] {
  const { properties, required, enum: values } = dictionary(schema);
  const needed = new Set(list(required));
  return [
    ...list(values).length > 0 ? [`One of: ${list(values).map(words).join(", ")}`] : [],
    ...Object.entries(dictionary(properties)).slice(0, 200).map(([name, property]) => {
      const note = needed.has(name) ? ", required" : "";
      return `- ${name} (${typeOf(property)}${note}): ${words(dictionary(property).description)}`
        .replace(/: $/, "");
    }),
  ];
}

function parameterLine(parameter: Dictionary): string {
  const place = words(parameter.in);
  const note = parameter.required === true ? ", required" : "";
  const type = typeOf(parameter.schema);
  return `- ${words(parameter.name)} (${place}, ${type}${note}): ${words(parameter.description)}`
    .replace(/: $/, "");
}

function typeOf(schema: unknown): string {
  const { type, format, items, $ref, enum: values, oneOf, anyOf, allOf } = dictionary(schema);
  if (typeof $ref === "string") return $ref.split("/").at(-1)!;
  if (list(values).length > 0) return `one of ${list(values).slice(0, 20).map(words).join(", ")}`;
  const several = list(oneOf ?? anyOf ?? allOf);
  if (several.length > 0) {
    return several.slice(0, 5).map((one) =>
      words(dictionary(one).$ref).split("/").at(-1) || "object"
    )
      .join(allOf ? " and " : " or ");
  }
  const name = Array.isArray(type) ? type.map(words).join(" or ") : words(type) || "any";
  if (name === "array") return `list of ${typeOf(dictionary(items))}`;
  return format ? `${name}, ${words(format)}` : name;
}

function securityOf(schemes: unknown): string[] {
  return Object.entries(dictionary(schemes)).map(([name, scheme]) => {
    const { type, description, in: place, name: field } = dictionary(scheme);
    const where = place ? ` in ${words(place)} ${words(field)}` : "";
    return `Authentication ${name}: ${words(type)}${where}. ${words(description)}`.trim();
  });
}

/** What a reference within the description points to; others stay as they are. */
function resolve(spec: Dictionary, value: unknown): unknown {
  const reference = dictionary(value).$ref;
  if (typeof reference !== "string" || !reference.startsWith("#/")) return value;
  return reference.slice(2).split("/").reduce<unknown>(
    (inner, key) => dictionary(inner)[key.replaceAll("~1", "/").replaceAll("~0", "~")],
    spec,
  );
}

function section(title: string, lines: string[]): string[] {
  return lines.length > 0 ? [`\n${title}:`, ...lines] : [];
}

function dictionary(value: unknown): Dictionary {
  const isOne = typeof value === "object" && value !== null && !Array.isArray(value);
  return isOne ? value as Dictionary : {};
}

const list = (value: unknown): unknown[] => Array.isArray(value) ? value : [];

/** On one line. */
function words(value: unknown): string {
  const isPlain = ["string", "number", "boolean"].includes(typeof value);
  return isPlain ? String(value).slice(0, 2_000).replace(/\s+/g, " ").trim() : "";
}

function prose(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 5_000).trim() : "";
}
