import type { Attachment, MessageSource, SenderType } from "./message.ts";
import type { Metadata, SessionStatus, SessionType } from "./session.ts";

/** The customer as a source knows them. Matched by e-mail, user id or external id, in that order. */
export interface Customer {
  /** The id the company itself gives this person, the same in widget, API and by hand. */
  userId?: string;
  /** The id of this person in the tool the conversation comes from. */
  externalId?: string;
  email?: string;
  name?: string;
  company?: { externalId?: string; name?: string; domain?: string };
}

/** Things of the same project a session is about, by id. */
export interface LinkedEntities {
  companies?: string[];
  issues?: string[];
  knowledge_sources?: string[];
  product_scopes?: string[];
}

/** One message as a source delivers it. */
export interface ConversationMessage {
  /** Stable within the conversation: delivering it twice makes one message. */
  externalId?: string;
  senderType: SenderType;
  senderName?: string;
  /** The account of the teammate who wrote it, when one did. */
  senderId?: string;
  /** What was said. HTML is turned into text at the door. */
  content: string;
  format?: "text" | "html";
  /** When it was said; the time of arrival when absent. */
  at?: Date;
  /** When its text was last changed at the source: an older version that arrives late is ignored. */
  editedAt?: Date;
  /** Milliseconds from the start of a recording. */
  offsetMs?: number;
  sources?: MessageSource[];
  attachments?: Attachment[];
}

/**
 * A conversation, or the news of one: what every source produces and the one door takes.
 * With an external id it is an upsert: known messages merge, new ones append, and what a
 * person changed here (name, tags, status) stays. Without one it is always a new session.
 */
export interface Conversation {
  externalId?: string;
  sessionType?: SessionType;
  name?: string;
  description?: string;
  /** The conversation's address in the tool it came from. */
  originalUrl?: string;
  pageUrl?: string;
  pageTitle?: string;
  status?: SessionStatus;
  /** When it began; the first message's time when absent. */
  startedAt?: Date;
  customer?: Customer;
  /** An existing contact of the project; wins over `customer`. */
  contactId?: string;
  /** The widget visitor it belongs to. */
  visitorId?: string;
  /**
   * Who the visitor is, as the project's server has signed; see core/visitors. A session that is
   * somebody else's by signature refuses it as a closed one would.
   */
  verifiedUser?: string;
  /** Asks the agent to answer, in the same transaction, when a customer's message is new. */
  wantsAnswer?: boolean;
  /** Live sources are closed by the server when nobody writes for a while. */
  isLive?: boolean;
  /**
   * What a new message does to a live session that was closed: `refuse` it (the source then opens a
   * new session), `reopen` the session, or only `append`, for what was said in the past.
   * @default "refuse"
   */
  onClosed?: "refuse" | "reopen" | "append";
  userMetadata?: Metadata;
  customFields?: Metadata;
  tags?: string[];
  linkedEntities?: LinkedEntities;
  /** `messages` are all there are: known ones that are missing were deleted at the source. */
  isComplete?: boolean;
  messages: ConversationMessage[];
}

/** What became of a conversation at the door. */
export interface IngestResult {
  /** Empty when nothing was stored because all of it was deleted at the source meanwhile. */
  sessionId: string;
  outcome: "created" | "updated" | "skipped";
  /** Ids of the messages this delivery added, in order. */
  messageIds: string[];
}
