// Written by sdk/generate.ts from docs/openapi.json; do not edit.

export interface WebhookSent {
  /** Look at its delivery for what came of it. */
  event_id: string;
}
