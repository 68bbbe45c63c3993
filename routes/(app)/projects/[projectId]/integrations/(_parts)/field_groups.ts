import type { FormField } from "../../../../../../core/contract/mod.ts";
import type { ConnectionFields } from "./connection_form.ts";

/** A field with the name it has in the form. */
export interface NamedField extends FormField {
  /** With `settings.` or `secret.` before it. */
  formName: string;
}

/** Fields that belong together. */
export interface FieldGroup {
  /** Above the group; null for fields that stand alone. */
  title: string | null;
  fields: NamedField[];
}

/**
 * A plugin's fields in the order of the form: what stands alone first, settings before secrets; then
 * the ways to sign in, for which labels begin with the same words and a colon ("OAuth client: secret");
 * then what is ticked or not.
 */
export function groupFields({ settings, secret }: ConnectionFields): FieldGroup[] {
  const all = [
    ...settings.map((field) => ({ ...field, formName: `settings.${field.name}` })),
    ...secret.map((field) => ({ ...field, formName: `secret.${field.name}` })),
  ];
  const groups = new Map<string | null, NamedField[]>([[null, []]]);
  for (const field of all.filter(({ kind }) => kind !== "checkbox")) {
    const title = /^(.+?): /.exec(field.label)?.[1] ?? null;
    groups.set(title, [...groups.get(title) ?? [], field]);
  }
  const boxes = all.filter(({ kind }) => kind === "checkbox");
  return [
    ...[...groups].map(([title, fields]) => ({ title, fields: fields.map(withoutTitle(title)) })),
    { title: null, fields: boxes },
  ].filter(({ fields }) => fields.length > 0);
}

function withoutTitle(title: string | null) {
  return (field: NamedField): NamedField => {
    if (title === null) return field;
    const label = field.label.slice(title.length + 2);
    return { ...field, label: label.charAt(0).toUpperCase() + label.slice(1) };
  };
}
