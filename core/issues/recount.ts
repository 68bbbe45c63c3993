import { now } from "../clock.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { languageOf } from "../knowledge/mod.ts";
import { levelNumber, priorityOf } from "./priority.ts";
import {
  clearMark,
  countEvidence,
  type Figures,
  isMarked,
  lockCounted,
  selectMarked,
  storeCounted,
} from "./recount_sql.ts";

/** An issue with more sessions is left to the schedule, so that no link waits for a long count. */
const COUNTED_AT_ONCE = 500;
/** How many issues one run of the schedule counts at most. */
const RUN = 2_000;

/**
 * Counts an issue's evidence anew, computes its priority and indexes its words. Always right,
 * whatever changed before; nothing happens when the issue is gone.
 */
export async function recount(
  tx: Tx,
  projectId: string,
  issueId: string,
  at: Date = now(),
): Promise<void> {
  // The issue first, then the mark, everywhere: two that recount cannot wait for each other.
  const issue = await lockCounted(tx, projectId, issueId);
  await clearMark(tx, projectId, issueId);
  if (!issue) return;
  const figures = await countEvidence(tx, projectId, issueId);
  const priority = priorityOf({ ...issue, ...figures });
  await storeCounted(tx, projectId, issueId, {
    ...figures,
    reach: priority.reach,
    priority_score: priority.score,
    priority_level: levelNumber(priority.level),
  }, languageOf(`${issue.title} ${issue.description ?? ""}`));
  if (!isSame(issue, figures)) {
    const data = { issue_id: issueId, session_count: figures.session_count };
    await appendEvents(tx, projectId, [{ type: "issue.updated", sessionId: null, data }], at);
  }
}

/** As {@link recount}, unless the issue has so much evidence that it is better left to the schedule. */
export async function recountSoon(
  tx: Tx,
  projectId: string,
  issueId: string,
  at: Date,
): Promise<void> {
  const issue = await lockCounted(tx, projectId, issueId);
  if (issue && issue.session_count <= COUNTED_AT_ONCE) {
    await recount(tx, projectId, issueId, at);
  }
}

/** Brings one issue's figures up to date when they wait for it; for whoever reads that issue. */
export async function recountIfMarked(
  sql: Sql | Tx,
  projectId: string,
  issueId: string,
  at: Date = now(),
): Promise<void> {
  if (!await isMarked(sql, projectId, issueId)) return;
  await transaction(sql, (tx) => recount(tx, projectId, issueId, at));
}

/**
 * Counts issues whose evidence changed in passing: sessions deleted, people merged, companies
 * changed, links that came with an import.
 *
 * @returns how many were counted
 */
export async function recountMarked(
  sql: Sql,
  signal?: AbortSignal,
  at: Date = now(),
): Promise<number> {
  const marked = await selectMarked(sql, RUN);
  let counted = 0;
  for (const { project_id, issue_id } of marked) {
    if (signal?.aborted) break;
    await transaction(sql, (tx) => recount(tx, project_id, issue_id, at));
    counted++;
  }
  return counted;
}

function isSame(before: Figures, after: Figures): boolean {
  return before.session_count === after.session_count &&
    before.contact_count === after.contact_count && before.company_count === after.company_count &&
    before.revenue === after.revenue;
}
