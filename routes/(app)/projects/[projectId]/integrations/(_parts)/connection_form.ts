import type {
  Connection,
  FormField,
  SourcePlugin,
  SyncFrequency,
} from "../../../../../../core/contract/mod.ts";
import { type ErrorDetail, invalid, invalidFields } from "../../../../../../core/errors.ts";
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

/** The fields a person enters before going to the provider; the rest of the secret comes from there. */
export function consentFields(plugin: SourcePlugin): ConnectionFields {
  const { settings, secret } = connectionFields(plugin);
  const entered = plugin.consent?.fields ?? [];
  return {
    settings,
    secret: secret.filter(({ name }) => entered.includes(name))
      .map((field) => ({ ...field, required: true })),
  };
}

/** All fields of the plugin by the names they have in the form. */
export function namedFields({ settings, secret }: ConnectionFields): Map<string, FormField> {
  return new Map([
    ...settings.map((field) => [`settings.${field.name}`, field] as const),
    ...secret.map((field) => [`secret.${field.name}`, field] as const),
  ]);
}

/**
 * Reads the form as the use-cases want it.
 *
 * @param stored whether credentials are stored already: entering none keeps them
 * @throws {AppError} 400 for required fields that are empty, and for dates that are none or cross
 */
export function readConnection(
  form: Form,
  fields: ConnectionFields,
  stored = false,
): ConnectionInput {
  const frequency = form.text("frequency");
  const input = {
    name: form.text("name"),
    settings: readFields(fields.settings, form, "settings."),
    secret: readFields(fields.secret, form, "secret."),
    frequency: frequencies.find(({ value }) => value === frequency)?.value ?? "manual",
    filterFrom: day(form, "filter_from", "T00:00:00.000Z"),
    filterTo: day(form, "filter_to", "T23:59:59.999Z"),
  };
  const keepsSecret = stored && Object.keys(input.secret).length === 0;
  const missing = [...namedFields(fields)]
    .filter(([name, { required, kind }]) =>
      required && kind !== "checkbox" && form.text(name) === "" &&
      !(keepsSecret && name.startsWith("secret."))
    )
    .map(([field, { label }]): ErrorDetail => ({
      field,
      message: stored && field.startsWith("secret.")
        ? `Enter the ${inText(label)} as well: new credentials replace all stored ones.`
        : `Enter the ${inText(label)}.`,
      code: "required",
    }));
  if (missing.length > 0) throw invalidFields(missing);
  if (input.filterFrom && input.filterTo && input.filterFrom > input.filterTo) {
    throw invalid("filter_to", "Choose a date that is not before the from date.");
  }
  return input;
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

/** What is stored, as the form shows it. */
export function storedValues(
  connection: Pick<
    Connection,
    "name" | "frequency" | "filter_from" | "filter_to" | "settings"
  >,
): ConnectionValues {
  const values: ConnectionValues = {
    name: connection.name,
    frequency: connection.frequency,
    filter_from: connection.filter_from?.toISOString().slice(0, 10) ?? "",
    filter_to: connection.filter_to?.toISOString().slice(0, 10) ?? "",
  };
  for (const [name, value] of Object.entries(connection.settings)) {
    values[`settings.${name}`] = String(value ?? "");
  }
  return values;
}

/** Whether the plugin's own settings are other than the stored ones. */
export function hasNewSettings(
  typed: ConnectionValues,
  stored: ConnectionValues,
  { settings }: ConnectionFields,
): boolean {
  return settings.some(({ name, standard }) => {
    const field = `settings.${name}`;
    return (typed[field] || standard || "") !== (stored[field] ?? standard ?? "");
  });
}

/** A label within a sentence: its first letter small, unless it is a name such as OAuth or API. */
export function inText(label: string): string {
  return /^[A-Z][a-z]*( |$)/.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label;
}

function day(form: Form, name: string, time: string): Date | null {
  const text = form.text(name);
  if (text === "") return null;
  const date = new Date(text + time);
  // A day that does not exist, such as February 30, would silently become another one.
  const isDay = /^(19[7-9]|2\d\d)\d-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) &&
    date.toISOString().startsWith(text);
  if (isDay) return date;
  throw invalid(name, "Enter a date such as 2026-01-31, or nothing.");
}
