import { messageOf } from "../errors.ts";
import { type GuardedFetch, NetworkError } from "../net/mod.ts";
import type { Signer, SigningKeys } from "./secret.ts";

/** A receiver has so long to answer. */
const TIMEOUT_MILLISECONDS = 15_000;
/** So much of its answer is kept. */
export const RESPONSE_BYTES = 1_024;

/** One try, as the log keeps it. */
export interface Attempt {
  /** RFC 3339. */
  at: string;
  milliseconds: number;
  /** Of the answer; null when there was none. */
  status: number | null;
  /** The beginning of the answer. */
  response: string;
  /** Why there was no answer, or why it is none that counts, as a sentence; null when all is well. */
  error: string | null;
  /** What `webhook-timestamp` and `webhook-signature` said. */
  timestamp: string;
  signature: string;
}

/** What goes out. */
export interface Outgoing extends SigningKeys {
  url: string;
  /** `webhook-id`: the event's. */
  id: string;
  body: string;
}

/** What trying needs. */
export interface AttemptTools {
  fetch: GuardedFetch;
  signer: Signer;
  clock: () => Date;
  signal: AbortSignal;
}

/** The header fields of a delivery, signed or as the log shows them. */
export function headersOf(
  id: string,
  { timestamp, signature }: Pick<Attempt, "timestamp" | "signature">,
): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": "Hissuno-Webhooks/1",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signature,
  };
}

/**
 * Sends a delivery once. Signed anew each time: the time is part of what is signed.
 *
 * @returns the try with what `Retry-After` said
 * @throws the signal's reason when it is aborted
 */
export async function attempt(
  outgoing: Outgoing,
  { fetch: call, signer, clock, signal }: AttemptTools,
): Promise<{ attempt: Attempt; retryAfter: string | null }> {
  const { id, url, body } = outgoing;
  const at = clock();
  const begun = performance.now();
  const tried: Attempt = {
    at: at.toISOString(),
    milliseconds: 0,
    status: null,
    response: "",
    error: null,
    timestamp: String(Math.floor(at.getTime() / 1_000)),
    signature: "",
  };
  let retryAfter: string | null = null;
  try {
    tried.signature = await signer.sign(outgoing, id, at, body);
    const response = await call(url, {
      method: "POST",
      headers: headersOf(id, tried),
      body,
      signal,
      redirect: "manual",
    }, {
      hosts: [new URL(url).hostname.replace(/^\[(.*)\]$/, "$1")],
      maxBytes: RESPONSE_BYTES,
      cutsOff: true,
      keepAlive: true,
      timeoutMilliseconds: TIMEOUT_MILLISECONDS,
    });
    tried.status = response.status;
    // PostgreSQL keeps no zero characters.
    tried.response = (await response.text()).replaceAll("\0", "");
    retryAfter = response.headers.get("retry-after");
    tried.error = faultOf(response.status);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    tried.error = error instanceof NetworkError
      ? error.message
      : `It could not be sent: ${messageOf(error)}.`;
  }
  tried.milliseconds = Math.round(performance.now() - begun);
  return { attempt: tried, retryAfter };
}

function faultOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400
    ? `The receiver redirects (${status}). Redirects are not followed: enter the address it leads to.`
    : `The receiver answered with status ${status}.`;
}
