/**
 * Tells this process that events were committed. Only a hint that reading is worthwhile:
 * what happened is in the table, and a lost hint costs a moment, never an event.
 */
const listeners = new Set<() => void>();

/** Called after every commit that wrote events. */
export function eventsCommitted(): void {
  for (const listener of listeners) listener();
}

/** Calls back after each such commit in this process; returns the way to stop. */
export function onEventsCommitted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
