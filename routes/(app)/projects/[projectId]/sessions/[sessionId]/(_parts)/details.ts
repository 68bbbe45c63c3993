import type { Metadata, Session } from "../../../../../../../core/contract/mod.ts";
import { saveContact } from "../../../../../../../core/customers/mod.ts";
import { transaction } from "../../../../../../../core/db/mod.ts";
import { invalidFields, notFound } from "../../../../../../../core/errors.ts";
import type { ErrorDetail } from "../../../../../../../core/errors.ts";
import { getSession, updateSession } from "../../../../../../../core/sessions/mod.ts";
import type { Form } from "../../../../../../(_common)/form.ts";
import type { ProjectForm } from "../../../(_parts)/person.ts";
import type { Pair } from "../../../(_parts)/pairs.tsx";
import { readPairs, recordOf } from "../../(_new)/values.ts";

/** What the edit page of a session can change, as its form holds it. */
export interface Details {
  name: string;
  description: string;
  customerName: string;
  customerEmail: string;
  fields: Pair[];
}

/** The details of a session for the form. Values that are no text are shown as JSON. */
export function detailsOf(session: Session): Details {
  const { name, description, contact, custom_fields: fields } = session;
  return {
    name: name ?? "",
    description: description ?? "",
    customerName: contact?.name ?? "",
    customerEmail: contact?.email ?? "",
    fields: [
      ...Object.entries(fields).map(([key, value]) => ({ key, value: textOf(value) })),
      { key: "", value: "" },
    ],
  };
}

/** Reads the details as they were sent. */
export function readDetails(form: Form): Details {
  return {
    name: form.text("name"),
    description: form.text("description"),
    customerName: form.text("customer_name"),
    customerEmail: form.text("customer_email"),
    fields: readPairs(form, "field"),
  };
}

/**
 * Stores the details of a session.
 *
 * @throws {AppError} 400 naming each wrong field, 404
 */
export async function saveDetails(
  { services, project, actor }: ProjectForm,
  sessionId: string,
  details: Details,
): Promise<void> {
  const faults: ErrorDetail[] = [];
  if (details.name.length > 500) {
    faults.push({ field: "name", message: "The name is too long. Use at most 500 characters." });
  }
  if (details.description.length > 10_000) {
    const message = "The notes are too long. Use at most 10,000 characters.";
    faults.push({ field: "description", message });
  }
  const typed = recordOf(details.fields, "fields", (field, message) => {
    faults.push({ field, message });
  });
  if (faults.length > 0) throw invalidFields(faults);
  await transaction(services.sql, async (tx) => {
    const session = await getSession(tx, project.id, sessionId);
    if (!session) throw notFound("Session");
    const contactId = await saveContact(tx, project.id, {
      contactId: session.contact_id,
      name: details.customerName,
      email: details.customerEmail,
    });
    // What is named in the patch counts as a person's word, so only what was changed is.
    const changed = (value: string, before: string | null) =>
      value === (before ?? "") ? undefined : value;
    await updateSession(tx, project.id, sessionId, {
      name: changed(details.name, session.name),
      description: changed(details.description, session.description),
      contactId,
      customFields: keepKinds(session.custom_fields, typed),
    }, actor);
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What was not touched stays what it was: 3 does not become "3". */
function keepKinds(before: Metadata, typed: Record<string, string>): Metadata {
  return Object.fromEntries(
    Object.entries(typed).map(([key, value]) => {
      const isSame = Object.hasOwn(before, key) && textOf(before[key]) === value;
      return [key, isSame ? before[key] : value];
    }),
  );
}
