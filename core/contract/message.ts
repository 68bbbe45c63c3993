/** The documented sender role: the customer, or anyone who answers. */
export type MessageRole = "user" | "assistant";

/** Who wrote a message: the customer, our agent, a teammate, another bot. */
export type SenderType = "user" | "ai" | "human_agent" | "bot";

/** A passage an answer rests on, shown under it. */
export interface MessageSource {
  title: string;
  /** An http(s) address, or null for text that lives only in this project. */
  url: string | null;
}

/** A file that came with a message; only its description is kept here. */
export interface Attachment {
  name: string;
  content_type: string | null;
  size: number | null;
  url: string | null;
}

/** One message of a session; its place is its sequence, not its time. */
export interface Message<Time = Date> {
  id: string;
  session_id: string;
  sequence: number;
  role: MessageRole;
  sender_type: SenderType;
  /** The teammate, the speaker of a call, or null. */
  sender_name: string | null;
  content: string;
  /** Milliseconds from the start of a recording; null outside meetings. */
  offset_ms: number | null;
  sources: MessageSource[];
  attachments: Attachment[];
  /** The sender's own id of the message; a second delivery with it changes nothing. */
  external_id: string | null;
  edited_at: Time | null;
  created_at: Time;
}

/** The role that a sender type has. */
export function roleOf(senderType: SenderType): MessageRole {
  return senderType === "user" ? "user" : "assistant";
}
