import { createHash } from "node:crypto";
import { migrate, type Migration, type Sql, transaction, type Tx } from "../db/mod.ts";
import { AppError } from "../errors.ts";
import { sha256Hex } from "../crypto.ts";
import { unpacked } from "../exports/archive/tar.ts";
import {
  BACKUP_LIMITS,
  type BackupContents,
  CONTENTS,
  damaged,
  partName,
  readContents,
  SECRET_FILE,
} from "./backup_model.ts";
import {
  appliedMigrations,
  copyIn,
  emptyTables,
  fixFormats,
  isInUse,
  setSequence,
  type Table,
  tablesOf,
} from "./tables_sql.ts";
import { passTransactions, renumberTransactions } from "./transactions_sql.ts";
import { measure } from "./write_backup.ts";

/** What a backup holds, found out by reading all of it. */
export interface CheckedBackup {
  contents: BackupContents;
  /** The installation's secret, when the backup holds it. */
  secret: string | null;
}

/**
 * Reads a backup from its beginning to its end: whether it is complete, and every table is what it was.
 *
 * @throws {AppError} 400 with the reason when it cannot be used
 */
export async function checkBackup(path: string): Promise<CheckedBackup> {
  const found = new Map<string, { parts: number; hash: ReturnType<typeof createHash> }>();
  let contents: BackupContents | null = null;
  let secret: string | null = null;
  for await (const { name, bytes } of filesOf(path)) {
    if (contents) throw damaged(`${name} is behind its end`);
    if (name === CONTENTS) contents = readContents(bytes);
    else if (name === SECRET_FILE) secret = new TextDecoder().decode(bytes);
    else {
      const table = tableOf(name);
      const one = found.get(table) ?? { parts: 0, hash: createHash("sha256") };
      found.set(table, one);
      if (name !== partName(table, ++one.parts)) throw damaged(`${name} is out of order`);
      one.hash.update(bytes);
    }
  }
  if (!contents) throw damaged("its end is missing");
  for (const { name, parts, sha256 } of contents.tables) {
    const one = found.get(name) ?? { parts: 0, hash: createHash("sha256") };
    found.delete(name);
    if (one.parts !== parts || one.hash.digest("hex") !== sha256) {
      throw damaged(`the table ${name} was changed or damaged`);
    }
  }
  for (const name of found.keys()) throw damaged(`it does not name its table ${name}`);
  return { contents, secret };
}

/**
 * Fills an empty database with a backup, compares every table with it, and brings the schema forward
 * when this version of Hissuno is newer. All of the data comes in one transaction.
 *
 * @param sql a database without tables, or one that nobody has used yet
 * @param backup what {@link checkBackup} found of the file
 * @param options.told is called with each table before it is filled
 * @throws {AppError} 409 when the database is in use or has another schema, 400 when the comparison fails
 */
export async function restoreBackup(
  sql: Sql,
  path: string,
  { contents }: CheckedBackup,
  migrations: Migration[],
  options: { told?: (table: string) => void } = {},
): Promise<void> {
  const theirs = await migrationsOf(contents, migrations);
  await prepareSchema(sql, contents, theirs);
  const highest = await transaction(sql, async (tx) => {
    await fixFormats(tx);
    const tables = await tablesOf(tx);
    const wanted = compareTables(contents, tables);
    await emptyTables(tx, tables);
    await fill(tx, path, wanted, options.told);
    for (const sequence of contents.sequences) await setSequence(tx, sequence);
    for (const [index, table] of wanted.entries()) {
      const { rows, sha256 } = contents.tables[index]!;
      const now = await measure(tx, table);
      if (now.rows !== rows || now.sha256 !== sha256) {
        throw damaged(`the table ${table.name} is not the same after it was restored`);
      }
    }
    return await renumberTransactions(tx);
  }, { retries: 0 });
  await passTransactions(sql, highest);
  await migrate(sql, migrations);
}

/** The migrations of ours that the backup's database had. */
async function migrationsOf(
  contents: BackupContents,
  migrations: Migration[],
): Promise<Migration[]> {
  const ours = new Map(migrations.map((one) => [one.name, one]));
  const theirs: Migration[] = [];
  for (const { name, checksum } of contents.migrations) {
    const one = ours.get(name);
    if (!one) {
      throw damaged(`it was made by a newer version of Hissuno, whose ${name} is not known here`);
    }
    if (await sha256Hex(one.text) !== checksum) {
      throw damaged(`its schema differs from this version of Hissuno in ${name}`);
    }
    theirs.push(one);
  }
  return theirs;
}

async function prepareSchema(
  sql: Sql,
  contents: BackupContents,
  theirs: Migration[],
): Promise<void> {
  const applied = await appliedMigrations(sql);
  if (applied === null || applied.length === 0) {
    await migrate(sql, theirs);
    return;
  }
  if (await isInUse(sql)) {
    throw refused(
      "The database is in use: it has projects or accounts, which a restore would replace. Point " +
        "DATABASE_URL, or DATA_DIR for the built-in one, to an empty database.",
    );
  }
  if (
    applied.map(({ name }) => name).join() !== contents.migrations.map(({ name }) => name).join()
  ) {
    throw refused(
      "The database has the schema of another version than the backup. Point DATABASE_URL, or " +
        "DATA_DIR for the built-in one, to a database without tables.",
    );
  }
}

/** The tables of the database in the order of the backup; all of them, with the same columns. */
function compareTables(contents: BackupContents, tables: Table[]): Table[] {
  const known = new Map(tables.map((table) => [table.name, table]));
  const wanted = contents.tables.map(({ name, columns }) => {
    const table = known.get(name);
    known.delete(name);
    if (!table || [...table.columns].sort().join() !== [...columns].sort().join()) {
      throw damaged(`its table ${name} is not the one of this schema`);
    }
    return { ...table, columns };
  });
  for (const name of known.keys()) throw damaged(`it has no table ${name}`);
  return wanted;
}

async function fill(
  tx: Tx,
  path: string,
  wanted: Table[],
  told: (table: string) => void = () => {},
): Promise<void> {
  const files = filesOf(path);
  let next = await files.next();
  for (const table of wanted) {
    told(table.name);
    await copyIn(
      tx,
      table,
      (async function* () {
        while (!next.done && next.value.name.startsWith("tables/")) {
          if (tableOf(next.value.name) !== table.name) return;
          yield next.value.bytes;
          next = await files.next();
        }
      })(),
    );
  }
  await files.return(undefined);
}

async function* filesOf(path: string) {
  let body: ReadableStream<Uint8Array>;
  try {
    body = (await Deno.open(path, { read: true })).readable;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw refused(`There is no file ${path}. Name the backup's file.`);
  }
  yield* unpacked(body, BACKUP_LIMITS);
}

function tableOf(name: string): string {
  const table = /^tables\/([a-z_][a-z0-9_]{0,62})-\d{6,}$/.exec(name)?.[1];
  if (!table) throw damaged(`it holds "${name.slice(0, 100)}", which no backup has`);
  return table;
}

function refused(message: string): AppError {
  return new AppError(message, { code: "conflict", status: 409 });
}
