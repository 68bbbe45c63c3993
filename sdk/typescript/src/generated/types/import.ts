// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** An archive that is brought into the project. */
export interface Import {
  id: string;
  /** `checking`: it is read, nothing is written yet. */
  status: "uploading" | "queued" | "checking" | "running" | "done" | "failed";
  /** Bytes of the archive. */
  size: number;
  /** Lines of the archive: one for each thing. */
  total_rows: number;
  /** Lines of the archive: one for each thing. */
  done_rows: number;
  /** How many things of each kind the archive holds, such as `sessions` and `messages`. */
  counts: Record<string, number>;
  /** The project the archive was made of. */
  origin_name: string | null;
  error: string | null;
  created_at: string;
  finished_at: string | null;
}
