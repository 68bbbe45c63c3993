// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A change of a product scope; what is below it moves with it. */
export interface ProductScopeUpdate {
  name?: string;
  kind?: "area" | "initiative";
  parent_id?: string | null;
  description?: string | null;
  position?: number;
}
