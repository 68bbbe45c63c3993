// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { WebhookDelivery } from "./webhook_delivery.ts";

export interface WebhookDeliveryList {
  data: WebhookDelivery[];
  /** Whether the list goes on after this page. */
  has_more: boolean;
  /** Give it as `cursor` to read on; null at the end of the list. */
  next_cursor: string | null;
}
