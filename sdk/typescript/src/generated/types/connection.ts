// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A source that is connected to the project. Connect one in the dashboard. */
export interface Connection {
  id: string;
  project_id: string;
  /** What it connects: `slack`, `intercom` ... */
  source: string;
  name: string;
  settings: Record<string, unknown>;
  /** Who the credentials belong to. */
  account_label: string | null;
  /** `needs_attention`: the credentials have to be entered again. */
  status: "active" | "needs_attention";
  status_message: string | null;
  /** How often it is synced by itself. */
  frequency: "manual" | "1h" | "6h" | "24h";
  /** Nothing older is taken. */
  filter_from: string | null;
  /** Nothing newer is taken. */
  filter_to: string | null;
  next_run_at: string | null;
  created_at: string;
  updated_at: string;
}
