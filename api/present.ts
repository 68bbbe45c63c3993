import type { Message, Session } from "../core/contract/mod.ts";

/** A session as the documented paths show it: all of it but what only the server needs. */
export function presentSession(session: Session) {
  const { ownership_version: _version, ...shown } = session;
  return shown;
}

/** A message as the documented paths show it, in their mix of cases. */
export function presentMessage(message: Message) {
  return {
    id: message.id,
    role: message.role,
    content: message.content,
    createdAt: message.created_at,
    senderType: message.sender_type,
    sender_name: message.sender_name,
    sequence: message.sequence,
    ...(message.offset_ms !== null ? { offset_ms: message.offset_ms } : {}),
    ...(message.sources.length > 0 ? { sources: message.sources } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.external_id !== null ? { external_id: message.external_id } : {}),
    ...(message.edited_at !== null ? { editedAt: message.edited_at } : {}),
  };
}
