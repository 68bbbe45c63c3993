// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Company } from "./company.ts";

/** A person the project talks to. */
export interface Contact {
  id: string;
  project_id: string;
  name: string | null;
  /** The address to show. */
  email: string | null;
  /** All known addresses, the one to show first. */
  emails: string[];
  /** Ids elsewhere: `user` is your own, the others are those of sources. */
  external_ids: {
    source: string;
    id: string;
  }[];
  title: string | null;
  phone: string | null;
  note: string | null;
  company_id: string | null;
  custom_fields: Record<string, unknown>;
  session_count: number;
  last_activity_at: string | null;
  created_at: string;
  updated_at: string;
  /** With `expand=company`. */
  company?: Company | null;
}
