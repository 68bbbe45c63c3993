// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A company that contacts belong to. */
export interface Company {
  id: string;
  project_id: string;
  name: string | null;
  /** The domain to show. */
  domain: string | null;
  /** All domains, the one to show first. */
  domains: string[];
  /** Ids elsewhere: `user` is your own, the others are those of sources. */
  external_ids: {
    source: string;
    id: string;
  }[];
  plan: string | null;
  stage: string | null;
  /** Yearly, in the project's currency. */
  revenue: number | null;
  note: string | null;
  custom_fields: Record<string, unknown>;
  contact_count: number;
  session_count: number;
  last_activity_at: string | null;
  created_at: string;
  updated_at: string;
}
