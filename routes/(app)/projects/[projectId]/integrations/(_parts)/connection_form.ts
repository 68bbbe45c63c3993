import type {
  FormField,
  SourcePlugin,
  SyncFrequency,
} from "../../../../../../core/contract/mod.ts";
import { invalid } from "../../../../../../core/errors.ts";
import { type ConnectionInput, formFields, readFields } from "../../../../../../core/sync/mod.ts";
import type { Form } from "../../../../../(_common)/form.ts";

/** The parts of a connection's form. */
export interface ConnectionFields {
  settings: FormField[];
  secret: FormField[];
}

/** What stands in the form, by field; never a secret. */
export type ConnectionValues = Record<string, string>;

/** How often, as the form offers it. */
export const frequencies: { value: SyncFrequency; label: string }[] = [
  { value: "manual", label: "Manual" },
  { value: "1h", label: "Every 1h" },
  { value: "6h", label: "Every 6h" },
  { value: "24h", label: "Every 24h" },
];

/** The fields that a plugin's schemas ask for. */
export function connectionFields(plugin: SourcePlugin): ConnectionFields {
  return { settings: formFields(plugin.settings, false), secret: formFields(plugin.secret, true) };
}

/** Names of all fields, to show errors at. */
export function fieldNames({ settings, secret }: ConnectionFields): string[] {
  return [
    ...settings.map(({ name }) => `settings.${name}`),
    ...secret.map(({ name }) => `secret.${name}`),
    "name",
    "filter_from",
    "filter_to",
  ];
}

/**
 * Reads the form as the use-cases want it.
 *
 * @throws {AppError} 400 for a date that is none
 */
export function readConnection(form: Form, fields: ConnectionFields): ConnectionInput {
  const frequency = form.text("frequency");
  return {
    name: form.text("name"),
    settings: readFields(fields.settings, form, "settings."),
    secret: readFields(fields.secret, form, "secret."),
    frequency: frequencies.find(({ value }) => value === frequency)?.value ?? "manual",
    filterFrom: day(form, "filter_from", "T00:00:00.000Z"),
    filterTo: day(form, "filter_to", "T23:59:59.999Z"),
  };
}

/** What was typed, to show it again; secrets are left out. */
export function typedValues(form: Form, { settings }: ConnectionFields): ConnectionValues {
  const names = ["name", "frequency", "filter_from", "filter_to"];
  const values = Object.fromEntries(names.map((name) => [name, form.text(name)]));
  for (const { name, kind } of settings) {
    const field = `settings.${name}`;
    values[field] = kind === "checkbox" ? String(form.has(field)) : form.text(field);
  }
  return values;
}

function day(form: Form, name: string, time: string): Date | null {
  const text = form.text(name);
  if (text === "") return null;
  const date = new Date(text + time);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime())) return date;
  throw invalid(name, "Enter a date such as 2026-01-31, or nothing.");
}
