import { ConnectionError, TimeoutError } from "./errors.ts";

/**
 * Sends one request and reads its answer, both within a time.
 *
 * @param read what becomes of the answer
 * @param timeout milliseconds
 * @param signal ends it early
 * @throws {TimeoutError} after that time
 * @throws {ConnectionError} when nothing came back, or it broke off
 * @throws the signal's reason when it aborts
 */
export async function attempt<T>(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
  read: (response: Response) => Promise<T>,
  timeout: number,
  signal?: AbortSignal,
): Promise<T> {
  if (signal?.aborted) throw signal.reason;
  const controller = new AbortController();
  const onAbort = () => controller.abort(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    controller.abort();
  }, timeout);
  let isStreaming = false;
  try {
    const response = await fetch(url, { ...init, signal: controller.signal });
    const result = await read(response);
    // A download goes on after this, and can be ended to its last byte.
    isStreaming = response.body !== null && !response.bodyUsed;
    return result;
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    if (isLate) {
      throw new TimeoutError(
        `No answer within ${timeout} ms. Raise timeout, or ask for less.`,
        {
          cause,
        },
      );
    }
    if (cause instanceof TypeError || (cause as Error)?.name === "AbortError") {
      const { origin } = new URL(url);
      throw new ConnectionError(
        `No answer from ${origin}. Check baseUrl and the network: ${reasonOf(cause)}`,
        { cause },
      );
    }
    throw cause;
  } finally {
    clearTimeout(timer);
    if (!isStreaming) signal?.removeEventListener("abort", onAbort);
  }
}

/** What Node hides behind "fetch failed". */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message ? cause.message : message;
}
