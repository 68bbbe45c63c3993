// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A page or file that was read. */
export interface KnowledgeDocument {
  id: string;
  address: string;
  title: string;
  status: string;
  error: string | null;
  passage_count: number;
  read_at: string | null;
}
