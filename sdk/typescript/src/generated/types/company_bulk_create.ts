// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { CompanyCreate } from "./company_create.ts";

/** Up to 500 at once; each is made or not, whatever becomes of the others. */
export interface CompanyBulkCreate {
  companies: CompanyCreate[];
}
