import type { Db, Tx } from "../db/mod.ts";
import { type Provenance, searchWords } from "./customer_model.ts";
import type { ExternalId, FieldValue } from "./input.ts";

/** A contact as lists and the API show it. */
export interface ContactRecord {
  id: string;
  project_id: string;
  name: string | null;
  email: string | null;
  /** All addresses, the shown one first. */
  emails: string[];
  external_ids: ExternalId[];
  title: string | null;
  phone: string | null;
  note: string | null;
  company_id: string | null;
  company: { id: string; name: string | null; domain: string | null } | null;
  custom_fields: Record<string, FieldValue>;
  provenance: Provenance;
  session_count: number;
  last_activity_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

/** The contacts with these ids, in that order. */
export async function contactsByIds(
  db: Db,
  projectId: string,
  ids: string[],
): Promise<ContactRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db<ContactRecord[]>`
    select c.id, c.project_id, c.name, c.email, coalesce(known.emails, '{}') as emails,
      coalesce(known.external_ids, '[]') as external_ids, c.title, c.phone, c.note, c.company_id,
      case when k.id is not null then jsonb_build_object('id', k.id,
        'name', coalesce(k.name, k.domain), 'domain', k.domain) end as company,
      c.custom_fields, c.provenance, a.session_count,
      nullif(a.last_activity_at, 'epoch') as last_activity_at, c.created_at, c.updated_at
    from unnest(${ids}::text[]) with ordinality as wanted(id, place)
    join contacts c on c.project_id = ${projectId} and c.id = wanted.id
    join customer_activity a on a.project_id = ${projectId} and a.kind = 'contact' and a.id = c.id
    left join companies k on k.project_id = c.project_id and k.id = c.company_id
    left join lateral (
      select array_agg(i.value order by i.value <> c.email, i.created_at, i.value)
          filter (where i.kind = 'email') as emails,
        jsonb_agg(jsonb_build_object('source', i.kind, 'id', i.value) order by i.kind, i.value)
          filter (where i.kind <> 'email') as external_ids
      from contact_identities i where i.project_id = c.project_id and i.contact_id = c.id
    ) known on true
    order by wanted.place`;
  return [...rows];
}

/** What a change of a contact has to know, with the row held until the transaction ends. */
export interface LockedContact {
  id: string;
  name: string | null;
  email: string | null;
  company_id: string | null;
  custom_fields: Record<string, FieldValue>;
  provenance: Provenance;
}

/** Holds a contact; null when there is none. */
export async function lockContact(
  tx: Tx,
  projectId: string,
  contactId: string,
): Promise<LockedContact | null> {
  const [row] = await tx<LockedContact[]>`
    select id, name, email, company_id, custom_fields, provenance from contacts
    where project_id = ${projectId} and id = ${contactId} for update`;
  return row ?? null;
}

/** Sets columns of one contact, and the words it is found by. */
export async function updateContactRow(
  tx: Tx,
  projectId: string,
  contactId: string,
  columns: Record<string, unknown>,
  name: string | null,
  email: string | null,
): Promise<void> {
  await tx`
    update contacts set ${tx({ ...columns, name, email } as never)},
      document = array_to_tsvector(${[...searchWords(name, email), projectId]}::text[])
    where project_id = ${projectId} and id = ${contactId}`;
}

/** Whether the project has that company. */
export async function hasCompany(db: Db, projectId: string, companyId: string): Promise<boolean> {
  const rows = await db`
    select from companies where project_id = ${projectId} and id = ${companyId}`;
  return rows.length > 0;
}

/** Links what a contact said to another company: the one they belong to now. */
export async function moveCompanyLinks(
  tx: Tx,
  projectId: string,
  contactId: string,
  fromId: string | null,
  toId: string | null,
  at: Date,
): Promise<void> {
  if (fromId !== null) {
    await tx`
      delete from session_links l using sessions s
      where s.project_id = ${projectId} and s.contact_id = ${contactId}
        and l.project_id = ${projectId} and l.session_id = s.id
        and l.kind = 'company' and l.entity_id = ${fromId}`;
  }
  if (toId !== null) {
    await tx`
      insert into session_links (project_id, kind, entity_id, session_id, is_archived, status,
        last_activity_at, created_at)
      select project_id, 'company', ${toId}, id, is_archived, status, last_activity_at, ${at}
      from sessions where project_id = ${projectId} and contact_id = ${contactId}
      on conflict do nothing`;
  }
}

/** Takes a contact away from its sessions; how many there were. */
export async function releaseSessions(
  tx: Tx,
  projectId: string,
  contactId: string,
): Promise<number> {
  const result = await tx`
    update sessions set contact_id = null where project_id = ${projectId} and contact_id = ${contactId}`;
  return result.count;
}

/** Removes a contact with what it is recognised by. */
export async function deleteContactRow(
  tx: Tx,
  projectId: string,
  contactId: string,
): Promise<void> {
  await tx`delete from contacts where project_id = ${projectId} and id = ${contactId}`;
}

/** Where a contact or company went that was merged into another one; null when it was not. */
export async function mergedInto(db: Db, projectId: string, id: string): Promise<string | null> {
  const [row] = await db<{ kept_id: string }[]>`
    with recursive went as (
      select kept_id, 1 as step from customer_merges
      where project_id = ${projectId} and gone_id = ${id} and undone_at is null
      union all
      select m.kept_id, went.step + 1 from went join customer_merges m
        on m.project_id = ${projectId} and m.gone_id = went.kept_id and m.undone_at is null
      where went.step < 20
    ) select kept_id from went order by step desc limit 1`;
  return row?.kept_id ?? null;
}
