import { now } from "../clock.ts";
import type { Message } from "../contract/mod.ts";
import type { Tx } from "../db/mod.ts";
import { conflict, notFound } from "../errors.ts";
import { newId } from "../id.ts";
import { askAgent } from "./ask_agent.ts";
import { lockSession } from "./ingest_sql.ts";
import { addMessage, type WrittenMessage } from "./message.ts";
import { messageByExternalId } from "./read_sql.ts";

/**
 * Adds a message to a session on behalf of a program. One with a known external id is not added
 * again; the stored one is returned.
 *
 * @throws {AppError} 404; 409 when the session is closed
 */
export async function appendMessage(
  tx: Tx,
  projectId: string,
  sessionId: string,
  message: Omit<WrittenMessage, "id">,
  at: Date = now(),
): Promise<Message> {
  const session = await lockSession(tx, projectId, sessionId);
  if (!session) throw notFound("Session");
  if (message.externalId) {
    const known = await messageByExternalId(tx, projectId, sessionId, message.externalId);
    if (known) return known;
  }
  if (session.status === "closed") {
    throw conflict('The session is closed. Set its status to "active" before adding messages.');
  }
  const added = await addMessage(tx, projectId, session, { ...message, id: newId("msg", at) }, at);
  const asks = session.is_live && !session.is_human_takeover && message.senderType === "user";
  if (asks) await askAgent(tx, projectId, sessionId);
  return added;
}
