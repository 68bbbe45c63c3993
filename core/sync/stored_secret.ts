import { CredentialError } from "../contract/mod.ts";
import { notFound } from "../errors.ts";
import { selectConnectionRow } from "./connections_sql.ts";
import { openSecret } from "./credentials.ts";
import type { SyncEngine } from "./engine.ts";

/**
 * The stored credentials of a connection, to be completed by new ones; empty when they cannot be read
 * any more.
 *
 * @throws {AppError} 404 when the source has no such connection
 */
export async function openConnectionSecret(
  engine: SyncEngine,
  projectId: string,
  connectionId: string,
  source: string,
): Promise<Record<string, unknown>> {
  const row = await selectConnectionRow(engine.sql, projectId, connectionId);
  if (!row || row.source !== source) throw notFound("Connection");
  try {
    return await openSecret(engine.secret, row) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof CredentialError) return {};
    throw error;
  }
}
