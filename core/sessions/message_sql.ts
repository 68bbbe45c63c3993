import type { Tx } from "../db/mod.ts";

/** Counts one more message and moves the session up in its lists. */
export async function countMessage(
  tx: Tx,
  projectId: string,
  sessionId: string,
  preview: string | null,
  said: Date,
  at: Date,
): Promise<void> {
  await tx`
    update sessions set
      message_count = message_count + 1, next_sequence = next_sequence + 1,
      preview = coalesce(preview, ${preview}), first_message_at = least(first_message_at, ${said}),
      last_activity_at = greatest(last_activity_at, ${said}), updated_at = ${at}
    where project_id = ${projectId} and id = ${sessionId}`;
}
