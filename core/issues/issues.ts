import { now } from "../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { newId } from "../id.ts";
import { insertChange } from "./history_sql.ts";
import {
  checkIssue,
  type Closing,
  isOpen,
  type Issue,
  type IssueActor,
  type IssuePatch,
  type IssueStatus,
  type NewIssue,
} from "./issues_model.ts";
import {
  deleteIssueRow,
  insertIssue,
  lockIssues,
  replaceScopes,
  selectIssue,
  updateIssueRow,
} from "./issues_sql.ts";
import { recount } from "./recount.ts";

/**
 * One issue.
 *
 * @throws {AppError} 404 when the project has none with that id
 */
export async function getIssue(db: Db, projectId: string, issueId: string): Promise<Issue> {
  const issue = await selectIssue(db, projectId, issueId);
  if (!issue) throw notFound("Issue");
  return issue;
}

/**
 * Makes an issue, without evidence yet.
 *
 * @throws {AppError} 400 naming each bad field
 */
export async function createIssue(
  sql: Sql | Tx,
  projectId: string,
  input: NewIssue,
  actor: IssueActor,
  at: Date = now(),
): Promise<Issue> {
  const { product_scopes, custom_fields, ...clean } = checkIssue(input);
  const id = newId("iss", at);
  return await transaction(sql, async (tx) => {
    await insertIssue(tx, projectId, id, {
      ...defined(clean),
      ...(custom_fields ? { custom_fields: tx.json(custom_fields as never) } : {}),
      edited_fields: actor.kind === "review" ? [] : editedBy(clean),
      created_by_kind: actor.kind,
      created_by: actor.id,
      created_at: at,
      updated_at: at,
    });
    if (product_scopes) await setScopes(tx, projectId, id, product_scopes);
    await recount(tx, projectId, id, at);
    await insertChange(tx, projectId, id, "created", actor, {}, at);
    await announce(tx, projectId, id, "issue.created", at);
    return (await selectIssue(tx, projectId, id))!;
  });
}

/**
 * Changes an issue. What a person or a program changes is marked, and automation then leaves it
 * alone: a `review` actor changes only fields nobody has edited.
 *
 * @throws {AppError} 404; 400 naming each bad field
 */
export async function updateIssue(
  sql: Sql | Tx,
  projectId: string,
  issueId: string,
  patch: IssuePatch,
  actor: IssueActor,
  at: Date = now(),
): Promise<Issue> {
  const clean = checkIssue(patch);
  return await transaction(sql, async (tx) => {
    const before = await lockedIssue(tx, projectId, issueId);
    const isReview = actor.kind === "review";
    const allowed = isReview
      ? Object.fromEntries(
        Object.entries(clean).filter(([field]) => !before.edited_fields.includes(field)),
      ) as IssuePatch
      : clean;
    const changed = changesOf(before, allowed);
    const { product_scopes, custom_fields, status, ...columns } = allowed;
    if (changed.length === 0) return before;
    await updateIssueRow(tx, projectId, issueId, {
      ...defined(columns),
      ...(custom_fields ? { custom_fields: tx.json(custom_fields as never) } : {}),
      ...(status ? { status, closed_as: null, closed_at: null } : {}),
      edited_fields: isReview
        ? before.edited_fields
        : [...new Set([...before.edited_fields, ...changed])],
      updated_at: at,
    });
    if (product_scopes) await setScopes(tx, projectId, issueId, product_scopes);
    await recount(tx, projectId, issueId, at);
    const told = changed.filter((field) => field !== "status");
    if (told.length > 0) {
      await insertChange(tx, projectId, issueId, "edited", actor, { fields: told }, at);
    }
    if (status && status !== before.status) {
      const kind = isOpen(before.status) ? "edited" : "reopened";
      await insertChange(tx, projectId, issueId, kind, actor, { status }, at);
    }
    await announce(tx, projectId, issueId, "issue.updated", at, { fields: changed });
    return (await selectIssue(tx, projectId, issueId))!;
  });
}

/**
 * Closes an issue: what was asked for is done, will not be, or is asked for elsewhere.
 *
 * @throws {AppError} 404, 409 when it was merged into another one
 */
export async function closeIssue(
  sql: Sql | Tx,
  projectId: string,
  issueId: string,
  as: Closing,
  actor: IssueActor,
  at: Date = now(),
): Promise<Issue> {
  return await transaction(sql, async (tx) => {
    const before = await lockedIssue(tx, projectId, issueId);
    if (before.closed_as === as) return before;
    const status: IssueStatus = as === "done" ? "done" : "dismissed";
    await updateIssueRow(tx, projectId, issueId, {
      status,
      closed_as: as,
      closed_at: at,
      edited_fields: editedWith(before, actor, "status"),
      updated_at: at,
    });
    await insertChange(tx, projectId, issueId, "closed", actor, { as }, at);
    await announce(tx, projectId, issueId, "issue.updated", at, { fields: ["status"], status });
    return (await selectIssue(tx, projectId, issueId))!;
  });
}

/**
 * Takes a closed issue up again; nothing happens when it is open.
 *
 * @throws {AppError} 404, 409 when it was merged into another one
 */
export async function reopenIssue(
  sql: Sql | Tx,
  projectId: string,
  issueId: string,
  actor: IssueActor,
  at: Date = now(),
): Promise<Issue> {
  return await transaction(sql, async (tx) => {
    const before = await lockedIssue(tx, projectId, issueId);
    if (isOpen(before.status)) return before;
    await updateIssueRow(tx, projectId, issueId, {
      status: "open",
      closed_as: null,
      closed_at: null,
      edited_fields: editedWith(before, actor, "status"),
      updated_at: at,
    });
    await insertChange(tx, projectId, issueId, "reopened", actor, { status: "open" }, at);
    const news = { fields: ["status"], status: "open" };
    await announce(tx, projectId, issueId, "issue.updated", at, news);
    return (await selectIssue(tx, projectId, issueId))!;
  });
}

/**
 * Removes an issue with its quotes and links; the sessions stay.
 *
 * @throws {AppError} 404
 */
export async function deleteIssue(
  sql: Sql | Tx,
  projectId: string,
  issueId: string,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    await lockIssues(tx, projectId, [issueId]);
    if (!await deleteIssueRow(tx, projectId, issueId)) throw notFound("Issue");
    await announce(tx, projectId, issueId, "issue.deleted", at);
  });
}

/**
 * An issue that is held until the transaction ends and can be changed.
 *
 * @throws {AppError} 404, 409 when it was merged into another one
 */
export async function lockedIssue(tx: Tx, projectId: string, issueId: string): Promise<Issue> {
  await lockIssues(tx, projectId, [issueId]);
  const issue = await getIssue(tx, projectId, issueId);
  if (issue.merged_into) {
    throw conflict(`The issue was merged into ${issue.merged_into}. Change that one instead.`);
  }
  return issue;
}

/** Tells live readers of an issue's news. */
export async function announce(
  tx: Tx,
  projectId: string,
  issueId: string,
  type: "issue.created" | "issue.updated" | "issue.deleted",
  at: Date,
  data: Record<string, unknown> = {},
): Promise<void> {
  const event = { type, sessionId: null, data: { issue_id: issueId, ...data } };
  await appendEvents(tx, projectId, [event], at);
}

async function setScopes(tx: Tx, projectId: string, issueId: string, ids: string[]) {
  const unknown = await replaceScopes(tx, projectId, issueId, ids);
  if (unknown.length > 0) {
    const named = unknown.slice(0, 5).map((id) => id.slice(0, 64)).join(", ");
    throw invalid(
      "product_scopes",
      `product_scopes names ids this project does not have: ${named}.`,
    );
  }
}

function changesOf(before: Issue, patch: IssuePatch): string[] {
  return Object.entries(patch).filter(([field, value]) =>
    value !== undefined &&
    JSON.stringify(value) !== JSON.stringify(before[field as keyof Issue])
  ).map(([field]) => field);
}

/** The columns of an issue that count as a person's word once they are given. */
function editedBy(input: Record<string, unknown>): string[] {
  return Object.keys(input).filter((field) => input[field] !== undefined && input[field] !== null);
}

function editedWith(before: Issue, actor: IssueActor, field: string): string[] {
  return actor.kind === "review"
    ? before.edited_fields
    : [...new Set([...before.edited_fields, field])];
}

function defined(columns: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
