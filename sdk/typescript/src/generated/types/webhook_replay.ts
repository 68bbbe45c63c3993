// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A time whose events are sent again, at most 100,000. */
export interface WebhookReplay {
  /** Events from then on. */
  from: string;
  /** Events before then. */
  until: string;
  /** Also what has arrived already. */
  include_delivered?: boolean;
}
