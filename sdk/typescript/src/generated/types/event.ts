// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** Something that happened in the project. */
export interface Event {
  /** The same by every way, for sorting out repeats. */
  id: string;
  /** One of the types of the feed; more may come. */
  type: string;
  created_at: string;
  /** Ids of what it happened to; read it for what it is now. */
  data: Record<string, unknown>;
}
