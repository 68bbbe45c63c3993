import { now } from "../../clock.ts";
import { newId } from "../../id.ts";
import {
  type DocumentResult,
  type FoundAddress,
  type KnowledgeDocument,
  queueDocuments,
  selectDocumentAt,
  updateDocument,
} from "../documents_sql.ts";
import { dropDocument, storeDocument, whileReading } from "../documents.ts";
import { robotsWishes } from "../formats/html.ts";
import type { Format, PageFacts, ReadDocument } from "../formats/read_document.ts";
import { type Download, download, statusSentence } from "./download.ts";
import { addressOf, isInSite, isWorthFollowing } from "./site.ts";
import { MISSES, reasonOf, type WebsiteReading } from "./website.ts";

/** The most bytes of one page. */
export const PAGE_BYTES = 2_000_000;

/** How often a page is tried in one read. */
const ATTEMPTS = 3;
const LONGEST_WAIT = 10 * 60_000;

/** Reads one page of a website and stores what came of it. */
export async function readPage(work: WebsiteReading, document: KnowledgeDocument): Promise<void> {
  const url = new URL(document.address);
  const { site, robots } = work;
  if (!isInSite(site, url)) {
    return await drop(work, document, "gone", "The page lies outside of what is read.");
  }
  if (!robots.allows(url.pathname + url.search)) {
    return await drop(
      work,
      document,
      "skipped",
      "The site's robots.txt asks not to read the page.",
    );
  }
  let answer: Download;
  try {
    answer = await download(work.context.fetch, url, {
      signal: work.signal,
      maxBytes: PAGE_BYTES,
      timeoutMilliseconds: work.context.timeoutMilliseconds,
      headers: { accept: "text/html, text/plain;q=0.8, text/markdown;q=0.8", ...marksOf(document) },
    });
  } catch (error) {
    work.signal.throwIfAborted();
    const { reason, isPassing } = reasonOf(error);
    return isPassing
      ? await tryLater(work, document, reason, null)
      : await fail(work, document, reason);
  }
  if (answer.status === 304) return await keep(work, document, answer.headers);
  if (answer.location !== null) return await leadOn(work, document, url, answer.location);
  if (answer.status === 404 || answer.status === 410) return await miss(work, document, answer);
  if (answer.status === 429 || answer.status >= 500) {
    const seconds = Number(answer.headers.get("retry-after") ?? NaN);
    const wait = seconds >= 0 ? Math.min(seconds * 1_000, LONGEST_WAIT) : null;
    return await tryLater(work, document, statusSentence(answer.status), wait);
  }
  if (answer.status !== 200) return await fail(work, document, statusSentence(answer.status));
  const format = formatOf(answer.headers.get("content-type"));
  if (format === null) {
    const type = answer.headers.get("content-type")?.split(";")[0]?.slice(0, 60) ?? "no type";
    return await drop(work, document, "skipped", `Not a page but ${type}.`);
  }
  try {
    const contentType = answer.headers.get("content-type") ?? "";
    const name = url.pathname.split("/").filter(Boolean).at(-1) ?? site.host;
    const request = { format, bytes: answer.bytes, name, contentType };
    const { documents, page } = await work.context.parser.read(request);
    await settle(work, document, url, answer.headers, documents[0]!, page);
  } catch (error) {
    work.signal.throwIfAborted();
    await fail(work, document, reasonOf(error).reason);
  }
}

function marksOf(document: KnowledgeDocument): Record<string, string> {
  if (document.content_hash === null) return {};
  return {
    ...(document.etag ? { "if-none-match": document.etag } : {}),
    ...(document.last_modified ? { "if-modified-since": document.last_modified } : {}),
  };
}

function formatOf(contentType: string | null): Format | null {
  const type = (contentType ?? "").split(";")[0]!.trim().toLowerCase();
  if (type === "text/html" || type === "application/xhtml+xml") return "html";
  if (type === "text/markdown" || type === "text/x-markdown") return "markdown";
  return type === "text/plain" ? "text" : null;
}

/** The page was read: its text is stored, its links are queued, unless it asks otherwise. */
async function settle(
  work: WebsiteReading,
  document: KnowledgeDocument,
  url: URL,
  headers: Headers,
  read: ReadDocument,
  page: PageFacts | null,
): Promise<void> {
  const { reading, context, site } = work;
  const header = robotsWishes(headers.get("x-robots-tag") ?? "");
  const links = page && !page.nofollow && !header.nofollow
    ? linksOf(work, document, url, page)
    : [];
  const at = now();
  if (page?.noindex || header.noindex) {
    return await drop(work, document, "skipped", "The page asks not to be found by robots.", links);
  }
  const own = page?.canonical ? addressOf(page.canonical, page.base ?? url) : null;
  if (own && own.href !== document.address && isInSite(site, own)) {
    const other = await selectDocumentAt(context.sql, reading, own.href);
    // Two pages that each call the other the right one are both read.
    if (!other?.error?.includes(document.address)) {
      const found = [{ id: newId("doc", at), address: own.href, depth: document.depth }];
      const reason = `The same page as ${own.href}.`;
      return await drop(work, document, "skipped", reason, [...found, ...links]);
    }
  }
  if (read.passages.length === 0) {
    return await drop(work, document, "skipped", "The page holds no text that can be read.", links);
  }
  const marks = {
    etag: headers.get("etag")?.slice(0, 300) ?? null,
    last_modified: headers.get("last-modified")?.slice(0, 100) ?? null,
  };
  const isNew = await whileReading(context.sql, reading, async (tx) => {
    await queue(work, tx, links, at);
    return await storeDocument(tx, reading, document, read, document.address, marks, at);
  });
  if (isNew) await context.onStored?.(reading.projectId);
}

type Tx = Parameters<Parameters<typeof whileReading>[2]>[0];

async function queue(
  { reading, source }: WebsiteReading,
  tx: Tx,
  found: FoundAddress[],
  at: Date,
): Promise<void> {
  await queueDocuments(
    tx,
    reading,
    source.read_number,
    source.settings.max_pages ?? 200,
    found,
    at,
  );
}

function linksOf(
  { site, source }: WebsiteReading,
  document: KnowledgeDocument,
  url: URL,
  page: PageFacts,
): FoundAddress[] {
  const depth = document.depth + 1;
  if (source.settings.mode !== "site" || depth > (source.settings.max_depth ?? 5)) return [];
  const base = page.base && URL.canParse(page.base, url) ? new URL(page.base, url) : url;
  const addresses = new Set<string>();
  for (const { href, nofollow } of page.links) {
    const address = nofollow ? null : addressOf(href, base);
    if (address && isInSite(site, address) && isWorthFollowing(address)) {
      addresses.add(address.href);
    }
  }
  addresses.delete(document.address);
  return [...addresses].map((address) => ({ id: newId("doc"), address, depth }));
}

/** The page did not change: what is stored of it stays. */
async function keep(
  { reading, context }: WebsiteReading,
  document: KnowledgeDocument,
  headers: Headers,
): Promise<void> {
  const result: DocumentResult = {
    ...{ status: "ready", error: null, misses: 0, attempts: 0 },
    etag: headers.get("etag")?.slice(0, 300) ?? document.etag,
  };
  await whileReading(
    context.sql,
    reading,
    (tx) => updateDocument(tx, reading, document.id, result, now()),
  );
}

async function leadOn(
  work: WebsiteReading,
  document: KnowledgeDocument,
  url: URL,
  location: string,
): Promise<void> {
  const target = addressOf(location, url);
  if (target && isInSite(work.site, target) && target.href !== document.address) {
    const next = { id: newId("doc"), address: target.href, depth: document.depth };
    return await drop(work, document, "skipped", `Leads to ${target.href}.`, [next]);
  }
  if (target && target.href !== document.address && document.depth === 0) {
    return await fail(
      work,
      document,
      `The address leads to ${
        target.href.slice(0, 200)
      }, which is not part of it. Enter that instead.`,
    );
  }
  if (target?.href === document.address) {
    return await drop(work, document, "skipped", "The page leads to itself.");
  }
  const where = target?.host ?? "an address that is not one";
  await drop(work, document, "skipped", `Leads out of the site, to ${where}.`);
}

/** The page is not there: an error the first time, forgotten the second. */
async function miss(
  work: WebsiteReading,
  document: KnowledgeDocument,
  answer: Download,
): Promise<void> {
  const misses = document.misses + 1;
  const error = statusSentence(answer.status);
  const isStart = work.source.settings.mode !== "sitemap" && document.depth === 0;
  if (misses >= MISSES && !isStart) {
    return await drop(work, document, "gone", error, [], misses);
  }
  await fail(work, document, error, misses);
}

async function tryLater(
  work: WebsiteReading,
  document: KnowledgeDocument,
  reason: string,
  wait: number | null,
): Promise<void> {
  const attempts = document.attempts + 1;
  if (attempts >= ATTEMPTS) return await fail(work, document, reason);
  const pause = wait ?? work.context.retryMilliseconds * 4 ** (attempts - 1);
  if (wait !== null) work.context.pace.delay(work.site.host, Math.min(wait, 60_000));
  const at = now();
  const not_before = new Date(at.getTime() + pause);
  const { reading } = work;
  await whileReading(
    work.context.sql,
    reading,
    (tx) =>
      updateDocument(
        tx,
        reading,
        document.id,
        { status: "waiting", error: reason, attempts, not_before },
        at,
      ),
  );
}

/** What was read before stays findable; the error is shown. */
async function fail(
  { reading, context }: WebsiteReading,
  document: KnowledgeDocument,
  error: string,
  misses?: number,
): Promise<void> {
  const result: DocumentResult = { status: "failed", error: error.slice(0, 500), misses };
  await whileReading(
    context.sql,
    reading,
    (tx) => updateDocument(tx, reading, document.id, result, now()),
  );
}

async function drop(
  work: WebsiteReading,
  document: KnowledgeDocument,
  status: "skipped" | "gone",
  error: string,
  links: FoundAddress[] = [],
  misses?: number,
): Promise<void> {
  const { reading, context } = work;
  const at = now();
  const result = { status, error: error.slice(0, 500), misses };
  await whileReading(context.sql, reading, async (tx) => {
    await queue(work, tx, links, at);
    await dropDocument(tx, reading, document, result, at);
  });
}
