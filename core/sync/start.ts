import { now } from "../clock.ts";
import type { SyncMode } from "../contract/mod.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, notFound } from "../errors.ts";
import { newId } from "../id.ts";
import { enqueue } from "../jobs/mod.ts";
import { lockDueConnections, selectConnectionRow, updateConnectionRow } from "./connections_sql.ts";
import { nextRun } from "./frequency.ts";
import { insertRun, requestCancel } from "./runs_sql.ts";
import { forgetHashes } from "./scratch_sql.ts";

/** How many due connections one transaction starts. */
const BATCH = 50;

/**
 * Starts a run by hand. `scratch` forgets the history first: all is read and compared again; what
 * people changed stays.
 *
 * @returns the run's id
 * @throws {AppError} 404; 409 when a run is open, or the connection needs attention
 */
export async function startSync(
  sql: Sql | Tx,
  projectId: string,
  connectionId: string,
  mode: SyncMode,
  at: Date = now(),
): Promise<string> {
  return await transaction(sql, async (tx) => {
    const connection = await selectConnectionRow(tx, projectId, connectionId);
    if (!connection) throw notFound("Connection");
    if (connection.status === "needs_attention") {
      throw conflict("The credentials fail. Enter them again before the next sync.");
    }
    const runId = await openRun(tx, projectId, connectionId, mode, at);
    if (!runId) {
      throw conflict("A sync of this connection is under way. Wait for it, or cancel it.");
    }
    if (mode === "scratch") {
      const nothing = {
        cursors: tx.json({}),
        window_from: null,
        window_to: null,
        synced_until: null,
      };
      await updateConnectionRow(tx, projectId, connectionId, nothing);
      await forgetHashes(tx, projectId, connection.source, connectionId);
    }
    return runId;
  });
}

/**
 * Has a run look for what a live source may have missed. Nothing when one is open already, or while
 * the connection needs attention.
 */
export async function repairSync(
  sql: Sql | Tx,
  projectId: string,
  connectionId: string,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    const connection = await selectConnectionRow(tx, projectId, connectionId);
    if (connection?.status !== "active") return;
    await openRun(tx, projectId, connectionId, "incremental", at);
  });
}

/**
 * Starts a run for every connection whose time has come, one each however long nobody looked. To be
 * called every minute, by any number of replicas.
 *
 * @returns how many were started
 */
export async function startDueSyncs(sql: Sql, at: Date = now()): Promise<number> {
  let started = 0;
  for (;;) {
    const due = await transaction(sql, async (tx) => {
      const connections = await lockDueConnections(tx, at, BATCH);
      for (const { project_id: projectId, id, frequency } of connections) {
        await updateConnectionRow(tx, projectId, id, { next_run_at: nextRun(frequency, at) });
        if (await openRun(tx, projectId, id, "incremental", at)) started++;
      }
      return connections.length;
    });
    if (due < BATCH) return started;
  }
}

/**
 * Stops the open run of a connection after the page it is at.
 *
 * @throws {AppError} 404 when none is open
 */
export async function cancelSync(
  sql: Sql | Tx,
  projectId: string,
  connectionId: string,
  at: Date = now(),
): Promise<void> {
  if (!await requestCancel(sql, projectId, connectionId, at)) throw notFound("Running sync");
}

async function openRun(
  tx: Tx,
  projectId: string,
  connectionId: string,
  mode: SyncMode,
  at: Date,
): Promise<string | null> {
  const id = newId("run", at);
  if (!await insertRun(tx, projectId, { id, connectionId, mode }, at)) return null;
  // Pauses count as attempts of the job; how often a run may fail is the run's own rule.
  const job = { kind: "sync.run", payload: { run_id: id }, dedupeKey: id, maxAttempts: 100_000 };
  await enqueue(tx, projectId, job);
  return id;
}
