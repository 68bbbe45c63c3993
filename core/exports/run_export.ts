import { createHash } from "node:crypto";
import { now } from "../clock.ts";
import { transaction } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { randomToken } from "../id.ts";
import { type JobHandlerOptions, PermanentJobError } from "../jobs/mod.ts";
import { projectOf } from "../projects/mod.ts";
import { packed } from "./archive/tar.ts";
import { EXPORT_DAYS, exportEvent } from "./exports.ts";
import { fileTokenOf, selectExport, updateExport } from "./exports_sql.ts";
import { archivePath, type ArchiveStore, openFolder, removeFile } from "./files.ts";
import { archiveFiles } from "./write_archive.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Runs the jobs of exports. */
export function exportHandler(store: ArchiveStore): JobHandlerOptions {
  return {
    run: async (job) => {
      const { exportId } = job.payload as { exportId?: string };
      if (!exportId) throw new PermanentJobError("The job names no export");
      await writeExport(store, job.projectId, exportId, job.signal);
    },
    failed: async (job, error) => {
      const { exportId } = job.payload as { exportId: string };
      const reason = error instanceof Error ? error.message : String(error);
      await transaction(store.sql, async (tx) => {
        await updateExport(tx, job.projectId, exportId, {
          status: "failed",
          error: `The export stopped: ${reason}`.slice(0, 500),
          finished_at: now(),
        });
        await appendEvents(tx, job.projectId, [exportEvent(exportId)], now());
      });
    },
  };
}

/**
 * Writes the archive of an export: what the project holds at one moment, read through one snapshot.
 * Whoever is killed meanwhile leaves a part that is written anew by the next one.
 */
export async function writeExport(
  store: ArchiveStore,
  projectId: string,
  exportId: string,
  signal?: AbortSignal,
  clock: () => Date = now,
): Promise<void> {
  const { sql } = store;
  const one = await selectExport(sql, projectId, exportId);
  if (!one || (one.status !== "queued" && one.status !== "running")) return;
  const project = await projectOf(sql, projectId);
  const path = archivePath(store, (await fileTokenOf(sql, projectId, exportId))!);
  // A name of its own: a process that lost the job may still be writing.
  const part = `${path}.${randomToken(6)}.part`;
  await openFolder(store);
  const at = clock();
  await updateExport(sql, projectId, exportId, { status: "running", started_at: at, done_rows: 0 });
  // Beside the snapshot's transaction, one after another; what is told meanwhile is told at once.
  let latest: Parameters<typeof updateExport>[3] | null = null;
  let notes: Promise<void> | null = null;
  const tell = async () => {
    while (latest !== null) {
      const changes = latest;
      latest = null;
      await transaction(sql, async (tx) => {
        await updateExport(tx, projectId, exportId, changes);
        await appendEvents(tx, projectId, [exportEvent(exportId)], clock());
      });
    }
    notes = null;
  };
  const note = (changes: Parameters<typeof updateExport>[3]) => {
    latest = { ...latest, ...changes };
    notes ??= tell();
    // Thrown where it is waited for, at the end.
    notes.catch(() => {});
  };
  const counts: Record<string, number> = {};
  const hash = createHash("sha256");
  let size = 0;
  try {
    // Retrying within would write a second archive behind the first; the job is tried again instead.
    await transaction(sql, async (tx) => {
      const files = archiveFiles(tx, project, at, {
        begun: (rows) => note({ total_rows: rows }),
        written: (rows) => note({ done_rows: rows }),
        counted: (name, rows) => void (counts[name] = rows),
      });
      using file = await Deno.open(part, { createNew: true, write: true, mode: 0o600 });
      for await (const piece of packed(files, at)) {
        signal?.throwIfAborted();
        hash.update(piece);
        size += piece.length;
        await writeAll(file, piece);
      }
      await file.sync();
    }, { isolation: "repeatable read", retries: 0 });
    await notes;
  } catch (error) {
    await Promise.allSettled([notes]);
    await removeFile(part);
    throw error;
  }
  await Deno.rename(part, path);
  const finished = clock();
  const isKept = await transaction(sql, async (tx) => {
    const still = await selectExport(tx, projectId, exportId);
    if (!still) return false;
    await updateExport(tx, projectId, exportId, {
      status: "done",
      size,
      sha256: hash.digest("hex"),
      counts: tx.json(counts),
      error: null,
      finished_at: finished,
      expires_at: new Date(finished.getTime() + EXPORT_DAYS * DAY),
    });
    await appendEvents(tx, projectId, [exportEvent(exportId)], finished);
    return true;
  });
  // The project was deleted meanwhile.
  if (!isKept) await removeFile(path);
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await file.write(bytes.subarray(written));
  }
}
