// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A change of a connection; what is left out stays. */
export interface ConnectionUpdate {
  name?: string;
  frequency?: "manual" | "1h" | "6h" | "24h";
  filter_from?: string | null;
  filter_to?: string | null;
}
