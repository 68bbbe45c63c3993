import { openSecret } from "../sync/credentials.ts";
import type { SyncEngine } from "../sync/engine.ts";

/** No more opened credentials are remembered; the oldest go first. */
const MOST = 1_000;

/** By engine: sealed credentials and what was in them. */
const opened = new WeakMap<SyncEngine, Map<string, unknown>>();

/**
 * The credentials of a connection, remembered in memory: every delivery needs those of several.
 *
 * @throws {CredentialError} when they cannot be read
 */
export async function openCached(
  engine: SyncEngine,
  connection: { project_id: string; id: string; secret: string },
): Promise<unknown> {
  const known = opened.get(engine) ?? new Map<string, unknown>();
  opened.set(engine, known);
  // Sealing the same anew gives another text, so new credentials are never taken for old ones.
  const key = `${connection.project_id}/${connection.id}/${connection.secret}`;
  if (known.has(key)) return known.get(key);
  const secret = await openSecret(engine.secret, connection);
  known.set(key, secret);
  if (known.size > MOST) known.delete(known.keys().next().value!);
  return secret;
}
