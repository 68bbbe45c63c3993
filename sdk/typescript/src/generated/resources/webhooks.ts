// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type {
  Webhook,
  WebhookCreate,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookReplay,
  WebhookReplayed,
  WebhookSent,
  WebhookUpdate,
  WebhookWithSecret,
} from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { Reply } from "../../reply.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** What `client.webhooks.list` can be told. */
export interface ListWebhooksQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
}

/** What `client.webhooks.listDeliveries` can be told. */
export interface ListWebhookDeliveriesQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** Where to read on: `next_cursor` of the page before. Only together with the same filters and order. */
  cursor?: string;
  /** Only these. */
  status?: "waiting" | "delivered" | "failed";
}

/** What happened, told to your own server. `client.webhooks`. */
export class WebhooksResource extends Resource {
  /**
   * List webhooks.
   *
   * Needs a key with the scope `read`.
   */
  list(query: ListWebhooksQuery = {}, options: RequestOptions = {}): Pages<Webhook> {
    return this.client.list<Webhook>({ method: "GET", path: "/webhooks", query }, options);
  }

  /**
   * Add a webhook.
   *
   * It is told what happens from now on. A project has at most 20.
   *
   * Needs a key with the scope `full`.
   */
  create(body: WebhookCreate, options: RequestOptions = {}): Reply<WebhookWithSecret> {
    return this.client.request<WebhookWithSecret>({
      method: "POST",
      path: "/webhooks",
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Read a webhook.
   *
   * Needs a key with the scope `read`.
   */
  get(webhookId: string, options: RequestOptions = {}): Reply<Webhook> {
    return this.client.request<Webhook>(
      { method: "GET", path: this.path`/webhooks/${webhookId}` },
      options,
    );
  }

  /**
   * Change a webhook, or switch it on or off.
   *
   * Needs a key with the scope `full`.
   */
  update(webhookId: string, body: WebhookUpdate, options: RequestOptions = {}): Reply<Webhook> {
    return this.client.request<Webhook>({
      method: "PATCH",
      path: this.path`/webhooks/${webhookId}`,
      body,
    }, options);
  }

  /**
   * Delete a webhook.
   *
   * What waits is not sent any more, and the log goes with it.
   *
   * Needs a key with the scope `full`.
   */
  delete(webhookId: string, options: RequestOptions = {}): Reply<void> {
    return this.client.request<void>(
      { method: "DELETE", path: this.path`/webhooks/${webhookId}` },
      options,
    );
  }

  /**
   * Replace a webhook's secret.
   *
   * For 24 hours deliveries are signed with both, the new one and the one before.
   *
   * Needs a key with the scope `full`.
   */
  rotateSecret(webhookId: string, options: RequestOptions = {}): Reply<WebhookWithSecret> {
    return this.client.request<WebhookWithSecret>({
      method: "POST",
      path: this.path`/webhooks/${webhookId}/rotate_secret`,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Send the newest event as a test.
   *
   * A real event under its own id, the newest that the webhook's types allow. 409 while nothing has happened yet or the webhook is switched off.
   *
   * Needs a key with the scope `full`.
   */
  test(webhookId: string, options: RequestOptions = {}): Reply<WebhookSent> {
    return this.client.request<WebhookSent>({
      method: "POST",
      path: this.path`/webhooks/${webhookId}/test`,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * Send the events of a time again.
   *
   * Those that did not arrive, also what happened while the webhook was switched off. They keep their ids.
   *
   * Needs a key with the scope `full`.
   */
  replay(
    webhookId: string,
    body: WebhookReplay,
    options: RequestOptions = {},
  ): Reply<WebhookReplayed> {
    return this.client.request<WebhookReplayed>({
      method: "POST",
      path: this.path`/webhooks/${webhookId}/replay`,
      body,
      takesIdempotencyKey: true,
    }, options);
  }

  /**
   * List what was sent to a webhook.
   *
   * The newest events first, for 30 days.
   *
   * Needs a key with the scope `read`.
   */
  listDeliveries(
    webhookId: string,
    query: ListWebhookDeliveriesQuery = {},
    options: RequestOptions = {},
  ): Pages<WebhookDelivery> {
    return this.client.list<WebhookDelivery>({
      method: "GET",
      path: this.path`/webhooks/${webhookId}/deliveries`,
      query,
    }, options);
  }

  /**
   * Read a delivery, with what was sent and what came back.
   *
   * Needs a key with the scope `read`.
   */
  getDelivery(
    webhookId: string,
    eventId: string,
    options: RequestOptions = {},
  ): Reply<WebhookDeliveryDetail> {
    return this.client.request<WebhookDeliveryDetail>({
      method: "GET",
      path: this.path`/webhooks/${webhookId}/deliveries/${eventId}`,
    }, options);
  }

  /**
   * Send one event again.
   *
   * Under the same id. 409 while it is being sent or the webhook is switched off.
   *
   * Needs a key with the scope `full`.
   */
  replayDelivery(
    webhookId: string,
    eventId: string,
    options: RequestOptions = {},
  ): Reply<WebhookSent> {
    return this.client.request<WebhookSent>({
      method: "POST",
      path: this.path`/webhooks/${webhookId}/deliveries/${eventId}/replay`,
      takesIdempotencyKey: true,
    }, options);
  }
}
