// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Contact } from "./contact.ts";
import type { IssueList } from "./issue_list.ts";
import type { MessageList } from "./message_list.ts";

/** One conversation, meeting or trail of actions. */
export interface Session {
  id: string;
  project_id: string;
  name: string | null;
  description: string | null;
  /** The customer's first words, at most 200 characters. */
  preview: string | null;
  /** A closed session takes no messages until it is opened again. */
  status: "active" | "closed";
  /** Where it came from: `widget`, `slack`, `api` ... */
  source: string;
  session_type: "chat" | "meeting" | "behavioral";
  message_count: number;
  /** How far its review is. */
  analysis_status: "pending" | "processing" | "analyzed" | "failed" | "skipped";
  tags: string[];
  custom_fields: Record<string, unknown>;
  user_metadata: Record<string, unknown>;
  page_url: string | null;
  page_title: string | null;
  /** Its id where it came from. */
  external_id: string | null;
  /** Its address where it came from. */
  original_url: string | null;
  is_archived: boolean;
  /** A person answers instead of the agent. */
  is_human_takeover: boolean;
  /** Who answers: an account, `api`, or another. */
  taken_over_by: string | null;
  taken_over_name: string | null;
  /** Why a person is asked for. */
  needs_human: string | null;
  contact_id: string | null;
  first_message_at: string | null;
  last_activity_at: string;
  closed_at: string | null;
  closed_by: string | null;
  created_at: string;
  updated_at: string;
  /** With `expand=contact`. */
  contact?: Contact | null;
  /** With `expand=messages`: the first 100. Read on at the session's messages. */
  messages?: MessageList;
  /** With `expand=issues`: the 25 most pressing. */
  issues?: IssueList;
}
