import type { Db, Tx } from "../db/mod.ts";
import type { CustomerKind, Identity } from "./customer_model.ts";
import { TABLES } from "./customers_sql.ts";
import type { StoredRow } from "./merge_model.ts";

/** Holds two customers and reads their rows; those that are missing are left out. */
export async function lockRows(
  tx: Tx,
  projectId: string,
  kind: CustomerKind,
  ids: string[],
): Promise<Map<string, StoredRow>> {
  const { rows: table } = TABLES[kind];
  const rows = await tx<{ id: string; row: StoredRow }[]>`
    select id, to_jsonb(held) - 'document' as row from ${tx(table)} held
    where project_id = ${projectId} and id = any(${ids}) order by id for update`;
  return new Map(rows.map(({ id, row }) => [id, row]));
}

/** What a merge is remembered by. */
export interface NewMerge {
  id: string;
  kind: CustomerKind;
  keptId: string;
  goneId: string;
  gone: StoredRow;
  before: StoredRow;
  after: StoredRow;
  by: string | null;
}

/** Writes down a merge. */
export async function insertMerge(
  tx: Tx,
  projectId: string,
  merge: NewMerge,
  at: Date,
): Promise<void> {
  const json = (value: unknown) => tx.json(value as never);
  await tx`
    insert into customer_merges (project_id, id, kind, kept_id, gone_id, gone, before, after, merged_by,
      merged_at)
    values (${projectId}, ${merge.id}, ${merge.kind}, ${merge.keptId}, ${merge.goneId},
      ${json(merge.gone)}, ${json(merge.before)}, ${json(merge.after)}, ${merge.by}, ${at})`;
}

/** Moves the sessions of one contact to another, and notes which. */
export async function moveSessions(
  tx: Tx,
  projectId: string,
  mergeId: string,
  fromId: string,
  toId: string,
): Promise<void> {
  await tx`
    with moved as (
      update sessions set contact_id = ${toId}
      where project_id = ${projectId} and contact_id = ${fromId} returning id
    ) insert into customer_merge_items (project_id, merge_id, kind, value)
    select ${projectId}, ${mergeId}, 'session', id from moved`;
}

/** Moves contacts and linked sessions of one company to another, and notes which. */
export async function moveCompanyParts(
  tx: Tx,
  projectId: string,
  mergeId: string,
  fromId: string,
  toId: string,
  at: Date,
): Promise<void> {
  await tx`
    with moved as (
      update contacts set company_id = ${toId}, updated_at = ${at}
      where project_id = ${projectId} and company_id = ${fromId} returning id
    ) insert into customer_merge_items (project_id, merge_id, kind, value)
    select ${projectId}, ${mergeId}, 'contact', id from moved`;
  await tx`
    with gone as (
      delete from session_links
      where project_id = ${projectId} and kind = 'company' and entity_id = ${fromId} returning *
    ), noted as (
      insert into customer_merge_items (project_id, merge_id, kind, value)
      select ${projectId}, ${mergeId}, 'link', session_id from gone
    ), kept as (
      select session_id from session_links
      where project_id = ${projectId} and kind = 'company' and entity_id = ${toId}
    ), both_had as (
      insert into customer_merge_items (project_id, merge_id, kind, value)
      select ${projectId}, ${mergeId}, 'link of both', session_id
      from gone join kept using (session_id)
    )
    insert into session_links (project_id, kind, entity_id, session_id, is_archived, status,
      last_activity_at, created_at)
    select project_id, kind, ${toId}, session_id, is_archived, status, last_activity_at, created_at
    from gone on conflict do nothing`;
}

/** Notes which identities moved. */
export async function noteIdentities(
  tx: Tx,
  projectId: string,
  mergeId: string,
  identities: Identity[],
): Promise<void> {
  await tx`
    insert into customer_merge_items (project_id, merge_id, kind, value)
    select ${projectId}, ${mergeId}, 'identity:' || kind, value
    from unnest(${identities.map(({ kind }) => kind)}::text[],
                ${identities.map(({ value }) => value)}::text[]) as given(kind, value)`;
}

/** Removes the row of the customer that was merged into another one. */
export async function deleteRow(
  tx: Tx,
  projectId: string,
  kind: CustomerKind,
  id: string,
): Promise<void> {
  await tx`delete from ${tx(TABLES[kind].rows)} where project_id = ${projectId} and id = ${id}`;
}

/** A merge as it is shown and undone. */
export interface MergeRecord {
  id: string;
  kind: CustomerKind;
  kept_id: string;
  gone_id: string;
  gone: StoredRow;
  before: StoredRow;
  after: StoredRow;
  merged_by: string | null;
  merged_at: Date;
  undone_at: Date | null;
}

/** The merges into a customer that are still in force, newest first. */
export async function selectMerges(
  db: Db,
  projectId: string,
  keptId: string,
): Promise<MergeRecord[]> {
  const rows = await db<MergeRecord[]>`
    select id, kind, kept_id, gone_id, gone, before, after, merged_by, merged_at, undone_at
    from customer_merges where project_id = ${projectId} and kept_id = ${keptId} and undone_at is null
    order by merged_at desc, id desc limit 50`;
  return [...rows];
}

/** Holds one merge; null when there is none. */
export async function lockMerge(
  tx: Tx,
  projectId: string,
  mergeId: string,
): Promise<MergeRecord | null> {
  const [row] = await tx<MergeRecord[]>`
    select id, kind, kept_id, gone_id, gone, before, after, merged_by, merged_at, undone_at
    from customer_merges where project_id = ${projectId} and id = ${mergeId} for update`;
  return row ?? null;
}

/** Puts back a row as it was. */
export async function restoreRow(
  tx: Tx,
  projectId: string,
  kind: CustomerKind,
  row: StoredRow,
  words: string[],
  at: Date,
): Promise<void> {
  const { rows: table } = TABLES[kind];
  await tx`
    insert into ${tx(table)}
    select (jsonb_populate_record(null::${tx(table)}, ${tx.json(row as never)}::jsonb)).*`;
  await tx`
    update ${tx(table)} set updated_at = ${at},
      document = array_to_tsvector(${[...words, projectId]}::text[])
    where project_id = ${projectId} and id = ${row.id as string}`;
}

/** Gives back what a merge moved, as far as the kept customer still has it. */
export async function moveBack(tx: Tx, projectId: string, merge: MergeRecord): Promise<void> {
  const { id, kind, kept_id: keptId, gone_id: goneId } = merge;
  const { identities: table, owner } = TABLES[kind];
  const items = (item: string) =>
    tx`select value from customer_merge_items
      where project_id = ${projectId} and merge_id = ${id} and kind = ${item}`;
  await tx`
    update ${tx(table)} known set ${tx(owner)} = ${goneId}
    from customer_merge_items item
    where item.project_id = ${projectId} and item.merge_id = ${id}
      and item.kind = 'identity:' || known.kind and item.value = known.value
      and known.project_id = ${projectId} and known.${tx(owner)} = ${keptId}`;
  if (kind === "contact") {
    await tx`
      update sessions set contact_id = ${goneId}
      where project_id = ${projectId} and contact_id = ${keptId} and id in (${items("session")})`;
    return;
  }
  await tx`
    update contacts set company_id = ${goneId}
    where project_id = ${projectId} and company_id = ${keptId} and id in (${items("contact")})`;
  await tx`
    insert into session_links (project_id, kind, entity_id, session_id, is_archived, status,
      last_activity_at, created_at)
    select project_id, 'company', ${goneId}, id, is_archived, status, last_activity_at, created_at
    from sessions where project_id = ${projectId} and id in (${items("link")})
    on conflict do nothing`;
  await tx`
    delete from session_links
    where project_id = ${projectId} and kind = 'company' and entity_id = ${keptId}
      and session_id in (${items("link")}) and session_id not in (${items("link of both")})`;
}

/** Marks a merge as undone. */
export async function closeMerge(
  tx: Tx,
  projectId: string,
  mergeId: string,
  by: string | null,
  at: Date,
): Promise<void> {
  await tx`
    update customer_merges set undone_at = ${at}, undone_by = ${by}
    where project_id = ${projectId} and id = ${mergeId}`;
}
