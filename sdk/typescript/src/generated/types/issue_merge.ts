// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** Where an issue is merged into. */
export interface IssueMerge {
  /** The issue that takes over its evidence. */
  into: string;
}
