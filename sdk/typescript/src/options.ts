/** How a client reaches an instance. */
export interface ClientOptions {
  /** A key of the project. @default the variable HISSUNO_API_KEY */
  apiKey?: string;
  /** Where the instance is, such as `https://feedback.example.com`. @default HISSUNO_BASE_URL */
  baseUrl?: string;
  /** Milliseconds that one attempt may take. @default 60000 */
  timeout?: number;
  /** How often a request that failed is sent again. @default 2 */
  maxRetries?: number;
  /** The longest wait before the first retry, in milliseconds; it doubles. @default 500 */
  initialRetryDelay?: number;
  /** The longest wait before any retry, in milliseconds. @default 8000 */
  maxRetryDelay?: number;
  /** What sends the requests. @default the global `fetch` */
  fetch?: typeof globalThis.fetch;
}

/** What can differ from one request to the next. */
export interface RequestOptions {
  /** Ends the request, its retries and its waits. */
  signal?: AbortSignal;
  /** Milliseconds that one attempt may take. @default the client's */
  timeout?: number;
  /** @default the client's */
  maxRetries?: number;
  /** Makes two requests one. @default a new one for every request that takes one */
  idempotencyKey?: string;
  /** An ETag: the change is refused (`PreconditionFailedError`) when it changed meanwhile. */
  ifMatch?: string;
  /** An ETag: `NotModifiedError` when nothing changed. */
  ifNoneMatch?: string;
}

/** Bytes to send. A stream can be sent once only, so that it is never retried. */
export type Upload =
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>;

/** One request, as the resources describe it. */
export interface Call {
  method: string;
  /** Below `/v1`, its ids encoded. */
  path: string;
  query?: object;
  /** An address the API gave, instead of `path`: it says itself what may be done, and gets no key. */
  link?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  upload?: Upload;
  takesIdempotencyKey?: boolean;
  /** The parameter that reads on in a list. @default "cursor" */
  cursorName?: string;
}

/** Options with their defaults. */
export interface Settings extends Required<Omit<ClientOptions, "fetch">> {
  fetch: typeof globalThis.fetch;
}

/**
 * Fills in what was left out.
 *
 * @throws {TypeError} without a key or an address
 */
export function settingsOf(options: ClientOptions): Settings {
  const apiKey = options.apiKey ?? variable("HISSUNO_API_KEY");
  const baseUrl = options.baseUrl ?? variable("HISSUNO_BASE_URL");
  if (!apiKey) {
    throw new TypeError(
      "No apiKey. Give it to the client, or set HISSUNO_API_KEY.",
    );
  }
  if (!baseUrl) {
    throw new TypeError(
      "No baseUrl. Give the client the address of your instance, or set HISSUNO_BASE_URL.",
    );
  }
  if (!/^https?:\/\/[^/]/.test(baseUrl)) {
    throw new TypeError(
      `The baseUrl must begin with https:// or http://, not "${baseUrl}".`,
    );
  }
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TypeError(
      "The apiKey has characters that no key has. Copy it again.",
    );
  }
  return {
    apiKey,
    baseUrl: baseUrl.replace(/\/+$/, "").replace(/\/v1$/, ""),
    timeout: options.timeout ?? 60_000,
    maxRetries: options.maxRetries ?? 2,
    initialRetryDelay: options.initialRetryDelay ?? 500,
    maxRetryDelay: options.maxRetryDelay ?? 8_000,
    // Browsers want their fetch called on the window.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
  };
}

/** A variable of the environment, where there is one and it may be read. */
function variable(name: string): string | undefined {
  try {
    const { process } = globalThis as {
      process?: { env?: Record<string, string | undefined> };
    };
    return process?.env?.[name];
  } catch {
    return undefined;
  }
}
