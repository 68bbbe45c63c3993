/** How often a connection pulls. */
export type SyncFrequency = "manual" | "1h" | "6h" | "24h";

/** The three ways to run: what is new, the whole range again, or as if for the first time. */
export type SyncMode = "incremental" | "full" | "scratch";

/** One run of a connection, with counts that add up: found = created + updated + skipped + failed. */
export interface SyncRun<Time = Date> {
  id: string;
  connection_id: string;
  mode: SyncMode;
  status: "queued" | "running" | "paused" | "succeeded" | "failed" | "cancelled";
  started_at: Time | null;
  finished_at: Time | null;
  found: number;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  error: string | null;
}
