/** Slack takes 50 calls a minute of most methods; some are left to what happens live meanwhile. */
const PER_MINUTE = 45;
/** What apps get that are sold outside of Slack's marketplace. */
const SLOW_PER_MINUTE = 1;
const MINUTE = 61_000;

/**
 * Keeps calls to one method within Slack's limit, so that Slack need not ask to wait: then everything
 * would have to wait, answers to customers as well.
 */
export class Pace {
  /** One call a minute. */
  isSlow = false;
  /** When the last calls were made, in milliseconds. */
  readonly #calls: number[] = [];

  constructor(
    readonly now: () => Date,
    readonly signal: AbortSignal,
    readonly wait: typeof pause = pause,
  ) {}

  /** Waits for the next call; rejects when the signal aborts. */
  async next(): Promise<void> {
    const allowed = this.isSlow ? SLOW_PER_MINUTE : PER_MINUTE;
    const oldest = this.#calls.at(-allowed);
    const free = oldest === undefined ? 0 : oldest + MINUTE - this.now().getTime();
    if (free > 0) await this.wait(Math.min(free, MINUTE) / 1000, this.signal);
    this.#calls.push(this.now().getTime());
    if (this.#calls.length > PER_MINUTE) this.#calls.shift();
  }
}

/** Waits some seconds; rejects when the signal aborts. */
export function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, seconds * 1000);
    signal.addEventListener("abort", stop, { once: true });
  });
}
