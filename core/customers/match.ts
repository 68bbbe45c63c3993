import type { Customer } from "../contract/mod.ts";
import type { Tx } from "../db/mod.ts";
import { newId } from "../id.ts";
import { cleanText } from "../text.ts";
import { noted, searchWords, type Setter } from "./customer_model.ts";
import { insertIdentities, lockIdentities, ownersOf } from "./customers_sql.ts";
import { fillContact, findByIdentities, type Identity, insertContact } from "./match_sql.ts";
import { matchCompany } from "./match_company.ts";
import { insertSuggestions } from "./suggestions_sql.ts";

/** A contact found or made, with the company it belongs to. */
export interface MatchedContact {
  contactId: string;
  companyId: string | null;
}

/**
 * Finds the contact a customer is, or makes one: by e-mail first, then by the company's own user
 * id, then by the source's id. What is new about a known contact is added, never overwritten. When
 * the rest points to somebody else, both stay as they are and people are asked.
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
    ? await matchCompany(tx, projectId, source, customer.company, at)
    : null;
  const first = identities[0];
  if (!first) return null;

  const setter: Setter = { by: "source", who: source };
  const name = text(customer.name, 200) ?? null;
  const email = identities.find(({ kind }) => kind === "email")?.value ?? null;
  let known = await findByIdentities(tx, projectId, identities);
  if (!known) {
    // Two first messages of the same person may arrive at once: the second waits, then finds.
    await lockIdentities(tx, projectId, [first]);
    known = await findByIdentities(tx, projectId, identities);
  }
  if (!known) {
    const contactId = newId("cont", at);
    const provenance = noted(fieldsOf({ name, email, company_id: companyId }), setter, at);
    await insertContact(tx, projectId, { id: contactId, name, email, companyId, provenance }, at);
    await insertIdentities(tx, projectId, "contact", contactId, identities, source, null, at);
    return { contactId, companyId };
  }
  if (known.matched < identities.length) {
    await addNews(tx, projectId, known.contactId, identities, source, at);
  }
  const fill = {
    name: known.name === null ? name : null,
    email: known.email === null ? email : null,
    companyId: known.companyId === null ? companyId : null,
  };
  const filled = fieldsOf({ name: fill.name, email: fill.email, company_id: fill.companyId });
  if (filled.length > 0) {
    const provenance = noted(filled, setter, at);
    const words = searchWords(known.name ?? name, known.email ?? email);
    await fillContact(tx, projectId, known.contactId, { ...fill, provenance, words }, at);
  }
  return { contactId: known.contactId, companyId: known.companyId ?? companyId };
}

/** Adds the identities nobody has, and notes who has the others. */
async function addNews(
  tx: Tx,
  projectId: string,
  contactId: string,
  identities: Identity[],
  source: string,
  at: Date,
): Promise<void> {
  const owners = await ownersOf(tx, projectId, "contact", identities);
  const isOf = (identity: Identity) =>
    owners.find(({ kind, value }) => kind === identity.kind && value === identity.value)?.ownerId;
  const found = identities.find((identity) => isOf(identity) === contactId) ?? null;
  const fresh = identities.filter((identity) => isOf(identity) === undefined);
  await insertIdentities(tx, projectId, "contact", contactId, fresh, source, found, at);
  const others = owners.filter(({ ownerId }) => ownerId !== contactId)
    .map(({ ownerId, kind, value }) => ({ contactId: ownerId, identity: { kind, value } }));
  if (others.length > 0) await insertSuggestions(tx, projectId, contactId, others, source, at);
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

/** The names of the fields that have a value. */
function fieldsOf(fields: Record<string, unknown>): string[] {
  return Object.keys(fields).filter((field) => fields[field] !== null);
}

function text(value: string | undefined, length: number): string | undefined {
  const clean = value === undefined ? "" : cleanText(value).trim();
  return clean === "" ? undefined : clean.slice(0, length).toWellFormed();
}
