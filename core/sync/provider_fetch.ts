import { now } from "../clock.ts";
import { type Manifest, ProviderError, type ProviderRequest } from "../contract/mod.ts";
import { randomFraction } from "../id.ts";
import { type GuardedFetch, hostMatches, NetworkError } from "../net/mod.ts";

/** Thrown when the provider wants us to wait longer than a worker should. */
export class PauseRun extends Error {
  override name = "PauseRun";
  constructor(readonly seconds: number, message: string) {
    super(message);
  }
}

/** What calls to a provider go through. */
export interface ProviderFetchOptions {
  manifest: Manifest;
  guardedFetch: GuardedFetch;
  /** Another address for all of the provider's hosts: a proxy, or a fake in tests. */
  baseUrl?: string;
  /** Reserves a request; milliseconds to wait. */
  reserve(): Promise<number>;
  /** Keeps all requests of the connection back for some seconds. */
  block(seconds: number): Promise<void>;
  signal: AbortSignal;
  /** Tells the time, for a Retry-After that is a date. @default {the machine's clock} */
  clock?: () => Date;
  /** Waits shorter than this are waited for; longer ones pause the run. @default 20 */
  longestWaitSeconds?: number;
  /** The first wait after a failure; doubles each time. @default 500 */
  backoffMilliseconds?: number;
  /** How often a request that failed in passing is sent. @default 5 */
  tries?: number;
}

/** No provider is believed who asks to wait longer than a day. */
const LONGEST_SECONDS = 86_400;

/** `fetch`, `json` and `reaches` for a plugin; see `SourceContext`. */
export function createProviderFetch(options: ProviderFetchOptions) {
  const { manifest, signal } = options;

  async function send(address: string | URL, request: ProviderRequest = {}): Promise<Response> {
    const { url, init, hosts } = prepare(address, request, options);
    const tries = request.once ? 1 : options.tries ?? 5;
    for (let attempt = 1;; attempt++) {
      signal.throwIfAborted();
      await wait(await options.reserve() / 1000, "The request budget is used up");
      let response: Response;
      try {
        response = await options.guardedFetch(url, { ...init, signal }, { hosts });
      } catch (error) {
        const passing = error instanceof NetworkError && error.kind === "failed";
        if (!passing || attempt >= tries) throw error;
        await wait(backoff(attempt), error.message);
        continue;
      }
      if (response.status === 429) {
        const at = options.clock?.();
        const seconds = retryAfter(response, at) ?? untilReset(response, at) ??
          Math.min(60, 2 ** attempt);
        await options.block(seconds);
        if (attempt >= 20) throw await errorOf(response, url);
        await wait(seconds * (1 + randomFraction() * 0.1), "The provider's rate limit is reached");
        continue;
      }
      if (response.status >= 500) {
        if (attempt >= tries) throw await errorOf(response, url);
        const asked = response.status === 503 ? retryAfter(response, options.clock?.()) : null;
        await wait(asked ?? backoff(attempt), `${url.host} answered ${response.status}`);
        continue;
      }
      return response;
    }
  }

  function backoff(attempt: number): number {
    const base = (options.backoffMilliseconds ?? 500) / 1000;
    return base * 2 ** (attempt - 1) * (0.5 + randomFraction());
  }

  async function wait(seconds: number, why: string): Promise<void> {
    if (seconds <= 0) return;
    if (seconds > (options.longestWaitSeconds ?? 20)) throw new PauseRun(Math.ceil(seconds), why);
    await new Promise<void>((resolve, reject) => {
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

  async function json<Answer>(address: string | URL, request?: ProviderRequest): Promise<Answer> {
    const response = await send(address, request);
    if (!response.ok) throw await errorOf(response, new URL(address));
    const text = await response.text();
    try {
      return JSON.parse(text) as Answer;
    } catch {
      const kind = /^\s*</.test(text) ? "with a web page" : "with something";
      throw new ProviderError(
        `${manifest.name} answered ${kind} instead of JSON`,
        response.status,
        text.slice(0, 500),
      );
    }
  }

  function reaches(address: string | URL): boolean {
    const url = URL.parse(String(address));
    if (!url || url.username || url.password) return false;
    const base = options.baseUrl === undefined ? null : new URL(options.baseUrl);
    const isPlain = ["http:", "ws:"].includes(url.protocol);
    if (base && url.host === base.host) return isPlain === (base.protocol === "http:");
    const isEncrypted = ["https:", "wss:"].includes(url.protocol) && url.port === "";
    return isEncrypted && hostMatches(url.hostname.toLowerCase(), manifest.hosts);
  }

  return { fetch: send, json, reaches };
}

/** Seconds of `Retry-After`, as a number or a date; null when absent or nonsense. */
export function retryAfter(response: Response, at: Date = now()): number | null {
  const text = response.headers.get("retry-after")?.trim();
  if (!text) return null;
  const seconds = /^-?\d+(\.\d+)?$/.test(text)
    ? Number(text)
    : (Date.parse(text) - at.getTime()) / 1000;
  if (!Number.isFinite(seconds) || seconds < 0) return null;
  return Math.min(Math.max(1, seconds), LONGEST_SECONDS);
}

/**
 * Seconds until `X-RateLimit-Reset`, for providers that give no `Retry-After`: the Unix time at which
 * the limit begins anew, counted by the provider's own clock where it tells. Null when absent, past,
 * or no such time.
 */
export function untilReset(response: Response, at: Date = now()): number | null {
  const text = response.headers.get("x-ratelimit-reset")?.trim() ?? "";
  // Fewer digits would be seconds that are left, or a time in 2001.
  if (!/^\d{10,11}$/.test(text)) return null;
  const theirs = Date.parse(response.headers.get("date") ?? "");
  const seconds = Number(text) - (Number.isNaN(theirs) ? at.getTime() : theirs) / 1000;
  return seconds < 0 ? null : Math.min(Math.max(1, seconds), LONGEST_SECONDS);
}

async function errorOf(response: Response, url: URL): Promise<ProviderError> {
  const body = (await response.text()).slice(0, 500);
  return new ProviderError(
    `${url.host} answered ${response.status} to ${url.pathname}`,
    response.status,
    body,
  );
}

function prepare(address: string | URL, request: ProviderRequest, options: ProviderFetchOptions) {
  let url = new URL(address);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value === undefined) continue;
    url.searchParams.set(name, value instanceof Date ? value.toISOString() : String(value));
  }
  const headers: Record<string, string> = { Accept: "application/json", ...request.headers };
  if (request.bearer !== undefined) headers.Authorization = `Bearer ${request.bearer}`;
  if (request.basic) headers.Authorization = `Basic ${encodeBasic(request.basic)}`;
  if (request.body !== undefined && request.text === undefined) {
    headers["Content-Type"] = "application/json";
  }
  const hosts = [...options.manifest.hosts];
  if (options.baseUrl !== undefined) {
    // The stand-in learns which of the provider's hosts was meant.
    headers["X-Forwarded-Host"] = url.host;
    const base = new URL(options.baseUrl);
    url = new URL(base.pathname.replace(/\/$/, "") + url.pathname + url.search, base);
    hosts.push(base.host);
  }
  const json = request.body === undefined ? undefined : JSON.stringify(request.body);
  const body = request.text ?? json;
  const method = request.method ?? (body === undefined ? "GET" : "POST");
  return { url, init: { method, headers, body }, hosts };
}

function encodeBasic([user, password]: readonly [string, string]): string {
  return new TextEncoder().encode(`${user}:${password}`).toBase64();
}
