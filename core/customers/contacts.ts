import { now } from "../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { newId } from "../id.ts";
import {
  type ContactRecord,
  contactsByIds,
  deleteContactRow,
  hasCompany,
  lockContact,
  type LockedContact,
  mergedInto,
  moveCompanyLinks,
  releaseSessions,
  updateContactRow,
} from "./contacts_sql.ts";
import { type Identity, isKept, noted, type Setter } from "./customer_model.ts";
import {
  deleteIdentities,
  insertIdentities,
  lockIdentities,
  ownersOf,
  recountCompanies,
  selectIdentities,
  setCounting,
} from "./customers_sql.ts";
import { type CleanContact, cleanContact, type ContactInput } from "./input.ts";
import { insertContact } from "./match_sql.ts";

/**
 * One contact; one that was merged into another is that other one.
 *
 * @throws {AppError} 404
 */
export async function readContact(
  db: Db,
  projectId: string,
  contactId: string,
): Promise<ContactRecord> {
  const [contact] = await contactsByIds(db, projectId, [contactId]);
  if (contact) return contact;
  const keptId = await mergedInto(db, projectId, contactId);
  const [kept] = keptId === null ? [] : await contactsByIds(db, projectId, [keptId]);
  if (!kept) throw notFound("Contact");
  return kept;
}

/**
 * Adds a contact.
 *
 * @returns its id
 * @throws {AppError} 400 naming each wrong field; 409 when an address or id is another contact's
 */
export async function createContact(
  sql: Sql | Tx,
  projectId: string,
  input: ContactInput,
  setter: Setter,
  at: Date = now(),
): Promise<string> {
  const clean = cleanContact(input);
  const isEmpty = !clean.texts.name && !clean.email && !clean.emails?.length &&
    !clean.externalIds?.length;
  if (isEmpty) {
    throw invalid("name", "Enter a name, an e-mail address or an external id.", "required");
  }
  return await transaction(sql, async (tx) => {
    const id = newId("cont", at);
    await insertContact(tx, projectId, {
      id,
      name: null,
      email: null,
      companyId: null,
      provenance: {},
    }, at);
    const locked = (await lockContact(tx, projectId, id))!;
    await apply(tx, projectId, locked, { ...clean, texts: filled(clean.texts) }, setter, at);
    return id;
  });
}

/**
 * Changes a contact.
 *
 * @throws {AppError} 404; 400 naming each wrong field; 409 when an address or id is another contact's
 */
export async function updateContact(
  sql: Sql | Tx,
  projectId: string,
  contactId: string,
  input: ContactInput,
  setter: Setter,
  at: Date = now(),
): Promise<void> {
  const clean = cleanContact(input);
  await transaction(sql, async (tx) => {
    const locked = await lockContact(tx, projectId, contactId);
    if (!locked) throw notFound("Contact");
    await apply(tx, projectId, locked, clean, setter, at);
  });
}

/**
 * Removes a contact. What they said stays, without them; see `eraseContact` for removing that, too.
 *
 * @throws {AppError} 404
 */
export async function deleteContact(
  sql: Sql | Tx,
  projectId: string,
  contactId: string,
): Promise<void> {
  await transaction(sql, async (tx) => {
    if (!await lockContact(tx, projectId, contactId)) throw notFound("Contact");
    await setCounting(tx, false);
    await releaseSessions(tx, projectId, contactId);
    await setCounting(tx, true);
    await deleteContactRow(tx, projectId, contactId);
  });
}

async function apply(
  tx: Tx,
  projectId: string,
  contact: LockedContact,
  clean: CleanContact,
  setter: Setter,
  at: Date,
): Promise<void> {
  const changed = new Set<string>();
  const columns: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(clean.texts)) {
    if (value === undefined || isKept(contact.provenance, field, setter)) continue;
    columns[field] = value;
    changed.add(field);
  }
  const email = await applyIdentities(tx, projectId, contact, clean, setter, at);
  if (email !== contact.email) changed.add("email");
  if (clean.companyId !== undefined && clean.companyId !== contact.company_id) {
    if (clean.companyId !== null && !await hasCompany(tx, projectId, clean.companyId)) {
      throw invalid(
        "company_id",
        `company_id ${clean.companyId.slice(0, 64)} is not in this project.`,
      );
    }
    columns.company_id = clean.companyId;
    changed.add("company_id");
    await changeCompany(tx, projectId, contact, clean.companyId, at);
  }
  if (clean.customFields) {
    columns.custom_fields = tx.json(clean.customFields as never);
    const names = new Set([
      ...Object.keys(clean.customFields),
      ...Object.keys(contact.custom_fields),
    ]);
    for (const name of names) {
      if (clean.customFields[name] !== contact.custom_fields[name]) {
        changed.add(`custom_fields.${name}`);
      }
    }
  }
  const name = columns.name === undefined ? contact.name : columns.name as string | null;
  await updateContactRow(
    tx,
    projectId,
    contact.id,
    {
      ...columns,
      provenance: tx.json({ ...contact.provenance, ...noted(changed, setter, at) } as never),
      updated_at: at,
    },
    name,
    email,
  );
}

/** The texts that say something: an empty field of a new contact was left open, not taken away. */
export function filled<Texts extends Record<string, string | null | undefined>>(
  texts: Texts,
): Partial<Texts> {
  return Object.fromEntries(
    Object.entries(texts).filter(([, value]) => value !== null),
  ) as Partial<Texts>;
}

async function changeCompany(
  tx: Tx,
  projectId: string,
  contact: LockedContact,
  companyId: string | null,
  at: Date,
): Promise<void> {
  await setCounting(tx, false);
  await moveCompanyLinks(tx, projectId, contact.id, contact.company_id, companyId, at);
  await setCounting(tx, true);
  // The contacts are counted by the trigger, once the transaction commits.
  const companies = [contact.company_id, companyId].filter((id) => id !== null).sort();
  await recountCompanies(tx, projectId, companies);
}

/** Adds and removes addresses and ids; the address to show afterwards. */
async function applyIdentities(
  tx: Tx,
  projectId: string,
  contact: LockedContact,
  clean: CleanContact,
  setter: Setter,
  at: Date,
): Promise<string | null> {
  const { email, emails, externalIds } = clean;
  if (email === undefined && !emails && !externalIds) return contact.email;
  const known = await selectIdentities(tx, projectId, "contact", contact.id);
  const had = known.filter(({ kind }) => kind === "email").map(({ value }) => value);
  const kept = emails ??
    (email === null ? had.filter((one) => one !== contact.email) : had);
  const addresses = email ? [email, ...kept.filter((one) => one !== email)] : kept;
  const wanted: Identity[] = [
    ...addresses.map((value) => ({ kind: "email", value })),
    ...(externalIds ?? known.filter(({ kind }) => kind !== "email")),
  ];
  const isIn = (list: Identity[], one: Identity) =>
    list.some(({ kind, value }) => kind === one.kind && value === one.value);
  const fresh = wanted.filter((one) => !isIn(known, one));
  await lockIdentities(tx, projectId, fresh);
  const taken = (await ownersOf(tx, projectId, "contact", fresh))[0];
  if (taken) {
    const [owner] = await contactsByIds(tx, projectId, [taken.ownerId]);
    const whose = owner?.name ?? owner?.email ?? taken.ownerId;
    throw conflict(
      `${taken.value} belongs to ${whose} (${taken.ownerId}). Merge the two contacts, or split it off there first.`,
    );
  }
  await deleteIdentities(
    tx,
    projectId,
    "contact",
    contact.id,
    known.filter((one) => !isIn(wanted, one)),
  );
  const origin = setter.by === "source" ? setter.who ?? "source" : setter.by;
  await insertIdentities(tx, projectId, "contact", contact.id, fresh, origin, null, at);
  if (email !== undefined && email !== null) return email;
  if (emails) return emails[0] ?? null;
  return email === null ? addresses[0] ?? null : contact.email;
}
