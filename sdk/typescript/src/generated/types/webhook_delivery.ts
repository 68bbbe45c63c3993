// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** An event on its way to a webhook. */
export interface WebhookDelivery {
  event_id: string;
  event_type: string;
  event_created_at: string;
  status: "waiting" | "sending" | "delivered" | "failed";
  next_attempt_at: string | null;
  delivered_at: string | null;
  /** The oldest first. */
  attempts: ({
    at: string;
    milliseconds: number;
    /** Null: there was no answer. */
    response_status: number | null;
    /** The first kilobyte of the answer; null for keys without the scope full. */
    response_body: string | null;
    error: string | null;
  })[];
}
