import { now } from "../clock.ts";
import type { Message } from "../contract/mod.ts";
import type { Tx } from "../db/mod.ts";
import { notFound } from "../errors.ts";
import { newId } from "../id.ts";
import { lockSession } from "./ingest_sql.ts";
import { addMessage } from "./message.ts";
import type { Teammate } from "./ownership.ts";

/**
 * A teammate tells a customer something apart from the conversation, such as that what they asked for
 * is done. Unlike a reply it takes nothing over, and a closed session stays closed: its customer
 * reads it at the next visit, or where the session happens.
 *
 * @throws {AppError} 404, 400 for an empty text
 */
export async function addNote(
  tx: Tx,
  projectId: string,
  sessionId: string,
  teammate: Teammate,
  text: string,
  at: Date = now(),
): Promise<Message> {
  const session = await lockSession(tx, projectId, sessionId);
  if (!session) throw notFound("Session");
  return await addMessage(tx, projectId, session, {
    id: newId("msg", at),
    senderType: "human_agent",
    senderName: teammate.name,
    senderId: teammate.id,
    content: text,
  }, at);
}
