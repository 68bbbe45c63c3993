import { attempt } from "./attempt.ts";
import { Download } from "./download.ts";
import { ApiError, ConnectionError, errorOf, HissunoError, retryAfterOf } from "./errors.ts";
import { type Call, type ClientOptions, type RequestOptions, settingsOf } from "./options.ts";
import { type Page, Pages } from "./pages.ts";
import { randomKey } from "./random_key.ts";
import { type FullReply, fullReply, type Reply, replyOf } from "./reply.ts";
import { mayRetry, retryWait, wait } from "./retry.ts";
import { VERSION } from "./version.ts";

/** Sends requests, again where that can help, and reads what comes back. */
export class Transport {
  // Private, so that a client that is logged does not show its key.
  readonly #settings: ReturnType<typeof settingsOf>;

  /** @throws {TypeError} without a key or an address */
  constructor(options: ClientOptions) {
    this.#settings = settingsOf(options);
  }

  /** Asks for one thing. */
  request<T>(call: Call, options: RequestOptions): Reply<T> {
    return replyOf(this.#send(call, options, async (response) => {
      const text = await response.text();
      if (text === "") return undefined as T;
      try {
        return JSON.parse(text) as T;
      } catch (cause) {
        throw new HissunoError(
          "The answer is not JSON. Check that baseUrl is the address of a Hissuno instance.",
          { cause },
        );
      }
    }));
  }

  /** Asks for a list, page by page. */
  list<T>(call: Call, options: RequestOptions): Pages<T> {
    const name = call.cursorName ?? "cursor";
    return new Pages((cursor) =>
      this.request<Page<T>>(
        cursor === undefined ? call : { ...call, query: { ...call.query, [name]: cursor } },
        options,
      )
    );
  }

  /** Asks for bytes; the timeout is that of their beginning. */
  download(call: Call, options: RequestOptions): Reply<Download> {
    return replyOf(
      this.#send(
        call,
        options,
        (response) => Promise.resolve(new Download(response)),
      ),
    );
  }

  async #send<T>(
    call: Call,
    options: RequestOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<FullReply<T>> {
    const { apiKey, baseUrl, fetch, ...settings } = this.#settings;
    const {
      maxRetries = settings.maxRetries,
      timeout = settings.timeout,
      signal,
    } = options;
    const url = call.link === undefined
      ? `${baseUrl}/v1${call.path}${queryOf(call.query)}`
      : new URL(call.link, `${baseUrl}/`).href;
    const init = requestOf(call, options, apiKey);
    const hasKey = (init.headers as Headers).has("idempotency-key");
    // What was read from a stream cannot be sent again.
    const isOnce = isStream(call.upload);
    for (let tried = 0;; tried++) {
      try {
        return await attempt(
          fetch,
          url,
          init,
          async (response) => {
            if (!response.ok) {
              throw errorOf(
                response.status,
                response.headers,
                await response.text(),
              );
            }
            return fullReply(response, await read(response));
          },
          timeout,
          signal,
        );
      } catch (error) {
        const status = error instanceof ApiError ? error.status : null;
        const isOurs = error instanceof ApiError ||
          error instanceof ConnectionError;
        const isLast = !isOurs || isOnce || tried >= maxRetries ||
          !mayRetry(call.method, hasKey, status);
        const pause = isLast ? null : retryWait(
          tried,
          error instanceof ApiError ? retryAfterOf(error.headers) : null,
          settings,
        );
        if (pause === null) throw error;
        await wait(pause, signal);
      }
    }
  }
}

function requestOf(
  call: Call,
  options: RequestOptions,
  apiKey: string,
): RequestInit {
  const headers = new Headers({ accept: "application/json" });
  if (call.link === undefined) headers.set("authorization", `Bearer ${apiKey}`);
  if (!isBrowser()) headers.set("user-agent", `hissuno-typescript/${VERSION}`);
  const key = options.idempotencyKey ??
    (call.takesIdempotencyKey ? randomKey() : undefined);
  if (key !== undefined) headers.set("idempotency-key", key);
  if (options.ifMatch !== undefined) headers.set("if-match", options.ifMatch);
  if (options.ifNoneMatch !== undefined) {
    headers.set("if-none-match", options.ifNoneMatch);
  }
  const init: RequestInit & { duplex?: "half" } = {
    method: call.method,
    headers,
  };
  if (call.upload !== undefined) {
    headers.set("content-type", "application/octet-stream");
    init.body = call.upload as BodyInit;
    if (isStream(call.upload)) init.duplex = "half";
  } else if (call.body !== undefined) {
    headers.set("content-type", "application/json");
    init.body = JSON.stringify(call.body);
  }
  return init;
}

/** Browsers ask before they send fields of a program's own, and name themselves anyway. */
function isBrowser(): boolean {
  return "document" in globalThis ||
    "WorkerGlobalScope" in globalThis && !("Deno" in globalThis);
}

const isStream = (upload: unknown) =>
  typeof ReadableStream !== "undefined" && upload instanceof ReadableStream;

/** Filters as an address has them: lists with commas, nothing of what is not given. */
export function queryOf(query: object = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  if (given.length === 0) return "";
  const pairs = given.map(([name, value]) =>
    `${encodeURIComponent(name)}=${
      encodeURIComponent(
        value instanceof Date ? value.toISOString() : String(value),
      )
    }`
  );
  return `?${pairs.join("&")}`;
}
