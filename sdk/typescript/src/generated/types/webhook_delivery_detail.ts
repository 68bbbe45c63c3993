// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A delivery with what is sent. */
export interface WebhookDeliveryDetail {
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
  /** The exact body; null when the event was erased with the customer it was about. */
  request_body: string | null;
  /** The header fields of the last try; null before the first. */
  request_headers: Record<string, string> | null;
}
