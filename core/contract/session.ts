/** What a conversation was: a live or written exchange, a recorded call, or a trail of actions. */
export type SessionType = "chat" | "meeting" | "behavioral";

/** A session takes new messages while it is active; closing it hands it to the review. */
export type SessionStatus = "active" | "closed";

/** Where the review of a closed session stands. */
export type AnalysisStatus = "pending" | "processing" | "analyzed" | "failed" | "skipped";

/** The tags every project has; a project can define more. */
export const BUILT_IN_TAGS = [
  "general_feedback",
  "wins",
  "losses",
  "bug",
  "feature_request",
  "change_request",
] as const;

/** Arbitrary key-value data that came with a session. */
export type Metadata = Record<string, unknown>;

/** The person a session belongs to, as lists and pages show them. */
export interface SessionContact {
  id: string;
  name: string | null;
  email: string | null;
}

/**
 * One conversation. Field names are those of the documented JSON, so that a row is an answer;
 * times are `Date` on the server and ISO 8601 strings on the wire.
 */
export interface Session<Time = Date> {
  id: string;
  project_id: string;
  name: string | null;
  description: string | null;
  /** The first words of the customer, at most 200 characters, for lists. */
  preview: string | null;
  status: SessionStatus;
  /** The id of the plugin it came through: `widget`, `slack`, `api` ... */
  source: string;
  session_type: SessionType;
  message_count: number;
  analysis_status: AnalysisStatus;
  tags: string[];
  custom_fields: Metadata;
  user_metadata: Metadata;
  page_url: string | null;
  page_title: string | null;
  /** The conversation's id where it came from; null for what was made here. */
  external_id: string | null;
  /** Where the conversation can be seen in the tool it came from. */
  original_url: string | null;
  is_archived: boolean;
  is_human_takeover: boolean;
  /**
   * Who answers as a human now: an account id, `api` for a program, `<source>:<id there>` for a teammate
   * without an account; null while the agent owns the session.
   */
  taken_over_by: string | null;
  /** The name that customers see for them. */
  taken_over_name: string | null;
  /** Raised by every change of ownership; the agent's answer is stored only under the version it started with. */
  ownership_version: number;
  /** Why a human is asked for (the agent handed over, the model is down), or null. */
  needs_human: string | null;
  contact: SessionContact | null;
  contact_id: string | null;
  first_message_at: Time | null;
  last_activity_at: Time;
  closed_at: Time | null;
  /** What closed it: `person`, `api`, `idle`, `source`; null while active. */
  closed_by: string | null;
  created_at: Time;
  updated_at: Time;
}
