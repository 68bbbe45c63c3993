/** A moment: ISO 8601 text as on the wire, or a Date as on the server. */
export type Instant = string | Date;

/** The six built-in tags of the product; projects may add their own. */
export type BuiltInTag =
  | "general_feedback"
  | "wins"
  | "losses"
  | "bug"
  | "feature_request"
  | "change_request";

/** A piece of a text and whether the search matched it. Joined, the pieces are the text. */
export interface TextSegment {
  text: string;
  match: boolean;
}

/** A person a session belongs to, as lists show them. */
export interface ContactView {
  id: string;
  name: string | null;
  email: string | null;
}

/** How a session is read: as chat bubbles, as a transcript, as a timeline. */
export type SessionType = "chat" | "meeting" | "behavioral";

/** How far the review of a session is. */
export type AnalysisStatus = "pending" | "processing" | "analyzed" | "failed" | "skipped";

/** One line of the feedback list. A session of the contract is one. */
export interface SessionSummary {
  id: string;
  name: string | null;
  /** First words of the conversation. */
  preview: string | null;
  /** The plugin id: widget, slack, api, ... */
  source: string;
  session_type: SessionType;
  status: "active" | "closed";
  tags: string[];
  message_count: number;
  is_archived: boolean;
  is_human_takeover: boolean;
  /** Why a person is asked for, or null. */
  needs_human?: string | null;
  analysis_status: AnalysisStatus;
  contact: ContactView | null;
  first_message_at: Instant | null;
  last_activity_at: Instant;
  created_at: Instant;
  /** Present while searching: the name or the preview cut at the matches. */
  name_segments?: TextSegment[];
  preview_segments?: TextSegment[];
}

/** Everything the facts beside a conversation show. */
export interface SessionDetail extends SessionSummary {
  description: string | null;
  page_url: string | null;
  page_title: string | null;
  user_metadata: Record<string, unknown>;
  custom_fields: Record<string, unknown>;
  /** The conversation in the product it came from, if it has an address there. */
  original_url: string | null;
  updated_at: Instant;
}

/** Where an answer of the agent was taken from. */
export interface MessageSource {
  title: string;
  /** Only http and https addresses become links. */
  url: string | null;
}

/** Who wrote a message; finer than its role. */
export type SenderType = "user" | "ai" | "human_agent" | "bot" | "system";

/** A file that came with a message. */
export interface MessageAttachment {
  name: string;
  content_type: string | null;
  /** In bytes. */
  size: number | null;
  url: string | null;
}

/** One message, utterance or event. A message of the contract is one. */
export interface MessageView {
  id: string;
  role: "user" | "assistant";
  sender_type: SenderType;
  sender_name: string | null;
  content: string;
  created_at: Instant;
  /** Meetings: who speaks and when, in milliseconds from the start. */
  speaker?: string | null;
  offset_ms?: number | null;
  /** Under an answer of the agent. */
  sources?: MessageSource[];
  attachments?: MessageAttachment[];
  /** `streaming` while the agent is still writing. */
  state?: "streaming" | "failed" | "done";
  /** How it fares on its way to where the conversation happens; absent once it has arrived. */
  delivery?: DeliveryView;
}

/** How a message fares on its way to where its conversation happens. */
export interface DeliveryView {
  state: "sending" | "waiting" | "failed";
  text: string;
}

/** One step of a behavioural session. */
export interface TimelineEvent {
  id: string;
  at: Instant;
  kind: "page" | "click" | "input" | "identify" | "error" | "rage" | "custom";
  title: string;
  detail?: string | null;
  properties?: Record<string, unknown>;
}
