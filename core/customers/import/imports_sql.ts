import type { Db, Tx } from "../../db/mod.ts";
import type { ColumnMapping } from "./columns.ts";
import type { RawRow } from "./row.ts";

/** Where an import is: a file that came, that is looked through, or that is worked off. */
export type ImportStatus =
  | "uploading"
  | "uploaded"
  | "checking"
  | "checked"
  | "queued"
  | "running"
  | "done"
  | "failed"
  | "cancelled";

/** An import with how far it is. */
export interface CustomerImport {
  id: string;
  status: ImportStatus;
  file_name: string | null;
  columns: string[];
  mapping: ColumnMapping;
  total_rows: number;
  /** The last row that was worked off. */
  position: number;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  companies_created: number;
  companies_updated: number;
  error: string | null;
  created_by: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

const columns = (db: Db) =>
  db`id, status, file_name, columns, mapping, total_rows, position, created, updated, unchanged, failed,
    companies_created, companies_updated, error, created_by, created_at, started_at, finished_at`;

/** Begins an import. */
export async function insertImport(
  db: Db,
  projectId: string,
  one: { id: string; fileName: string | null; by: string | null },
  at: Date,
): Promise<void> {
  await db`
    insert into customer_imports (project_id, id, status, file_name, created_by, created_at)
    values (${projectId}, ${one.id}, 'uploading', ${one.fileName}, ${one.by}, ${at})`;
}

/** Stores rows of a file. */
export async function insertRows(
  db: Db,
  projectId: string,
  importId: string,
  rows: RawRow[],
): Promise<void> {
  await db`
    insert into customer_import_rows (project_id, import_id, number, cells)
    select ${projectId}, ${importId}, row.number, row.cells
    from jsonb_to_recordset(${db.json(rows as never)}) as row(number int, cells text[])`;
}

/** Sets columns of an import. */
export async function updateImport(
  db: Db,
  projectId: string,
  importId: string,
  changes: Record<string, unknown>,
): Promise<void> {
  await db`
    update customer_imports set ${db(changes as never)}
    where project_id = ${projectId} and id = ${importId}`;
}

/** One import, or null. */
export async function selectImport(
  db: Db,
  projectId: string,
  importId: string,
): Promise<CustomerImport | null> {
  const [row] = await db<CustomerImport[]>`
    select ${
    columns(db)
  } from customer_imports where project_id = ${projectId} and id = ${importId}`;
  return row ?? null;
}

/** As {@link selectImport}, held until the transaction ends. */
export async function lockImport(
  tx: Tx,
  projectId: string,
  importId: string,
): Promise<CustomerImport | null> {
  const [row] = await tx<CustomerImport[]>`
    select ${columns(tx)} from customer_imports
    where project_id = ${projectId} and id = ${importId} for update`;
  return row ?? null;
}

/** The newest imports of a project. */
export async function selectImports(
  db: Db,
  projectId: string,
  limit = 20,
): Promise<CustomerImport[]> {
  const rows = await db<CustomerImport[]>`
    select ${columns(db)} from customer_imports where project_id = ${projectId}
    order by created_at desc, id desc limit ${limit}`;
  return [...rows];
}

/** Rows of a file behind a place, in order. */
export async function rowsAfter(
  db: Db,
  projectId: string,
  importId: string,
  position: number,
  limit: number,
): Promise<RawRow[]> {
  const rows = await db<RawRow[]>`
    select number, cells from customer_import_rows
    where project_id = ${projectId} and import_id = ${importId} and number > ${position}
    order by number limit ${limit}`;
  return [...rows];
}

/** Notes what rows are recognised by; which of it earlier rows of the same file had. */
export async function noteKeys(
  tx: Tx,
  projectId: string,
  importId: string,
  keys: string[],
): Promise<Set<string>> {
  const rows = await tx<{ key: string }[]>`
    with given as (
      select key, md5(key)::uuid as digest from unnest(${keys}::text[]) as key
    ), added as (
      insert into customer_import_keys (project_id, import_id, digest)
      select ${projectId}, ${importId}, digest from given order by digest
      on conflict do nothing returning digest
    )
    select key from given where digest not in (select digest from added)`;
  return new Set(rows.map(({ key }) => key));
}

/** Forgets what the rows of a file are recognised by. */
export async function forgetKeys(db: Db, projectId: string, importId: string): Promise<void> {
  await db`
    delete from customer_import_keys where project_id = ${projectId} and import_id = ${importId}`;
}

/** Notes what is wrong with rows. */
export async function noteErrors(
  tx: Tx,
  projectId: string,
  importId: string,
  errors: { number: number; error: string }[],
): Promise<void> {
  if (errors.length === 0) return;
  await tx`
    update customer_import_rows r set error = note.error
    from jsonb_to_recordset(${tx.json(errors as never)}) as note(number int, error text)
    where r.project_id = ${projectId} and r.import_id = ${importId} and r.number = note.number`;
}

/** Forgets what a former look through the file noted. */
export async function clearNotes(tx: Tx, projectId: string, importId: string): Promise<void> {
  await tx`
    update customer_import_rows set error = null
    where project_id = ${projectId} and import_id = ${importId} and error is not null`;
  await forgetKeys(tx, projectId, importId);
}

/** A row that was not taken, with the reason. */
export interface FailedRow extends RawRow {
  error: string;
}

/** Rows that were not taken, in order, behind a place. */
export async function failedRows(
  db: Db,
  projectId: string,
  importId: string,
  after: number,
  limit: number,
): Promise<FailedRow[]> {
  const rows = await db<FailedRow[]>`
    select number, cells, error from customer_import_rows
    where project_id = ${projectId} and import_id = ${importId} and error is not null
      and number > ${after}
    order by number limit ${limit}`;
  return [...rows];
}

/** Removes an import with its rows. */
export async function deleteImport(db: Db, projectId: string, importId: string): Promise<void> {
  await db`delete from customer_imports where project_id = ${projectId} and id = ${importId}`;
}

/** Removes the rows of old imports, of every project; what became of them stays. Broken uploads go. */
export async function deleteRowsBefore(db: Db, before: Date, now: Date): Promise<number> {
  await db`
    delete from customer_imports
    where status = 'uploading' and created_at < ${now}::timestamptz - interval '1 day'`;
  const result = await db`
    delete from customer_import_rows r using customer_imports i
    where r.project_id = i.project_id and r.import_id = i.id and i.created_at < ${before}
      and i.status not in ('checking', 'queued', 'running')`;
  return result.count;
}
