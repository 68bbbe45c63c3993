import type { Db, Tx } from "../db/mod.ts";

/** Stops a connection until its credentials are entered again. */
export async function markAttention(
  tx: Tx,
  projectId: string,
  connectionId: string,
  sentence: string,
  at: Date,
): Promise<void> {
  await tx`
    update connections set status = 'needs_attention', status_message = ${sentence},
      next_run_at = null, updated_at = ${at}
    where project_id = ${projectId} and id = ${connectionId}`;
}

/**
 * Notes of every connection whether its source takes replies. Their plugins may have learned it since
 * they were connected.
 *
 * @param sources ids of the plugins with replies
 */
export async function noteReplies(db: Db, sources: string[]): Promise<void> {
  await db`
    update connections set takes_replies = not takes_replies
    where takes_replies <> (source = any(${sources}::text[]))`;
}
