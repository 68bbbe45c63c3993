import { AppError } from "../errors.ts";
import { type AllowList, hostMatches, isReachable } from "./address.ts";
import { type Agents, keepConnections, request } from "./request.ts";
import { resolveHost } from "./resolve.ts";

/** What one call may do. */
export interface GuardOptions {
  /** Hosts it may reach; `*.example.com` allows one label. */
  hosts: readonly string[];
  /** The most bytes of an answer. @default 50 MB */
  maxBytes?: number;
  /** A longer answer is cut off there instead of refused: only its beginning is of use. */
  cutsOff?: boolean;
  /** Leaves the connection open for the next call to the same host. @default false */
  keepAlive?: boolean;
  /** Until the answer is there with all its bytes. @default 30 seconds */
  timeoutMilliseconds?: number;
  /** How many redirects are followed, each checked like the first address. @default 3 */
  maxRedirects?: number;
}

/** A call that the guard refused or that did not come through; never for an HTTP status. */
export class NetworkError extends AppError {
  override name = "NetworkError";

  constructor(
    message: string,
    /** `refused`: by us, trying again is useless. `failed`: the network, trying again may help. */
    readonly kind: "refused" | "failed",
    cause?: unknown,
  ) {
    super(message, { code: `network_${kind}`, status: 502, cause });
  }
}

/** Headers that belong to one host and must not go to another. */
const CREDENTIALS = ["authorization", "cookie", "x-api-key", "proxy-authorization"];
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Calls out; see {@link createGuardedFetch}. */
export type GuardedFetch = (
  url: string | URL,
  init: RequestInit,
  options: GuardOptions,
) => Promise<Response>;

/**
 * The one way out. A name is resolved once, all its addresses are checked, and the connection goes to
 * a checked address: a name that points to the inside is refused however it is disguised. Redirects
 * are followed by hand, each checked anew, and credentials never follow to another host.
 *
 * @param allowed private hosts and networks the operator allows (HISSUNO_ALLOWED_HOSTS)
 */
export function createGuardedFetch(allowed: AllowList, resolve = resolveHost): GuardedFetch {
  let agents: Agents | undefined;
  return async (input, init, options) => {
    const timeout = AbortSignal.timeout(options.timeoutMilliseconds ?? 30_000);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    const headers = new Headers(init.headers);
    let url = new URL(input);
    let method = init.method ?? "GET";
    let body = init.body as string | Uint8Array | undefined ?? undefined;
    for (let redirects = 0;; redirects++) {
      const addresses = await checkedAddresses(url, options.hosts, allowed, resolve);
      const response = await request(url, {
        method,
        headers,
        body,
        addresses,
        signal,
        maxBytes: options.maxBytes ?? 50 * 1024 * 1024,
        cutsOff: options.cutsOff ?? false,
        ...(options.keepAlive ? { agents: agents ??= keepConnections() } : {}),
      });
      const location = response.headers.get("location");
      if (!REDIRECTS.has(response.status) || location === null) return response;
      // As with fetch itself: the caller looks at where it leads, and asks again.
      if (init.redirect === "manual") return response;
      if (redirects >= (options.maxRedirects ?? 3)) {
        throw new NetworkError(`${url.host} redirects too often.`, "refused");
      }
      const next = new URL(location, url);
      if (next.host !== url.host || next.protocol !== url.protocol) {
        for (const name of CREDENTIALS) headers.delete(name);
      }
      if (response.status === 303 || (response.status < 303 && method === "POST")) {
        method = "GET";
        body = undefined;
        headers.delete("content-type");
      }
      url = next;
    }
  };
}

async function checkedAddresses(
  url: URL,
  hosts: readonly string[],
  allowed: AllowList,
  resolve: typeof resolveHost,
): Promise<string[]> {
  const host = url.hostname.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new NetworkError(
      `Only http and https addresses can be called, not ${url.protocol}`,
      "refused",
    );
  }
  if (url.username || url.password) {
    throw new NetworkError("An address to call must not hold a user name or password.", "refused");
  }
  if (!hostMatches(host, hosts) && !hostMatches(url.host.toLowerCase(), hosts)) {
    throw new NetworkError(`${host} is not among the hosts that may be called here.`, "refused");
  }
  const addresses = await resolve(host);
  if (!allowed.hosts.has(host) && !addresses.every((address) => isReachable(address, allowed))) {
    throw new NetworkError(
      `${host} is inside a private network. Add it to HISSUNO_ALLOWED_HOSTS to allow that.`,
      "refused",
    );
  }
  return addresses;
}
