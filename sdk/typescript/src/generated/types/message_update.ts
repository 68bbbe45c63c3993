// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A change of a message. */
export interface MessageUpdate {
  /** What was said. */
  content: string;
}
