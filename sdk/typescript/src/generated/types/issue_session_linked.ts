// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A link of a session with an issue. */
export interface IssueSessionLinked {
  issue_id: string;
  session_id: string;
  /** Of the quotes that are new. */
  quote_ids: string[];
}
