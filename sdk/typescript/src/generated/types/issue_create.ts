// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** An issue to make. */
export interface IssueCreate {
  title: string;
  description?: string | null;
  type?: "bug" | "feature_request" | "change_request" | "question" | "other";
  impact?: number | null;
  confidence?: number | null;
  effort?: number | null;
  priority_override?: "low" | "medium" | "high" | "urgent" | null;
  /** Ids; replaces all of them. */
  product_scopes?: string[];
  custom_fields?: Record<string, unknown>;
  /** `open` if left out. */
  status?: "open" | "planned" | "in_progress";
}
