import type { Db, Tx } from "../db/mod.ts";

/** Where an import of an archive is. */
export type ArchiveImportStatus =
  | "uploading"
  | "queued"
  | "checking"
  | "running"
  | "done"
  | "failed";

/** An archive that is brought into a project, with how far it is. */
export interface ArchiveImport {
  id: string;
  status: ArchiveImportStatus;
  file_name: string | null;
  size: number;
  /** What is being done: files are stored, then words and figures are made of them. */
  step: "files" | "search" | "figures";
  total_rows: number;
  done_rows: number;
  counts: Record<string, number>;
  /** The project in the archive, and when it was taken out. */
  origin_name: string | null;
  exported_at: Date | null;
  error: string | null;
  created_by: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

/** What only the work itself needs to know. */
export interface ArchiveImportPlace extends ArchiveImport {
  file_token: string;
  files_done: number;
  searched_until: string;
}

const columns = (db: Db) =>
  db`id, status, file_name, size, step, total_rows, done_rows, counts, origin_name, exported_at,
    error, created_by, created_at, started_at, finished_at`;

/** Begins an import; false when one is under way. */
export async function insertImport(
  db: Db,
  projectId: string,
  one: { id: string; token: string; fileName: string | null; by: string | null },
  at: Date,
): Promise<boolean> {
  const result = await db`
    insert into project_imports (project_id, id, file_token, file_name, created_by, created_at)
    values (${projectId}, ${one.id}, ${one.token}, ${one.fileName}, ${one.by}, ${at})
    on conflict (project_id) where status in ('uploading', 'queued', 'checking', 'running')
    do nothing`;
  return result.count === 1;
}

/** One import, or null. */
export async function selectImport(
  db: Db,
  projectId: string,
  importId: string,
): Promise<ArchiveImport | null> {
  const [row] = await db<ArchiveImport[]>`
    select ${columns(db)} from project_imports
    where project_id = ${projectId} and id = ${importId}`;
  return row ?? null;
}

/** The newest imports of a project. */
export async function selectImports(
  db: Db,
  projectId: string,
  limit: number,
): Promise<ArchiveImport[]> {
  return [
    ...await db<ArchiveImport[]>`
      select ${columns(db)} from project_imports where project_id = ${projectId}
      order by created_at desc, id desc limit ${limit}`,
  ];
}

/** As {@link selectImport}, held until the transaction ends. */
export async function lockImport(
  tx: Tx,
  projectId: string,
  importId: string,
): Promise<ArchiveImportPlace | null> {
  const [row] = await tx<ArchiveImportPlace[]>`
    select ${columns(tx)}, file_token, files_done, searched_until from project_imports
    where project_id = ${projectId} and id = ${importId} for update`;
  return row ?? null;
}

/** Sets columns of an import. */
export async function updateImport(
  db: Db,
  projectId: string,
  importId: string,
  changes: Record<string, unknown>,
): Promise<void> {
  await db`
    update project_imports set ${db(changes as never)}
    where project_id = ${projectId} and id = ${importId}`;
}

/** Removes an import of which nothing came. */
export async function deleteImport(db: Db, projectId: string, importId: string): Promise<void> {
  await db`delete from project_imports where project_id = ${projectId} and id = ${importId}`;
}

/** Uploads that broke off with their process do not keep others waiting for ever. */
export async function failForgottenUploads(db: Db, before: Date): Promise<void> {
  await db`
    update project_imports set status = 'failed', error = 'The upload broke off. Send it again.'
    where status = 'uploading' and created_at < ${before}`;
}
