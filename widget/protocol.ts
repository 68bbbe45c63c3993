import type { MessageRole, MessageSource, SenderType } from "../core/contract/message.ts";
import type { SessionStatus } from "../core/contract/session.ts";

/** What a project tells the widget of itself; the same for every visitor, so it can be cached. */
export interface Config {
  project_id: string;
  title: string;
  greeting: string;
  agent_name: string;
  /** A CSS colour, or null for the widget's own. */
  color: string | null;
  /** Minutes without a message after which the server closes a conversation. */
  idle_minutes: number;
  /** Path of the application script on the server. */
  app: string;
  /** Texts in the project's language; what is absent stays English. */
  strings?: Record<string, string>;
}

/** A conversation as its visitor sees it. Times are ISO 8601. */
export interface Session {
  id: string;
  status: SessionStatus;
  is_human_takeover: boolean;
  human_name: string | null;
  closed_by: string | null;
  message_count: number;
  preview: string | null;
  created_at: string;
  last_activity_at: string;
}

/** A message as its visitor sees it; `sequence` is its place in the conversation. */
export interface Message {
  id: string;
  client_id: string | null;
  sequence: number;
  role: MessageRole;
  sender_type: SenderType;
  sender_name: string | null;
  content: string;
  sources: MessageSource[];
  created_at: string;
}

/** The answer that is being written right now. */
export interface Draft {
  message_id: string;
  text: string;
}

/** Everything there is to show of one conversation. */
export interface Snapshot {
  session: Session;
  messages: Message[];
  draft: Draft | null;
}

/** Who the visitor is, as the page says. */
export interface User {
  id?: string;
  name?: string;
  email?: string;
  /** Hex HMAC-SHA256 of the id or the e-mail address, by the page's own server. */
  user_hash?: string;
}

/** The page a message was written on. */
export interface Page {
  url: string;
  title: string;
}

/** The body of `POST /:projectId/messages`. */
export interface NewMessage {
  client_id: string;
  session_id?: string;
  text: string;
  page: Page;
  user?: User;
  metadata?: Record<string, unknown>;
}

/** A piece of the draft: `text` begins at UTF-16 unit `offset`. */
export interface DraftPiece {
  message_id: string;
  offset: number;
  text: string;
}

/** Who is writing. */
export interface Typing {
  who: "agent" | "human";
  name: string | null;
}

/** What the stream says, by the name of the event. */
export interface StreamEvents {
  snapshot: Snapshot;
  message: { message: Message };
  draft: DraftPiece;
  draft_end: { message_id: string; stored: boolean };
  session: { session: Session };
  typing: Typing;
}

/** The longest text the server takes, in UTF-16 units. */
export const MESSAGE_LIMIT = 10_000;
