// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A session that speaks of an issue. */
export interface IssueSessionCreate {
  session_id: string;
  quotes?: {
    message_id?: string;
    /** The message's place in the session, instead of its id. */
    sequence?: number;
    /** Its words, verbatim; the beginning of the message when left out. */
    text?: string;
  }[];
  /** Why it belongs to the issue. */
  reason?: string | null;
}
