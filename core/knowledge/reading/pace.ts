/** Lets requests to each host start one after another, a while apart. */
export class Pace {
  readonly #next = new Map<string, number>();

  /**
   * Waits until the next request to a host may start.
   *
   * @param milliseconds between two starts
   * @throws the signal's reason when it aborts meanwhile
   */
  async turn(host: string, milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const now = performance.now();
    const start = Math.max(now, this.#next.get(host) ?? 0);
    this.#next.set(host, start + milliseconds);
    if (this.#next.size > 1_000) this.#forget(now);
    if (start > now) await wait(start - now, signal);
  }

  /** Has all further requests to a host wait this much longer. */
  delay(host: string, milliseconds: number): void {
    const from = Math.max(performance.now(), this.#next.get(host) ?? 0);
    this.#next.set(host, from + milliseconds);
  }

  #forget(now: number): void {
    for (const [host, next] of this.#next) if (next < now) this.#next.delete(host);
  }
}

/** Waits; throws the signal's reason when it aborts. */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
  });
}
