import { now } from "../clock.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, notFound } from "../errors.ts";
import { newId } from "../id.ts";
import { lockContact, updateContactRow } from "./contacts_sql.ts";
import { type Identity, noted, type Setter } from "./customer_model.ts";
import { moveIdentities, recountContacts, selectIdentities, setCounting } from "./customers_sql.ts";
import { insertContact } from "./match_sql.ts";
import { moveSessionsBy } from "./split_sql.ts";
import { dismissPair } from "./suggestions_sql.ts";

/**
 * Makes one identity of a contact a contact of its own, with the sessions that came by it. The two
 * are then known to be two people: nothing suggests or makes them one again.
 *
 * @returns the new contact's id
 * @throws {AppError} 404; 409 for the only identity a contact has
 */
export async function splitIdentity(
  sql: Sql | Tx,
  projectId: string,
  contactId: string,
  identity: Identity,
  setter: Setter,
  at: Date = now(),
): Promise<string> {
  return await transaction(sql, async (tx) => {
    const contact = await lockContact(tx, projectId, contactId);
    if (!contact) throw notFound("Contact");
    const identities = await selectIdentities(tx, projectId, "contact", contactId);
    const isIts = (one: Identity) => one.kind === identity.kind && one.value === identity.value;
    if (!identities.some(isIts)) throw notFound("Identity");
    if (identities.length === 1) {
      throw conflict(
        "This is all the contact is recognised by: there is nothing to split it from.",
      );
    }
    const id = newId("cont", at);
    const email = identity.kind === "email" ? identity.value : null;
    const provenance = noted(email ? ["email"] : [], setter, at);
    await insertContact(tx, projectId, { id, name: null, email, companyId: null, provenance }, at);
    await setCounting(tx, false);
    await moveSessionsBy(tx, projectId, contactId, identity, id);
    await setCounting(tx, true);
    await moveIdentities(tx, projectId, "contact", [identity], contactId, id);
    if (email !== null && contact.email === email) {
      const next = identities.find((one) => one.kind === "email" && !isIts(one))?.value ?? null;
      await updateContactRow(tx, projectId, contactId, { updated_at: at }, contact.name, next);
    }
    await recountContacts(tx, projectId, [contactId, id].sort());
    await dismissPair(tx, projectId, contactId, id, setter.who, at);
    return id;
  });
}
