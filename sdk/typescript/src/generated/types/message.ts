// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** One message of a session. */
export interface Message {
  id: string;
  session_id: string;
  /** Its place in the session, from 1. Gaps are deleted messages. */
  sequence: number;
  /** The customer, or whoever answers. */
  role: "user" | "assistant";
  /** Who wrote it, more exactly than `role`. */
  sender_type: "user" | "ai" | "human_agent" | "bot";
  sender_name: string | null;
  content: string;
  /** Milliseconds from the start of a recording. */
  offset_ms: number | null;
  /** What an answer rests on. */
  sources: ({
    title: string;
    url: string | null;
  })[];
  attachments: ({
    name: string;
    content_type: string | null;
    /** In bytes. */
    size: number | null;
    url: string | null;
  })[];
  external_id: string | null;
  edited_at: string | null;
  created_at: string;
}
