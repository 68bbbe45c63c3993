import { now } from "../clock.ts";
import { type Db, transaction } from "../db/mod.ts";
import { conflict, invalid, notFound, tooLarge } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { newId, randomToken } from "../id.ts";
import { enqueue } from "../jobs/mod.ts";
import { archivePath, type ArchiveStore, openFolder, removeFile } from "./files.ts";
import { lockIfEmpty } from "./import_sql.ts";
import {
  type ArchiveImport,
  deleteImport,
  insertImport,
  selectImport,
  selectImports,
  updateImport,
} from "./imports_sql.ts";

/** The kind of the job that checks an archive and brings it in. */
export const ARCHIVE_IMPORT_JOB = "exports.import";

/** The most bytes of an archive, packed. */
export const MOST_ARCHIVE_BYTES = 4_000_000_000;

/** How many imports a list shows. */
const SHOWN = 20;

/** An archive that is sent. */
export interface SentArchive {
  body: AsyncIterable<Uint8Array>;
  fileName?: string | null;
}

/**
 * Takes an archive in and begins to bring it into a project that has nothing yet. The whole archive is
 * read and checked before anything of it is written.
 *
 * @param by the account or key that sends it
 * @param options.isQueued false when the caller does the work itself, see `bringIn`
 * @throws {AppError} 409 when the project has something, or an import is under way; 413 above 4 GB
 */
export async function startArchiveImport(
  store: ArchiveStore,
  projectId: string,
  archive: SentArchive,
  by: string | null,
  options: { isQueued?: boolean } = {},
  at: Date = now(),
): Promise<ArchiveImport> {
  const { sql } = store;
  const id = newId("imp", at);
  const token = randomToken(24);
  await transaction(sql, async (tx) => {
    if (!await lockIfEmpty(tx, projectId)) throw notEmpty();
    const fileName = archive.fileName?.slice(0, 200) ?? null;
    if (!await insertImport(tx, projectId, { id, token, fileName, by }, at)) {
      throw conflict("An import is under way already. Wait for it to end.");
    }
  });
  try {
    const size = await keep(store, token, archive.body);
    await transaction(sql, async (tx) => {
      await updateImport(tx, projectId, id, { status: "queued", size });
      if (options.isQueued ?? true) {
        const payload = { importId: id };
        await enqueue(tx, projectId, {
          kind: ARCHIVE_IMPORT_JOB,
          ...{ payload, dedupeKey: id, maxAttempts: 20 },
        });
      }
      await appendEvents(tx, projectId, [archiveImportEvent(id)], at);
    });
  } catch (error) {
    await deleteImport(sql, projectId, id);
    await removeFile(archivePath(store, token));
    throw error;
  }
  return await readArchiveImport(sql, projectId, id);
}

/** Why a project that has something takes no archive. */
export function notEmpty(): Error {
  return conflict(
    "The project is not empty: it has sessions, customers, issues, scopes or knowledge. " +
      "An archive keeps its ids, so bring it into a new project.",
  );
}

/** @throws {AppError} 404 */
export async function readArchiveImport(
  db: Db,
  projectId: string,
  importId: string,
): Promise<ArchiveImport> {
  const found = await selectImport(db, projectId, importId);
  if (!found) throw notFound("Import");
  return found;
}

/** The newest imports of archives into a project. */
export async function listArchiveImports(
  db: Db,
  projectId: string,
  limit = SHOWN,
): Promise<ArchiveImport[]> {
  return await selectImports(db, projectId, limit);
}

/** Tells live pages that an import has moved on. */
export function archiveImportEvent(importId: string) {
  return { type: "import.updated" as const, sessionId: null, data: { import_id: importId } };
}

async function keep(
  store: ArchiveStore,
  token: string,
  body: AsyncIterable<Uint8Array>,
): Promise<number> {
  await openFolder(store);
  const path = archivePath(store, token);
  using file = await Deno.open(path, { createNew: true, write: true, mode: 0o600 });
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > MOST_ARCHIVE_BYTES) {
      throw tooLarge(
        "The archive is larger than 4 GB. Take out less of the project at its origin.",
      );
    }
    for (let at = 0; at < piece.length;) at += await file.write(piece.subarray(at));
  }
  if (size === 0) throw invalid("file", "The archive is empty. Choose a file.", "required");
  await file.sync();
  return size;
}
