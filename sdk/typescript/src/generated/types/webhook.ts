// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** An address that is told what happens in the project. */
export interface Webhook {
  id: string;
  url: string;
  description: string;
  /** What is told; empty: all, also what comes later. */
  event_types: string[];
  /** Only sessions of these sources; empty: any. */
  sources: string[];
  /** Only sessions with one of these tags; empty: any. */
  tags: string[];
  status: "enabled" | "disabled";
  /** Why it is switched off: by somebody, because the receiver answered 410, or after five days of nothing but failures. */
  disabled_reason: "manual" | "gone" | "failing" | null;
  disabled_at: string | null;
  /** The first failure since the last success. */
  failing_since: string | null;
  /** Until then the previous secret signs as well. */
  previous_secret_until: string | null;
  created_at: string;
  updated_at: string;
}
