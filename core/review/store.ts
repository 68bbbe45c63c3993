import { AppError } from "../errors.ts";
import { transaction, type Tx } from "../db/mod.ts";
import { newId } from "../id.ts";
import { type Applied, applyDecision } from "./apply.ts";
import {
  insertDecision,
  selectSessionDecisions,
  supersede,
  updateDecision,
} from "./decisions_sql.ts";
import type { ReviewSession } from "./facts_sql.ts";
import type { Decision, Draft, ReviewRun, ReviewStep, StepResult } from "./review_model.ts";

/** The step of a review whose findings are stored. */
export interface StoredStep {
  id: string;
  mode: ReviewRun["mode"];
  step: ReviewStep;
}

/**
 * Stores what a step found: suggested, or put in place at once in automatic mode. What a person has
 * refused or taken back, and what is in place already, is passed over; what an earlier review
 * suggested in this step waits no longer.
 */
export async function storeFound(
  tx: Tx,
  projectId: string,
  session: ReviewSession,
  run: StoredStep,
  found: StepResult,
  at: Date,
): Promise<void> {
  await supersede(tx, projectId, session.id, run.id, run.step);
  const earlier = await selectSessionDecisions(tx, projectId, session.id);
  for (const draft of found.drafts) {
    if (isSettled(draft, earlier)) continue;
    const id = newId("dec", at);
    const { needsPerson = false, ...rest } = draft;
    const row = {
      ...rest,
      ...{ id, sessionId: session.id, runId: run.id, step: run.step, madeBy: found.madeBy },
    };
    await insertDecision(tx, projectId, row, at);
    if (run.mode !== "automatic" || needsPerson || isPersons(draft, session)) continue;
    const decision: Decision = {
      ...{ id, session_id: session.id, run_id: run.id, step: run.step, made_by: found.madeBy },
      ...{ kind: draft.kind, subject: draft.subject, value: draft.value, reason: draft.reason },
      ...{ confidence: draft.confidence, evidence: draft.evidence, state: "suggested" },
      ...{ applied: null, decided_by: null, decided_by_name: null },
      ...{ created_at: at, decided_at: null },
    };
    const applied = await tryApply(tx, projectId, session, decision, at);
    const state = applied ? "applied" : "superseded";
    const change = { state, by: null, byName: null, applied: null, before: null, ...applied };
    await updateDecision(tx, projectId, id, change as never, at);
  }
}

/** What cannot be put in place, such as a link to an issue that is gone by now, harms nothing else. */
async function tryApply(
  tx: Tx,
  projectId: string,
  session: ReviewSession,
  decision: Decision,
  at: Date,
): Promise<Applied | null> {
  try {
    return await transaction(
      tx,
      (inner) =>
        applyDecision({ tx: inner, projectId, session, at }, decision, decision.value, null),
    );
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return null;
    throw error;
  }
}

/** Whether it was decided before: refused, taken back, or in place. */
function isSettled(draft: Draft, earlier: readonly Decision[]): boolean {
  return earlier.some((one) => {
    if (one.kind !== draft.kind && !(isOfIssue(one.kind) && isOfIssue(draft.kind))) return false;
    if (one.kind === "issue_new" && draft.kind === "issue_new") return true;
    const target = one.applied?.issue_id ?? one.subject;
    return target === draft.subject || one.subject === draft.subject ||
      // A name or a description that was refused is not suggested in other words.
      draft.kind === "name" || draft.kind === "description";
  });
}

const isOfIssue = (kind: string) => kind === "issue_link" || kind === "issue_new";

/** Tags that a person chose are not changed without asking. */
function isPersons({ kind }: Draft, { edited_fields }: ReviewSession): boolean {
  return kind === "tag" && edited_fields.includes("tags");
}
