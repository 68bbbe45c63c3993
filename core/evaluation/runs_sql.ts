import type { Used } from "../agent/mod.ts";
import type { MessageSource } from "../contract/mod.ts";
import type { Db, Tx } from "../db/mod.ts";
import type { RunChanges, RunScore } from "./evaluation_model.ts";

/** All cases answered again with other settings. */
export interface EvaluationRun {
  id: string;
  name: string;
  changes: RunChanges;
  uses_judge: boolean;
  /** Null: passages were quoted. */
  model: string | null;
  status: "waiting" | "running" | "done" | "stopped";
  total: number;
  done: number;
  problem: string | null;
  prompt_tokens: number;
  completion_tokens: number;
  cost_micros: number;
  created_by: string | null;
  created_at: Date;
  finished_at: Date | null;
}

/** A passage that an answer was made from. */
export interface UsedPassage {
  title: string;
  url: string | null;
  excerpt: string;
}

/** One answer of a run. */
export interface EvaluationResult {
  case_id: string;
  turn: number;
  question_sequence: number;
  answer_sequence: number | null;
  answer: string;
  sources: MessageSource[];
  passages: UsedPassage[];
  outcome: string;
  needs_human: string | null;
  error: string | null;
  likeness: number;
  verdict: number | null;
  verdict_reason: string | null;
}

const columns = (db: Db) =>
  db`id, name, changes, uses_judge, model, status, total, done, problem,
    prompt_tokens::float8 as prompt_tokens, completion_tokens::float8 as completion_tokens,
    cost_micros::float8 as cost_micros, created_by, created_at, finished_at`;

/** Stores a new run. */
export async function insertRun(
  db: Db,
  projectId: string,
  run: Pick<
    EvaluationRun,
    "id" | "name" | "changes" | "uses_judge" | "model" | "created_by" | "created_at"
  >,
): Promise<void> {
  await db`
    insert into evaluation_runs (project_id, id, name, changes, uses_judge, model, created_by,
      created_at)
    values (${projectId}, ${run.id}, ${run.name}, ${db.json(run.changes as never)},
      ${run.uses_judge}, ${run.model}, ${run.created_by}, ${run.created_at})`;
}

/** The newest runs. */
export async function selectRuns(
  db: Db,
  projectId: string,
  limit: number,
): Promise<EvaluationRun[]> {
  return await db<EvaluationRun[]>`
    select ${columns(db)} from evaluation_runs where project_id = ${projectId}
    order by created_at desc, id desc limit ${limit}`;
}

/** One run, or null. */
export async function selectRun(
  db: Db,
  projectId: string,
  id: string,
): Promise<EvaluationRun | null> {
  const [row] = await db<EvaluationRun[]>`
    select ${columns(db)} from evaluation_runs where project_id = ${projectId} and id = ${id}`;
  return row ?? null;
}

/** Notes that a run is worked on, and how many answers it will have. */
export async function beginRun(
  db: Db,
  projectId: string,
  id: string,
  total: number,
): Promise<void> {
  await db`
    update evaluation_runs set status = 'running', total = ${total}
    where project_id = ${projectId} and id = ${id} and status in ('waiting', 'running')`;
}

/** Ends a run, with the reason when it was stopped. */
export async function endRun(
  db: Db,
  projectId: string,
  id: string,
  problem: string | null,
  at: Date,
): Promise<void> {
  await db`
    update evaluation_runs set status = ${problem === null ? "done" : "stopped"},
      problem = ${problem}, finished_at = ${at}
    where project_id = ${projectId} and id = ${id} and status in ('waiting', 'running')`;
}

/** Removes a run with its answers; false when there is none. */
export async function deleteRun(db: Db, projectId: string, id: string): Promise<boolean> {
  const result = await db`
    delete from evaluation_runs where project_id = ${projectId} and id = ${id}`;
  return result.count > 0;
}

/** Which answers a run has already. */
export async function selectDone(
  db: Db,
  projectId: string,
  runId: string,
): Promise<{ case_id: string; turn: number }[]> {
  return await db<{ case_id: string; turn: number }[]>`
    select case_id, turn from evaluation_results
    where project_id = ${projectId} and run_id = ${runId}`;
}

/**
 * Stores an answer and counts it; false when it was there already, or its run or case is gone.
 */
export async function insertResult(
  tx: Tx,
  projectId: string,
  runId: string,
  result: EvaluationResult,
  used: Used,
  at: Date,
): Promise<boolean> {
  const rows = await tx`
    insert into evaluation_results (project_id, run_id, case_id, turn, question_sequence,
      answer_sequence, answer, sources, passages, outcome, needs_human, error, likeness, verdict,
      verdict_reason, created_at)
    select ${projectId}, run.id, kept.id, ${result.turn}, ${result.question_sequence},
      ${result.answer_sequence}::int, ${result.answer}, ${tx.json(result.sources as never)},
      ${tx.json(result.passages as never)}, ${result.outcome}, ${result.needs_human},
      ${result.error}, ${result.likeness}::real, ${result.verdict}::smallint,
      ${result.verdict_reason}, ${at}
    from evaluation_runs run
    join evaluation_cases kept
      on kept.project_id = run.project_id and kept.id = ${result.case_id}
    where run.project_id = ${projectId} and run.id = ${runId}
    on conflict do nothing returning 1`;
  if (rows.length === 0) return false;
  await tx`
    update evaluation_runs set done = done + 1,
      prompt_tokens = prompt_tokens + ${used.promptTokens},
      completion_tokens = completion_tokens + ${used.completionTokens},
      cost_micros = cost_micros + ${used.costMicros}
    where project_id = ${projectId} and id = ${runId}`;
  return true;
}

/** The answers of a run to some cases, in the order of their questions. */
export async function selectResults(
  db: Db,
  projectId: string,
  runId: string,
  caseIds: readonly string[],
): Promise<EvaluationResult[]> {
  return await db<EvaluationResult[]>`
    select case_id, turn::int as turn, question_sequence, answer_sequence, answer, sources, passages,
      outcome, needs_human, error, likeness::float8 as likeness, verdict::int as verdict,
      verdict_reason
    from evaluation_results
    where project_id = ${projectId} and run_id = ${runId}
      and case_id = any(${caseIds as string[]})
    order by case_id, turn`;
}

/** What the answers of runs come to, by run. */
export async function scoreRuns(
  db: Db,
  projectId: string,
  runIds: readonly string[],
): Promise<Map<string, RunScore>> {
  const rows = await db<(RunScore & { run_id: string })[]>`
    select run_id, count(*)::int as answers,
      (count(*) filter (where jsonb_array_length(sources) > 0))::int as cited,
      (count(*) filter (where outcome = 'handed_over'))::int as "handedOver",
      (count(*) filter (where outcome = 'unknown'))::int as unknown,
      (count(*) filter (where outcome = 'failed'))::int as failed,
      avg(likeness)::float8 as likeness, avg(verdict)::float8 as verdict
    from evaluation_results
    where project_id = ${projectId} and run_id = any(${runIds as string[]})
    group by run_id`;
  return new Map(rows.map(({ run_id, ...score }) => [run_id, score]));
}
