// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** All of the project as one archive (docs/export.md). */
export interface Export {
  id: string;
  /** `done`: it can be downloaded; `expired`: its archive is gone. */
  status: "queued" | "running" | "done" | "failed" | "expired";
  /** Lines of the archive: one for each thing. */
  total_rows: number;
  /** Lines of the archive: one for each thing. */
  done_rows: number;
  /** Bytes of the archive, once it is done. */
  size: number | null;
  /** Of the archive, in hexadecimal. */
  sha256: string | null;
  /** How many things of each kind the archive holds, such as `sessions` and `messages`. */
  counts: Record<string, number>;
  error: string | null;
  /** Gives the archive to a GET without a key, for 15 minutes; null when there is none. In lists always null. */
  download_url: string | null;
  created_at: string;
  finished_at: string | null;
  /** When the archive is removed. */
  expires_at: string | null;
}
