import type { DeliveryView, MessageView, SenderType } from "../components/types.ts";

/** A message with its place in the conversation. */
export interface ChatMessage extends MessageView {
  sequence: number;
}

/** An answer that is being written. */
export interface ChatDraft {
  message_id: string;
  text: string;
}

/** A message as the stream and the API send it. */
export interface WireMessage {
  id: string;
  role: "user" | "assistant";
  content: string;
  createdAt: string;
  senderType: SenderType;
  sender_name: string | null;
  sequence: number;
  offset_ms?: number;
  sources?: { title: string; url: string | null }[];
  attachments?: MessageView["attachments"];
}

/** A message of the wire as components show it. */
export function messageOf(wire: WireMessage): ChatMessage {
  const { createdAt, senderType, ...same } = wire;
  return { ...same, created_at: createdAt, sender_type: senderType };
}

/** The messages after a snapshot: it knows all that is there from its first one on. */
export function withSnapshot(known: ChatMessage[], snapshot: ChatMessage[]): ChatMessage[] {
  const first = snapshot[0]?.sequence ?? 0;
  return merge(known.filter(({ sequence }) => sequence < first), snapshot);
}

/** Adds messages, or replaces those known by id, in the order of the conversation. */
export function merge(known: ChatMessage[], news: ChatMessage[]): ChatMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of news) byId.set(message.id, message);
  return [...byId.values()].sort((a, b) => a.sequence - b.sequence);
}

/**
 * The draft after a piece of it: `text` begins at `offset`.
 *
 * @returns null when a piece before it is missing; only a new snapshot helps then
 */
export function extend(
  draft: ChatDraft | null,
  piece: { message_id: string; offset: number; text: string },
): ChatDraft | null {
  const before = draft?.message_id === piece.message_id ? draft.text : "";
  if (piece.offset > before.length) return null;
  return { message_id: piece.message_id, text: before.slice(0, piece.offset) + piece.text };
}

/** What the list of messages shows at its end: the answer being written, what is being sent. */
export function withPending(
  messages: ChatMessage[],
  draft: ChatDraft | null,
  sending: { text: string; at: string; isFailed: boolean } | null,
  names: { agent: string; me: string },
  deliveries: Record<string, DeliveryView> = {},
): MessageView[] {
  const shown: MessageView[] = messages.map((message) => {
    const { id, sender_type, sender_name } = message;
    const isAgent = sender_type === "ai" && !sender_name;
    return {
      ...message,
      ...(isAgent ? { sender_name: names.agent } : {}),
      ...(Object.hasOwn(deliveries, id) ? { delivery: deliveries[id] } : {}),
    };
  });
  if (draft && !messages.some(({ id }) => id === draft.message_id)) {
    shown.push({
      id: draft.message_id,
      role: "assistant",
      sender_type: "ai",
      sender_name: names.agent,
      content: draft.text,
      created_at: new Date().toISOString(),
      state: "streaming",
    });
  }
  if (sending) {
    shown.push({
      id: "sending",
      role: "assistant",
      sender_type: "human_agent",
      sender_name: names.me,
      content: sending.text,
      created_at: sending.at,
      state: sending.isFailed ? "failed" : undefined,
    });
  }
  return shown;
}
