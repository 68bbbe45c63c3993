import { z } from "zod";
import type { FormField } from "../contract/mod.ts";

interface Property {
  type?: string;
  title?: string;
  description?: string;
  format?: string;
  enum?: unknown[];
  default?: unknown;
  placeholder?: string;
  /** Labels of the values of an enum, by value. */
  labels?: Record<string, string>;
}

/**
 * The fields of a plugin's `settings` or `secret`: one per property, described by `.meta({ title,
 * description, placeholder, labels })`.
 *
 * @param hidden for secrets: text is entered unseen, and is never shown again
 */
export function formFields(schema: z.ZodType | undefined, hidden: boolean): FormField[] {
  if (!schema) return [];
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as {
    properties?: Record<string, Property>;
    required?: string[];
  };
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name,
    label: property.title ?? humanName(name),
    ...(property.description ? { help: property.description } : {}),
    kind: kindOf(property, hidden),
    required: (json.required ?? []).includes(name),
    ...(property.enum ? { options: optionsOf(property) } : {}),
    ...(property.placeholder ? { placeholder: property.placeholder } : {}),
    ...(property.default !== undefined ? { standard: String(property.default) } : {}),
  }));
}

/** What a form sent, by field. */
export interface FormValues {
  /** Empty when absent. */
  text(name: string): string;
  has(name: string): boolean;
}

/**
 * What was entered, in the form the schema checks: empty fields are left out, numbers are numbers.
 *
 * @param prefix before each field's name in the form, such as `settings.`
 */
export function readFields(
  fields: FormField[],
  form: FormValues,
  prefix: string,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const text = form.text(prefix + name).trim();
    if (kind === "checkbox") values[name] = form.has(prefix + name);
    else if (text !== "") values[name] = kind === "number" ? Number(text) : text;
  }
  return values;
}

function kindOf(property: Property, hidden: boolean): FormField["kind"] {
  if (property.enum) return "select";
  if (property.type === "boolean") return "checkbox";
  if (property.type === "number" || property.type === "integer") return "number";
  if (hidden) return "password";
  if (property.format === "uri") return "url";
  return property.format === "email" ? "email" : "text";
}

function optionsOf({ enum: values = [], labels = {} }: Property) {
  return values.map((value) => ({
    value: String(value),
    label: labels[String(value)] ?? String(value),
  }));
}

function humanName(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
