import type { Db } from "../db/mod.ts";
import { type Provenance, searchWords } from "./customer_model.ts";

/** A person a project talks to, with the company they belong to. */
export interface Contact {
  id: string;
  name: string | null;
  email: string | null;
  company: { id: string; name: string | null } | null;
}

/** One contact of a project, or null. */
export async function getContact(
  db: Db,
  projectId: string,
  contactId: string,
): Promise<Contact | null> {
  const [row] = await db<Contact[]>`
    select c.id, c.name, c.email, case when k.id is not null then
      jsonb_build_object('id', k.id, 'name', coalesce(k.name, k.domain)) end as company
    from contacts c
    left join companies k on k.project_id = c.project_id and k.id = c.company_id
    where c.project_id = ${projectId} and c.id = ${contactId}`;
  return row ?? null;
}

/** The name of a company of a project: its domain when it has none, null when there is no such one. */
export async function companyName(
  db: Db,
  projectId: string,
  companyId: string,
): Promise<string | null> {
  const [row] = await db<{ name: string | null }[]>`
    select coalesce(name, domain) as name from companies
    where project_id = ${projectId} and id = ${companyId}`;
  return row?.name ?? null;
}

/** Changes how a contact is called, by a person. */
export async function renameContact(
  db: Db,
  projectId: string,
  contact: { id: string; name: string | null; email: string | null },
  provenance: Provenance,
  at: Date,
): Promise<void> {
  const { id, name, email } = contact;
  await db`
    update contacts set name = ${name}, provenance = provenance || ${db.json(provenance as never)},
      document = array_to_tsvector(${[...searchWords(name, email), projectId]}::text[]),
      updated_at = ${at}
    where project_id = ${projectId} and id = ${id} and name is distinct from ${name}`;
}
