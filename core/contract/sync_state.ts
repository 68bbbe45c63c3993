/** How often a connection pulls. */
export type SyncFrequency = "manual" | "1h" | "6h" | "24h";

/** What is new; the whole range again; or as if for the first time, forgetting the history. */
export type SyncMode = "incremental" | "full" | "scratch";

/** Where a run stands. `paused`: the provider asked to wait, it continues by itself. */
export type SyncStatus = "queued" | "running" | "paused" | "succeeded" | "failed" | "cancelled";

/** A source connected to a project; its secret is not part of it. */
export interface Connection<Time = Date> {
  id: string;
  project_id: string;
  source: string;
  /** What the project calls it. */
  name: string;
  settings: Record<string, unknown>;
  /** Who the credentials belong to, as the provider says. */
  account_label: string | null;
  /** `needs_attention`: the credentials fail, and nothing runs until they are entered again. */
  status: "active" | "needs_attention";
  /** Why it needs attention, in words. */
  status_message: string | null;
  frequency: SyncFrequency;
  filter_from: Time | null;
  filter_to: Time | null;
  /** When the schedule runs it next; null when it is run by hand only. */
  next_run_at: Time | null;
  created_at: Time;
  updated_at: Time;
}

/** One run of a connection, with counts that add up: found = created + updated + skipped + failed. */
export interface SyncRun<Time = Date> {
  id: string;
  project_id: string;
  connection_id: string;
  mode: SyncMode;
  status: SyncStatus;
  created_at: Time;
  started_at: Time | null;
  finished_at: Time | null;
  /** When a paused run continues. */
  resume_at: Time | null;
  found: number;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  /** Why it failed or is paused, in words. */
  message: string | null;
}

/** An item that could not be taken, until it is tried again with success. */
export interface SyncProblem<Time = Date> {
  id: string;
  run_id: string;
  connection_id: string;
  /** Null for a problem of the run as a whole. */
  external_id: string | null;
  message: string;
  created_at: Time;
  resolved_at: Time | null;
}
