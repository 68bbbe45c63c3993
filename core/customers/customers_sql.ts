import type { Db, Tx } from "../db/mod.ts";
import type { CustomerKind, Identity, ReasonedIdentity } from "./customer_model.ts";

/** The tables of a kind of customer. */
export const TABLES = {
  contact: { rows: "contacts", identities: "contact_identities", owner: "contact_id" },
  company: { rows: "companies", identities: "company_identities", owner: "company_id" },
} as const;

/** An identity and whose it is. */
export interface OwnedIdentity extends Identity {
  ownerId: string;
}

/** Which of these identities are known, and whose they are. */
export async function ownersOf(
  db: Db,
  projectId: string,
  kind: CustomerKind,
  identities: Identity[],
): Promise<OwnedIdentity[]> {
  if (identities.length === 0) return [];
  const { identities: table, owner } = TABLES[kind];
  const rows = await db<OwnedIdentity[]>`
    select known.kind, known.value, known.${db(owner)} as "ownerId"
    from unnest(${identities.map(({ kind }) => kind)}::text[],
                ${identities.map(({ value }) => value)}::text[]) as wanted(kind, value)
    join ${db(table)} known on known.project_id = ${projectId}
      and known.kind = wanted.kind and known.value = wanted.value`;
  return [...rows];
}

/** Lets a customer be recognised by more; what another one has stays there. How many were new. */
export async function insertIdentities(
  tx: Tx,
  projectId: string,
  kind: CustomerKind,
  ownerId: string,
  identities: Identity[],
  origin: string,
  found: Identity | null,
  at: Date,
): Promise<number> {
  if (identities.length === 0) return 0;
  const { identities: table, owner } = TABLES[kind];
  const reason = kind === "contact"
    ? {
      columns: tx`, found_kind, found_value`,
      values: tx`, ${found?.kind ?? null}, ${found?.value ?? null}`,
    }
    : { columns: tx``, values: tx`` };
  const result = await tx`
    insert into ${tx(table)} (project_id, kind, value, ${
    tx(owner)
  }, origin, created_at ${reason.columns})
    select ${projectId}, kind, value, ${ownerId}, ${origin}, ${at} ${reason.values}
    from unnest(${identities.map(({ kind }) => kind)}::text[],
                ${identities.map(({ value }) => value)}::text[]) as given(kind, value)
    on conflict do nothing`;
  return result.count;
}

/** Takes identities away from a customer; how many it had. */
export async function deleteIdentities(
  tx: Tx,
  projectId: string,
  kind: CustomerKind,
  ownerId: string,
  identities: Identity[],
): Promise<number> {
  if (identities.length === 0) return 0;
  const { identities: table, owner } = TABLES[kind];
  const result = await tx`
    delete from ${tx(table)} known
    using unnest(${identities.map(({ kind }) => kind)}::text[],
                 ${identities.map(({ value }) => value)}::text[]) as given(kind, value)
    where known.project_id = ${projectId} and known.${tx(owner)} = ${ownerId}
      and known.kind = given.kind and known.value = given.value`;
  return result.count;
}

/** Everything a customer is recognised by, with the reasons, oldest first. */
export async function selectIdentities(
  db: Db,
  projectId: string,
  kind: CustomerKind,
  ownerId: string,
): Promise<ReasonedIdentity[]> {
  const { identities: table, owner } = TABLES[kind];
  const reason = kind === "contact"
    ? db`found_kind, found_value`
    : db`null as found_kind, null as found_value`;
  const rows = await db<ReasonedIdentity[]>`
    select kind, value, origin, ${reason}, created_at from ${db(table)}
    where project_id = ${projectId} and ${db(owner)} = ${ownerId}
    order by created_at, kind, value`;
  return [...rows];
}

/** Gives identities to another customer. */
export async function moveIdentities(
  tx: Tx,
  projectId: string,
  kind: CustomerKind,
  identities: Identity[],
  fromId: string,
  toId: string,
): Promise<void> {
  const { identities: table, owner } = TABLES[kind];
  await tx`
    update ${tx(table)} known set ${tx(owner)} = ${toId}
    from unnest(${identities.map(({ kind }) => kind)}::text[],
                ${identities.map(({ value }) => value)}::text[]) as given(kind, value)
    where known.project_id = ${projectId} and known.${tx(owner)} = ${fromId}
      and known.kind = given.kind and known.value = given.value`;
}

/** Holds everybody else who looks for the same customers until this transaction ends. */
export async function lockIdentities(
  tx: Tx,
  projectId: string,
  identities: Identity[],
): Promise<void> {
  // In one order everywhere, so that two such transactions cannot wait for each other.
  const keys = [...new Set(identities.map(({ kind, value }) => `${projectId}\n${kind}\n${value}`))]
    .sort();
  await tx`
    select pg_advisory_xact_lock(hashtextextended(key, 0))
    from unnest(${keys}::text[]) with ordinality as given(key, place) order by place`;
}

/** Whether the triggers keep the counters; off while a statement moves many rows and counts itself. */
export async function setCounting(tx: Tx, isOn: boolean): Promise<void> {
  await tx`select set_config('hissuno.counting', ${isOn ? "on" : "off"}, true)`;
}

/** Counts the sessions of contacts afresh, after many were moved. */
export async function recountContacts(tx: Tx, projectId: string, ids: string[]): Promise<void> {
  await tx`
    update customer_activity a
    set session_count = had.amount, last_activity_at = coalesce(had.newest, 'epoch')
    from (select wanted.id, count(s.id) as amount, max(s.last_activity_at) as newest
      from unnest(${ids}::text[]) as wanted(id)
      left join sessions s on s.project_id = ${projectId} and s.contact_id = wanted.id
      group by wanted.id) as had
    where a.project_id = ${projectId} and a.kind = 'contact' and a.id = had.id`;
}

/** Counts the sessions and contacts of companies afresh, after many were moved. */
export async function recountCompanies(tx: Tx, projectId: string, ids: string[]): Promise<void> {
  await tx`
    update customer_activity a
    set session_count = had.amount, last_activity_at = coalesce(had.newest, 'epoch'),
      contact_count = (select count(*) from contacts c
        where c.project_id = ${projectId} and c.company_id = a.id)
    from (select wanted.id, count(l.session_id) as amount, max(l.last_activity_at) as newest
      from unnest(${ids}::text[]) as wanted(id)
      left join session_links l on l.project_id = ${projectId} and l.kind = 'company'
        and l.entity_id = wanted.id
      group by wanted.id) as had
    where a.project_id = ${projectId} and a.kind = 'company' and a.id = had.id`;
}
