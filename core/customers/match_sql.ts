import type { Tx } from "../db/mod.ts";

/** One thing a contact is recognised by. */
export interface Identity {
  /** `email`, `user` (the company's own id) or the id of a source. */
  kind: string;
  value: string;
}

/** A contact found by its identities. */
export interface KnownContact {
  contactId: string;
  name: string | null;
  email: string | null;
  companyId: string | null;
  /** How many of the identities already point to it. */
  matched: number;
}

/** The contact that the strongest of the identities points to. `identities` is in that order. */
export async function findByIdentities(
  tx: Tx,
  projectId: string,
  identities: Identity[],
): Promise<KnownContact | null> {
  const [row] = await tx<KnownContact[]>`
    with wanted as (
      select kind, value, rank
      from unnest(${identities.map(({ kind }) => kind)}::text[],
                  ${
    identities.map(({ value }) => value)
  }::text[]) with ordinality as w(kind, value, rank)
    ), found as (
      select identity.contact_id, wanted.rank
      from wanted join contact_identities identity
        on identity.project_id = ${projectId}
       and identity.kind = wanted.kind and identity.value = wanted.value
    )
    select contact.id as "contactId", contact.name, contact.email, contact.company_id as "companyId",
      (select count(*)::int from found where found.contact_id = contact.id) as matched
    from contacts contact
    where contact.project_id = ${projectId}
      and contact.id = (select contact_id from found order by rank limit 1)`;
  return row ?? null;
}

/** Holds everybody else who looks for the same person until this transaction ends. */
export async function lockIdentity(tx: Tx, projectId: string, identity: Identity): Promise<void> {
  await tx`select pg_advisory_xact_lock(
    hashtextextended(${`${projectId}\n${identity.kind}\n${identity.value}`}, 0))`;
}

/** Stores a new contact. */
export async function insertContact(
  tx: Tx,
  projectId: string,
  contact: { id: string; name: string | null; email: string | null; companyId: string | null },
  at: Date,
): Promise<void> {
  await tx`
    insert into contacts (project_id, id, name, email, company_id, created_at, updated_at)
    values (${projectId}, ${contact.id}, ${contact.name}, ${contact.email}, ${contact.companyId},
      ${at}, ${at})`;
}

/** Lets a contact be recognised by more. An identity another contact has stays there. */
export async function addIdentities(
  tx: Tx,
  projectId: string,
  contactId: string,
  identities: Identity[],
): Promise<void> {
  await tx`
    insert into contact_identities (project_id, kind, value, contact_id)
    select ${projectId}, kind, value, ${contactId}
    from unnest(${identities.map(({ kind }) => kind)}::text[],
                ${identities.map(({ value }) => value)}::text[]) as w(kind, value)
    on conflict do nothing`;
}

/** Adds what was missing; what is known stays. */
export async function fillContact(
  tx: Tx,
  projectId: string,
  contactId: string,
  fill: { name: string | null; email: string | null; companyId: string | null },
  at: Date,
): Promise<void> {
  await tx`
    update contacts set name = coalesce(name, ${fill.name}), email = coalesce(email, ${fill.email}),
      company_id = coalesce(company_id, ${fill.companyId}), updated_at = ${at}
    where project_id = ${projectId} and id = ${contactId}`;
}
