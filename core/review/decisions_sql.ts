import type { Db, Tx } from "../db/mod.ts";
import type { Decision, DecisionState, DecisionValue, Draft } from "./review_model.ts";

/** A decision with what only undoing it needs. */
export type StoredDecision = Decision & { before: Record<string, unknown> | null };

/** A decision with the session it is of, as lists show it. */
export type ListedDecision<Time = Date> = Decision<Time> & {
  session_name: string | null;
  session_preview: string | null;
  session_source: string;
};

/** Where a page of decisions goes on. */
export interface DecisionCursor {
  /** The review of a waiting one; the time of a decided one. */
  key: string;
  id: string;
}

const columns = (db: Db) =>
  db`d.id, d.session_id, d.run_id, d.step, d.kind, d.subject, d.value, d.reason, d.confidence,
    d.evidence, d.made_by, d.state, d.applied, d.decided_by, d.decided_by_name, d.created_at,
    d.decided_at`;

/** Adds a decision. */
export async function insertDecision(
  tx: Tx,
  projectId: string,
  decision: Omit<Draft, "needsPerson"> & {
    id: string;
    sessionId: string;
    runId: string;
    step: string;
    madeBy: string;
  },
  at: Date,
): Promise<void> {
  await tx`
    insert into review_decisions (project_id, id, session_id, run_id, step, kind, subject, value,
      reason, confidence, evidence, made_by, created_at)
    values (${projectId}, ${decision.id}, ${decision.sessionId}, ${decision.runId},
      ${decision.step}, ${decision.kind}, ${decision.subject}, ${tx.json(decision.value as never)},
      ${decision.reason}, ${decision.confidence}, ${tx.json(decision.evidence as never)},
      ${decision.madeBy}, ${at})`;
}

/** Notes what became of a decision. */
export async function updateDecision(
  tx: Tx,
  projectId: string,
  id: string,
  change: {
    state: DecisionState;
    applied: DecisionValue | null;
    before: Record<string, unknown> | null;
    by: string | null;
    byName: string | null;
  },
  at: Date | null,
): Promise<void> {
  const json = (value: unknown) => value === null ? null : tx.json(value as never);
  await tx`
    update review_decisions set state = ${change.state}, applied = ${json(change.applied)},
      before = ${json(change.before)}, decided_by = ${change.by},
      decided_by_name = ${change.byName}, decided_at = ${at}
    where project_id = ${projectId} and id = ${id}`;
}

/** One decision, or null; held until the transaction ends when asked. */
export async function selectDecision(
  db: Db,
  projectId: string,
  id: string,
  isHeld = false,
): Promise<StoredDecision | null> {
  const [row] = await db<StoredDecision[]>`
    select ${columns(db)}, d.before from review_decisions d
    where d.project_id = ${projectId} and d.id = ${id}
    ${isHeld ? db`for no key update` : db``}`;
  return row ?? null;
}

/** The decisions about a session that are not superseded, oldest first. */
export async function selectSessionDecisions(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<StoredDecision[]> {
  const rows = await db<StoredDecision[]>`
    select ${columns(db)}, d.before from review_decisions d
    where d.project_id = ${projectId} and d.session_id = ${sessionId} and d.state <> 'superseded'
    order by d.id limit 500`;
  return [...rows];
}

/** A later review has spoken: what an earlier one suggested in the same step waits no longer. */
export async function supersede(
  tx: Tx,
  projectId: string,
  sessionId: string,
  runId: string,
  step: string,
): Promise<void> {
  await tx`
    update review_decisions set state = 'superseded'
    where project_id = ${projectId} and session_id = ${sessionId} and run_id <> ${runId}
      and step = ${step} and state = 'suggested'`;
}

/** A page of the decisions that wait, those of the newest review first. */
export async function selectWaiting(
  db: Db,
  projectId: string,
  after: DecisionCursor | null,
  limit: number,
): Promise<ListedDecision[]> {
  const rows = await db<ListedDecision[]>`
    select ${columns(db)}, s.name as session_name, s.preview as session_preview,
      s.source as session_source
    from review_decisions d
    join sessions s on s.project_id = d.project_id and s.id = d.session_id
    where d.project_id = ${projectId} and d.state = 'suggested'
      and ${
    after === null
      ? db`true`
      : db`d.run_id <= ${after.key} and (d.run_id < ${after.key} or d.id > ${after.id})`
  }
    order by d.run_id desc, d.id limit ${limit}`;
  return [...rows];
}

/** A page of the decisions that were made, the newest first. */
export async function selectDecided(
  db: Db,
  projectId: string,
  after: DecisionCursor | null,
  limit: number,
): Promise<ListedDecision[]> {
  const rows = await db<ListedDecision[]>`
    select ${columns(db)}, s.name as session_name, s.preview as session_preview,
      s.source as session_source
    from review_decisions d
    join sessions s on s.project_id = d.project_id and s.id = d.session_id
    where d.project_id = ${projectId} and d.state <> 'suggested' and d.state <> 'superseded'
      and ${
    after === null ? db`true` : db`(d.decided_at, d.id) < (${after.key}::timestamptz, ${after.id})`
  }
    order by d.decided_at desc, d.id desc limit ${limit}`;
  return [...rows];
}

/** The newest thing a person decided since a time, or null. */
export async function selectLastOf(
  db: Db,
  projectId: string,
  personId: string,
  since: Date,
): Promise<ListedDecision | null> {
  const [row] = await db<ListedDecision[]>`
    select ${columns(db)}, s.name as session_name, s.preview as session_preview,
      s.source as session_source
    from (
      select * from review_decisions
      where project_id = ${projectId} and state <> 'suggested' and state <> 'superseded'
        and decided_at >= ${since}
      order by decided_at desc, id desc limit 200
    ) d
    join sessions s on s.project_id = d.project_id and s.id = d.session_id
    where d.decided_by = ${personId} and d.state in ('accepted', 'changed', 'rejected')
    order by d.decided_at desc, d.id desc limit 1`;
  return row ?? null;
}

/** How many decisions wait, counted up to `cap`. */
export async function countWaiting(db: Db, projectId: string, cap: number): Promise<number> {
  const [row] = await db<{ amount: number }[]>`
    select count(*)::int as amount from (
      select 1 from review_decisions where project_id = ${projectId} and state = 'suggested'
      limit ${cap}) as waiting`;
  return row!.amount;
}

/** Has whoever else is about to make an issue of a review wait until the transaction ends. */
export async function holdNewIssues(tx: Tx, projectId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${projectId} || ' review issues', 0))`;
}
