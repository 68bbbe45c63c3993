// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A product scope to make. */
export interface ProductScopeCreate {
  name: string;
  kind?: "area" | "initiative";
  parent_id?: string | null;
  description?: string | null;
  position?: number;
}
