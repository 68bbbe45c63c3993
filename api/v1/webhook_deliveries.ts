import { z } from "zod";
import { scopeAllows } from "../../core/access/mod.ts";
import { invalid } from "../../core/errors.ts";
import {
  getDelivery,
  listDeliveries,
  parseEventId,
  replayDelivery,
  type WebhookDelivery,
} from "../../core/webhooks/mod.ts";
import { page } from "./components.ts";
import { paging } from "./fields.ts";
import { type Call, operation } from "./operation.ts";
import { webhookDeliveryDetail, webhookDeliveryList, webhookSent } from "./webhook_schemas.ts";

const tag = "Webhooks";
const ofWebhook = { webhook_id: { description: "The webhook's id.", noun: "Webhook" } };
const ofDelivery = {
  ...ofWebhook,
  event_id: { description: "The event's id.", noun: "Delivery" },
};

/** What receivers answer may come from inside the operator's network: only for who may set it up. */
function shown({ key }: Call, delivery: WebhookDelivery) {
  const showsAnswers = scopeAllows(key.scope, "full");
  return {
    event_id: delivery.event_id,
    event_type: delivery.event_type,
    event_created_at: delivery.event_at,
    status: delivery.status,
    next_attempt_at: delivery.next_at,
    delivered_at: delivery.delivered_at,
    attempts: delivery.attempts.map(({ at, milliseconds, status, response, error }) => ({
      at,
      milliseconds,
      response_status: status,
      response_body: showsAnswers ? response : null,
      error,
    })),
  };
}

const list = operation({
  id: "listWebhookDeliveries",
  method: "get",
  path: "/webhooks/{webhook_id}/deliveries",
  tag,
  summary: "List what was sent to a webhook",
  description: "The newest events first, for 30 days.",
  scope: "read",
  params: ofWebhook,
  query: z.strictObject({
    ...paging,
    status: z.enum(["waiting", "delivered", "failed"]).optional().describe("Only these."),
  }),
  responses: { 200: { description: "A page of the log.", schema: webhookDeliveryList } },
  handler: async (call) => {
    const { sql, projectId, params, query: { cursor, status, limit } } = call;
    if (cursor !== undefined && parseEventId(cursor) === null) {
      throw invalid("cursor", "cursor is not one this list gave. Start without a cursor.");
    }
    const query = { before: cursor, status, limit };
    const log = await listDeliveries(sql, projectId, params.webhook_id!, query);
    const rows = log.deliveries.map((delivery) => shown(call as Call, delivery));
    return { status: 200, body: page(rows, log.next) };
  },
});

const read = operation({
  id: "getWebhookDelivery",
  method: "get",
  path: "/webhooks/{webhook_id}/deliveries/{event_id}",
  tag,
  summary: "Read a delivery, with what was sent and what came back",
  scope: "read",
  params: ofDelivery,
  responses: { 200: { description: "The delivery.", schema: webhookDeliveryDetail } },
  handler: async (call) => {
    const { webhook_id: id, event_id: eventId } = call.params;
    const delivery = await getDelivery(call.sql, call.projectId, id!, eventId!);
    const { body: request_body, headers: request_headers } = delivery;
    return { status: 200, body: { ...shown(call, delivery), request_body, request_headers } };
  },
});

const replay = operation({
  id: "replayWebhookDelivery",
  method: "post",
  path: "/webhooks/{webhook_id}/deliveries/{event_id}/replay",
  tag,
  summary: "Send one event again",
  description: "Under the same id. 409 while it is being sent or the webhook is switched off.",
  scope: "full",
  params: ofDelivery,
  responses: { 202: { description: "It is on its way.", schema: webhookSent } },
  handler: async ({ db, projectId, params: { webhook_id: id, event_id: eventId } }) => {
    await replayDelivery(db, projectId, id!, eventId!);
    return { status: 202, body: { event_id: eventId } };
  },
});

/** What can be done with the log of a webhook. */
export const webhookDeliveryOperations = [list, read, replay];
