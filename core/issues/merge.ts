import { now } from "../clock.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { invalid } from "../errors.ts";
import { insertChange } from "./history_sql.ts";
import { announce, createIssue, getIssue, lockedIssue } from "./issues.ts";
import type { Issue, IssueActor, NewIssue } from "./issues_model.ts";
import { copyScopes, lockIssues, updateIssueRow } from "./issues_sql.ts";
import { moveEvidence, moveNotes, redirectMerged } from "./merge_sql.ts";
import { recount } from "./recount.ts";

/**
 * Merges an issue into another one, which gets all of its evidence. The merged one is closed as a
 * duplicate, stays readable under its id, and says where it went.
 *
 * @returns the issue that remains
 * @throws {AppError} 404 for an unknown issue, 409 for one that was merged before, 400 for itself
 */
export async function mergeIssue(
  sql: Sql | Tx,
  projectId: string,
  issueId: string,
  intoId: string,
  actor: IssueActor,
  at: Date = now(),
): Promise<Issue> {
  if (issueId === intoId) {
    throw invalid("into", "An issue cannot be merged into itself. Choose another one.");
  }
  return await transaction(sql, async (tx) => {
    await lockIssues(tx, projectId, [issueId, intoId]);
    const from = await lockedIssue(tx, projectId, issueId);
    const into = await lockedIssue(tx, projectId, intoId);
    const sessions = await moveEvidence(tx, projectId, issueId, intoId, null);
    await copyScopes(tx, projectId, issueId, intoId);
    await moveNotes(tx, projectId, issueId, intoId);
    await redirectMerged(tx, projectId, issueId, intoId);
    await updateIssueRow(tx, projectId, issueId, {
      merged_into: intoId,
      status: "dismissed",
      closed_as: "duplicate",
      closed_at: at,
      updated_at: at,
    });
    await recount(tx, projectId, issueId, at);
    await recount(tx, projectId, intoId, at);
    const of = (other: Issue) => ({ issue_id: other.id, title: other.title, sessions });
    await insertChange(tx, projectId, issueId, "merged_into", actor, of(into), at);
    await insertChange(tx, projectId, intoId, "merged_from", actor, of(from), at);
    const news = { merged_into: intoId };
    await announce(tx, projectId, issueId, "issue.updated", at, news);
    await announce(tx, projectId, intoId, "issue.updated", at, { merged_from: issueId });
    return await getIssue(tx, projectId, intoId);
  });
}

/**
 * Makes a new issue of a part of another one's evidence: the chosen sessions move with their quotes.
 *
 * @returns the new issue
 * @throws {AppError} 404; 409 for a merged issue; 400 for bad fields, or when none of the sessions
 * is linked to the issue
 */
export async function splitIssue(
  sql: Sql | Tx,
  projectId: string,
  issueId: string,
  input: NewIssue & { sessionIds: string[] },
  actor: IssueActor,
  at: Date = now(),
): Promise<Issue> {
  const { sessionIds, ...fields } = input;
  return await transaction(sql, async (tx) => {
    const from = await lockedIssue(tx, projectId, issueId);
    const made = await createIssue(tx, projectId, { type: from.type, ...fields }, actor, at);
    const sessions = await moveEvidence(tx, projectId, issueId, made.id, sessionIds);
    if (sessions === 0) {
      throw invalid("session_ids", "None of the sessions is linked to this issue. Choose some.");
    }
    if (!fields.product_scopes) await copyScopes(tx, projectId, issueId, made.id);
    await recount(tx, projectId, issueId, at);
    await recount(tx, projectId, made.id, at);
    const of = (other: Issue) => ({ issue_id: other.id, title: other.title, sessions });
    await insertChange(tx, projectId, issueId, "split_to", actor, of(made), at);
    await insertChange(tx, projectId, made.id, "split_from", actor, of(from), at);
    await announce(tx, projectId, issueId, "issue.updated", at);
    return await getIssue(tx, projectId, made.id);
  });
}
