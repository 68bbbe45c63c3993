/** Webhooks: other programs are told what happens in a project. */
export { eventId, parseEventId } from "./event_id.ts";
export { type FeedPage, type FeedQuery, listEvents } from "./feed.ts";
export {
  isPublicEventType,
  presentEvent,
  PUBLIC_EVENT_TYPES,
  type PublicEvent,
  type PublicEventType,
  publicEventTypes,
} from "./payload.ts";
