import { messageOf } from "../errors.ts";
import { backoff, type JobContext, RetryLater } from "../jobs/mod.ts";
import { log } from "../log.ts";
import { type ConnectionRow, selectConnectionRow } from "../sync/connections_sql.ts";
import { isCredentialFault, sentenceOf } from "../sync/credential_fault.ts";
import { timeOf } from "../sync/engine.ts";
import { PauseRun } from "../sync/provider_fetch.ts";
import { needsAttention } from "./attention.ts";
import {
  markHandled,
  noteFailure,
  selectNextDelivery,
  type WaitingDelivery,
} from "./deliveries_sql.ts";
import { type Exchange, openRow } from "./exchange.ts";
import { enqueueLane } from "./store.ts";

/** How often a delivery is tried before the lane goes on without it. */
const TRIES = 8;
/** How long one delivery may take. */
const HANDLE_MILLISECONDS = 120_000;

/**
 * The job `source.deliver`: handles what waits in one lane of a connection, one after another. Ends
 * when nothing waits, or when the connection needs attention: what waits then stays until it is
 * active again.
 *
 * @throws {RetryLater} when a delivery failed in passing, or the provider asks to wait
 */
export async function drainLane(exchange: Exchange, job: JobContext): Promise<void> {
  const { engine } = exchange;
  const { sql } = engine;
  const { projectId } = job;
  const { connection_id: connectionId, lane } = job.payload as Record<string, string>;
  for (;;) {
    job.signal.throwIfAborted();
    const delivery = await selectNextDelivery(sql, projectId, connectionId!, lane!);
    if (!delivery) return;
    // A new delivery brought us here, but the one before it rests.
    if (delivery.retry_at && delivery.retry_at > timeOf(engine)) {
      return await enqueueLane(sql, projectId, connectionId!, lane!, delivery.retry_at);
    }
    const row = await selectConnectionRow(sql, projectId, connectionId!);
    if (row?.status !== "active") return;
    try {
      if (!await handle(exchange, row, delivery, job.signal)) return;
      await markHandled(sql, projectId, row.id, delivery.id, timeOf(engine));
    } catch (error) {
      // The process stops, or another one has the job: nothing is said about the delivery.
      if (job.signal.aborted) throw error;
      if (isCredentialFault(error)) {
        const sentence = sentenceOf(error, row.name);
        return await needsAttention(sql, row, sentence, timeOf(engine));
      }
      await settleFailure(exchange, row, delivery, error);
    }
  }
}

/** Handles one delivery; false when there is nobody who can. */
async function handle(
  exchange: Exchange,
  row: ConnectionRow,
  delivery: WaitingDelivery,
  stopping: AbortSignal,
): Promise<boolean> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(HANDLE_MILLISECONDS)]);
  const open = await openRow(exchange, row, signal);
  if (!open?.plugin.receive) return false;
  await open.plugin.receive.handle(delivery.payload, open.connection);
  return true;
}

/** Writes a failure down; throws when the lane has to wait for the delivery. */
async function settleFailure(
  { engine, retrySeconds = 5 }: Exchange,
  row: ConnectionRow,
  delivery: WaitingDelivery,
  error: unknown,
): Promise<void> {
  const at = timeOf(engine);
  const message = messageOf(error).slice(0, 1_000);
  const isPause = error instanceof PauseRun;
  const attempts = delivery.attempts + (isPause ? 0 : 1);
  const isLast = attempts >= TRIES;
  const seconds = isPause ? error.seconds : backoff(attempts, retrySeconds);
  await noteFailure(engine.sql, row.project_id, row.id, delivery.id, {
    attempts,
    error: message,
    retryAt: isLast ? null : new Date(at.getTime() + seconds * 1000),
    failedAt: isLast ? at : null,
  });
  if (!isLast) throw new RetryLater(seconds, message);
  log.error("A delivery was given up", { error, delivery_id: delivery.id });
}
