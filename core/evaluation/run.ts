import {
  type Agent,
  type AgentSettings,
  chargeUsage,
  readAgentSettings,
  type Replayed,
  spentReason,
  usageOfDay,
  type Used,
} from "../agent/mod.ts";
import { now } from "../clock.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { messageOf } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import type { JobHandlerOptions } from "../jobs/mod.ts";
import { packagesOfSession } from "../knowledge/mod.ts";
import { findProject } from "../projects/mod.ts";
import { getSession, listMessages } from "../sessions/mod.ts";
import { type EvaluationCase, selectCases } from "./cases_sql.ts";
import { type KeptTurn, likeness, turnsOf } from "./evaluation_model.ts";
import { MOST_CASES } from "./evaluation.ts";
import {
  beginRun,
  endRun,
  type EvaluationResult,
  type EvaluationRun,
  insertResult,
  selectDone,
  selectRun,
  type UsedPassage,
} from "./runs_sql.ts";

/** What runs are made with. */
export interface EvaluationContext {
  sql: Sql;
  agent: Pick<Agent, "replay" | "judge" | "status">;
}

const EXCERPT = 600;

/** For `createWorker`. */
export function evaluationJobs(context: EvaluationContext): Record<string, JobHandlerOptions> {
  return {
    "agent.evaluate": {
      run: (job) => workRun(context, job.projectId, job.payload.run_id, job.signal),
      failed: async (job, error) => {
        const problem = `It failed on our side: ${messageOf(error)}`;
        await finish(context.sql, job.projectId, job.payload.run_id, problem);
      },
    },
  };
}

/**
 * Answers every question of every case that has no answer in this run yet. Nothing of it reaches a
 * customer: answers are stored with the run only. Begun again after a crash, it goes on.
 *
 * @param onProgress told after each answer
 * @throws the signal's reason when the worker ends
 */
export async function workRun(
  context: EvaluationContext,
  projectId: string,
  runId: string,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<void> {
  const { sql } = context;
  const run = await selectRun(sql, projectId, runId);
  if (!run || run.status === "done" || run.status === "stopped") return;
  const cases = await selectCases(sql, projectId, MOST_CASES);
  const work: { kept: EvaluationCase; turn: KeptTurn }[] = [];
  for (const kept of cases) {
    const messages = await listMessages(sql, projectId, kept.session_id);
    const turns = turnsOf(messages, kept.through_sequence);
    work.push(...turns.map((turn) => ({ kept, turn })));
  }
  await transaction(sql, async (tx) => {
    await beginRun(tx, projectId, runId, work.length);
    await tell(tx, projectId, runId);
  });
  const had = await selectDone(sql, projectId, runId);
  let done = had.length;
  for (const { kept, turn } of work) {
    if (had.some((one) => one.case_id === kept.id && one.turn === turn.turn)) continue;
    signal.throwIfAborted();
    // Settings and budget may change while it runs.
    const projectSettings = (await findProject(sql, projectId))?.settings;
    const settings = readAgentSettings(projectSettings);
    const spent = await spentToday(context, projectId, settings);
    if (spent !== null) return await finish(sql, projectId, runId, spent);
    const asked = { projectId, run, kept, turn, settings, projectSettings };
    const result = await answerTurn(context, asked, signal);
    if (!result) continue;
    const isThere = await transaction(sql, async (tx) => {
      const isStored = await insertResult(tx, projectId, runId, result.row, result.used, now());
      await tell(tx, projectId, runId);
      await chargeUsage(tx, projectId, { ...result.used, replays: 1 }, now());
      return isStored;
    });
    if (!isThere && !await selectRun(sql, projectId, runId)) return;
    onProgress(++done, work.length);
  }
  await finish(sql, projectId, runId, null);
}

/** Ends a run, with the reason when it was stopped, and tells the pages that show it. */
async function finish(
  sql: Sql,
  projectId: string,
  runId: string,
  problem: string | null,
): Promise<void> {
  await transaction(sql, async (tx) => {
    await endRun(tx, projectId, runId, problem, now());
    await tell(tx, projectId, runId);
  });
}

async function tell(tx: Tx, projectId: string, runId: string): Promise<void> {
  const event = { type: "evaluation.updated", sessionId: null, data: { run_id: runId } } as const;
  await appendEvents(tx, projectId, [event], now());
}

async function spentToday(
  { sql, agent }: EvaluationContext,
  projectId: string,
  settings: AgentSettings,
): Promise<string | null> {
  const { mode, prices } = agent.status();
  if (mode === "quotes") return null;
  return spentReason(settings, await usageOfDay(sql, projectId, now()), prices);
}

interface TurnWork {
  projectId: string;
  run: EvaluationRun;
  kept: EvaluationCase;
  turn: KeptTurn;
  settings: AgentSettings;
  projectSettings: Record<string, unknown> | undefined;
}

async function answerTurn(
  { sql, agent }: EvaluationContext,
  { projectId, run, kept, turn, settings, projectSettings }: TurnWork,
  signal: AbortSignal,
): Promise<{ row: EvaluationResult; used: Used } | null> {
  const session = await getSession(sql, projectId, kept.session_id);
  if (!session) return null;
  const changed = { ...settings, ...run.changes } as AgentSettings;
  const packageIds = run.changes.package
    ? [run.changes.package]
    : await packagesOfSession(sql, projectId, projectSettings, session);
  const replayed = await agent.replay(
    { projectId, session, settings: changed, packageIds, messages: turn.messages },
    signal,
  );
  if (!replayed) return null;
  const { reply } = replayed;
  const compared = { question: turn.question, kept: turn.kept, answer: reply.text };
  const judged = run.uses_judge && turn.kept !== "" && reply.outcome !== "failed"
    ? await agent.judge(compared, signal)
    : null;
  return {
    used: judged ? sum(replayed.used, judged.used) : replayed.used,
    row: {
      case_id: kept.id,
      turn: turn.turn,
      question_sequence: turn.questionSequence,
      answer_sequence: turn.answerSequence,
      answer: reply.text,
      sources: reply.sources,
      passages: passagesOf(replayed),
      outcome: reply.outcome,
      needs_human: reply.needsHuman,
      error: reply.error,
      likeness: likeness(turn.kept, reply.text),
      verdict: judged?.verdict?.score ?? null,
      verdict_reason: judged?.verdict?.reason ?? null,
    },
  };
}

function passagesOf({ passages }: Replayed): UsedPassage[] {
  return passages.map(({ source_name, heading, url, content }) => ({
    title: [source_name, heading].filter((part) => part !== "").join(" > "),
    url,
    excerpt: content.slice(0, EXCERPT).toWellFormed(),
  }));
}

function sum(one: Used, other: Used): Used {
  return {
    promptTokens: one.promptTokens + other.promptTokens,
    completionTokens: one.completionTokens + other.completionTokens,
    costMicros: one.costMicros + other.costMicros,
  };
}
