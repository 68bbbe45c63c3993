import type { Tx } from "../db/mod.ts";
import { enqueue } from "../jobs/mod.ts";

/** Queues an answer of the agent; several questions in a row wait for one answer. */
export async function askAgent(tx: Tx, projectId: string, sessionId: string): Promise<void> {
  await enqueue(tx, projectId, {
    kind: "agent.answer",
    payload: { session_id: sessionId },
    dedupeKey: sessionId,
  });
}
