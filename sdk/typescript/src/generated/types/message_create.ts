// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A message to add. */
export interface MessageCreate {
  /** The customer, or whoever answers. */
  role: "user" | "assistant";
  /** What was said. */
  content: string;
  /** Who wrote it: `user` goes with role `user`, the others with `assistant`. Without it `user` or `ai`. */
  sender_type?: "user" | "ai" | "human_agent" | "bot";
  sender_name?: string | null;
  /** Milliseconds from the start of a recording. */
  offset_ms?: number | null;
  /** Your own id of the message: sent again, it is not added again. */
  external_id?: string | null;
  /** When it was said; now when left out. */
  created_at?: string;
}
