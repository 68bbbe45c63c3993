/** Whole projects as archives: taken out, and brought into empty projects. */
export { type ArchiveAdminContext, archiveCommands } from "./admin_commands.ts";
export {
  EXPORT_DAYS,
  EXPORT_JOB,
  listExports,
  openExport,
  readExport,
  removeExport,
  startExport,
} from "./exports.ts";
export type { ExportStatus, ProjectExport } from "./exports_sql.ts";
export { type ArchiveStore } from "./files.ts";
export {
  ARCHIVE_IMPORT_JOB,
  listArchiveImports,
  MOST_ARCHIVE_BYTES,
  readArchiveImport,
  type SentArchive,
  startArchiveImport,
} from "./imports.ts";
export { isEmptyProject } from "./import_sql.ts";
export type { ArchiveImport, ArchiveImportStatus } from "./imports_sql.ts";
export { sessionsCsv } from "./sessions_csv.ts";
export { type ArchiveLink, archiveLink, readArchiveLink } from "./links.ts";
export { archiveJobs, keepArchives } from "./jobs.ts";
export { writeExport } from "./run_export.ts";
export { bringIn } from "./run_import.ts";
