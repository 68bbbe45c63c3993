import type { JobHandlerOptions } from "../jobs/mod.ts";
import { EXPORT_JOB } from "./exports.ts";
import { type ArchiveStore, removeOldArchives } from "./files.ts";
import { ARCHIVE_IMPORT_JOB } from "./imports.ts";
import { failForgottenUploads } from "./imports_sql.ts";
import { exportHandler } from "./run_export.ts";
import { archiveImportHandler } from "./run_import.ts";

/** An upload that takes longer has lost its process, in milliseconds. */
const LONGEST_UPLOAD = 2 * 60 * 60 * 1000;

/** What workers run of exports and imports, by kind of job. */
export function archiveJobs(store: ArchiveStore): Record<string, JobHandlerOptions> {
  return {
    [EXPORT_JOB]: exportHandler(store),
    [ARCHIVE_IMPORT_JOB]: archiveImportHandler(store),
  };
}

/**
 * Removes archives whose time is over, and what broken uploads and exports left; for a schedule.
 *
 * @returns how many files were removed
 */
export async function keepArchives(store: ArchiveStore, at: Date): Promise<number> {
  await failForgottenUploads(store.sql, new Date(at.getTime() - LONGEST_UPLOAD));
  return await removeOldArchives(store, at);
}
