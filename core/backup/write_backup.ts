import { createHash } from "node:crypto";
import { now } from "../clock.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { AppError } from "../errors.ts";
import { type Entry, packed } from "../exports/archive/tar.ts";
import {
  BACKUP_VERSION,
  type BackupContents,
  type BackupTable,
  CONTENTS,
  PART_BYTES,
  partName,
  SECRET_FILE,
} from "./backup_model.ts";
import {
  appliedMigrations,
  copyOut,
  fixFormats,
  sequencesOf,
  serverVersion,
  type Table,
  tablesOf,
} from "./tables_sql.ts";

/** What a backup is made of. */
export interface BackupSource {
  /** Goes around a pooling proxy. */
  sql: Sql;
  /** The installation's secret, only when it is to be part of the backup. */
  secret?: string;
}

/**
 * Writes a backup of a whole installation, as it is at one moment, also while it is in use. What is
 * held at once is a few megabytes. The file appears under its name when it is complete.
 *
 * @param path of a file that does not exist yet
 * @throws {AppError} 409 when it exists
 */
export async function writeBackup(
  source: BackupSource,
  path: string,
  at: Date = now(),
): Promise<{ contents: BackupContents; size: number }> {
  if (await isThere(path)) {
    throw new AppError(`The file ${path} exists already. Name another one.`, {
      ...{ code: "conflict", status: 409 },
    });
  }
  const part = `${path}.part`;
  let contents: BackupContents | null = null;
  let size = 0;
  try {
    await transaction(source.sql, async (tx) => {
      const files = backupFiles(tx, source, at, (all) => contents = all);
      using file = await Deno.open(part, {
        create: true,
        write: true,
        truncate: true,
        mode: 0o600,
      });
      for await (const piece of packed(files, at)) {
        size += piece.length;
        for (let done = 0; done < piece.length;) done += await file.write(piece.subarray(done));
      }
      await file.sync();
    }, { isolation: "repeatable read", retries: 0 });
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
  await Deno.rename(part, path);
  return { contents: contents!, size };
}

async function* backupFiles(
  tx: Tx,
  source: BackupSource,
  at: Date,
  told: (contents: BackupContents) => void,
): AsyncGenerator<Entry> {
  await fixFormats(tx);
  const tables: BackupTable[] = [];
  const migrations = await appliedMigrations(tx) ?? [];
  for (const table of await tablesOf(tx)) {
    const done: BackupTable = {
      ...{ name: table.name, columns: table.columns, rows: 0, parts: 0 },
      sha256: "",
    };
    const hash = createHash("sha256");
    for await (const { bytes, rows } of partsOf(copyOut(tx, table))) {
      hash.update(bytes);
      done.rows += rows;
      yield { name: partName(table.name, ++done.parts), bytes };
    }
    tables.push({ ...done, sha256: hash.digest("hex") });
  }
  if (source.secret !== undefined) {
    yield { name: SECRET_FILE, bytes: new TextEncoder().encode(source.secret) };
  }
  const contents: BackupContents = {
    format: "hissuno-backup",
    version: BACKUP_VERSION,
    created_at: at.toISOString(),
    server_version: await serverVersion(tx),
    migrations,
    tables,
    sequences: await sequencesOf(tx),
    has_secret: source.secret !== undefined,
  };
  told(contents);
  yield {
    name: CONTENTS,
    bytes: new TextEncoder().encode(JSON.stringify(contents, null, 1) + "\n"),
  };
}

/** Number of rows and hash of a table, as a backup would note them. */
export async function measure(
  tx: Tx,
  table: Table,
): Promise<Pick<BackupTable, "rows" | "sha256">> {
  const hash = createHash("sha256");
  let rows = 0;
  for await (const piece of copyOut(tx, table)) {
    hash.update(piece);
    rows += linesIn(piece);
  }
  return { rows, sha256: hash.digest("hex") };
}

/** Pieces of any size as parts of some megabytes. */
async function* partsOf(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ bytes: Uint8Array<ArrayBuffer>; rows: number }> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  const close = () => {
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const piece of waiting) {
      bytes.set(piece, at);
      at += piece.length;
    }
    waiting = [];
    size = 0;
    return { bytes, rows: linesIn(bytes) };
  };
  for await (const piece of pieces) {
    // The driver's piece is a view of what it reads next into.
    waiting.push(piece.slice());
    size += piece.length;
    if (size >= PART_BYTES) yield close();
  }
  if (size > 0) yield close();
}

/** Line ends within values are written as `\n`, so that each byte 10 is the end of a row. */
function linesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
