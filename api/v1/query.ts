import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import { checked } from "./faults.ts";
import type { Operation } from "./operation.ts";

/** How the text of a query parameter becomes a value. */
type Kind = "text" | "number" | "flag" | "list";

const kinds = new WeakMap<z.ZodObject, Map<string, Kind>>();

/** What a query parameter is, by its schema. */
function kindsOf(schema: z.ZodObject): Map<string, Kind> {
  const known = kinds.get(schema);
  if (known) return known;
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" });
  const made = new Map<string, Kind>();
  for (const [name, property] of Object.entries(properties)) {
    const type = (property as { type?: string }).type;
    made.set(
      name,
      type === "integer" || type === "number"
        ? "number"
        : type === "boolean"
        ? "flag"
        : type === "array"
        ? "list"
        : "text",
    );
  }
  kinds.set(schema, made);
  return made;
}

const none = z.strictObject({});

/**
 * The query parameters of a request, checked. Lists are separated by commas.
 *
 * @throws {AppError} 400 naming each wrong, unknown or repeated parameter
 */
export function readQuery(operation: Operation, url: URL): Record<string, unknown> {
  const schema = operation.query ?? none;
  if (url.search === "" && !operation.query) return {};
  const known = kindsOf(schema);
  const values: Record<string, unknown> = {};
  for (const [name, text] of url.searchParams) {
    if (Object.hasOwn(values, name)) throw repeated(name);
    values[name] = valueOf(known.get(name) ?? "text", text);
  }
  return checked(schema, values, 400);
}

function valueOf(kind: Kind, text: string): unknown {
  switch (kind) {
    case "number":
      return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : text;
    case "flag":
      return text === "true" ? true : text === "false" ? false : text;
    case "list":
      return text.split(",").map((item) => item.trim());
    case "text":
      // A plus sign of a time that nobody encoded arrives as a space.
      return text.replace(/^(\d{4}-\d\d-\d\dT[\d:.]+) (\d\d:\d\d)$/, "$1+$2");
  }
}

function repeated(name: string): AppError {
  const field = name.slice(0, 200);
  const message = `${field} is given more than once. Separate several values by commas.`;
  return new AppError(message, {
    code: "invalid",
    status: 400,
    details: [{ field, code: "repeated", message }],
  });
}
