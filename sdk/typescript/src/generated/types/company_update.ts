// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A change of a company; what is left out stays, null takes away. */
export interface CompanyUpdate {
  name?: string | null;
  /** The domain to show; the others stay known. */
  domain?: string | null;
  /** All domains, the one to show first. */
  domains?: string[];
  /** All ids elsewhere: source `user` is your own, or name a source such as `zendesk`. */
  external_ids?: {
    source: string;
    id: string;
  }[];
  plan?: string | null;
  stage?: string | null;
  /** Yearly, in the project's currency. */
  revenue?: number | null;
  note?: string | null;
  /** Texts, numbers, true and false by name. Replaces all of them. */
  custom_fields?: Record<string, unknown>;
}
