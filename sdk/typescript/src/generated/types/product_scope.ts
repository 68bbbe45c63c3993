// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** An area of the product, or an initiative. */
export interface ProductScope {
  id: string;
  project_id: string;
  name: string;
  /** A lasting part of the product, or something done for a while. */
  kind: "area" | "initiative";
  parent_id: string | null;
  description: string | null;
  /** Among its siblings. */
  position: number;
  /** 0 at the top. */
  depth: number;
  /** The names above it and its own: `Billing › Invoices`. */
  path: string;
  created_at: string;
  updated_at: string;
  /** With `expand=counts`: what belongs to it, counted up to 1,000. */
  counts?: {
    sessions: number;
    issues: number;
    knowledge_sources: number;
  };
}
