import type { ConnectionRow } from "../sync/connections_sql.ts";
import type { LiveConnection, SourcePlugin } from "../contract/mod.ts";
import type { SyncEngine } from "../sync/engine.ts";
import { selectConnectionRow } from "../sync/connections_sql.ts";
import { openSecret } from "../sync/credentials.ts";
import { createLiveConnection } from "./live_connection.ts";

/** What live sources stand on. */
export interface Exchange {
  engine: SyncEngine;
  /** Our own address without a slash at its end, for links to sessions; null when not known. */
  publicUrl: string | null;
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
  const { engine } = exchange;
  const row = await selectConnectionRow(engine.sql, projectId, connectionId);
  const plugin = row && engine.plugins.get(row.source);
  if (!plugin) return null;
  const secret = await openSecret(engine.secret, row);
  return { plugin, row, connection: createLiveConnection(exchange, plugin, row, secret, signal) };
}
