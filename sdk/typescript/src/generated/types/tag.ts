// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A word that sessions are sorted by. */
export interface Tag {
  name: string;
  /** Every project has it. */
  is_built_in: boolean;
  /** How many sessions have it, counted up to 1,000. */
  session_count: number;
}
