import type { SyncMode, SyncProblem, SyncRun } from "../contract/mod.ts";
import type { Db, Tx } from "../db/mod.ts";

/** A run with what only the engine reads. */
export interface RunRow extends SyncRun {
  fence: number;
  cancel_requested: boolean;
  window_from: Date | null;
  window_to: Date | null;
  cursors: Record<string, unknown>;
  attempts: number;
}

/** Counts of a run, or of a part of one. */
export interface RunCounts {
  found: number;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
}

/** The columns of a run as others see it. */
export const runColumns = (sql: Db) =>
  sql`id, project_id, connection_id, mode, status, created_at, started_at, finished_at, resume_at,
    found, created, updated, skipped, failed, message`;
const all = (sql: Db) =>
  sql`${runColumns(sql)}, fence, cancel_requested, window_from, window_to, cursors, attempts`;

/** Stores a queued run; false when the connection has an open one already. */
export async function insertRun(
  tx: Tx,
  projectId: string,
  run: { id: string; connectionId: string; mode: SyncMode },
  at: Date,
): Promise<boolean> {
  const result = await tx`
    insert into sync_runs (project_id, id, connection_id, mode, created_at)
    values (${projectId}, ${run.id}, ${run.connectionId}, ${run.mode}, ${at})
    on conflict (project_id, connection_id) where status in ('queued', 'running', 'paused')
    do nothing`;
  return result.count === 1;
}

/** One run, or null. */
export async function selectRun(sql: Db, projectId: string, runId: string): Promise<RunRow | null> {
  const [row] = await sql<RunRow[]>`
    select ${all(sql)} from sync_runs where project_id = ${projectId} and id = ${runId}`;
  return row ?? null;
}

/** The newest runs of a connection. */
export async function selectRuns(
  sql: Db,
  projectId: string,
  connectionId: string,
  limit: number,
): Promise<SyncRun[]> {
  const rows = await sql<SyncRun[]>`
    select ${runColumns(sql)} from sync_runs
    where project_id = ${projectId} and connection_id = ${connectionId}
    order by created_at desc, id desc limit ${limit}`;
  return [...rows];
}

/**
 * Takes a run over: whoever held it before can store nothing any more.
 *
 * @returns null when the run is over
 */
export async function takeRun(
  tx: Tx,
  projectId: string,
  runId: string,
  at: Date,
): Promise<RunRow | null> {
  const [row] = await tx<RunRow[]>`
    update sync_runs set fence = fence + 1, status = 'running',
      started_at = coalesce(started_at, ${at}), resume_at = null, message = null
    where project_id = ${projectId} and id = ${runId} and status in ('queued', 'running', 'paused')
    returning ${all(tx)}`;
  return row ?? null;
}

/** Freezes the window of a run and the cursors it begins with. */
export async function setRunWindow(
  tx: Tx,
  projectId: string,
  runId: string,
  window: { from: Date; to: Date },
  cursors: Record<string, unknown>,
): Promise<void> {
  await tx`
    update sync_runs set window_from = ${window.from}, window_to = ${window.to},
      cursors = ${tx.json(cursors as never)}
    where project_id = ${projectId} and id = ${runId}`;
}

/**
 * Locks a run for a write under the fence it was taken with.
 *
 * @returns null when another process has taken it over
 */
export async function lockRun(
  tx: Tx,
  projectId: string,
  runId: string,
  fence: number,
): Promise<{ cancel_requested: boolean } | null> {
  const [row] = await tx<{ cancel_requested: boolean }[]>`
    select cancel_requested from sync_runs
    where project_id = ${projectId} and id = ${runId} and fence = ${fence} and status = 'running'
    for update`;
  return row ?? null;
}

/** Adds counts and sets the cursors; part of the transaction that stores what they count. */
export async function advanceRun(
  tx: Tx,
  projectId: string,
  runId: string,
  counts: RunCounts,
  cursors: Record<string, unknown>,
): Promise<void> {
  await tx`
    update sync_runs set found = found + ${counts.found}, created = created + ${counts.created},
      updated = updated + ${counts.updated}, skipped = skipped + ${counts.skipped},
      failed = failed + ${counts.failed}, cursors = ${tx.json(cursors as never)}, attempts = 0
    where project_id = ${projectId} and id = ${runId}`;
}

/** Ends or pauses a run under its fence; false when another process holds it. */
export async function settleRun(
  sql: Db,
  projectId: string,
  runId: string,
  fence: number,
  to: {
    status: "succeeded" | "failed" | "cancelled" | "paused";
    message: string | null;
    resumeAt?: Date | null;
  },
  at: Date,
): Promise<boolean> {
  const result = await sql`
    update sync_runs set status = ${to.status}, message = ${to.message},
      resume_at = ${to.resumeAt ?? null}, finished_at = ${to.status === "paused" ? null : at}
    where project_id = ${projectId} and id = ${runId} and fence = ${fence} and status = 'running'`;
  return result.count === 1;
}

/** Notes a try of a run that failed in passing; how many there were since it last got on. */
export async function countAttempt(
  sql: Db,
  projectId: string,
  runId: string,
  fence: number,
  message: string,
): Promise<number> {
  const [row] = await sql<{ attempts: number }[]>`
    update sync_runs set attempts = attempts + 1, message = ${message}
    where project_id = ${projectId} and id = ${runId} and fence = ${fence}
    returning attempts`;
  return row?.attempts ?? 0;
}

/** Asks a run to stop; one that nobody works on is cancelled at once. False when none is open. */
export async function requestCancel(
  sql: Db,
  projectId: string,
  connectionId: string,
  at: Date,
): Promise<boolean> {
  const result = await sql`
    update sync_runs set cancel_requested = true,
      status = case when status = 'running' then status else 'cancelled' end,
      finished_at = case when status = 'running' then finished_at else ${at} end
    where project_id = ${projectId} and connection_id = ${connectionId}
      and status in ('queued', 'running', 'paused')`;
  return result.count > 0;
}

/** Stores problems of a run. */
export async function insertProblems(
  tx: Tx,
  projectId: string,
  run: { id: string; connectionId: string },
  problems: { id: string; externalId: string | null; message: string }[],
  at: Date,
): Promise<void> {
  if (problems.length === 0) return;
  await tx`
    insert into sync_problems (project_id, id, connection_id, run_id, external_id, message, created_at)
    select ${projectId}, item.id, ${run.connectionId}, ${run.id}, item.external_id, item.message, ${at}
    from unnest(${problems.map(({ id }) => id)}::text[],
      ${problems.map(({ externalId }) => externalId)}::text[],
      ${problems.map(({ message }) => message)}::text[]) as item(id, external_id, message)`;
}

/** Marks the open problems of items as solved: they came through now. */
export async function resolveProblems(
  tx: Tx,
  projectId: string,
  connectionId: string,
  externalIds: string[],
  at: Date,
): Promise<void> {
  await tx`
    update sync_problems set resolved_at = ${at}
    where project_id = ${projectId} and connection_id = ${connectionId} and resolved_at is null
      and external_id = any(${externalIds}::text[])`;
}

/** The problems of a run, oldest first. */
export async function selectProblems(
  sql: Db,
  projectId: string,
  runId: string,
  limit: number,
): Promise<SyncProblem[]> {
  const rows = await sql<SyncProblem[]>`
    select id, run_id, connection_id, external_id, message, created_at, resolved_at
    from sync_problems where project_id = ${projectId} and run_id = ${runId}
    order by created_at, id limit ${limit}`;
  return [...rows];
}

/** One problem, or null. */
export async function selectProblem(
  sql: Db,
  projectId: string,
  problemId: string,
): Promise<SyncProblem | null> {
  const [row] = await sql<SyncProblem[]>`
    select id, run_id, connection_id, external_id, message, created_at, resolved_at
    from sync_problems where project_id = ${projectId} and id = ${problemId}`;
  return row ?? null;
}
