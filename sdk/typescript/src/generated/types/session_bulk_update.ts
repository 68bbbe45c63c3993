// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** The same change of many sessions. */
export interface SessionBulkUpdate {
  session_ids: string[];
  add_tags?: string[];
  remove_tags?: string[];
  status?: "active" | "closed";
  is_archived?: boolean;
}
