// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A passage of a message that speaks of an issue. */
export interface Quote {
  id: string;
  message_id: string;
  /** The message's place in the session. */
  sequence: number;
  quote: string;
  linked_by: "person" | "rule" | "model" | "api";
  reason: string | null;
  said_at: string;
  created_at: string;
}
