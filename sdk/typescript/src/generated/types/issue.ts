// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** Something customers ask for or suffer from. */
export interface Issue {
  id: string;
  project_id: string;
  title: string;
  description: string | null;
  type: "bug" | "feature_request" | "change_request" | "question" | "other";
  status: "open" | "planned" | "in_progress" | "done" | "dismissed";
  closed_as: "done" | "dismissed" | "duplicate" | null;
  closed_at: string | null;
  /** The issue that took over its evidence. */
  merged_into: string | null;
  /** 1 to 5. */
  impact: number | null;
  /** 1 to 5. */
  confidence: number | null;
  /** 1 to 5. */
  effort: number | null;
  /** What a person set instead of the score. */
  priority_override: "low" | "medium" | "high" | "urgent" | null;
  priority: "low" | "medium" | "high" | "urgent";
  priority_score: number;
  session_count: number;
  /** Of these, sessions of nobody known. */
  unknown_count: number;
  contact_count: number;
  company_count: number;
  /** Of the companies together, yearly. */
  revenue: number;
  reach: number;
  last_evidence_at: string | null;
  brief: string | null;
  brief_source: "generated" | "model" | "written" | null;
  brief_at: string | null;
  created_by_kind: "person" | "review" | "api";
  created_by: string | null;
  custom_fields: Record<string, unknown>;
  /** Ids of the areas and initiatives it is in. */
  product_scopes: string[];
  created_at: string;
  updated_at: string;
  /** With `expand=companies`: up to 50 that ask for it. */
  companies?: ({
    id: string;
    name: string | null;
    plan: string | null;
    revenue: number | null;
    session_count: number;
    contact_count: number;
  })[];
}
