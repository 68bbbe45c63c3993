import type { Db, Tx } from "../db/mod.ts";

/** Where an export is. `expired`: its file is gone. */
export type ExportStatus = "queued" | "running" | "done" | "failed" | "expired";

/** A project taken out as an archive, with how far it is. */
export interface ProjectExport {
  id: string;
  status: ExportStatus;
  total_rows: number;
  done_rows: number;
  /** Bytes of the file; null until it is there. */
  size: number | null;
  sha256: string | null;
  /** How many lines each collection has. */
  counts: Record<string, number>;
  error: string | null;
  created_by: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  /** When the file is removed. */
  expires_at: Date | null;
}

const columns = (db: Db) =>
  db`id, status, total_rows, done_rows, size, sha256, counts, error, created_by, created_at,
    started_at, finished_at, expires_at`;

/** Begins an export; false when one is under way. */
export async function insertExport(
  tx: Tx,
  projectId: string,
  one: { id: string; token: string; by: string | null },
  at: Date,
): Promise<boolean> {
  const result = await tx`
    insert into project_exports (project_id, id, file_token, created_by, created_at)
    values (${projectId}, ${one.id}, ${one.token}, ${one.by}, ${at})
    on conflict (project_id) where status in ('queued', 'running') do nothing`;
  return result.count === 1;
}

/** One export, or null. */
export async function selectExport(
  db: Db,
  projectId: string,
  exportId: string,
): Promise<ProjectExport | null> {
  const [row] = await db<ProjectExport[]>`
    select ${columns(db)} from project_exports
    where project_id = ${projectId} and id = ${exportId}`;
  return row ?? null;
}

/** The newest exports of a project. */
export async function selectExports(
  db: Db,
  projectId: string,
  limit: number,
): Promise<ProjectExport[]> {
  return [
    ...await db<ProjectExport[]>`
      select ${columns(db)} from project_exports where project_id = ${projectId}
      order by created_at desc, id desc limit ${limit}`,
  ];
}

/** What the file of an export is called on disk. */
export async function fileTokenOf(
  db: Db,
  projectId: string,
  exportId: string,
): Promise<string | null> {
  const [row] = await db<{ file_token: string }[]>`
    select file_token from project_exports where project_id = ${projectId} and id = ${exportId}`;
  return row?.file_token ?? null;
}

/** Sets columns of an export. */
export async function updateExport(
  db: Db,
  projectId: string,
  exportId: string,
  changes: Partial<Omit<ProjectExport, "id" | "counts">> & { counts?: unknown },
): Promise<void> {
  await db`
    update project_exports set ${db(changes as never)}
    where project_id = ${projectId} and id = ${exportId}`;
}

/** Notes that exports have run out, of every project; what their files are called. */
export async function expireExports(db: Db, at: Date): Promise<string[]> {
  const rows = await db<{ file_token: string }[]>`
    update project_exports set status = 'expired'
    where status = 'done' and expires_at <= ${at} returning file_token`;
  return rows.map(({ file_token }) => file_token);
}

/** Of some names of files, those that no export or import needs any more. */
export async function unneededTokens(db: Db, tokens: string[]): Promise<string[]> {
  const rows = await db<{ token: string }[]>`
    select token from unnest(${tokens}::text[]) as token
    where not exists (select from project_exports e where e.file_token = token
        and e.status in ('queued', 'running', 'done'))
      and not exists (select from project_imports i where i.file_token = token
        and i.status in ('uploading', 'queued', 'checking', 'running'))`;
  return rows.map(({ token }) => token);
}
