import type { LiveHost, Message, Session, VisitorConversation } from "#plugin-kit";

type ConversationNews = Parameters<Parameters<LiveHost["follow"]>[2]>[0];

/** A session as its visitor may see it: nothing of tags, notes, contacts or other teammates. */
export function presentSession(session: Session) {
  return {
    id: session.id,
    status: session.status,
    is_human_takeover: session.is_human_takeover,
    human_name: session.is_human_takeover ? session.taken_over_name : null,
    closed_by: session.closed_by,
    message_count: session.message_count,
    preview: session.preview,
    created_at: session.created_at,
    last_activity_at: session.last_activity_at,
  };
}

/** A message as its visitor may see it. `client_id` is the visitor's own id of it. */
export function presentMessage(message: Message) {
  return {
    id: message.id,
    client_id: message.sender_type === "user" ? message.external_id : null,
    sequence: message.sequence,
    role: message.role,
    sender_type: message.sender_type,
    sender_name: message.sender_name,
    content: message.content,
    sources: message.sources,
    created_at: message.created_at,
  };
}

/** A whole conversation as its visitor may see it. */
export function presentConversation({ session, messages, draft }: VisitorConversation) {
  return {
    session: presentSession(session),
    messages: messages.map(presentMessage),
    draft,
  };
}

/** News of a conversation as an event of the stream; null for what is not the visitor's business. */
export function presentNews(news: ConversationNews): { event: string; data: unknown } | null {
  switch (news.type) {
    case "snapshot":
      return { event: "snapshot", data: presentConversation(news) };
    case "message":
      return { event: "message", data: { message: presentMessage(news.message) } };
    case "session":
      return { event: "session", data: { session: presentSession(news.session) } };
    case "typing":
      return news.data.who === "customer" ? null : { event: "typing", data: news.data };
    case "draft":
    case "draft_end":
      return { event: news.type, data: news.data };
    case "deleted":
      return null;
  }
}
