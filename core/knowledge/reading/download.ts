import { FormatProblem } from "../formats/format_problem.ts";
import { inflate } from "../formats/zip.ts";
import type { GuardedFetch } from "../../net/mod.ts";
import { USER_AGENT } from "./robots.ts";

/** What came from an address. */
export interface Download {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
  /** Where it leads, when the answer is a redirect. */
  location: string | null;
}

/** One request. */
export interface DownloadOptions {
  signal: AbortSignal;
  maxBytes: number;
  timeoutMilliseconds: number;
  headers?: Record<string, string>;
}

/** How often a download of one file may be sent elsewhere. */
const MOST_REDIRECTS = 4;

/**
 * Asks for an address once; redirects are not followed. Only the address's own host may be reached,
 * and only when it is public.
 *
 * @throws NetworkError, FormatProblem when the answer is packed in a way nobody asked for
 */
export async function download(
  guardedFetch: GuardedFetch,
  url: URL,
  options: DownloadOptions,
): Promise<Download> {
  const response = await guardedFetch(url, {
    redirect: "manual",
    signal: options.signal,
    headers: { "user-agent": USER_AGENT, "accept-encoding": "identity", ...options.headers },
  }, {
    hosts: [url.hostname.toLowerCase().replace(/^\[(.*)\]$/, "$1")],
    maxBytes: options.maxBytes,
    timeoutMilliseconds: options.timeoutMilliseconds,
  });
  const { status, headers } = response;
  const raw = new Uint8Array(await response.arrayBuffer());
  const packing = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (!["identity", "", "gzip", "x-gzip"].includes(packing)) {
    throw new FormatProblem(`The server packs its answer as ${packing.slice(0, 20)}, unasked.`);
  }
  const bytes = packing.endsWith("gzip") ? await inflate(raw, "gzip", options.maxBytes) : raw;
  const isRedirect = [301, 302, 303, 307, 308].includes(status);
  return { status, headers, bytes, location: isRedirect ? headers.get("location") : null };
}

/**
 * Downloads one file, also when its host sends us to another one: each hop is checked like the first.
 *
 * @throws NetworkError, FormatProblem when it is not there
 */
export async function downloadFile(
  guardedFetch: GuardedFetch,
  url: URL,
  options: DownloadOptions,
): Promise<Download> {
  for (let hops = 0;; hops++) {
    const answer = await download(guardedFetch, url, options);
    if (answer.status === 200 || answer.status === 304) return answer;
    if (answer.location === null) throw new FormatProblem(statusSentence(answer.status));
    if (hops >= MOST_REDIRECTS) throw new FormatProblem(`${url.host} redirects too often.`);
    if (!URL.canParse(answer.location, url)) {
      throw new FormatProblem(`${url.host} redirects to an address that is not one.`);
    }
    url = new URL(answer.location, url);
  }
}

/** What a status means for somebody who wants the page. */
export function statusSentence(status: number): string {
  if (status === 404 || status === 410) return `There is nothing at this address (${status}).`;
  if (status === 401 || status === 403) return `The address is not public (${status}).`;
  if (status === 429) return "The site asks for fewer requests (429).";
  if (status >= 500) return `The site has a fault of its own (${status}).`;
  return `The site answers with status ${status}.`;
}
