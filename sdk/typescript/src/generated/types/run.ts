// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** One sync of a connection. */
export interface Run {
  id: string;
  project_id: string;
  connection_id: string;
  mode: "incremental" | "full" | "scratch";
  status: "queued" | "running" | "paused" | "succeeded" | "failed" | "cancelled";
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  /** When a paused run goes on. */
  resume_at: string | null;
  /** The sum of the four below. */
  found: number;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  /** Why it failed or is paused. */
  message: string | null;
  /** With `expand=problems`: up to 500 items that could not be taken. */
  problems?: ({
    id: string;
    /** Of the item; null for the run as a whole. */
    external_id: string | null;
    message: string;
    created_at: string;
    resolved_at: string | null;
  })[];
}
