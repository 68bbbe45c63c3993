// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A tag to add to the project's own. */
export interface TagCreate {
  /** Lower-case letters, digits and underscores; blanks and hyphens become underscores. */
  name: string;
}
