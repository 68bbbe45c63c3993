import { z } from "zod";
import { type AllowList, parseAllowList } from "../../core/net/mod.ts";
import {
  createEndpoint,
  deleteEndpoint,
  type EndpointContext,
  getEndpoint,
  replayRange,
  rotateSecret,
  selectEndpoints,
  sendTest,
  updateEndpoint,
  type WebhookEndpoint,
} from "../../core/webhooks/mod.ts";
import { paging } from "./fields.ts";
import { type Call, operation } from "./operation.ts";
import { pageOfAll } from "./page_of_all.ts";
import { webhookDeliveryOperations } from "./webhook_deliveries.ts";
import {
  webhook,
  webhookCreate,
  webhookList,
  webhookReplay,
  webhookReplayed,
  webhookSent,
  webhookUpdate,
  webhookWithSecret,
} from "./webhook_schemas.ts";

const tag = "Webhooks";
const params = { webhook_id: { description: "The webhook's id.", noun: "Webhook" } };
const nobody: AllowList = parseAllowList([]);

const contextOf = ({ services, db }: Call): EndpointContext => ({
  sql: db,
  secret: services.sync.secret,
  allowed: services.allowedHosts ?? nobody,
});

function shown(endpoint: WebhookEndpoint) {
  const { disabled_by, previous_until, ...rest } = endpoint;
  return {
    ...rest,
    disabled_reason: disabled_by === "person" ? "manual" : disabled_by,
    previous_secret_until: previous_until,
  };
}

const list = operation({
  id: "listWebhooks",
  method: "get",
  path: "/webhooks",
  tag,
  summary: "List webhooks",
  scope: "read",
  query: z.strictObject(paging),
  responses: { 200: { description: "A page of webhooks.", schema: webhookList } },
  handler: async ({ sql, projectId, query }) => {
    const endpoints = await selectEndpoints(sql, projectId);
    return { status: 200, body: pageOfAll(endpoints.map(shown), query) };
  },
});

const create = operation({
  id: "createWebhook",
  method: "post",
  path: "/webhooks",
  tag,
  summary: "Add a webhook",
  description: "It is told what happens from now on. A project has at most 20.",
  scope: "full",
  body: webhookCreate,
  responses: { 201: { description: "The webhook with its secret.", schema: webhookWithSecret } },
  example: { url: "https://example.com/hissuno", event_types: ["session.created"] },
  secretField: "secret",
  handler: async (call) => {
    const { url, description = "", event_types = [], sources = [], tags = [] } = call.body;
    const input = { url, description, event_types, sources, tags };
    const context = contextOf(call as Call);
    const { endpoint, secret } = await createEndpoint(context, call.projectId, input, null);
    return { status: 201, body: { ...shown(endpoint), secret } };
  },
});

const current = async ({ db, projectId, params }: Call) =>
  shown(await getEndpoint(db, projectId, params.webhook_id!));

const read = operation({
  id: "getWebhook",
  method: "get",
  path: "/webhooks/{webhook_id}",
  tag,
  summary: "Read a webhook",
  scope: "read",
  params,
  responses: { 200: { description: "The webhook.", schema: webhook } },
  isVersioned: true,
  handler: async (call) => ({ status: 200, body: await current(call) }),
});

const update = operation({
  id: "updateWebhook",
  method: "patch",
  path: "/webhooks/{webhook_id}",
  tag,
  summary: "Change a webhook, or switch it on or off",
  scope: "full",
  params,
  body: webhookUpdate,
  responses: { 200: { description: "The webhook as it is now.", schema: webhook } },
  example: { description: "Our data warehouse" },
  isVersioned: true,
  current,
  handler: async (call) => {
    const { projectId, params, body } = call;
    const context = contextOf(call as Call);
    const endpoint = await updateEndpoint(context, projectId, params.webhook_id!, body);
    return { status: 200, body: shown(endpoint) };
  },
});

const remove = operation({
  id: "deleteWebhook",
  method: "delete",
  path: "/webhooks/{webhook_id}",
  tag,
  summary: "Delete a webhook",
  description: "What waits is not sent any more, and the log goes with it.",
  scope: "full",
  params,
  responses: { 204: { description: "It is deleted." } },
  current,
  handler: async ({ db, projectId, params }) => {
    await deleteEndpoint({ sql: db }, projectId, params.webhook_id!);
    return { status: 204 };
  },
});

const rotate = operation({
  id: "rotateWebhookSecret",
  method: "post",
  path: "/webhooks/{webhook_id}/rotate_secret",
  tag,
  summary: "Replace a webhook's secret",
  description: "For 24 hours deliveries are signed with both, the new one and the one before.",
  scope: "full",
  params,
  responses: {
    200: { description: "The webhook with its new secret.", schema: webhookWithSecret },
  },
  secretField: "secret",
  handler: async (call) => {
    const context = contextOf(call as Call);
    const id = call.params.webhook_id!;
    const { endpoint, secret } = await rotateSecret(context, call.projectId, id);
    return { status: 200, body: { ...shown(endpoint), secret } };
  },
});

const test = operation({
  id: "testWebhook",
  method: "post",
  path: "/webhooks/{webhook_id}/test",
  tag,
  summary: "Send the newest event as a test",
  description:
    "A real event under its own id, the newest that the webhook's types allow. 409 while nothing has happened yet or the webhook is switched off.",
  scope: "full",
  params,
  responses: { 202: { description: "It is on its way.", schema: webhookSent } },
  handler: async ({ db, projectId, params }) => ({
    status: 202,
    body: { event_id: await sendTest(db, projectId, params.webhook_id!) },
  }),
});

const replay = operation({
  id: "replayWebhook",
  method: "post",
  path: "/webhooks/{webhook_id}/replay",
  tag,
  summary: "Send the events of a time again",
  description:
    "Those that did not arrive, also what happened while the webhook was switched off. They keep their ids.",
  scope: "full",
  params,
  body: webhookReplay,
  responses: { 202: { description: "They are on their way.", schema: webhookReplayed } },
  example: { from: "2026-11-20T08:00:00Z", until: "2026-11-20T09:00:00Z" },
  handler: async ({ db, projectId, params, body }) => {
    const range = { from: body.from, until: body.until, all: body.include_delivered ?? false };
    const replayed = await replayRange(db, projectId, params.webhook_id!, range);
    return { status: 202, body: { replayed } };
  },
});

/** What can be done with webhooks. */
export const webhookOperations = [
  ...[list, create, read, update, remove, rotate, test, replay],
  ...webhookDeliveryOperations,
];
