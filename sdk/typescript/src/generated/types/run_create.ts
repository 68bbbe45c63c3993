// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** How a sync is run. */
export interface RunCreate {
  /** What is new, everything once more, or everything as if for the first time. */
  mode?: "incremental" | "full" | "scratch";
}
