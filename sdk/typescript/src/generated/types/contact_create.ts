// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A contact to make. */
export interface ContactCreate {
  name?: string | null;
  /** The address to show; the others stay known. */
  email?: string | null;
  /** All addresses, the one to show first. */
  emails?: string[];
  /** All ids elsewhere: source `user` is your own, or name a source such as `zendesk`. */
  external_ids?: {
    source: string;
    id: string;
  }[];
  title?: string | null;
  phone?: string | null;
  note?: string | null;
  company_id?: string | null;
  /** Texts, numbers, true and false by name. Replaces all of them. */
  custom_fields?: Record<string, unknown>;
}
