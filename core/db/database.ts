import { connect, type Sql, withoutPassword } from "./connect.ts";
import { isEmbeddedRunning, startEmbedded } from "./embedded/server.ts";
import { embeddedUrl } from "./embedded/place.ts";

/** The settings that decide which database is used; a part of the product's configuration. */
export interface DatabaseSettings {
  dataDir: string;
  databaseUrl?: string;
  databaseDirectUrl?: string;
  databasePoolSize: number;
  databaseUser?: string;
}

/** The open database. */
export interface Database {
  /** The pool for all queries. */
  sql: Sql;
  /**
   * For LISTEN, migrations and whatever else needs a session of its own: goes around a pooling proxy
   * when DATABASE_DIRECT_URL says how. Few connections; otherwise the same as `sql`.
   */
  direct: Sql;
  /** Whether it is the built-in server. */
  embedded: boolean;
  /** Resolves when a built-in server that we started has ended; never for any other. */
  ended: Promise<void>;
  /** Where it is, without a password; for the start message. */
  description: string;
  /** Waits for running queries (at most 5 seconds), then ends what `openDatabase` began. */
  close(): Promise<void>;
}

/**
 * Opens the database of the settings: the server of `databaseUrl`, else the built-in one, which is
 * started and ends with this process.
 *
 * @param options.attach use the built-in server that another process already runs, as an admin
 * command does beside the product; starts one when none runs
 * @throws a sentence naming the remedy when the database cannot be reached or started
 */
export async function openDatabase(
  settings: DatabaseSettings,
  options: { attach?: boolean; applicationName?: string } = {},
): Promise<Database> {
  const pool = { max: settings.databasePoolSize, applicationName: options.applicationName };
  if (settings.databaseUrl) {
    const { databaseUrl, databaseDirectUrl } = settings;
    const pooled = databaseDirectUrl !== undefined && databaseDirectUrl !== databaseUrl;
    const sql = connect(databaseUrl, { ...pool, pooled });
    const direct = pooled ? connect(databaseDirectUrl, { ...pool, max: 3 }) : sql;
    const close = () => closeAll(sql, direct);
    await reach(direct, databaseDirectUrl ?? databaseUrl, close);
    const description = withoutPassword(databaseUrl);
    return { sql, direct, embedded: false, ended: never(), description, close };
  }
  if (options.attach && await isEmbeddedRunning(settings.dataDir)) {
    const url = await embeddedUrl(settings.dataDir);
    const sql = connect(url, pool);
    const close = () => closeAll(sql);
    await reach(sql, url, close);
    return { sql, direct: sql, embedded: true, ended: never(), description: url, close };
  }
  const server = await startEmbedded(settings.dataDir, { user: settings.databaseUser });
  const sql = connect(server.url, pool);
  return {
    sql,
    direct: sql,
    embedded: true,
    ended: server.ended,
    description: `built-in PostgreSQL in ${settings.dataDir}`,
    close: async () => {
      await closeAll(sql);
      await server.stop();
    },
  };
}

async function reach(sql: Sql, url: string, close: () => Promise<void>): Promise<void> {
  try {
    await sql`select 1`;
  } catch (error) {
    await close();
    throw new Error(
      `Cannot reach the database at ${withoutPassword(url)}: ${(error as Error).message}. ` +
        "Check DATABASE_URL, or remove it to use the built-in database.",
      { cause: error },
    );
  }
}

async function closeAll(...pools: Sql[]): Promise<void> {
  await Promise.all([...new Set(pools)].map((sql) => sql.end({ timeout: 5 })));
}

function never(): Promise<void> {
  return new Promise(() => {});
}
