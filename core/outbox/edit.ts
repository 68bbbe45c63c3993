import { now } from "../clock.ts";
import type { Tx } from "../db/mod.ts";
import { conflict, notFound } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { deleteMessage, editMessage, enqueueSends, getMessage } from "../sessions/mod.ts";
import { lockSession } from "../sessions/ingest_sql.ts";
import {
  deleteOperationsOf,
  insertChange,
  keepContent,
  lockSend,
  reviveOperations,
} from "./outbox_sql.ts";

/**
 * Changes a message that was written here, and where it was sent to. One that waits for its first
 * sending is sent as it is then.
 *
 * @returns false when that changes nothing
 */
export async function editSent(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messageId: string,
  text: string,
  at: Date = now(),
): Promise<boolean> {
  await lockSession(tx, projectId, sessionId);
  const send = await lockSend(tx, projectId, sessionId, messageId);
  if (!await editMessage(tx, projectId, sessionId, messageId, text, at)) return false;
  // What failed is sent as it is then, when somebody has it tried again.
  const mayBeThere = send?.status === "sent" || (send?.status === "queued" && send.attempts > 0);
  if (!mayBeThere) return true;
  await insertChange(tx, projectId, sessionId, messageId, "edit", at);
  await enqueueSends(tx, projectId, sessionId);
  return true;
}

/**
 * Deletes a message that was written here, and where it was sent to. One that was not sent yet is
 * not sent any more.
 *
 * @returns false when there is no such message
 */
export async function deleteSent(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messageId: string,
  at: Date = now(),
): Promise<boolean> {
  await lockSession(tx, projectId, sessionId);
  const send = await lockSend(tx, projectId, sessionId, messageId);
  const message = await getMessage(tx, projectId, sessionId, messageId);
  if (!message) return false;
  await deleteMessage(tx, projectId, sessionId, messageId, at);
  if (!send) return true;
  if (send.status !== "sent" && send.attempts === 0) {
    await deleteOperationsOf(tx, projectId, sessionId, messageId);
    return true;
  }
  if (send.status !== "sent") {
    // It may be there all the same: it is found, or sent, and then deleted.
    await keepContent(tx, projectId, sessionId, messageId, message.content);
    await reviveOperations(tx, projectId, sessionId, messageId);
  }
  await insertChange(tx, projectId, sessionId, messageId, "delete", at);
  await enqueueSends(tx, projectId, sessionId);
  return true;
}

/**
 * Has a message that could not be sent tried again, on a person's word.
 *
 * @throws {AppError} 404 without the session; 409 when nothing of the message has failed
 */
export async function retrySend(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messageId: string,
  at: Date = now(),
): Promise<void> {
  if (!await lockSession(tx, projectId, sessionId)) throw notFound("Session");
  if (await reviveOperations(tx, projectId, sessionId, messageId) === 0) {
    throw conflict("This message does not wait for another try. Reload the page to see its state.");
  }
  const data = { message_id: messageId };
  await appendEvents(tx, projectId, [{ type: "message.updated", sessionId, data }], at);
  await enqueueSends(tx, projectId, sessionId);
}
