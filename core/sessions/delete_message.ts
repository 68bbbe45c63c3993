import type { Tx } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { cleanText, firstWords } from "../text.ts";
import {
  deleteMessageRow,
  insertTombstone,
  selectOpening,
  uncountMessage,
  updateMessageText,
} from "./delete_message_sql.ts";
import type { IngestScope } from "./ingest.ts";
import { lockByExternalId } from "./ingest_sql.ts";
import { messageByExternalId } from "./read_sql.ts";
import { rebuildSearch } from "./search_sql.ts";

/**
 * Removes a message of a connection's conversation that was deleted where it was said. A late
 * delivery does not bring it back, also when nothing of the conversation was here yet.
 *
 * @returns the ids of session and message; null when it was not here
 */
export async function deleteSourceMessage(
  tx: Tx,
  scope: IngestScope & { connectionId: string },
  externalId: string,
  messageExternalId: string,
  at: Date,
): Promise<{ sessionId: string; messageId: string } | null> {
  const { projectId, source, connectionId } = scope;
  const session = await lockByExternalId(tx, projectId, { source, connectionId, externalId });
  await insertTombstone(tx, projectId, connectionId, externalId, messageExternalId, at);
  if (!session) return null;
  const message = await messageByExternalId(tx, projectId, session.id, messageExternalId);
  if (!message) return null;
  await deleteMessage(tx, projectId, session.id, message.id, at);
  return { sessionId: session.id, messageId: message.id };
}

/**
 * Removes one message of a session that the caller's transaction holds locked.
 *
 * @returns false when the session has no such message
 */
export async function deleteMessage(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messageId: string,
  at: Date,
): Promise<boolean> {
  if (!await deleteMessageRow(tx, projectId, sessionId, messageId)) return false;
  const opening = await selectOpening(tx, projectId, sessionId);
  const preview = opening === null ? null : firstWords(opening);
  await uncountMessage(tx, projectId, sessionId, preview, at);
  await rebuildSearch(tx, projectId, sessionId);
  const data = { messages_deleted: 1 };
  await appendEvents(tx, projectId, [{ type: "session.updated", sessionId, data }], at);
  return true;
}

/**
 * Replaces the text of a message of a session that the caller's transaction holds locked.
 *
 * @returns false when that changes nothing
 */
export async function editMessage(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messageId: string,
  text: string,
  at: Date,
): Promise<boolean> {
  const content = cleanText(text);
  if (!await updateMessageText(tx, projectId, sessionId, messageId, content, at)) return false;
  await rebuildSearch(tx, projectId, sessionId);
  const data = { message_id: messageId };
  await appendEvents(tx, projectId, [{ type: "message.updated", sessionId, data }], at);
  return true;
}
