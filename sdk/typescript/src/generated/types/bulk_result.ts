// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** One result for each item, in the order of the request. */
export interface BulkResult {
  data: ({
    /** The item's place in the request, from 0. */
    index: number;
    status: "created" | "updated" | "unchanged" | "failed";
    /** Of what was made or found; null when it failed. */
    id: string | null;
    external_id: string | null;
    error: {
      code: string;
      message: string;
      /** What is wrong, field by field. */
      errors: {
        field?: string;
        code: string;
        message: string;
      }[];
    } | null;
  })[];
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
}
