import { now } from "../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { cleanText } from "../text.ts";
import { applyDecision, undoDecision } from "./apply.ts";
import { withName } from "./chosen.ts";
import {
  countWaiting,
  type DecisionCursor,
  type ListedDecision,
  selectDecided,
  selectDecision,
  selectLastOf,
  selectSessionDecisions,
  selectWaiting,
  type StoredDecision,
  updateDecision,
} from "./decisions_sql.ts";
import { selectReviewSession } from "./facts_sql.ts";
import {
  type Decider,
  type Decision,
  type DecisionValue,
  DESCRIPTION_LENGTH,
  type ReviewRun,
} from "./review_model.ts";
import { selectRuns } from "./runs_sql.ts";

/** What can be done with a decision. */
export const DECISION_ACTIONS = ["accept", "change", "reject", "undo"] as const;
/** See {@link DECISION_ACTIONS}. */
export type DecisionAction = (typeof DECISION_ACTIONS)[number];

/** A page of decisions. */
export interface DecisionPage {
  decisions: ListedDecision[];
  nextCursor: string | null;
}

/** Waiting decisions are counted up to here. */
export const WAITING_CAP = 1_000;
/** How long one's last decision is offered to be taken back. */
const RECENT = 15 * 60_000;

/**
 * Accepts, changes, rejects or takes back a decision. Doing the same again changes nothing.
 *
 * @param value what is put in place instead; of `change` only
 * @throws {AppError} 404; 409 when it was decided otherwise, or a person changed things meanwhile; 400
 * for a value that does not fit. Nothing is changed then.
 */
export async function decide(
  sql: Sql | Tx,
  projectId: string,
  decisionId: string,
  action: DecisionAction,
  decider: Decider,
  value: DecisionValue | null = null,
  at: Date = now(),
): Promise<Decision> {
  return await transaction(sql, async (tx) => {
    const known = await selectDecision(tx, projectId, decisionId);
    if (!known) throw notFound("Decision");
    const session = await selectReviewSession(tx, projectId, known.session_id, true);
    const decision = await selectDecision(tx, projectId, decisionId, true);
    if (!session || !decision) throw notFound("Decision");
    const place = { tx, projectId, session, at };
    const { state } = decision;
    if (action === "undo") {
      if (state === "undone" || state === "suggested") return publicOf(decision);
      if (state === "superseded") throw conflict("A later review took the place of this one.");
      if (state !== "rejected") await undoDecision(place, decision, decider);
      const after = state === "rejected" ? "suggested" as const : "undone" as const;
      const kept = { applied: decision.applied, before: decision.before };
      await note(tx, projectId, decision, after, kept, after === "undone" ? decider : null, at);
    } else if (action === "reject") {
      if (state === "rejected") return publicOf(decision);
      assertOpen(decision);
      await note(tx, projectId, decision, "rejected", null, decider, at);
    } else {
      const after = action === "accept" ? "accepted" as const : "changed" as const;
      if (state === after && action === "accept") return publicOf(decision);
      assertOpen(decision);
      const wanted = action === "accept"
        ? decision.value
        : await withName(tx, projectId, changedValue(decision, value));
      const applied = await applyDecision(place, decision, wanted, decider);
      await note(tx, projectId, decision, after, applied, decider, at);
    }
    const { session_id: sessionId } = decision;
    await appendEvents(tx, projectId, [{ type: "session.updated", sessionId }], at);
    return publicOf((await selectDecision(tx, projectId, decisionId))!);
  });
}

/** The reviews of a session, newest first, and what they decided. */
export async function readReview(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<{ runs: ReviewRun[]; decisions: Decision[] }> {
  const [runs, decisions] = await Promise.all([
    selectRuns(db, projectId, sessionId, 5),
    selectSessionDecisions(db, projectId, sessionId),
  ]);
  return { runs, decisions: decisions.map(publicOf) };
}

/**
 * A page of the decisions that wait for a person, or of those that were made.
 *
 * @throws {AppError} 400 for a cursor that is none
 */
export async function listDecisions(
  db: Db,
  projectId: string,
  which: "waiting" | "decided",
  { limit = 50, cursor = null }: { limit?: number; cursor?: string | null } = {},
): Promise<DecisionPage> {
  const after = cursor ? readCursor(cursor) : null;
  const select = which === "waiting" ? selectWaiting : selectDecided;
  const decisions = await select(db, projectId, after, limit + 1);
  const last = decisions.length > limit ? decisions[limit - 1]! : null;
  const key = which === "waiting" ? last?.run_id : last?.decided_at?.toISOString();
  return {
    decisions: decisions.slice(0, limit),
    nextCursor: last ? `${key}~${last.id}` : null,
  };
}

/** How many decisions wait for a person, counted up to {@link WAITING_CAP}. */
export async function waitingDecisions(
  db: Db,
  projectId: string,
  cap = WAITING_CAP,
): Promise<number> {
  return await countWaiting(db, projectId, cap);
}

/** What a person decided last, when that was a short while ago; to take it back. */
export async function lastDecision(
  db: Db,
  projectId: string,
  personId: string,
  at: Date = now(),
): Promise<ListedDecision | null> {
  return await selectLastOf(db, projectId, personId, new Date(at.getTime() - RECENT));
}

function readCursor(cursor: string): DecisionCursor {
  const [key, id, ...rest] = cursor.slice(0, 200).split("~");
  const isTime = key !== undefined && !Number.isNaN(Date.parse(key));
  const isOk = id && /^dec_[0-9a-z]{1,40}$/.test(id) && rest.length === 0 &&
    (isTime || /^rev_[0-9a-z]{1,40}$/.test(key!));
  if (!isOk) throw invalid("cursor", "The cursor is not one of ours. Start from the first page.");
  return { key: key!, id };
}

function assertOpen({ state }: Decision): void {
  if (state === "suggested") return;
  throw conflict(
    state === "superseded"
      ? "A later review took the place of this one."
      : `This was decided already: ${state}. Undo that first.`,
  );
}

/** What a person chose instead, checked by the decision's kind. */
function changedValue({ kind, value: own }: Decision, given: DecisionValue | null): DecisionValue {
  const text = (field: "tag" | "text" | "issue_id" | "contact_id" | "company_id" | "title") => {
    const clean = cleanText(given?.[field] ?? "").trim();
    if (clean === "") throw invalid(`value.${field}`, `value.${field} is missing. Say what it is.`);
    if (clean.length > DESCRIPTION_LENGTH * 4) {
      throw invalid(`value.${field}`, `value.${field} is too long.`, "too_long");
    }
    return clean;
  };
  switch (kind) {
    case "tag":
      return { tag: text("tag") };
    case "name":
    case "description":
      return { text: text("text") };
    case "contact":
      return { contact_id: text("contact_id") };
    case "company":
      return { company_id: text("company_id") };
    case "issue_link":
      return { issue_id: text("issue_id") };
    case "issue_new":
      if (given?.issue_id) return { issue_id: text("issue_id") };
      return {
        title: text("title"),
        type: given?.type ?? own.type,
        description: given?.description ?? own.description ?? null,
      };
  }
}

async function note(
  tx: Tx,
  projectId: string,
  { id }: Decision,
  state: Decision["state"],
  applied: { applied: DecisionValue | null; before: Record<string, unknown> | null } | null,
  decider: Decider | null,
  at: Date,
): Promise<void> {
  await updateDecision(tx, projectId, id, {
    state,
    applied: applied?.applied ?? null,
    before: applied?.before ?? null,
    by: decider?.id ?? decider?.kind ?? null,
    byName: decider?.name ?? (decider?.kind === "api" ? "The API" : null),
  }, state === "suggested" ? null : at);
}

function publicOf(decision: StoredDecision | Decision): Decision {
  const { before: _, ...rest } = decision as StoredDecision;
  return rest;
}
