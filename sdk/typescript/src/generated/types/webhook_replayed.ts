// Written by sdk/generate.ts from docs/openapi.json; do not edit.

export interface WebhookReplayed {
  /** How many are sent; what waits already is not counted. */
  replayed: number;
}
