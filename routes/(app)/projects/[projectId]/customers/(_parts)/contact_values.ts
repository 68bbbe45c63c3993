import type {
  ContactInput,
  ContactRecord,
  FieldValue,
} from "../../../../../../core/customers/mod.ts";
import type { Form } from "../../../../../(_common)/form.ts";

/** A contact's form as it was typed. */
export interface ContactValues {
  name: string;
  emails: string;
  title: string;
  phone: string;
  note: string;
  companyId: string;
  pairs: { key: string; value: string }[];
}

/** The fields a form can show errors at. */
export const contactFields = [
  "name",
  "emails",
  "title",
  "phone",
  "note",
  "company_id",
  "custom_fields",
];

/** Empty rows for own fields, and the fields there are. */
export function pairsOf(custom: Record<string, FieldValue>): { key: string; value: string }[] {
  const pairs = Object.entries(custom).map(([key, value]) => ({ key, value: String(value ?? "") }));
  return [...pairs, { key: "", value: "" }];
}

/** The form of a contact that exists. */
export function valuesOf(contact: ContactRecord): ContactValues {
  return {
    name: contact.name ?? "",
    emails: contact.emails.join("\n"),
    title: contact.title ?? "",
    phone: contact.phone ?? "",
    note: contact.note ?? "",
    companyId: contact.company_id ?? "",
    pairs: pairsOf(contact.custom_fields),
  };
}

/** Own fields as they were typed. */
export function readPairs(form: Form): { key: string; value: string }[] {
  const values = form.all("field_value");
  return form.all("field_key").map((key, index) => ({ key, value: values[index] ?? "" }));
}

/** A contact's form as it was sent. */
export function readValues(form: Form): ContactValues {
  return {
    name: form.text("name"),
    emails: form.text("emails"),
    title: form.text("title"),
    phone: form.text("phone"),
    note: form.text("note"),
    companyId: form.text("company_id"),
    pairs: readPairs(form),
  };
}

/**
 * Own fields to be stored. One that still reads as it was keeps its kind: a number stays a number.
 */
export function customOf(
  pairs: { key: string; value: string }[],
  before: Record<string, FieldValue> = {},
): Record<string, FieldValue> {
  return Object.fromEntries(
    pairs.filter(({ key }) => key.trim() !== "").map(({ key, value }) => {
      const was = before[key.trim()];
      return [key.trim(), was !== undefined && String(was ?? "") === value ? was : value];
    }),
  );
}

/** What is written on a contact: only what the form changes, so that the rest stays its source's. */
export function contactInput(values: ContactValues, before?: ContactRecord): ContactInput {
  const emails = values.emails.split(/[\s,;]+/).filter((one) => one !== "");
  const given: ContactInput = {
    name: values.name,
    emails,
    title: values.title,
    phone: values.phone,
    note: values.note,
    company_id: values.companyId || null,
    custom_fields: customOf(values.pairs, before?.custom_fields),
  };
  if (!before) return given;
  const was: Record<string, string> = { ...valuesOf(before) } as never;
  const isSame = (field: string, value: unknown) => (was[field] ?? "") === value;
  if (isSame("name", values.name)) delete given.name;
  if (emails.join("\n") === before.emails.join("\n")) delete given.emails;
  if (isSame("title", values.title)) delete given.title;
  if (isSame("phone", values.phone)) delete given.phone;
  if (isSame("note", values.note)) delete given.note;
  if ((before.company_id ?? "") === values.companyId) delete given.company_id;
  return given;
}
