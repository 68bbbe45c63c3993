import { now } from "../clock.ts";
import type { Tx } from "../db/mod.ts";
import { invalid } from "../errors.ts";
import { newId } from "../id.ts";
import { cleanText } from "../text.ts";
import { noted } from "./customer_model.ts";
import { matchContact } from "./match.ts";
import { insertContact } from "./match_sql.ts";
import { getContact, renameContact } from "./read_sql.ts";

/** A customer as a teammate types them in. */
export interface TypedContact {
  /** The contact it was so far, if any. */
  contactId?: string | null;
  name: string;
  email: string;
}

const NAME_LENGTH = 200;
const EMAIL_LENGTH = 320;

/**
 * Finds or makes the contact somebody typed in. The same e-mail address is the same person; without
 * one, a name changes the contact it was so far, or makes a new one. A typed name wins over the
 * known one, for all of the person's sessions.
 *
 * @returns the contact's id, or null when both fields are empty
 * @throws {AppError} 400 for the fields `customer_name` and `customer_email`
 */
export async function saveContact(
  tx: Tx,
  projectId: string,
  typed: TypedContact,
  at: Date = now(),
): Promise<string | null> {
  const name = cleanText(typed.name).trim().replace(/\s+/g, " ");
  const email = cleanText(typed.email).trim().toLowerCase();
  if (name.length > NAME_LENGTH) {
    throw invalid("customer_name", `The name is too long. Use at most ${NAME_LENGTH} characters.`);
  }
  if (email !== "" && (email.length > EMAIL_LENGTH || !/^[^\s@<>]+@[^\s@<>]+$/.test(email))) {
    throw invalid("customer_email", "Enter an e-mail address such as jane@example.com, or none.");
  }
  if (name === "" && email === "") return null;
  const byPerson = noted(["name"], { by: "person", who: null }, at);
  const before = typed.contactId ? await getContact(tx, projectId, typed.contactId) : null;
  if (email !== "" && email !== before?.email) {
    const matched = await matchContact(tx, projectId, "manual", { name, email }, at);
    const contact = await getContact(tx, projectId, matched!.contactId);
    if (name !== "") await renameContact(tx, projectId, { ...contact!, name }, byPerson, at);
    return matched!.contactId;
  }
  // An address that is taken away makes it somebody else: the person with the address stays.
  const isSame = before && (before.email ?? "") === email;
  if (isSame) {
    await renameContact(
      tx,
      projectId,
      { ...before, name: name === "" ? null : name },
      byPerson,
      at,
    );
    return before.id;
  }
  const id = newId("cont", at);
  await insertContact(
    tx,
    projectId,
    { id, name, email: null, companyId: null, provenance: byPerson },
    at,
  );
  return id;
}
