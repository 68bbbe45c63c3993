/** Webhooks: other programs are told what happens in a project. */
export { type Attempt, RESPONSE_BYTES } from "./attempt.ts";
export {
  type DeliveryPage,
  getDelivery,
  KEPT_DAYS,
  listDeliveries,
  MOST_REPLAYED,
  pruneWebhooks,
  replayDelivery,
  replayRange,
  sendTest,
  type WebhookDelivery,
  type WebhookDeliveryDetail,
} from "./deliveries.ts";
export {
  createEndpoint,
  deleteEndpoint,
  type EndpointContext,
  type EndpointPatch,
  type EndpointWithSecret,
  getEndpoint,
  OVERLAP_MILLISECONDS,
  rotateSecret,
  updateEndpoint,
} from "./endpoints.ts";
export {
  type DisabledBy,
  disabledText,
  type EndpointInput,
  MOST_ENDPOINTS,
  type WebhookEndpoint,
} from "./endpoints_model.ts";
export { selectEndpoints } from "./endpoints_sql.ts";
export { eventId, parseEventId } from "./event_id.ts";
export { type FeedPage, type FeedQuery, listEvents } from "./feed.ts";
export { countOpen, type DeliveryStatus, type Range } from "./log_sql.ts";
export { RETRY_MILLISECONDS } from "./outcome.ts";
export {
  isPublicEventType,
  presentEvent,
  PUBLIC_EVENT_TYPES,
  type PublicEvent,
  type PublicEventType,
  publicEventTypes,
} from "./payload.ts";
export type { SenderLimits, SenderOptions } from "./sender.ts";
export { createWebhooks, type Webhooks } from "./webhooks.ts";
