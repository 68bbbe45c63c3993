import type { Outgoing } from "./announce.ts";

/** What came of one attempt. */
export interface HttpOutcome {
  isAccepted: boolean;
  /** The app did not forbid it. */
  mayRetry: boolean;
  reason: string;
  /** As the next attempt's `x-slack-retry-reason` names it. */
  retryReason: string;
}

/** Which attempt it is, and how long it may take. */
export interface HttpAttempt {
  attempt: number;
  reason: string;
  timeoutMs: number;
  signal: AbortSignal;
  seconds: number;
}

/** Posts an event (JSON) or an interaction (form) as Slack does; 2xx in time is success. */
export async function deliverOverHttp(
  url: string,
  { kind, body, installation }: Outgoing,
  { attempt, reason, timeoutMs, signal, seconds }: HttpAttempt,
): Promise<HttpOutcome> {
  const json = JSON.stringify(body);
  const raw = kind === "event" ? json : `payload=${encodeURIComponent(json)}`;
  const headers = await signedHeaders(installation.app.signingSecret, raw, seconds);
  headers.set(
    "content-type",
    kind === "event" ? "application/json" : "application/x-www-form-urlencoded",
  );
  if (attempt > 0) {
    headers.set("x-slack-retry-num", String(attempt));
    headers.set("x-slack-retry-reason", reason);
  }
  return await post(url, raw, headers, timeoutMs, signal);
}

/**
 * The headers that prove that a body is Slack's.
 *
 * @param seconds when it was sent, seconds since 1970
 */
export async function signedHeaders(
  signingSecret: string,
  raw: string,
  seconds: number,
): Promise<Headers> {
  const bytes = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const secret = bytes.encode(signingSecret);
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, bytes.encode(`v0:${seconds}:${raw}`));
  const hex = [...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return new Headers({
    "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    "x-slack-request-timestamp": String(seconds),
    "x-slack-signature": `v0=${hex}`,
  });
}

async function post(
  url: string,
  body: string,
  headers: Headers,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<HttpOutcome> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  try {
    const any = AbortSignal.any([late.signal, signal]);
    const response = await fetch(url, {
      method: "POST",
      body,
      headers,
      redirect: "manual",
      signal: any,
    });
    await response.body?.cancel();
    return {
      isAccepted: response.ok,
      mayRetry: response.headers.get("x-slack-no-retry") !== "1",
      reason: String(response.status),
      retryReason: "http_error",
    };
  } catch {
    const reason = late.signal.aborted ? "http_timeout" : "connection_failed";
    return { isAccepted: false, mayRetry: true, reason, retryReason: reason };
  } finally {
    clearTimeout(timer);
  }
}
