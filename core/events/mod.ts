/** What happened, written with its change and told to every replica's live readers. */
export * from "./events_sql.ts";
export { eventsCommitted, onEventsCommitted } from "./signal.ts";
