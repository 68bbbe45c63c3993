import { now } from "../../clock.ts";
import { messageOf } from "../../errors.ts";
import { newId } from "../../id.ts";
import { NetworkError } from "../../net/mod.ts";
import {
  hasDocuments,
  type KnowledgeDocument,
  nextDocuments,
  nextTime,
  queueDocuments,
  selectUnmet,
  updateDocument,
} from "../documents_sql.ts";
import { dropDocument, type Reading, whileReading } from "../documents.ts";
import type { ReadSourceRow } from "../sources_sql.ts";
import type { ReaderContext } from "./reader.ts";
import { download } from "./download.ts";
import { readPage } from "./page.ts";
import { noRobots, parseRobots, type Robots } from "./robots.ts";
import { addressOf, isInSite, type Site, siteOf } from "./site.ts";
import { readSitemap, SITEMAP_BYTES } from "./sitemap.ts";
import { FormatProblem } from "../formats/format_problem.ts";

/** A website that is being read. */
export interface WebsiteReading {
  context: ReaderContext;
  reading: Reading;
  source: ReadSourceRow;
  site: Site;
  robots: Robots;
  signal: AbortSignal;
}

/** How a turn ended: everything is read, or the rest is for another turn. */
export type TurnEnd = { kind: "done" } | { kind: "later"; at: Date | null };

/** More than one site can bear is not asked for, however patient we are told to be. */
const LONGEST_DELAY = 10_000;
const MOST_SITEMAPS = 50;
const ROBOTS_BYTES = 500_000;

/**
 * Reads pages of a website until all are read or the turn is over. The queue is in the database, so
 * whoever comes next goes on where this one ended, however it ended.
 *
 * @param deadline of `performance.now()`
 * @throws FormatProblem or NetworkError when the site as a whole cannot be read; ReadingLost
 */
export async function readWebsite(
  context: ReaderContext,
  reading: Reading,
  source: ReadSourceRow,
  signal: AbortSignal,
  deadline: number,
  onProgress: () => Promise<boolean>,
): Promise<TurnEnd> {
  const site = siteOf(source.url!, source.settings);
  const robots = await readRobots(context, site, signal);
  const work: WebsiteReading = { context, reading, source, site, robots, signal };
  const { sql } = context;
  if (
    source.settings.mode === "sitemap" &&
    !await hasDocuments(sql, reading, source.read_number)
  ) {
    await queueSitemap(work);
  }
  const running = new Map<string, Promise<void>>();
  let fault: unknown;
  try {
    for (;;) {
      signal.throwIfAborted();
      if (fault) throw fault;
      if (!await onProgress()) return { kind: "done" };
      const isOver = performance.now() > deadline;
      if (isOver && running.size === 0) return { kind: "later", at: null };
      const free = isOver ? 0 : context.parallel - running.size;
      const waiting = free > 0
        ? (await nextDocuments(sql, reading, context.parallel * 2, now()))
          .filter(({ id }) => !running.has(id)).slice(0, free)
        : [];
      for (const document of waiting) {
        const page = visit(work, document).catch((error) => void (fault ??= error))
          .finally(() => running.delete(document.id));
        running.set(document.id, page);
      }
      if (running.size > 0) {
        await Promise.race(running.values());
        continue;
      }
      const next = await nextTime(sql, reading);
      if (next === null) {
        // Between the look at the queue and this one a person may have added to it.
        if ((await nextDocuments(sql, reading, 1, now())).length > 0) continue;
        return { kind: "done" };
      }
      return { kind: "later", at: next };
    }
  } finally {
    await Promise.allSettled(running.values());
  }
}

async function visit(work: WebsiteReading, document: KnowledgeDocument): Promise<void> {
  const { context, site, robots, signal } = work;
  const delay = Math.min((robots.crawlDelay ?? 0) * 1_000, LONGEST_DELAY);
  await context.pace.turn(site.host, Math.max(context.paceMilliseconds, delay), signal);
  await readPage(work, document);
}

/** What the site asks of robots; a site that cannot say is not read. */
async function readRobots(
  context: ReaderContext,
  site: Site,
  signal: AbortSignal,
): Promise<Robots> {
  let url = new URL("/robots.txt", site.start);
  for (let hops = 0; hops < 4; hops++) {
    const answer = await download(context.fetch, url, {
      signal,
      maxBytes: ROBOTS_BYTES,
      timeoutMilliseconds: context.timeoutMilliseconds,
    });
    if (answer.location !== null && URL.canParse(answer.location, url)) {
      url = new URL(answer.location, url);
      continue;
    }
    if (answer.status >= 500 || answer.status === 429) {
      throw new FormatProblem(
        `${site.host} does not say what may be read: its robots.txt answers ${answer.status}. Try again later.`,
      );
    }
    return answer.status === 200 ? parseRobots(new TextDecoder().decode(answer.bytes)) : noRobots;
  }
  return noRobots;
}

/** Queues the pages of the sitemap, and of those it refers to. */
async function queueSitemap(work: WebsiteReading): Promise<void> {
  const { context, site, source, signal, reading } = work;
  const most = source.settings.max_pages ?? 200;
  const waiting = [site.start.href];
  const seen = new Set<string>();
  const pages = new Set<string>();
  while (waiting.length > 0 && seen.size < MOST_SITEMAPS && pages.size < most) {
    const url = addressOf(waiting.shift()!, site.start);
    if (!url || seen.has(url.href) || url.host !== site.host) continue;
    seen.add(url.href);
    await context.pace.turn(site.host, context.paceMilliseconds, signal);
    const answer = await download(context.fetch, url, {
      ...{ signal, maxBytes: SITEMAP_BYTES, timeoutMilliseconds: context.timeoutMilliseconds * 2 },
    });
    if (answer.location !== null) {
      waiting.push(new URL(answer.location, url).href);
      continue;
    }
    if (answer.status !== 200) {
      if (seen.size > 1) continue;
      throw new FormatProblem(
        `There is no sitemap at ${url.href} (${answer.status}). Enter the address of its XML file.`,
      );
    }
    const found = await readSitemap(answer.bytes);
    waiting.push(...found.sitemaps);
    for (const page of found.pages) {
      const address = addressOf(page, url);
      if (address && isInSite(site, address) && pages.size < most) pages.add(address.href);
    }
  }
  if (pages.size === 0) {
    throw new FormatProblem(`The sitemap names no page of ${site.host} below ${site.prefix}.`);
  }
  const at = now();
  const found = [...pages].map((address) => ({ id: newId("doc", at), address, depth: 0 }));
  await whileReading(
    context.sql,
    reading,
    (tx) => queueDocuments(tx, reading, source.read_number, most, found, at),
  );
}

/** How often a page may be missed before it is forgotten. */
export const MISSES = 2;

/** After the last page: those nobody names any more are missed, or forgotten. */
export async function settleUnmet(
  context: ReaderContext,
  reading: Reading,
  source: ReadSourceRow,
): Promise<void> {
  const isSitemap = source.settings.mode === "sitemap";
  const at = now();
  for (const document of await selectUnmet(context.sql, reading, source.read_number)) {
    await whileReading(context.sql, reading, async (tx) => {
      const misses = document.misses + 1;
      const error = isSitemap
        ? "The sitemap does not name the page any more."
        : "The page does not belong to what is read any more.";
      if (isSitemap && misses < MISSES && document.status === "ready") {
        const missed = { status: "ready" as const, error, misses };
        return await updateDocument(tx, reading, document.id, missed, at);
      }
      await dropDocument(tx, reading, document, { status: "gone", error, misses }, at);
    });
  }
}

/** Why a page or site could not be had, in a sentence; anything unexpected is thrown on. */
export function reasonOf(error: unknown): { reason: string; isPassing: boolean } {
  if (error instanceof FormatProblem) return { reason: error.message, isPassing: false };
  if (error instanceof NetworkError) {
    return { reason: messageOf(error), isPassing: error.kind === "failed" };
  }
  throw error;
}
