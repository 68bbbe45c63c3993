/** What happened, written with its change and told to every replica's live readers. */
export * from "./events_sql.ts";
export { EventHub, type LiveSignal, parsePosition, type Subscriber } from "./hub.ts";
export { eventsCommitted, onEventsCommitted } from "./signal.ts";
export { eventStream, type SendEvent } from "./stream.ts";
