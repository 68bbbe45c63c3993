// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A change of an issue; what is left out stays. */
export interface IssueUpdate {
  title?: string;
  description?: string | null;
  type?: "bug" | "feature_request" | "change_request" | "question" | "other";
  impact?: number | null;
  confidence?: number | null;
  effort?: number | null;
  priority_override?: "low" | "medium" | "high" | "urgent" | null;
  /** Ids; replaces all of them. */
  product_scopes?: string[];
  custom_fields?: Record<string, unknown>;
  /** `done` and `dismissed` close it, `open` reopens it. */
  status?: "open" | "planned" | "in_progress" | "done" | "dismissed";
  brief?: string | null;
}
