import { now } from "../clock.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { messageOf, notFound } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { newId } from "../id.ts";
import {
  enqueue,
  type JobContext,
  type JobHandlerOptions,
  PermanentJobError,
  RetryLater,
} from "../jobs/mod.ts";
import type { ReviewModel } from "./ask_model.ts";
import {
  isMember,
  type ReviewSession,
  selectReviewMessages,
  selectReviewSession,
  selectSettings,
  setAnalysisStatus,
} from "./facts_sql.ts";
import { REVIEW_STEPS, type ReviewRun, type ReviewStep } from "./review_model.ts";
import {
  beginStep,
  finishRun,
  finishStep,
  insertRun,
  insertSteps,
  noteFailedTry,
  selectRun,
  selectRunning,
  selectTurn,
} from "./runs_sql.ts";
import { reviewSpent } from "./budget.ts";
import { costOf, readReviewSettings, type ReviewSettings } from "./settings.ts";
import { AskAgain, findByStep, ModelWanted } from "./steps.ts";
import { storeFound } from "./store.ts";
import { chargeReview, noteSpent, reviewUsage } from "./usage_sql.ts";
import { whyNot } from "./worth.ts";

/** What reviews are made with. */
export interface ReviewContext {
  sql: Sql;
  /** Null: everything by our own rules. */
  model: ReviewModel | null;
}

/** Who wants a review. */
export interface Asker {
  by: ReviewRun["asked_by"];
  id?: string | null;
}

/** Seconds between two tries, doubling, when nobody says how long to wait. */
const PAUSE = 4;
/** How often a job of one step runs before the step counts as failed. */
const MOST_TRIES = 8;

/**
 * Begins the review of a session; while one is under way, that one is meant. The steps are jobs, each
 * stored in the transaction in which the one before is done.
 *
 * @returns the id of the review; null when the session ended without need of one meanwhile
 * @throws {AppError} 404
 */
export async function startReview(
  db: Sql | Tx,
  projectId: string,
  sessionId: string,
  asker: Asker,
  at: Date = now(),
): Promise<string | null> {
  return await transaction(db, async (tx) => {
    const session = await selectReviewSession(tx, projectId, sessionId, true);
    if (!session) throw notFound("Session");
    const isWanted = session.status === "closed" && session.analysis_status === "pending";
    if (asker.by === "closed" && !isWanted) return null;
    const settings = readReviewSettings(await selectSettings(tx, projectId));
    const id = newId("rev", at);
    const number = await insertRun(tx, projectId, {
      ...{ id, sessionId, at, askedBy: asker.by, askedById: asker.id ?? null },
      // Somebody who asks while reviews are off wants to see, not to have things changed.
      mode: settings.mode === "automatic" ? "automatic" : "suggest",
      messageCount: session.message_count,
    });
    if (number === null) return await selectRunning(tx, projectId, sessionId);
    const steps = REVIEW_STEPS.map((step) => ({ step, isOn: settings.steps.includes(step) }));
    await insertSteps(tx, projectId, id, steps);
    await setAnalysisStatus(tx, projectId, sessionId, "processing", at);
    await appendEvents(tx, projectId, [{ type: "session.updated", sessionId }], at);
    await enqueueStep(tx, projectId, id);
    return id;
  });
}

/** Has the next step of a review done. */
export async function enqueueStep(db: Sql | Tx, projectId: string, runId: string): Promise<void> {
  await enqueue(db, projectId, {
    kind: "review.step",
    payload: { run_id: runId },
    dedupeKey: runId,
    maxAttempts: MOST_TRIES,
  });
}

/** Takes the jobs of steps; see {@link startReview}. */
export function stepHandler(context: ReviewContext): JobHandlerOptions {
  return {
    run: (job) => runStep(context, job),
    failed: (job, error) =>
      failReview(context.sql, job.projectId, job.payload.run_id, messageOf(error)),
    backoffSeconds: PAUSE,
  };
}

/** Ends a review that cannot go on, and says so at its session. */
export async function failReview(
  sql: Sql,
  projectId: string,
  runId: string,
  reason: string,
  at: Date = now(),
): Promise<void> {
  await endRun(sql, projectId, runId, "failed", reason.slice(0, 1_000), at);
}

async function runStep({ sql, model }: ReviewContext, job: JobContext): Promise<void> {
  const { projectId, signal, payload: { run_id: runId } } = job;
  const run = await selectRun(sql, projectId, runId);
  if (!run || run.status !== "running") return;
  const turn = await selectTurn(sql, projectId, runId);
  if (!turn) return await endRun(sql, projectId, runId, "done", null);
  const session = await selectReviewSession(sql, projectId, run.session_id);
  if (!session) return;
  if (run.asked_by === "closed" && session.status !== "closed") {
    const reason = "The conversation goes on. It is reviewed when it ends.";
    return await endRun(sql, projectId, runId, "superseded", reason);
  }
  const settings = readReviewSettings(await selectSettings(sql, projectId));
  const messages = await selectReviewMessages(sql, projectId, session.id);
  if (turn.position === firstOf(settings)) {
    const email = session.contact_email;
    const isOfTeam = email !== null && await isMember(sql, projectId, email);
    const reason = whyNot({ sessionType: session.session_type, messages, isOfTeam });
    if (reason !== null) return await endRun(sql, projectId, runId, "skipped", reason);
  }
  const attempt = await beginStep(sql, projectId, runId, turn.step, now());
  const spent = model && settings.daily_tokens !== null
    ? reviewSpent(settings, await reviewUsage(sql, projectId, now()))
    : null;
  const input = { db: sql, projectId, session, messages, settings, model, spent, attempt, signal };
  try {
    const found = await findByStep(turn.step, input);
    const cost = found.model ? costOf(settings, found.promptTokens, found.completionTokens) : null;
    await transaction(sql, async (tx) => {
      const held = await holdTurn(tx, projectId, runId, session.id, turn.step);
      if (!held) return;
      await storeFound(tx, projectId, held.session, { ...run, step: turn.step }, found, now());
      await finishStep(tx, projectId, runId, turn.step, { ...found, cost }, now());
      if (await selectTurn(tx, projectId, runId)) await enqueueStep(tx, projectId, runId);
      else await end(tx, projectId, run, "done", null, now());
      await chargeReview(tx, projectId, found, now());
      if (spent !== null && found.note?.startsWith(spent)) await noteSpent(tx, projectId, now());
    });
  } catch (error) {
    signal.throwIfAborted();
    await noteTry(sql, projectId, runId, turn.step, settings, error);
    if (error instanceof ModelWanted) {
      if (spent !== null) await noteSpent(sql, projectId, now());
      throw new PermanentJobError(error.message);
    }
    if (error instanceof AskAgain) {
      throw new RetryLater(error.seconds ?? PAUSE * 2 ** (attempt - 1), error.message);
    }
    throw error;
  }
}

async function noteTry(
  sql: Sql,
  projectId: string,
  runId: string,
  step: ReviewStep,
  settings: ReviewSettings,
  error: unknown,
): Promise<void> {
  const { promptTokens, completionTokens } = error instanceof AskAgain
    ? error
    : { promptTokens: 0, completionTokens: 0 };
  const cost = error instanceof AskAgain ? costOf(settings, promptTokens, completionTokens) : null;
  await transaction(sql, async (tx) => {
    await noteFailedTry(tx, projectId, runId, step, {
      ...{ error: messageOf(error), promptTokens, completionTokens, cost },
    });
    await chargeReview(tx, projectId, { promptTokens, completionTokens }, now());
  });
}

/** The place of the first step that is switched on. */
function firstOf({ steps }: ReviewSettings): number {
  return REVIEW_STEPS.findIndex((step) => steps.includes(step));
}

/**
 * Holds session and review until the transaction ends, the session first as everywhere; null when
 * another worker has done this step, or the review has ended.
 */
async function holdTurn(
  tx: Tx,
  projectId: string,
  runId: string,
  sessionId: string,
  step: ReviewStep,
): Promise<{ session: ReviewSession } | null> {
  const session = await selectReviewSession(tx, projectId, sessionId, true);
  const run = await selectRun(tx, projectId, runId, true);
  const turn = await selectTurn(tx, projectId, runId);
  return session && run?.status === "running" && turn?.step === step ? { session } : null;
}

async function endRun(
  sql: Sql,
  projectId: string,
  runId: string,
  status: ReviewRun["status"],
  reason: string | null,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    const known = await selectRun(tx, projectId, runId);
    if (!known) return;
    await selectReviewSession(tx, projectId, known.session_id, true);
    const run = await selectRun(tx, projectId, runId, true);
    if (run?.status === "running") await end(tx, projectId, run, status, reason, at);
  });
}

const STATUS_AFTER = {
  running: "processing",
  done: "analyzed",
  failed: "failed",
  skipped: "skipped",
  superseded: "pending",
} as const;

async function end(
  tx: Tx,
  projectId: string,
  run: { id: string; session_id: string; asked_by: string; message_count: number },
  status: ReviewRun["status"],
  reason: string | null,
  at: Date,
): Promise<void> {
  await finishRun(tx, projectId, run.id, status, reason, at);
  const session = await selectReviewSession(tx, projectId, run.session_id);
  // What was said while it was reviewed is reviewed, too.
  const hasNews = session?.status === "closed" && session.message_count > run.message_count;
  const after = hasNews ? "pending" : STATUS_AFTER[status];
  await setAnalysisStatus(tx, projectId, run.session_id, after, at);
  await appendEvents(tx, projectId, [{ type: "session.updated", sessionId: run.session_id }], at);
  if (run.asked_by === "closed") await enqueueFill(tx, projectId, at);
}

/** Has the next sessions of a project that wait taken up, a moment later. */
export async function enqueueFill(db: Sql | Tx, projectId: string, at: Date): Promise<void> {
  await enqueue(db, projectId, {
    kind: "review.fill",
    dedupeKey: "fill",
    maxAttempts: 3,
    runAt: new Date(at.getTime() + 500),
  });
}
