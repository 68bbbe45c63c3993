import type { Tx } from "../db/mod.ts";

/** Counts one more message and moves the session up in its lists. */
export async function countMessage(
  tx: Tx,
  projectId: string,
  sessionId: string,
  preview: string | null,
  at: Date,
): Promise<void> {
  await tx`
    update sessions set
      message_count = message_count + 1, next_sequence = next_sequence + 1,
      preview = coalesce(preview, ${preview}), first_message_at = coalesce(first_message_at, ${at}),
      last_activity_at = greatest(last_activity_at, ${at}), updated_at = ${at}
    where project_id = ${projectId} and id = ${sessionId}`;
}
