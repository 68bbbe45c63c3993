import type { Message } from "../../../../../../../core/contract/mod.ts";
import type { ChatMessage } from "../../../../../../../islands/chat_model.ts";

/** A message with what its components show and nothing more: it is sent to the browser as well. */
export function shownMessage(message: Message): ChatMessage {
  const { id, role, sender_type, sender_name, content, created_at, sequence } = message;
  return {
    id,
    role,
    sender_type,
    sender_name,
    content,
    created_at,
    sequence,
    ...(message.offset_ms !== null ? { offset_ms: message.offset_ms } : {}),
    ...(message.sources.length > 0 ? { sources: message.sources } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
  };
}
