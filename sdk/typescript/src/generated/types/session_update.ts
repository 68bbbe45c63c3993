// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A change of a session; what is left out stays. */
export interface SessionUpdate {
  name?: string | null;
  description?: string | null;
  /** Replaces all tags. */
  tags?: string[];
  status?: "active" | "closed";
  is_archived?: boolean;
  /** True takes the session over from the agent, false gives it back. */
  is_human_takeover?: boolean;
  contact_id?: string | null;
  /** Replaces all of them. */
  custom_fields?: Record<string, unknown>;
  /** Replaces all of it. */
  user_metadata?: Record<string, unknown>;
}
