import type { Db, Sql, Tx } from "../db/mod.ts";
import type { MadeBy, ReviewRun, ReviewStep, RunStep } from "./review_model.ts";

/** A run with what only the review itself needs. */
export type StoredRun = Omit<ReviewRun, "steps"> & { message_count: number };

/** Adds a run; null when one of the session is under way. */
export async function insertRun(
  tx: Tx,
  projectId: string,
  run: {
    id: string;
    sessionId: string;
    askedBy: ReviewRun["asked_by"];
    askedById: string | null;
    mode: ReviewRun["mode"];
    messageCount: number;
    at: Date;
  },
): Promise<number | null> {
  const [row] = await tx<{ number: number }[]>`
    insert into review_runs (project_id, id, session_id, number, asked_by, asked_by_id, mode,
      message_count, started_at, moved_at)
    select ${projectId}, ${run.id}, ${run.sessionId}, coalesce(max(number), 0) + 1, ${run.askedBy},
      ${run.askedById}, ${run.mode}, ${run.messageCount}, ${run.at}, ${run.at}
    from review_runs where project_id = ${projectId} and session_id = ${run.sessionId}
    on conflict (project_id, session_id) where status = 'running' do nothing
    returning number`;
  return row?.number ?? null;
}

/** Adds the steps of a run, in their order; those that are switched off are skipped. */
export async function insertSteps(
  tx: Tx,
  projectId: string,
  runId: string,
  steps: { step: ReviewStep; isOn: boolean }[],
): Promise<void> {
  const rows = steps.map(({ step, isOn }, position) => ({
    project_id: projectId,
    run_id: runId,
    step,
    position,
    status: isOn ? "waiting" : "skipped",
    note: isOn ? null : "Switched off in the settings.",
  }));
  await tx`insert into review_steps ${tx(rows as never)}`;
}

/** One run, or null; held until the transaction ends when asked. */
export async function selectRun(
  db: Db,
  projectId: string,
  runId: string,
  isHeld = false,
): Promise<StoredRun | null> {
  const [row] = await db<StoredRun[]>`
    select id, session_id, number, status, asked_by, mode, message_count, reason, started_at,
      finished_at
    from review_runs where project_id = ${projectId} and id = ${runId}
    ${isHeld ? db`for no key update` : db``}`;
  return row ?? null;
}

/** The run of a session that is under way, or null. */
export async function selectRunning(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<string | null> {
  const [row] = await db<{ id: string }[]>`
    select id from review_runs
    where project_id = ${projectId} and session_id = ${sessionId} and status = 'running'`;
  return row?.id ?? null;
}

/** The reviews of a session with their steps, newest first. */
export async function selectRuns(
  db: Db,
  projectId: string,
  sessionId: string,
  limit: number,
): Promise<ReviewRun[]> {
  const runs = await db<StoredRun[]>`
    select id, session_id, number, status, asked_by, mode, message_count, reason, started_at,
      finished_at
    from review_runs where project_id = ${projectId} and session_id = ${sessionId}
    order by number desc limit ${limit}`;
  const steps = await db<(RunStep & { run_id: string })[]>`
    select run_id, step, status, attempts, note, error, made_by, model, prompt_tokens,
      completion_tokens, cost, started_at, finished_at
    from review_steps where project_id = ${projectId} and run_id = any(${runs.map(({ id }) => id)})
    order by run_id, position`;
  return runs.map(({ message_count: _, ...run }) => ({
    ...run,
    steps: steps.filter(({ run_id }) => run_id === run.id).map(({ run_id: _, ...step }) => step),
  }));
}

/** The step of a run whose turn it is; null when all are done. */
export async function selectTurn(
  db: Db,
  projectId: string,
  runId: string,
): Promise<{ step: ReviewStep; position: number; attempts: number } | null> {
  const [row] = await db<{ step: ReviewStep; position: number; attempts: number }[]>`
    select step, position, attempts from review_steps
    where project_id = ${projectId} and run_id = ${runId} and status in ('waiting', 'running')
    order by position limit 1`;
  return row ?? null;
}

/** Notes that a step is tried; how often it was by now. */
export async function beginStep(
  sql: Sql,
  projectId: string,
  runId: string,
  step: ReviewStep,
  at: Date,
): Promise<number> {
  const [row] = await sql<{ attempts: number }[]>`
    with moved as (
      update review_runs set moved_at = ${at} where project_id = ${projectId} and id = ${runId}
    )
    update review_steps set status = 'running', attempts = attempts + 1,
      started_at = coalesce(started_at, ${at})
    where project_id = ${projectId} and run_id = ${runId} and step = ${step}
    returning attempts`;
  return row?.attempts ?? 1;
}

/** Notes why a try of a step failed, and what it used; the step waits. */
export async function noteFailedTry(
  sql: Db,
  projectId: string,
  runId: string,
  step: ReviewStep,
  failed: { error: string; promptTokens: number; completionTokens: number; cost: number | null },
): Promise<void> {
  await sql`
    update review_steps set status = 'waiting', error = ${failed.error.slice(0, 1_000)},
      prompt_tokens = prompt_tokens + ${failed.promptTokens},
      completion_tokens = completion_tokens + ${failed.completionTokens},
      cost = ${addedCost(sql, failed.cost)}
    where project_id = ${projectId} and run_id = ${runId} and step = ${step}
      and status = 'running'`;
}

/** Ends a step. */
export async function finishStep(
  tx: Tx,
  projectId: string,
  runId: string,
  step: ReviewStep,
  done: {
    note: string | null;
    madeBy: MadeBy;
    model: string | null;
    promptTokens: number;
    completionTokens: number;
    cost: number | null;
  },
  at: Date,
): Promise<void> {
  await tx`
    update review_steps set status = 'done', note = ${done.note}, error = null,
      made_by = ${done.madeBy}, model = ${done.model},
      prompt_tokens = prompt_tokens + ${done.promptTokens},
      completion_tokens = completion_tokens + ${done.completionTokens},
      cost = ${addedCost(tx, done.cost)}, finished_at = ${at}
    where project_id = ${projectId} and run_id = ${runId} and step = ${step}`;
}

/** Ends a run that is under way, and the steps that were not done with it. */
export async function finishRun(
  tx: Tx,
  projectId: string,
  runId: string,
  status: ReviewRun["status"],
  reason: string | null,
  at: Date,
): Promise<void> {
  // Of a failed run the step whose turn it was has failed; the others were never reached.
  await tx`
    update review_steps s set
      status = case when ${status} = 'failed' and s.position = turn.position then 'failed'
        else 'skipped' end,
      error = case when ${status} = 'failed' and s.position = turn.position then ${reason}
        else s.error end,
      finished_at = ${at}
    from (select min(position) as position from review_steps where project_id = ${projectId}
      and run_id = ${runId} and status in ('waiting', 'running')) as turn
    where s.project_id = ${projectId} and s.run_id = ${runId}
      and s.status in ('waiting', 'running')`;
  await tx`
    update review_runs set status = ${status}, reason = ${reason}, moved_at = ${at},
      finished_at = ${at}
    where project_id = ${projectId} and id = ${runId} and status = 'running'`;
}

/** How many reviews are under way in all projects. */
export async function countRunning(sql: Sql): Promise<number> {
  const [row] = await sql<{ amount: number }[]>`
    select count(*)::int as amount from review_runs where status = 'running'`;
  return row!.amount;
}

/** Sessions that ended and wait for a review, the newest first. */
export async function selectPending(
  sql: Sql,
  projectId: string,
  limit: number,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from sessions
    where project_id = ${projectId} and status = 'closed' and analysis_status = 'pending'
      and not is_archived
    order by last_activity_at desc, id desc limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Projects that want reviews and have sessions that wait for one. */
export async function selectProjectsWithPending(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select p.id from projects p
    where coalesce(p.settings -> 'review' ->> 'mode', 'suggest') <> 'off'
      and exists (select from sessions s where s.project_id = p.id and s.status = 'closed'
        and s.analysis_status = 'pending' and not s.is_archived)`;
  return rows.map(({ id }) => id);
}

/** Runs that lie still without a job that would move them. */
export async function selectForgotten(
  sql: Sql,
  before: Date,
): Promise<{ project_id: string; id: string; attempts: number }[]> {
  const rows = await sql<{ project_id: string; id: string; attempts: number }[]>`
    select r.project_id, r.id,
      (select coalesce(max(attempts), 0) from review_steps s
        where s.project_id = r.project_id and s.run_id = r.id) as attempts
    from review_runs r
    where r.status = 'running' and r.moved_at < ${before}
      and not exists (select from jobs j where j.project_id = r.project_id
        and j.kind = 'review.step' and j.dedupe_key = r.id and j.status = 'queued'
        and j.dedupe_key is not null)
      and not exists (select from jobs j where j.project_id = r.project_id
        and j.kind = 'review.step' and j.dedupe_key = r.id and j.status = 'running'
        and j.dedupe_key is not null)
    order by r.moved_at limit 500`;
  return [...rows];
}

function addedCost(db: Db, cost: number | null) {
  return cost === null ? db`cost` : db`coalesce(cost, 0) + ${cost}`;
}
