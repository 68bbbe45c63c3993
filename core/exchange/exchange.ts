import type { LiveConnection, SourcePlugin } from "../contract/mod.ts";
import { type ConnectionRow, selectConnectionRow } from "../sync/connections_sql.ts";
import type { SyncEngine } from "../sync/engine.ts";
import { createLiveConnection } from "./live_connection.ts";
import { openCached } from "./secret_cache.ts";

/** What live sources stand on. */
export interface Exchange {
  engine: SyncEngine;
  /** Our own address, for links to sessions; null when not known. */
  publicUrl: string | null;
  /** Seconds before the second attempt at a delivery; doubles each time. @default 5 */
  retrySeconds?: number;
}

/** A connection with its plugin, ready to be used. */
export interface OpenConnection {
  plugin: SourcePlugin;
  row: ConnectionRow;
  connection: LiveConnection;
}

/**
 * Opens a connection: reads its row, decrypts its credentials, and gives what its plugin works with.
 *
 * @param signal ends its requests
 * @returns null when there is no such connection, or no plugin for it
 * @throws {CredentialError} when the stored credentials cannot be read
 */
export async function openConnection(
  exchange: Exchange,
  projectId: string,
  connectionId: string,
  signal: AbortSignal,
): Promise<OpenConnection | null> {
  const row = await selectConnectionRow(exchange.engine.sql, projectId, connectionId);
  return row && await openRow(exchange, row, signal);
}

/** As {@link openConnection}, for a row that was read already. */
export async function openRow(
  exchange: Exchange,
  row: ConnectionRow,
  signal: AbortSignal,
): Promise<OpenConnection | null> {
  const plugin = exchange.engine.plugins.get(row.source);
  if (!plugin) return null;
  const secret = await openCached(exchange.engine, row);
  return { plugin, row, connection: createLiveConnection(exchange, plugin, row, secret, signal) };
}
