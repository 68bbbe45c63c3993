/** Waits longer than this are left to the caller, in milliseconds. */
const LONGEST_ASKED_WAIT = 60_000;

/** What the server may say that a second try can mend. */
const PASSING = [408, 429, 500, 502, 503, 504];

/**
 * Whether a failed request may be sent again. Without an idempotency key a change is repeated only
 * after a 429, which says that nothing was done.
 *
 * @param method in capitals
 * @param status what was answered, or null when nothing was
 */
export function mayRetry(
  method: string,
  hasKey: boolean,
  status: number | null,
): boolean {
  if (status === 429) return true;
  const isRepeatable = hasKey ||
    ["GET", "HEAD", "PUT", "DELETE"].includes(method);
  return isRepeatable && (status === null || PASSING.includes(status));
}

/**
 * Milliseconds to wait before the next attempt: anything up to a limit that doubles, so that clients
 * that failed together do not return together. What the server asks for is waited at least.
 *
 * @param attempt 0 after the first attempt
 * @param retryAfter seconds the server asked for, or null
 * @returns null when the server asks for more than a minute
 */
export function retryWait(
  attempt: number,
  retryAfter: number | null,
  { initialRetryDelay, maxRetryDelay }: {
    initialRetryDelay: number;
    maxRetryDelay: number;
  },
  random: () => number = Math.random,
): number | null {
  const jitter = random() *
    Math.min(maxRetryDelay, initialRetryDelay * 2 ** attempt);
  if (retryAfter === null) return jitter;
  const asked = retryAfter * 1000;
  return asked > LONGEST_ASKED_WAIT ? null : asked + jitter;
}

/**
 * Waits.
 *
 * @throws the signal's reason when it aborts
 */
export function wait(
  milliseconds: number,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
