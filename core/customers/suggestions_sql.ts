import type { Db, Tx } from "../db/mod.ts";
import type { Identity } from "./customer_model.ts";

/** Notes that something points to two contacts; a pair that was decided on stays decided. */
export async function insertSuggestions(
  tx: Tx,
  projectId: string,
  contactId: string,
  others: { contactId: string; identity: Identity }[],
  origin: string,
  at: Date,
): Promise<void> {
  await tx`
    insert into contact_suggestions (project_id, first_id, second_id, kind, value, origin, created_at)
    select distinct on (1, 2, 3) ${projectId}, least(${contactId}::text collate "C", other.id collate "C"),
      greatest(${contactId}::text collate "C", other.id collate "C"), other.kind, other.value,
      ${origin}, ${at}::timestamptz
    from unnest(${others.map(({ contactId }) => contactId)}::text[],
                ${others.map(({ identity }) => identity.kind)}::text[],
                ${others.map(({ identity }) => identity.value)}::text[]) as other(id, kind, value)
    on conflict do nothing`;
}

/** Somebody who may be the same person as a contact. */
export interface Suggestion {
  contactId: string;
  name: string | null;
  email: string | null;
  /** Why: an identity both were named by, or `name` or `phone` when those are equal. */
  kind: string;
  value: string;
  origin: string | null;
}

/** Who may be the same person: named together by a source, or alike in name and company or phone. */
export async function selectSuggestions(
  db: Db,
  projectId: string,
  contactId: string,
): Promise<Suggestion[]> {
  const rows = await db<Suggestion[]>`
    with me as (
      select name, phone, company_id, left(lower(coalesce(name, email, '')), 200) as sort_name
      from contacts where project_id = ${projectId} and id = ${contactId}
    ), alike as (
      select case when first_id = ${contactId} then second_id else first_id end as id,
        kind, value, origin, 1 as rank
      from contact_suggestions where project_id = ${projectId} and status = 'open'
        and (first_id = ${contactId} or second_id = ${contactId})
      union all
      (select c.id, 'name', c.name, null, 2 from me join contacts c on c.project_id = ${projectId}
        and left(lower(coalesce(c.name, c.email, '')), 200) = me.sort_name
        and c.company_id = me.company_id and lower(c.name) = lower(me.name)
      where c.id <> ${contactId} limit 5)
      union all
      (select c.id, 'phone', c.phone, null, 3 from me join contacts c on c.project_id = ${projectId}
        and c.company_id = me.company_id and c.phone = me.phone
      where c.id <> ${contactId} limit 5)
    )
    select distinct on (c.id) c.id as "contactId", c.name, c.email, alike.kind, alike.value,
      alike.origin
    from alike join contacts c on c.project_id = ${projectId} and c.id = alike.id
    where not exists (select from contact_suggestions decided
      where decided.project_id = ${projectId} and decided.status = 'dismissed'
        and decided.first_id = least(c.id, ${contactId}) and decided.second_id = greatest(c.id, ${contactId}))
    order by c.id, alike.rank
    limit 10`;
  return [...rows];
}

/** Notes that two contacts are two people: they are suggested no more. */
export async function dismissPair(
  db: Db,
  projectId: string,
  contactId: string,
  otherId: string,
  who: string | null,
  at: Date,
): Promise<void> {
  const [first, second] = contactId < otherId ? [contactId, otherId] : [otherId, contactId];
  await db`
    insert into contact_suggestions (project_id, first_id, second_id, kind, value, origin, status,
      decided_by, created_at, decided_at)
    select ${projectId}, ${first}, ${second}, 'decided', '', 'person', 'dismissed', ${who}, ${at}, ${at}
    from contacts a join contacts b on b.project_id = a.project_id and b.id = ${second}
    where a.project_id = ${projectId} and a.id = ${first}
    on conflict (project_id, first_id, second_id)
    do update set status = 'dismissed', decided_by = excluded.decided_by, decided_at = excluded.decided_at`;
}
