import type { Tx } from "../db/mod.ts";

/** Forgets what the sessions of a connection looked like, so that each is compared in full again. */
export async function forgetHashes(
  tx: Tx,
  projectId: string,
  source: string,
  connectionId: string,
): Promise<void> {
  await tx`
    update sessions set content_hash = null
    where project_id = ${projectId} and source = ${source} and connection_id = ${connectionId}
      and external_id is not null`;
}
