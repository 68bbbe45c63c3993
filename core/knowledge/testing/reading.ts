/** What tests of reading share: a project, a reader that is quick, and a way to wait for its end. */
import type { Sql } from "../../db/mod.ts";
import { createWorker } from "../../jobs/mod.ts";
import { createGuardedFetch, parseAllowList } from "../../net/mod.ts";
import { createReader, type ReaderOptions } from "../reading/reader.ts";
import { selectDocuments } from "../documents_sql.ts";
import { getKnowledge } from "../knowledge.ts";

/** `site.test` is on loopback and allowed; `inside.test` is on loopback and not. */
export const testFetch = createGuardedFetch(
  parseAllowList(["site.test"]),
  (host) => Promise.resolve(host.endsWith(".test") ? ["127.0.0.1"] : [host]),
);

/** A reader with short pauses. */
export function testReader(sql: Sql, options: Partial<ReaderOptions> = {}) {
  return createReader({
    ...{ sql, fetch: testFetch, paceMilliseconds: 1, retryMilliseconds: 20 },
    ...{ timeoutMilliseconds: 1_500, progressMilliseconds: 50 },
    ...options,
  });
}

/** Works off all jobs of reading until a source is not being read any more. */
export async function readAll(
  sql: Sql,
  projectId: string,
  sourceId: string,
  options: Partial<ReaderOptions> = {},
): Promise<void> {
  const reader = testReader(sql, options);
  const worker = createWorker({ sql, handlers: reader.handlers, pollMilliseconds: 20 });
  worker.start();
  try {
    await until(async () => {
      const { status } = await getKnowledge(sql, projectId, sourceId);
      return status !== "reading";
    });
  } finally {
    await worker.stop(5_000);
    reader.close();
  }
}

/** Waits until something holds, half a minute at most. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!await holds()) {
    if (performance.now() > end) throw new Error("It does not come true within 30 seconds");
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** A source's documents as `path: status` with the reason, sorted. */
export async function statusOf(sql: Sql, projectId: string, sourceId: string): Promise<string[]> {
  const rows = await selectDocuments(sql, { projectId, sourceId }, {
    ...{ status: null, limit: 10_000, after: null },
  });
  return rows.map(({ address, status, error }) => {
    const path = address.replace(/^https?:\/\/[^/]+/, "");
    return `${path}: ${status}${error ? ` (${error})` : ""}`;
  }).sort();
}
