import { type Message, type MessageSource, roleOf, type SenderType } from "../contract/mod.ts";
import type { Tx } from "../db/mod.ts";
import { invalid } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { cleanJson, cleanText, firstWords } from "../text.ts";
import { insertMessages, type LockedSession } from "./ingest_sql.ts";
import { countMessage } from "./message_sql.ts";
import { appendSearchText } from "./search_sql.ts";
import { sendOut } from "./send_out.ts";

/** A message written here, by a person or the agent. */
export interface WrittenMessage {
  id: string;
  senderType: SenderType;
  senderName?: string | null;
  senderId?: string | null;
  content: string;
  sources?: MessageSource[];
  externalId?: string | null;
  /** Milliseconds from the start of a recording. */
  offsetMs?: number | null;
  /** When it was said, for what is added later. @default {when it is added} */
  at?: Date;
}

/**
 * Adds one message to a session that the caller's transaction holds locked.
 *
 * @throws {AppError} 400 when nothing is left of the text
 */
export async function addMessage(
  tx: Tx,
  projectId: string,
  session: LockedSession,
  message: WrittenMessage,
  at: Date,
): Promise<Message> {
  const content = cleanText(message.content);
  if (content.trim() === "") throw invalid("content", "content must not be empty.", "too_short");
  const sequence = session.next_sequence;
  const said = message.at ?? at;
  const row = {
    id: message.id,
    sequence,
    sender_type: message.senderType,
    sender_name: cleanText(message.senderName ?? "") || null,
    sender_id: message.senderId ?? null,
    content,
    offset_ms: message.offsetMs ?? null,
    sources: cleanJson(message.sources ?? []),
    attachments: [],
    external_id: message.externalId ?? null,
    created_at: said.toISOString(),
  };
  const preview = message.senderType === "user" ? firstWords(content) : null;
  await Promise.all([
    insertMessages(tx, projectId, session.id, [row]),
    countMessage(tx, projectId, session.id, preview, said, at),
    appendSearchText(tx, projectId, session.id, [content]),
    appendEvents(tx, projectId, [{
      type: "message.created",
      sessionId: session.id,
      data: { from: sequence, to: sequence },
    }], at),
    sendOut(tx, projectId, session.id, message, at),
  ]);
  return {
    id: row.id,
    session_id: session.id,
    sequence,
    role: roleOf(message.senderType),
    sender_type: message.senderType,
    sender_name: row.sender_name,
    content,
    offset_ms: row.offset_ms,
    sources: row.sources,
    attachments: [],
    external_id: row.external_id,
    edited_at: null,
    created_at: said,
  };
}
