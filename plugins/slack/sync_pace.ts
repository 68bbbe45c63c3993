/** How many calls of a method may be made at once before they are spaced out. */
const BURST = 20;
/** Most methods take 50 a minute; some are left to what happens live meanwhile. */
const PER_SECOND = 0.75;
/** Apps that are sold outside of Slack's marketplace have one call a minute. */
const SLOW_SECONDS = 61;

/**
 * Spaces out calls to one method, so that Slack need not ask to wait: then everything would have to
 * wait, answers to customers as well.
 */
export class Pace {
  /** One call a minute. */
  isSlow = false;
  #tokens = BURST;
  #at: number | null = null;

  constructor(
    readonly now: () => Date,
    readonly signal: AbortSignal,
    readonly wait: typeof pause = pause,
  ) {}

  /** Waits for the next call; rejects when the signal aborts. */
  async next(): Promise<void> {
    const at = this.now().getTime();
    const elapsed = this.#at === null ? Infinity : Math.max(0, at - this.#at) / 1000;
    if (this.isSlow) {
      if (elapsed < SLOW_SECONDS) await this.wait(SLOW_SECONDS - elapsed, this.signal);
    } else {
      this.#tokens = Math.min(BURST, this.#tokens + elapsed * PER_SECOND) - 1;
      if (this.#tokens < 0) await this.wait(-this.#tokens / PER_SECOND, this.signal);
    }
    this.#at = this.isSlow ? this.now().getTime() : at;
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
