import { now } from "../../clock.ts";
import type { Sql } from "../../db/mod.ts";
import { randomToken } from "../../id.ts";
import { enqueue, type JobContext, type JobHandlerOptions } from "../../jobs/mod.ts";
import type { GuardedFetch } from "../../net/mod.ts";
import { clearQueue } from "../documents_sql.ts";
import { type Reading, ReadingLost, whileReading } from "../documents.ts";
import { createParser, type Parser } from "../formats/parser.ts";
import type { KnowledgeStatus } from "../knowledge_model.ts";
import { pauseOf } from "../source_settings.ts";
import { countRead, endRead, type ReadSourceRow, takeReading } from "../sources_sql.ts";
import { tellChange } from "../sources.ts";
import { Pace } from "./pace.ts";
import { readWebsite, reasonOf, settleUnmet } from "./website.ts";
import { readWhole } from "./whole.ts";

/** What reads sources. */
export interface ReaderOptions {
  sql: Sql;
  /** The way out; private addresses are refused by it. */
  fetch: GuardedFetch;
  /** Milliseconds between two requests to a host, unless it asks for more. @default 1000 */
  paceMilliseconds?: number;
  /** Requests to a host at once. @default 2 */
  parallel?: number;
  /** How long one job reads before it lets others have their turn. @default 60000 */
  turnMilliseconds?: number;
  /** Until a page that failed for a passing reason is tried again; then four times as long. @default 15000 */
  retryMilliseconds?: number;
  /** How long a page may take. @default 20000 */
  timeoutMilliseconds?: number;
  /** Milliseconds between two looks at the progress. @default 1000 */
  progressMilliseconds?: number;
  /** Called when a project has new passages. */
  onStored?: (projectId: string) => Promise<void>;
}

/** As the parts of a reader see it. */
export interface ReaderContext extends Required<Omit<ReaderOptions, "onStored">> {
  onStored?: (projectId: string) => Promise<void>;
  parser: Parser;
  pace: Pace;
}

/** Reads the sources of all projects. */
export interface KnowledgeReader {
  /** For `createWorker`. */
  handlers: { "knowledge.read": JobHandlerOptions };
  /** Ends the thread that reads documents. */
  close(): void;
}

/** Makes a reader. Nothing is started before the first job. */
export function createReader(options: ReaderOptions): KnowledgeReader {
  const context: ReaderContext = {
    paceMilliseconds: 1_000,
    parallel: 2,
    turnMilliseconds: 60_000,
    retryMilliseconds: 15_000,
    timeoutMilliseconds: 20_000,
    progressMilliseconds: 1_000,
    ...options,
    parser: createParser(),
    pace: new Pace(),
  };
  return {
    handlers: {
      "knowledge.read": {
        run: (job) => readTurn(context, job),
        failed: (job) => giveUp(context, job),
      },
    },
    close: () => context.parser.close(),
  };
}

async function readTurn(context: ReaderContext, job: JobContext): Promise<void> {
  const { projectId, signal } = job;
  const reading: Reading = {
    projectId,
    sourceId: String(job.payload.source_id),
    reader: randomToken(9),
  };
  const source = await takeReading(context.sql, reading, reading.reader);
  if (!source) return;
  try {
    await read(context, reading, source, job);
  } catch (error) {
    if (error instanceof ReadingLost) return;
    signal.throwIfAborted();
    const { reason } = reasonOf(error);
    await finish(context, reading, source, reason);
  }
}

async function read(
  context: ReaderContext,
  reading: Reading,
  source: ReadSourceRow,
  { signal, payload }: JobContext,
): Promise<void> {
  let isStopped = false;
  let looked = -Infinity;
  const onProgress = async () => {
    if (performance.now() - looked < context.progressMilliseconds) return true;
    looked = performance.now();
    const counts = await whileReading(context.sql, reading, async (tx) => {
      await tellChange(tx, reading, "reading", now());
      return await countRead(tx, reading);
    });
    isStopped = counts.stop_requested;
    return !isStopped;
  };
  if (source.kind === "website") {
    const deadline = performance.now() + context.turnMilliseconds;
    const end = await readWebsite(context, reading, source, signal, deadline, onProgress);
    if (end.kind === "later") {
      await whileReading(context.sql, reading, async (tx) => {
        await countRead(tx, reading);
        await enqueue(tx, reading.projectId, {
          ...{ kind: "knowledge.read", payload, dedupeKey: reading.sourceId },
          runAt: end.at ?? undefined,
        });
      });
      return;
    }
    // A read of single pages says nothing about the others.
    if (!isStopped && payload.only !== "queue") await settleUnmet(context, reading, source);
  } else await readWhole(context, reading, source, signal, onProgress);
  await finish(context, reading, source, isStopped ? STOPPED : null);
}

const STOPPED = "Stopped by a person before everything was read.";

/** Ends a read: what was read counts, also when the rest could not be. */
async function finish(
  context: ReaderContext,
  reading: Reading,
  source: ReadSourceRow,
  problem: string | null,
): Promise<void> {
  const at = now();
  await whileReading(context.sql, reading, async (tx) => {
    if (problem !== null) await clearQueue(tx, reading);
    const { ready, failed } = await countRead(tx, reading);
    const pause = pauseOf(source.schedule);
    const status: KnowledgeStatus = ready === 0
      ? "failed"
      : failed > 0 || problem !== null
      ? "partly"
      : "ready";
    const nothing = ready === 0 && failed === 0 ? "No page that can be read was found." : null;
    const nextReadAt = pause === null ? null : new Date(at.getTime() + pause);
    const error = problem ?? nothing;
    await endRead(tx, reading, { status, error: error?.slice(0, 500) ?? null, nextReadAt }, at);
    await tellChange(tx, reading, status, at);
  });
}

/** The job failed for good: the source says so instead of seeming busy for ever. */
async function giveUp(context: ReaderContext, job: JobContext): Promise<void> {
  const place = { projectId: job.projectId, sourceId: String(job.payload.source_id) };
  const reading = { ...place, reader: randomToken(9) };
  const source = await takeReading(context.sql, place, reading.reader);
  if (!source) return;
  await finish(context, reading, source, "Reading failed on our side. Read the source again.");
}
