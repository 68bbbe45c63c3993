import { now } from "../clock.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { enqueue } from "../jobs/mod.ts";
import { getMessage, getSession, requestHuman } from "../sessions/mod.ts";
import { lockSession } from "../sessions/ingest_sql.ts";
import { giveUp, type Operation, type SendingSession } from "./outbox_sql.ts";

/** Has pages look again at how a message fares. */
export async function tellChange(
  sql: Sql,
  projectId: string,
  sessionId: string,
  messageId: string,
): Promise<void> {
  await transaction(sql, (tx) =>
    appendEvents(tx, projectId, [{
      type: "message.updated",
      sessionId,
      data: { message_id: messageId },
    }], now()));
}

/**
 * Gives something up that was to be sent. The sentence stands beside the message; a person is asked
 * for when it was the agent's answer, since the customer waits. What was shown of it is removed.
 */
export async function abandon(
  sql: Sql,
  projectId: string,
  session: SendingSession,
  operation: Operation,
  sentence: string,
): Promise<void> {
  const { message_id: messageId } = operation;
  await transaction(sql, async (tx) => {
    // The session first, as everybody who changes it does.
    await lockSession(tx, projectId, session.id);
    await giveUp(tx, projectId, session.id, operation, sentence);
    const event = { message_id: messageId };
    await appendEvents(tx, projectId, [
      { type: "message.updated", sessionId: session.id, data: event },
    ], now());
    if (operation.operation !== "send") return;
    await enqueueDiscard(tx, projectId, session.id, messageId);
    const [message, current] = await Promise.all([
      getMessage(tx, projectId, session.id, messageId),
      getSession(tx, projectId, session.id),
    ]);
    const waits = message?.sender_type === "ai" && current?.status === "active" &&
      !current.is_human_takeover;
    if (waits) {
      const reason = `The agent's answer was not delivered. ${sentence}`;
      await requestHuman(tx, projectId, session.id, reason, now());
    }
  });
}

/** Has what is shown of an answer removed; nothing happens when nothing of it is shown. */
export async function enqueueDiscard(
  db: Parameters<typeof enqueue>[0],
  projectId: string,
  sessionId: string,
  messageId: string,
): Promise<void> {
  await enqueue(db, projectId, {
    kind: "source.discard",
    payload: { session_id: sessionId, message_id: messageId },
    dedupeKey: messageId,
  });
}
