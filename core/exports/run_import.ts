import { now } from "../clock.ts";
import { PostgresError, transaction, type Tx } from "../db/mod.ts";
import { AppError, conflict, messageOf } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { type JobHandlerOptions, PermanentJobError, RetryLater } from "../jobs/mod.ts";
import { checkSettings } from "../projects/projects_model.ts";
import { updateProject } from "../projects/mod.ts";
import { type ArchiveFile, checkArchive, filesOf } from "./check_archive.ts";
import { archivePath, type ArchiveStore, removeFile } from "./files.ts";
import { beginQuietly, insertLines, insertUpload, lockIfEmpty } from "./import_sql.ts";
import { archiveImportEvent, notEmpty } from "./imports.ts";
import { type ArchiveImportPlace, lockImport, updateImport } from "./imports_sql.ts";
import { indexCustomers, indexSessions, insertPassageLines, rebuildFigures } from "./rebuild.ts";

/** Seconds until another process looks for a file that this one does not have. */
const ELSEWHERE = 5;

/** Runs the jobs of imports. */
export function archiveImportHandler(store: ArchiveStore): JobHandlerOptions {
  return {
    run: async (job) => {
      const { importId } = job.payload as { importId?: string };
      if (!importId) throw new PermanentJobError("The job names no import");
      await bringIn(store, job.projectId, importId, job.signal);
    },
    failed: (job, error) => {
      const { importId } = job.payload as { importId: string };
      return fail(store, job.projectId, importId, `The import stopped: ${messageOf(error)}`);
    },
  };
}

/**
 * Brings an archive in, from where the import is to its end. First the whole archive is checked. Then
 * each of its files is one transaction with the place it reached, and so is each batch of words made
 * of them: whoever is killed in between leaves nothing half done, and the next one goes on there.
 *
 * What is wrong with the archive ends the import and is told there; other errors are thrown.
 */
export async function bringIn(
  store: ArchiveStore,
  projectId: string,
  importId: string,
  signal?: AbortSignal,
  at: Date = now(),
): Promise<void> {
  const work = { ...store, projectId, importId, signal, at };
  try {
    const one = await transaction(store.sql, (tx) => lockImport(tx, projectId, importId));
    if (!one || !["queued", "checking", "running"].includes(one.status)) return;
    const path = archivePath(store, one.file_token);
    if (one.status !== "running") await check(work, path);
    if (one.step === "files") await storeFiles(work, path, one.files_done);
    await makeWords(work);
    await rebuildFigures(store.sql, projectId, at, signal);
    await change(work, { status: "done", finished_at: now(), error: null });
    await removeFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new RetryLater(ELSEWHERE, "The archive lies on another server; it is looked for there");
    }
    const reason = reasonOf(error);
    if (reason === null) throw error;
    await fail(store, projectId, importId, reason);
  }
}

interface Work extends ArchiveStore {
  projectId: string;
  importId: string;
  signal?: AbortSignal;
  at: Date;
}

async function check(work: Work, path: string): Promise<void> {
  const { sql, projectId, importId, at } = work;
  await change(work, { status: "checking", started_at: at });
  const manifest = await checkArchive(await open(path), () => work.signal?.throwIfAborted());
  const total = Object.values(manifest.counts).reduce((sum, count) => sum + count, 0);
  await transaction(sql, async (tx) => {
    const one = await lockImport(tx, projectId, importId);
    if (one?.status !== "checking") throw conflict("The import was taken over.");
    if (!await lockIfEmpty(tx, projectId)) throw notEmpty();
    await updateImport(tx, projectId, importId, {
      status: "running",
      total_rows: total,
      counts: tx.json(manifest.counts),
      origin_name: manifest.project.name,
      exported_at: manifest.exported_at,
    });
    await appendEvents(tx, projectId, [archiveImportEvent(importId)], now());
  });
}

/** Stores the files of the archive behind those that are stored already. */
async function storeFiles(work: Work, path: string, done: number): Promise<void> {
  let place = -1;
  for await (const file of filesOf(await open(path))) {
    place++;
    if (place < done || file.kind === "manifest") continue;
    work.signal?.throwIfAborted();
    try {
      await step(work, async (tx, one) => {
        if (one.files_done !== place) throw conflict("The import was taken over.");
        await beginQuietly(tx);
        await storeFile(tx, work, file);
        const lines = file.kind === "lines" ? file.lines.length : 0;
        return { files_done: place + 1, done_rows: one.done_rows + lines };
      });
    } catch (cause) {
      throw told(cause, file.name);
    }
  }
  await change(work, { step: "search" });
}

async function storeFile(tx: Tx, { projectId, at }: Work, file: ArchiveFile): Promise<void> {
  if (file.kind === "upload") {
    if (await insertUpload(tx, projectId, file.sourceId, file.bytes)) return;
    throw conflict(`${file.name} belongs to no source of the archive.`);
  }
  if (file.kind === "manifest") return;
  const { collection, lines } = file;
  if (collection.name === "project") {
    const { settings } = JSON.parse(lines[0]!) as { settings: unknown };
    await updateProject(tx, projectId, { settings: checkSettings(settings) }, at);
    return;
  }
  const batch = collection.batch ?? 500;
  for (let start = 0; start < lines.length; start += batch) {
    const some = lines.slice(start, start + batch);
    if (collection.name === "knowledge_passages") await insertPassageLines(tx, projectId, some);
    else await insertLines(tx, projectId, collection, some, at);
    if (collection.name === "contacts" || collection.name === "companies") {
      await indexCustomers(tx, projectId, collection.name, some);
    }
  }
}

async function makeWords(work: Work): Promise<void> {
  for (let isOver = false; !isOver;) {
    work.signal?.throwIfAborted();
    await step(work, async (tx, one) => {
      if (one.step !== "search") {
        isOver = true;
        return {};
      }
      const last = await indexSessions(tx, work.projectId, one.searched_until);
      isOver = last === null;
      return isOver ? { step: "figures" } : { searched_until: last };
    });
  }
}

/** One step of the work: what it did and how far it came, all of it or nothing. */
async function step(
  work: Work,
  act: (tx: Tx, one: ArchiveImportPlace) => Promise<Record<string, unknown>>,
): Promise<void> {
  const { sql, projectId, importId } = work;
  await transaction(sql, async (tx) => {
    const one = await lockImport(tx, projectId, importId);
    if (one?.status !== "running") throw conflict("The import was ended.");
    const changes = await act(tx, one);
    if (Object.keys(changes).length === 0) return;
    await updateImport(tx, projectId, importId, changes);
    await appendEvents(tx, projectId, [archiveImportEvent(importId)], now());
  });
}

async function change(work: Work, changes: Record<string, unknown>): Promise<void> {
  const { sql, projectId, importId } = work;
  await transaction(sql, async (tx) => {
    await updateImport(tx, projectId, importId, changes);
    await appendEvents(tx, projectId, [archiveImportEvent(importId)], now());
  });
}

async function fail(
  store: ArchiveStore,
  projectId: string,
  importId: string,
  reason: string,
): Promise<void> {
  const { sql } = store;
  const token = await transaction(sql, async (tx) => {
    const one = await lockImport(tx, projectId, importId);
    if (!one || one.status === "done" || one.status === "failed") return null;
    const rest = one.files_done > 0
      ? " What came before it is in the project: delete it, and begin with a new one."
      : "";
    const error = `${reason.slice(0, 700)}${rest}`;
    await updateImport(tx, projectId, importId, { status: "failed", error, finished_at: now() });
    await appendEvents(tx, projectId, [archiveImportEvent(importId)], now());
    return one.file_token;
  });
  if (token !== null) await removeFile(archivePath(store, token));
}

/** What the database refuses of a file, as a sentence about that file. */
function told(cause: unknown, name: string): unknown {
  if (!(cause instanceof PostgresError) || !/^(22|23|54)/.test(cause.code)) return cause;
  const why = cause.code === "23505"
    ? "something in it is there already: it names it twice, or it was added to the project meanwhile"
    : cause.code === "23503"
    ? "it refers to something that the archive does not hold"
    : cause.message;
  return new AppError(`${name} of the archive cannot be stored: ${why}.`, {
    ...{ code: "archive", status: 409, cause },
  });
}

/** What is wrong with the archive or the project; null for anything that may pass. */
function reasonOf(error: unknown): string | null {
  return error instanceof AppError ? error.message : null;
}

async function open(path: string): Promise<ReadableStream<Uint8Array>> {
  return (await Deno.open(path, { read: true })).readable;
}
