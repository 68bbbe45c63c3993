/**
 * Tests on a real PostgreSQL.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { dbTest } from "../db/testing.ts";
 *
 * dbTest("A project keeps the name it was given", async (sql) => {
 *   await sql`insert into projects (id, name) values ('proj_a', 'A')`;
 *   const [row] = await sql`select name from projects where id = 'proj_a'`;
 *   assert.equal(row!.name, "A");
 * });
 * ```
 *
 * Every test has a database of its own with all migrations applied, cloned in some 20 ms. The server
 * is the one named by TEST_SERVER_URL (tools/run_tests.ts sets it for a whole run), else a built-in one
 * started by the test file, in memory-like settings, gone when the file is done.
 *
 * `dbTest` switches off the checks for leaked operations and resources, because the server and the
 * driver's connections outlive a single test; within `Deno.test`, set `sanitizeOps` and
 * `sanitizeResources` to false when using {@link withDatabase}.
 */
import { statfs } from "node:fs/promises";
import { sha256Hex } from "../crypto.ts";
import { randomToken } from "../id.ts";
import { connect, type Sql, withDatabaseName } from "./connect.ts";
import { startEmbedded } from "./embedded/server.ts";
import { migrate, type Migration, readMigrations } from "./migrate.ts";

/** A database that exists for one test. */
export interface TestDatabase {
  sql: Sql;
  /** Its address, to open further connections or to start a replica on it. */
  url: string;
  /** Closes the connections and removes the database. */
  close(): Promise<void>;
}

/** What kind of database a test wants. */
export interface TestDatabaseOptions {
  /** Without any migration. @default false */
  empty?: boolean;
  /** The server to use. @default {the built-in one} */
  server?: string;
  /** The most connections. @default 4 */
  max?: number;
}

/** What kind of test {@link dbTest} registers. */
export interface DbTestOptions extends Omit<TestDatabaseOptions, "server"> {
  /** Leaves the test out, for what it needs beyond a database. @default false */
  ignore?: boolean;
}

/** Registers a test with a database of its own. */
export function dbTest(
  name: string,
  test: (sql: Sql, database: TestDatabase) => void | Promise<void>,
  { ignore = false, ...options }: DbTestOptions = {},
): void {
  Deno.test({
    name,
    ignore,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () => withDatabase(test, options),
  });
}

/** Runs `work` with a database of its own, and removes it afterwards. */
export async function withDatabase<T>(
  work: (sql: Sql, database: TestDatabase) => T | Promise<T>,
  options: TestDatabaseOptions = {},
): Promise<T> {
  const database = await testDatabase(options);
  try {
    return await work(database.sql, database);
  } finally {
    await database.close();
  }
}

/** A database of its own for as long as the caller wants; `close` it. */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = options.server ?? await embeddedServer();
  const name = `test_${randomToken(9).toLowerCase().replaceAll("-", "_")}`;
  const template = options.empty ? "template0" : await migratedTemplate(server);
  // Quick for small databases; PostgreSQL 14 knows no other way.
  const strategy = await versionOf(server) >= 15 ? "strategy file_copy" : "";
  await administer(
    server,
    (admin) => admin.unsafe(`create database ${name} template ${template} ${strategy}`),
  );
  const url = withDatabaseName(server, name);
  const sql = connect(url, { max: options.max ?? 4, applicationName: "hissuno-test" });
  return {
    sql,
    url,
    close: async () => {
      await sql.end({ timeout: 1 });
      await administer(server, (admin) => admin.unsafe(`drop database ${name} with (force)`));
    },
  };
}

const versions = new Map<string, Promise<number>>();

/** The major version of a server. */
function versionOf(server: string): Promise<number> {
  const known = versions.get(server) ?? administer(server, async (admin) => {
    const [row] = await admin`select current_setting('server_version_num')::int / 10000 as major`;
    return row!.major as number;
  });
  versions.set(server, known);
  return known;
}

let started: Promise<string> | undefined;

/** The address of the built-in server that tests share, started when there is none. */
export function embeddedServer(): Promise<string> {
  const given = Deno.env.get("TEST_SERVER_URL");
  if (given) return Promise.resolve(given);
  return started ??= startTestServer().then((server) => server.url);
}

/** Starts a server for tests in a folder of its own; all of it vanishes with `stop` or with us. */
export async function startTestServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await Deno.makeTempDir({ dir: await memoryFolder(), prefix: "hissuno-test-" });
  // The server's user must be able to pass through.
  await Deno.chmod(folder, 0o755);
  return await startEmbedded(folder, { ephemeral: true });
}

/** A folder in memory when there is one with room: cloning a database there takes 10 ms, not 200. */
async function memoryFolder(): Promise<string | undefined> {
  try {
    const { bavail, bsize } = await statfs("/dev/shm");
    return bavail * bsize > 1_500_000_000 ? "/dev/shm" : undefined;
  } catch {
    return undefined;
  }
}

const templates = new Map<string, Promise<string>>();

function migratedTemplate(server: string): Promise<string> {
  let template = templates.get(server);
  if (!template) {
    template = buildTemplate(server);
    templates.set(server, template);
  }
  return template;
}

async function buildTemplate(server: string): Promise<string> {
  const migrations = await readMigrations(new URL("../../migrations/", import.meta.url));
  const content = migrations.map((one) => `${one.name}\n${one.text}`).join("\n");
  const name = `hissuno_template_${(await sha256Hex(content)).slice(0, 16)}`;
  await administer(server, async (admin) => {
    const number = 7_301_566_218;
    // Polling, as in migrate(): a waiting lock request would hold up `create database`.
    while (!(await admin`select pg_try_advisory_lock(${number}::bigint) as locked`)[0]!.locked) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const known = await admin`select 1 from pg_database where datname = ${name}`;
    if (known.length === 0) await fillTemplate(server, admin, name, migrations);
    await admin`select pg_advisory_unlock(${number}::bigint)`;
  });
  return name;
}

/** The name is given at the very end, so that a template with it is always complete. */
async function fillTemplate(
  server: string,
  admin: Sql,
  name: string,
  migrations: Migration[],
): Promise<void> {
  const unfinished = `${name}_unfinished`;
  await admin.unsafe(`drop database if exists ${unfinished} with (force)`);
  await admin.unsafe(`create database ${unfinished} template template0`);
  const sql = connect(withDatabaseName(server, unfinished), { max: 2 });
  try {
    await migrate(sql, migrations);
  } finally {
    await sql.end({ timeout: 5 });
  }
  await admin.unsafe(`alter database ${unfinished} rename to ${name}`);
}

async function administer<T>(server: string, work: (admin: Sql) => Promise<T>): Promise<T> {
  const admin = connect(withDatabaseName(server, "postgres"), { max: 1 });
  try {
    return await work(admin);
  } finally {
    await admin.end({ timeout: 5 });
  }
}
