import type { SenderType } from "../contract/mod.ts";
import type { Tx } from "../db/mod.ts";
import { enqueue } from "../jobs/mod.ts";
import { insertSend, isAnsweredElsewhere } from "./send_out_sql.ts";

/**
 * Has a message that was written here sent to where its session happens. What a source or a program
 * brought under an id of its own is there already, and most sessions happen here alone: nothing then.
 */
export async function sendOut(
  tx: Tx,
  projectId: string,
  sessionId: string,
  message: { id: string; senderType: SenderType; externalId?: string | null },
  at: Date,
): Promise<void> {
  const isOurs = message.senderType === "ai" || message.senderType === "human_agent";
  if (!isOurs || message.externalId) return;
  if (!await insertSend(tx, projectId, sessionId, message.id, at)) return;
  await enqueueSends(tx, projectId, sessionId);
}

/** Queues the sending of what waits in a session; one job does it, in order. */
export async function enqueueSends(
  tx: Tx,
  projectId: string,
  sessionId: string,
  runAt?: Date,
): Promise<void> {
  await enqueue(tx, projectId, {
    kind: "source.send",
    payload: { session_id: sessionId },
    dedupeKey: sessionId,
    // Waiting counts as an attempt of the job; how often a message is tried is its own rule.
    maxAttempts: 100_000,
    ...(runAt ? { runAt } : {}),
  });
}

/** Has the place where a session happens told who answers in it now. */
export async function tellOwner(tx: Tx, projectId: string, sessionId: string): Promise<void> {
  if (!await isAnsweredElsewhere(tx, projectId, sessionId)) return;
  await enqueue(tx, projectId, {
    kind: "source.owner",
    payload: { session_id: sessionId },
    dedupeKey: sessionId,
  });
}
