// Written by sdk/generate.ts from docs/openapi.json; do not edit.

export interface SessionBulkUpdated {
  /** How many were changed; ids the project lacks are passed over. */
  updated: number;
}
