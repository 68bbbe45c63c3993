import type { Tx } from "../db/mod.ts";
import { type Identity, type Provenance, searchWords } from "./customer_model.ts";

export type { Identity } from "./customer_model.ts";

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

/** A contact as it is first stored. */
export interface NewContact {
  id: string;
  name: string | null;
  email: string | null;
  companyId: string | null;
  provenance: Provenance;
}

/** Stores a new contact. */
export async function insertContact(
  tx: Tx,
  projectId: string,
  contact: NewContact,
  at: Date,
): Promise<void> {
  const { id, name, email, companyId, provenance } = contact;
  await tx`
    insert into contacts (project_id, id, name, email, company_id, provenance, document, created_at,
      updated_at)
    values (${projectId}, ${id}, ${name}, ${email}, ${companyId}, ${tx.json(provenance as never)},
      array_to_tsvector(${[...searchWords(name, email), projectId]}::text[]), ${at}, ${at})`;
}

/** Adds what was missing; what is known stays. */
export async function fillContact(
  tx: Tx,
  projectId: string,
  contactId: string,
  fill: {
    name: string | null;
    email: string | null;
    companyId: string | null;
    provenance: Provenance;
    /** The words the contact is found by afterwards. */
    words: string[];
  },
  at: Date,
): Promise<void> {
  await tx`
    update contacts set name = coalesce(name, ${fill.name}), email = coalesce(email, ${fill.email}),
      company_id = coalesce(company_id, ${fill.companyId}),
      provenance = ${tx.json(fill.provenance as never)}::jsonb || provenance,
      document = array_to_tsvector(${[...fill.words, projectId]}::text[]), updated_at = ${at}
    where project_id = ${projectId} and id = ${contactId}`;
}
