import { now } from "../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { AppError, conflict, notFound } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { newId, randomToken } from "../id.ts";
import { enqueue } from "../jobs/mod.ts";
import {
  fileTokenOf,
  insertExport,
  type ProjectExport,
  selectExport,
  selectExports,
  updateExport,
} from "./exports_sql.ts";
import { archivePath, type ArchiveStore, removeFile } from "./files.ts";

/** The kind of the job that writes an archive. */
export const EXPORT_JOB = "exports.write";

/** How long an archive can be downloaded. */
export const EXPORT_DAYS = 7;

/** How many exports a list shows. */
const SHOWN = 20;

/**
 * Begins to take a project out as an archive. Who may do so is the caller's question.
 *
 * @param by the account or key that asks for it
 * @param options.isQueued false when the caller does the work itself, see `writeExport`
 * @throws {AppError} 409 while one is under way
 */
export async function startExport(
  sql: Sql | Tx,
  projectId: string,
  by: string | null,
  at: Date = now(),
  options: { isQueued?: boolean } = {},
): Promise<ProjectExport> {
  const id = newId("exp", at);
  await transaction(sql, async (tx) => {
    if (!await insertExport(tx, projectId, { id, token: randomToken(24), by }, at)) {
      throw conflict("An export is under way already. Wait for it to end.");
    }
    if (options.isQueued ?? true) {
      await enqueue(tx, projectId, { kind: EXPORT_JOB, payload: { exportId: id }, dedupeKey: id });
    }
    await appendEvents(tx, projectId, [exportEvent(id)], at);
  });
  return await readExport(sql, projectId, id);
}

/** @throws {AppError} 404 */
export async function readExport(
  db: Db,
  projectId: string,
  exportId: string,
): Promise<ProjectExport> {
  const found = await selectExport(db, projectId, exportId);
  if (!found) throw notFound("Export");
  return found;
}

/** The newest exports of a project. */
export async function listExports(
  db: Db,
  projectId: string,
  limit = SHOWN,
): Promise<ProjectExport[]> {
  return await selectExports(db, projectId, limit);
}

/**
 * Opens the archive of an export for reading; its name says what it is.
 *
 * @throws {AppError} 404; 409 while it is not ready; 410 once its file is gone
 */
export async function openExport(
  store: ArchiveStore,
  projectId: string,
  exportId: string,
): Promise<{ body: ReadableStream<Uint8Array>; size: number; name: string }> {
  const one = await readExport(store.sql, projectId, exportId);
  if (one.status === "expired") throw gone();
  if (one.status !== "done") {
    throw conflict(`The export is ${one.status}: there is no file to download.`);
  }
  const token = (await fileTokenOf(store.sql, projectId, exportId))!;
  try {
    const file = await Deno.open(archivePath(store, token), { read: true });
    const name = `hissuno-${one.created_at.toISOString().slice(0, 10)}-${one.id}.tar.gz`;
    return { body: file.readable, size: one.size ?? 0, name };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw gone();
  }
}

/**
 * Removes the archive of an export before its time.
 *
 * @throws {AppError} 404; 409 while it is being written
 */
export async function removeExport(
  store: ArchiveStore,
  projectId: string,
  exportId: string,
): Promise<void> {
  const one = await readExport(store.sql, projectId, exportId);
  if (one.status === "queued" || one.status === "running") {
    throw conflict("The export is being written. Wait for it to end.");
  }
  const token = (await fileTokenOf(store.sql, projectId, exportId))!;
  await updateExport(store.sql, projectId, exportId, { status: "expired" });
  await removeFile(archivePath(store, token));
}

/** Tells live pages that an export has moved on. */
export function exportEvent(exportId: string) {
  return { type: "import.updated" as const, sessionId: null, data: { export_id: exportId } };
}

function gone(): AppError {
  return new AppError("The archive of this export is gone. Begin a new one.", {
    code: "gone",
    status: 410,
  });
}
