import type { Db, Tx } from "../db/mod.ts";
import { conflict } from "../errors.ts";
import { type Collection, columnsOf } from "./collections/mod.ts";

const empty = (tx: Tx) => tx``;
type Fragment = ReturnType<typeof empty>;

/** Whether a project has nothing that an archive would bring. */
export async function isEmptyProject(db: Db, projectId: string): Promise<boolean> {
  const rows = await db`
    select where exists (select from sessions where project_id = ${projectId})
      or exists (select from contacts where project_id = ${projectId})
      or exists (select from companies where project_id = ${projectId})
      or exists (select from issues where project_id = ${projectId})
      or exists (select from product_scopes where project_id = ${projectId})
      or exists (select from knowledge_sources where project_id = ${projectId})`;
  return rows.length === 0;
}

/** Holds a project until the transaction ends; whether it is empty, see {@link isEmptyProject}. */
export async function lockIfEmpty(tx: Tx, projectId: string): Promise<boolean> {
  await tx`select from projects where id = ${projectId} for no key update`;
  return await isEmptyProject(tx, projectId);
}

/**
 * Has triggers know, until the transaction ends, that what comes is no news, and that customers are
 * counted later: one who has very many sessions would be written anew for each.
 */
export async function beginQuietly(tx: Tx): Promise<void> {
  await tx`
    select set_config('hissuno.importing', 'on', true), set_config('hissuno.counting', 'off', true)`;
}

/** Stores lines of a collection, as they stand in the archive. */
export async function insertLines(
  tx: Tx,
  projectId: string,
  one: Collection,
  lines: string[],
  at: Date,
): Promise<void> {
  if (lines.length === 0) return;
  const given = rowsOf(tx, one.name, lines);
  const all = columnsOf(one);
  if (one.name === "session_links") {
    // What lists filter by is repeated from the session.
    await tx`
      insert into session_links (project_id, kind, entity_id, session_id, linked_by, linked_by_id,
        reason, created_at, is_archived, status, last_activity_at)
      select ${projectId}, r.kind, r.entity_id, r.session_id, r.linked_by, r.linked_by_id, r.reason,
        r.created_at, s.is_archived, s.status, s.last_activity_at
      from ${given} join sessions s on s.project_id = ${projectId} and s.id = r.session_id`;
    return;
  }
  const columns = all.filter((column) => !notStored[one.name]?.includes(column));
  const joined = (parts: Fragment[]) => parts.reduce((some, next) => tx`${some}, ${next}`);
  const names = joined(columns.map((column) => tx`${tx(column)}`));
  const list = joined(columns.map((column) => tx`r.${tx(column)}`));
  const onConflict = one.name === "knowledge_packages"
    // Every project begins with one package.
    ? tx`on conflict (project_id, id) do update set name = excluded.name,
        description = excluded.description, created_at = excluded.created_at,
        updated_at = excluded.updated_at`
    : tx``;
  if (one.name === "knowledge_uploads") {
    // The bytes come behind all lines.
    await tx`
      insert into knowledge_uploads (project_id, ${names}, bytes)
      select ${projectId}, ${list}, '' from ${given}`;
    return;
  }
  const order = one.name === "issue_changes" ? tx`order by r.ordinality` : tx``;
  await tx`
    insert into ${tx(one.name)} (project_id, ${names})
    select ${projectId}, ${list} from ${given} ${order} ${onConflict}`;
  if (one.name === "knowledge_sources") await planReads(tx, projectId, at);
  if (one.name === "product_scopes") await requireTree(tx, projectId);
}

/** Columns of lines that say where a line stands, and are no columns of the table. */
const notStored: Record<string, string[]> = {
  product_scopes: ["level"],
  issue_changes: ["number"],
};

/** Lines as rows `r` of their table, with their place as `ordinality`. */
function rowsOf(tx: Tx, table: string, lines: string[]) {
  // Text first: the driver would encode a parameter of type jsonb once more.
  const items = `[${lines.join(",")}]`;
  return tx`(select row.*, item.ordinality
    from jsonb_array_elements(${items}::text::jsonb) with ordinality as item
    cross join lateral jsonb_populate_record(null::${tx(table)}, item.value) as row) as r`;
}

/** @throws {AppError} 409 for parts of the product that are, in the end, below themselves */
async function requireTree(tx: Tx, projectId: string): Promise<void> {
  const rows = await tx`
    with recursive placed as (
      select id from product_scopes where project_id = ${projectId} and parent_id is null
      union all
      select p.id from product_scopes p join placed above
        on p.project_id = ${projectId} and p.parent_id = above.id
    )
    select from product_scopes where project_id = ${projectId}
      and id not in (select id from placed) limit 1`;
  if (rows.length > 0) throw conflict("A product scope of the archive is below itself.");
}

/** Sources that are read by themselves are read next when another day has gone by. */
async function planReads(tx: Tx, projectId: string, at: Date): Promise<void> {
  await tx`
    update knowledge_sources set next_read_at = ${at}::timestamptz + interval '1 day'
    where project_id = ${projectId} and schedule <> 'manual' and next_read_at is null`;
}

/** Stores an uploaded file; false when the archive has no line for it. */
export async function insertUpload(
  tx: Tx,
  projectId: string,
  sourceId: string,
  bytes: Uint8Array,
): Promise<boolean> {
  const result = await tx`
    update knowledge_uploads set bytes = ${bytes as never}, size = ${bytes.length}
    where project_id = ${projectId} and source_id = ${sourceId}`;
  return result.count === 1;
}
