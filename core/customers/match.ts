import type { Customer } from "../contract/mod.ts";
import type { Tx } from "../db/mod.ts";
import { newId } from "../id.ts";
import { cleanText } from "../text.ts";
import {
  addIdentities,
  fillContact,
  findByIdentities,
  type Identity,
  insertContact,
  lockIdentity,
} from "./match_sql.ts";
import { matchCompany } from "./match_company.ts";

/** A contact found or made, with the company it belongs to. */
export interface MatchedContact {
  contactId: string;
  companyId: string | null;
}

/**
 * Finds the contact a customer is, or makes one: by e-mail first, then by the company's own user
 * id, then by the source's id. What is new about a known contact is added, never overwritten.
 *
 * @returns null when the customer says nothing to recognise them by
 */
export async function matchContact(
  tx: Tx,
  projectId: string,
  source: string,
  customer: Customer,
  at: Date,
): Promise<MatchedContact | null> {
  const identities = identitiesOf(source, customer);
  const companyId = customer.company
    ? await matchCompany(tx, projectId, customer.company, at)
    : null;
  const first = identities[0];
  if (!first) return null;

  const name = text(customer.name, 200) ?? null;
  const email = identities.find(({ kind }) => kind === "email")?.value ?? null;
  let known = await findByIdentities(tx, projectId, identities);
  if (!known) {
    // Two first messages of the same person may arrive at once: the second waits, then finds.
    await lockIdentity(tx, projectId, first);
    known = await findByIdentities(tx, projectId, identities);
  }
  if (!known) {
    const contactId = newId("cont", at);
    await insertContact(tx, projectId, { id: contactId, name, email, companyId }, at);
    await addIdentities(tx, projectId, contactId, identities);
    return { contactId, companyId };
  }
  if (known.matched < identities.length) {
    await addIdentities(tx, projectId, known.contactId, identities);
  }
  const fillsName = name !== null && known.name === null;
  const fillsEmail = email !== null && known.email === null;
  const fillsCompany = companyId !== null && known.companyId === null;
  if (fillsName || fillsEmail || fillsCompany) {
    await fillContact(tx, projectId, known.contactId, { name, email, companyId }, at);
  }
  return { contactId: known.contactId, companyId: known.companyId ?? companyId };
}

/** What a customer can be recognised by, the strongest first. */
export function identitiesOf(source: string, customer: Customer): Identity[] {
  const email = text(customer.email, 320)?.toLowerCase();
  const userId = text(customer.userId, 255);
  const externalId = text(customer.externalId, 255);
  return [
    ...(email?.includes("@") ? [{ kind: "email", value: email }] : []),
    ...(userId ? [{ kind: "user", value: userId }] : []),
    ...(externalId ? [{ kind: source, value: externalId }] : []),
  ];
}

function text(value: string | undefined, length: number): string | undefined {
  const clean = value === undefined ? "" : cleanText(value).trim();
  return clean === "" ? undefined : clean.slice(0, length).toWellFormed();
}
