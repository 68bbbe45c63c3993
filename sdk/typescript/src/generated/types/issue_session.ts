// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Quote } from "./quote.ts";

/** A session that speaks of an issue, and what it says. */
export interface IssueSession {
  session_id: string;
  linked_by: "person" | "rule" | "model" | "api" | null;
  reason: string | null;
  linked_at: string;
  /** Up to 20. */
  quotes: Quote[];
}
