import { sha256Hex } from "../crypto.ts";
import { log } from "../log.ts";
import type { ReservedSql, Sql } from "./connect.ts";

/** A step that brings the schema forward: plain SQL, named `0001_what_it_adds.sql`. */
export interface Migration {
  name: string;
  text: string;
}

/** The oldest server the product runs on. */
export const minimumServerVersion = 14;

// Any number nobody else uses: the lock under which one process at a time migrates.
const lockNumber = 4_177_430_661;

/**
 * Reads the migrations of a folder in their order.
 *
 * @throws when a file name does not begin with four digits, or two begin with the same
 */
export async function readMigrations(folder: string | URL): Promise<Migration[]> {
  const base = typeof folder === "string" ? folder : decodeURIComponent(folder.pathname);
  const names: string[] = [];
  for await (const entry of Deno.readDir(base)) {
    if (entry.isFile && entry.name.endsWith(".sql")) names.push(entry.name);
  }
  names.sort();
  for (const [index, name] of names.entries()) {
    if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name)) {
      throw new Error(`Migration ${name} must be named like 0001_what_it_adds.sql`);
    }
    if (names[index + 1]?.slice(0, 4) === name.slice(0, 4)) {
      throw new Error(`Migrations ${name} and ${names[index + 1]} have the same number`);
    }
  }
  return await Promise.all(names.map(async (name) => ({
    name,
    text: await Deno.readTextFile(`${base.replace(/\/$/, "")}/${name}`),
  })));
}

/**
 * Brings the schema up to date, one process at a time; the others wait. Each migration runs in a
 * transaction of its own, unless its first line is `-- no transaction`.
 *
 * @param sql a connection without a transaction-pooling proxy in between
 * @returns the names that were applied now
 * @throws a sentence when the server is too old, when the database is newer than this program, or
 * when a migration that was applied has changed since
 */
export async function migrate(sql: Sql, migrations: Migration[]): Promise<string[]> {
  await requireServerVersion(sql);
  const connection = await sql.reserve();
  try {
    await lock(connection);
    try {
      return await applyMissing(connection, migrations);
    } finally {
      await connection`select pg_advisory_unlock(${lockNumber}::bigint)`;
    }
  } finally {
    connection.release();
  }
}

/** Whether the database has exactly these migrations; for readiness checks. */
export async function isMigrated(sql: Sql, migrations: Migration[]): Promise<boolean> {
  const rows = await sql<{ name: string }[]>`select name from schema_migrations order by name`;
  return rows.map((row) => row.name).join() === migrations.map((one) => one.name).join();
}

async function requireServerVersion(sql: Sql): Promise<void> {
  const [row] = await sql<{ number: number; version: string }[]>`
    select current_setting('server_version_num')::int as number,
      current_setting('server_version') as version`;
  if (row!.number < minimumServerVersion * 10_000) {
    throw new Error(
      `The database server is PostgreSQL ${
        row!.version
      }; Hissuno needs ${minimumServerVersion} or ` +
        `newer. Point DATABASE_URL to a newer server, or remove it to use the built-in one.`,
    );
  }
}

/** Polls: a waiting lock request holds a snapshot, which `create index concurrently` waits for. */
async function lock(connection: ReservedSql): Promise<void> {
  for (let turn = 0;; turn++) {
    const [row] = await connection<{ locked: boolean }[]>`
      select pg_try_advisory_lock(${lockNumber}::bigint) as locked`;
    if (row!.locked) return;
    if (turn === 40) log.info("Waiting for another process that is migrating the database");
    await new Promise((resolve) => setTimeout(resolve, Math.min(20 + 10 * turn, 500)));
  }
}

async function applyMissing(connection: ReservedSql, migrations: Migration[]): Promise<string[]> {
  await connection`
    create table if not exists schema_migrations (
      name text collate "C" primary key,
      checksum text not null,
      applied_at timestamptz(3) not null default now()
    )`;
  const applied = new Map(
    (await connection<{ name: string; checksum: string }[]>`
      select name, checksum from schema_migrations`).map((row) => [row.name, row.checksum]),
  );
  refuseNewerDatabase(applied, migrations);
  const added: string[] = [];
  for (const migration of migrations) {
    const checksum = await sha256Hex(migration.text);
    const known = applied.get(migration.name);
    if (known === checksum) continue;
    if (known !== undefined) {
      throw new Error(
        `Migration ${migration.name} was changed after it had been applied to this database. ` +
          "Restore the file; changes belong in a new migration.",
      );
    }
    await apply(connection, migration, checksum);
    added.push(migration.name);
  }
  return added;
}

function refuseNewerDatabase(applied: Map<string, string>, migrations: Migration[]): void {
  const ours = new Set(migrations.map((one) => one.name));
  const unknown = [...applied.keys()].filter((name) => !ours.has(name)).sort();
  if (unknown.length > 0) {
    throw new Error(
      `The database was set up by a newer version of Hissuno (it has ${
        unknown.at(-1)
      }, which this ` +
        "version does not know). Start the newer version, or restore an older backup.",
    );
  }
}

async function apply(
  connection: ReservedSql,
  migration: Migration,
  checksum: string,
): Promise<void> {
  const inTransaction = !migration.text.startsWith("-- no transaction");
  try {
    if (inTransaction) await connection`begin`;
    await connection.unsafe(migration.text).simple();
    await connection`
      insert into schema_migrations (name, checksum) values (${migration.name}, ${checksum})`;
    if (inTransaction) await connection`commit`;
  } catch (error) {
    if (inTransaction) await connection`rollback`;
    throw new Error(`Migration ${migration.name} failed: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
