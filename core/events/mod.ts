/** What happened, written with its change and told to every replica's live readers. */
export * from "./events_sql.ts";
export { EventHub, type LiveSignal, type Subscriber } from "./hub.ts";
export { type EventPosition, isAfter, parsePosition } from "./position.ts";
export { eventsCommitted, onEventsCommitted } from "./signal.ts";
export {
  eventStream,
  eventStreamHeaders,
  type EventStreamOptions,
  type SendEvent,
} from "./stream.ts";
