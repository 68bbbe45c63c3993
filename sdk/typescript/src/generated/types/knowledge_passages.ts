// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** The passages that answer best, the best one first. */
export interface KnowledgePassages {
  data: ({
    id: string;
    source_id: string;
    source_name: string;
    /** The headings above it, joined by ` > `. */
    heading: string;
    content: string;
    url: string | null;
    /** The higher the better; within one search only. */
    score: number;
    /** The share of the question's words that it holds, 0 to 1. */
    coverage: number;
  })[];
}
