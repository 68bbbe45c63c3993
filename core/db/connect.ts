import postgres from "postgres";
import { log } from "../log.ts";
import { surviveLostConnections } from "./lost_connection.ts";

/** Types beyond the driver's own: 64-bit integers arrive as numbers. */
type Types = { bigint: number };

/** A pool of connections. Queries are tagged templates: values can only ever be parameters. */
export type Sql = postgres.Sql<Types>;
/** An open transaction; see `transaction`. */
export type Tx = postgres.TransactionSql<Types>;
/** What a query needs to run: the pool or an open transaction. */
export type Db = postgres.ISql<Types>;
/** A single connection taken out of the pool, given back with `release()`. */
export type ReservedSql = postgres.ReservedSql<Types>;

/** What the driver throws when the server refuses a statement; `code` is the SQLSTATE. */
export const PostgresError = postgres.PostgresError;

/** How to connect. */
export interface ConnectOptions {
  /** The most connections held at once. @default 10 */
  max?: number;
  /** Shown in `pg_stat_activity`. @default "hissuno" */
  applicationName?: string;
  /** The address is a proxy that pools by transaction: no prepared statements, no settings of ours. */
  pooled?: boolean;
  /** Seconds to wait for a connection. @default 30 */
  connectTimeoutSeconds?: number;
}

/**
 * Opens a pool on a `postgres://` address. A Unix socket is given as libpq does:
 * `postgres://user@localhost/database?host=/folder/of/the/socket`. Connects with the first query.
 *
 * Dates go in and come out as `Date` (milliseconds, UTC); `int8` comes out as a number.
 */
export function connect(url: string, options: ConnectOptions = {}): Sql {
  const { address, folder, port } = splitSocket(url);
  surviveLostConnections();
  return postgres<{ bigint: postgres.PostgresType<number> }>(address, {
    ...(folder ? { path: `${folder}/.s.PGSQL.${port}` } : {}),
    max: options.max ?? 10,
    connect_timeout: options.connectTimeoutSeconds ?? 30,
    prepare: !options.pooled,
    onnotice: (notice) => log.debug("Notice of the database", { notice: notice.message }),
    connection: {
      application_name: options.applicationName ?? "hissuno",
      TimeZone: "UTC",
      // The generic plan of a prepared statement was measured 300 times slower for searches. A
      // proxy refuses the setting, and needs it less: its statements are not prepared.
      ...(options.pooled ? {} : { plan_cache_mode: "force_custom_plan" }),
    },
    types: {
      bigint: {
        to: 20,
        from: [20],
        serialize: (value: number) => String(value),
        parse: (text: string) => Number(text),
      },
    },
  });
}

/** The address without its password, for logs and messages. */
export function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^:/@]*):[^@/]*@/, "$1@");
}

/** The same server, another database. */
export function withDatabaseName(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.href;
}

function splitSocket(url: string): { address: string; folder?: string; port: number } {
  const parsed = new URL(url);
  const folder = parsed.searchParams.get("host") ?? undefined;
  parsed.searchParams.delete("host");
  return { address: parsed.href, folder, port: Number(parsed.port || 5432) };
}
