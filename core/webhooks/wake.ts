/**
 * Tells this process that somebody asked for a delivery. Only a hint: what is due stands in the table,
 * and is found a second later without it.
 */
const listeners = new Set<() => void>();

/** Called after a delivery was asked for. */
export function deliveriesWanted(): void {
  for (const listener of listeners) listener();
}

/** Calls back after each such wish in this process; returns the way to stop. */
export function onWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
