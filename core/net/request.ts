import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { messageOf } from "../errors.ts";
import { NetworkError } from "./guarded_fetch.ts";

/** One request to addresses that were checked. */
export interface CheckedRequest {
  method: string;
  headers: Headers;
  body?: string | Uint8Array;
  /** The connection goes to one of these, whatever the name resolves to by now. */
  addresses: string[];
  signal: AbortSignal;
  maxBytes: number;
  /** Whether a longer answer is cut off, instead of refused. */
  cutsOff: boolean;
  /** Connections that stay open between requests; without, each request has one of its own. */
  agents?: Agents;
}

/** Connections that stay open, by protocol. */
export interface Agents {
  http: http.Agent;
  https: https.Agent;
}

/** Idle connections are closed after so long: before most servers do, which would cost a request. */
const IDLE_MILLISECONDS = 4_000;

/** Keeps connections open for a moment. Each was made to an address that was checked. */
export function keepConnections(): Agents {
  const options = { keepAlive: true, timeout: IDLE_MILLISECONDS };
  return { http: new http.Agent(options), https: new https.Agent(options) };
}

// `fetch` resolves names itself, which leaves a gap between check and use; Node's client takes the
// address from us.
const NULL_BODY = new Set([204, 205, 304]);

/**
 * Sends a request and reads the whole answer.
 *
 * @throws {NetworkError} when the connection fails, the time is over, or the answer is too large
 */
export function request(url: URL, options: CheckedRequest): Promise<Response> {
  const { addresses, signal, maxBytes, cutsOff, agents } = options;
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  const lookup = (_host: string, how: { all?: boolean }, done: (...args: unknown[]) => void) =>
    how.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family);
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const fail = (error: unknown) => {
      outgoing.destroy();
      // The other side closed it at the moment in which it was used again.
      const wasStale = outgoing.reusedSocket && !isAnswered && !signal.aborted;
      if (wasStale) return resolve(request(url, { ...options, agents: undefined }));
      reject(asNetworkError(url, signal, error));
    };
    const isSecure = url.protocol === "https:";
    const outgoing = (isSecure ? https : http).request(url, {
      method: options.method,
      headers: Object.fromEntries(options.headers),
      lookup: lookup as never,
      signal,
      agent: agents ? (isSecure ? agents.https : agents.http) : false,
    });
    outgoing.on("error", fail);
    outgoing.on("response", (incoming) => {
      isAnswered = true;
      const chunks: Uint8Array[] = [];
      let size = 0;
      const answer = () => {
        const status = incoming.statusCode ?? 502;
        const body = NULL_BODY.has(status) ? null : new Blob(chunks as BlobPart[]).stream();
        try {
          resolve(new Response(body, { status, headers: headersOf(incoming.rawHeaders) }));
        } catch (error) {
          // A status such as 999, which no answer may have.
          fail(error);
        }
      };
      incoming.on("error", fail);
      incoming.on("data", (chunk: Uint8Array) => {
        const before = size;
        size += chunk.length;
        if (size <= maxBytes) return void chunks.push(chunk);
        if (cutsOff) {
          if (before <= maxBytes) chunks.push(chunk.subarray(0, maxBytes - before));
          answer();
          return void outgoing.destroy();
        }
        fail(new NetworkError(`${url.host} answers with more than ${maxBytes} bytes.`, "refused"));
      });
      incoming.on("aborted", () => fail(new Error("the connection broke off")));
      incoming.on("end", answer);
    });
    outgoing.end(options.body);
  });
}

function headersOf(raw: string[]): Headers {
  const headers = new Headers();
  for (let index = 0; index < raw.length; index += 2) headers.append(raw[index]!, raw[index + 1]!);
  return headers;
}

function asNetworkError(url: URL, signal: AbortSignal, error: unknown): unknown {
  if (error instanceof NetworkError) return error;
  if (signal.aborted && signal.reason?.name !== "TimeoutError") return signal.reason;
  const why = signal.aborted ? "it did not answer in time" : messageOf(error);
  return new NetworkError(`Cannot reach ${url.host}: ${why}.`, "failed", error);
}
