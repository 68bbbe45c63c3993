import { now } from "../../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../../db/mod.ts";
import { conflict, invalid, notFound } from "../../errors.ts";
import { appendEvents } from "../../events/mod.ts";
import { newId } from "../../id.ts";
import { enqueue } from "../../jobs/mod.ts";
import { checkMapping, type ColumnMapping, guessColumns } from "./columns.ts";
import {
  clearNotes,
  type CustomerImport,
  deleteImport,
  insertImport,
  insertRows,
  lockImport,
  selectImport,
  updateImport,
} from "./imports_sql.ts";
import { type ImportFormat, readFile } from "./read_file.ts";
import type { RawRow } from "./row.ts";

/** The kind of the job that looks through a file or works it off. */
export const IMPORT_JOB = "customers.import";

/** So many rows are stored together. */
const STORED = 1_000;

/** A file to import. */
export interface ImportFile {
  body: AsyncIterable<Uint8Array>;
  format: ImportFormat;
  fileName?: string | null;
  /** What parts the columns of a CSV file. @default {the most frequent one in the first row} */
  delimiter?: string;
}

/**
 * Takes a file in, row by row, without holding it. Nothing is imported yet.
 *
 * @param by the account or key that sends it
 * @throws {AppError} 400 for what cannot be read, 413 for too much; nothing of it stays then
 */
export async function uploadImport(
  sql: Sql,
  projectId: string,
  file: ImportFile,
  by: string | null,
  at: Date = now(),
): Promise<CustomerImport> {
  const id = newId("imp", at);
  await insertImport(
    sql,
    projectId,
    { id, fileName: file.fileName?.slice(0, 200) ?? null, by },
    at,
  );
  try {
    const { rows, columns } = readFile(file.body, file.format, file.delimiter);
    let number = 0;
    let waiting: RawRow[] = [];
    for await (const cells of rows) {
      waiting.push({ number: ++number, cells });
      if (waiting.length < STORED) continue;
      await insertRows(sql, projectId, id, waiting);
      waiting = [];
    }
    if (waiting.length > 0) await insertRows(sql, projectId, id, waiting);
    if (number === 0) {
      throw invalid("file", "The file has no rows. Its first row names the columns.");
    }
    const names = distinct(columns());
    await updateImport(sql, projectId, id, {
      status: "uploaded",
      columns: names,
      mapping: sql.json(guessColumns(names)),
      total_rows: number,
    });
  } catch (error) {
    await deleteImport(sql, projectId, id);
    throw error;
  }
  return await readImport(sql, projectId, id);
}

/** @throws {AppError} 404 */
export async function readImport(
  db: Db,
  projectId: string,
  importId: string,
): Promise<CustomerImport> {
  const found = await selectImport(db, projectId, importId);
  if (!found) throw notFound("Import");
  return found;
}

/**
 * Begins to look through a file (`check`) or to work it off (`run`).
 *
 * @param options.mapping where columns go; those that are not named are left out
 * @param options.isQueued false when the caller does the work itself, see `workOff`
 * @throws {AppError} 404; 400 for a mapping that cannot be worked with; 409 when it is under way or done
 */
export async function startImport(
  sql: Sql | Tx,
  projectId: string,
  importId: string,
  step: "check" | "run",
  options: { mapping?: Record<string, unknown>; isQueued?: boolean } = {},
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    const one = await lockImport(tx, projectId, importId);
    if (!one) throw notFound("Import");
    if (!["uploaded", "checked", "failed", "cancelled"].includes(one.status)) {
      throw conflict(`The import is ${one.status}: it cannot begin again. Send the file anew.`);
    }
    const mapping: ColumnMapping = checkMapping(one.columns, options.mapping ?? one.mapping);
    await clearNotes(tx, projectId, importId);
    await updateImport(tx, projectId, importId, {
      status: step === "check" ? "checking" : "queued",
      mapping: tx.json(mapping),
      position: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      failed: 0,
      companies_created: 0,
      companies_updated: 0,
      error: null,
      started_at: at,
      finished_at: null,
    });
    if (options.isQueued ?? true) {
      const payload = { importId };
      await enqueue(tx, projectId, {
        kind: IMPORT_JOB,
        payload,
        dedupeKey: importId,
        maxAttempts: 50,
      });
    }
    await appendEvents(tx, projectId, [importEvent(importId)], at);
  });
}

/** Removes a file that was taken in and never begun, with its rows; nothing happens to any other. */
export async function discardImport(db: Db, projectId: string, importId: string): Promise<void> {
  const one = await selectImport(db, projectId, importId);
  if (one?.status === "uploaded") await deleteImport(db, projectId, importId);
}

/**
 * Stops an import. What was worked off stays.
 *
 * @throws {AppError} 404; 409 when it is not under way
 */
export async function cancelImport(
  sql: Sql,
  projectId: string,
  importId: string,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    const one = await lockImport(tx, projectId, importId);
    if (!one) throw notFound("Import");
    if (!["checking", "queued", "running"].includes(one.status)) {
      throw conflict(`The import is ${one.status}: there is nothing to stop.`);
    }
    const status = one.status === "checking" ? "uploaded" : "cancelled";
    await updateImport(tx, projectId, importId, { status, finished_at: at });
    await appendEvents(tx, projectId, [importEvent(importId)], at);
  });
}

/** Tells live pages that an import has moved on. */
export function importEvent(importId: string) {
  return { type: "import.updated" as const, sessionId: null, data: { import_id: importId } };
}

/** Columns of the same name get a number, so that each can go somewhere. */
function distinct(columns: string[]): string[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const name = column.slice(0, 200);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
