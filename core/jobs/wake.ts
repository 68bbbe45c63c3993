const wakers = new Set<() => void>();

/** Has `wake` called whenever this process stored a job; returns what ends that. */
export function onWake(wake: () => void): () => void {
  wakers.add(wake);
  return () => void wakers.delete(wake);
}

/** Tells the workers of this process that there may be something to do. */
export function wakeWorkers(): void {
  for (const wake of wakers) wake();
}
