import { isSafeId } from "../core/access/mod.ts";
import { type Sql, transaction, type Tx } from "../core/db/mod.ts";
import { invalid, notFound } from "../core/errors.ts";
import { check, readJson, readText } from "../core/http/mod.ts";
import {
  closeIssue,
  createIssue,
  deleteIssue,
  getIssue,
  type Issue,
  type IssueActor,
  issueQuery,
  listIssues,
  makeBrief,
  mergeIssue,
  priorityOf,
  recountIfMarked,
  reopenIssue,
  selectAskingCompanies,
  similarIssues,
  splitIssue,
  updateIssue,
  writeBrief,
} from "../core/issues/mod.ts";
import type { z } from "zod";
import type { ApiContext } from "./context.ts";
import { once } from "./idempotency.ts";
import { issueBody, issueMergeBody, issuePatchBody, issueSplitBody } from "./schemas/issue_body.ts";
import { queryOf } from "./schemas/session_query.ts";

/** How many companies one issue shows. */
const COMPANIES = 50;

/** `GET` of a project's issues: a page of them, most pressing first unless sorted otherwise. */
export async function getIssues(c: ApiContext): Promise<Response> {
  const { limit, cursor, sort, ...filter } = check(issueQuery, queryOf(c.req.url));
  const { sql } = c.var.services;
  const page = await listIssues(sql, c.var.projectId, filter, { sort, limit, cursor });
  return c.json({
    issues: page.issues.map(presentIssue),
    total: page.total,
    ...(page.isTotalExact ? {} : { total_is_lower_bound: true }),
    ...(page.nextCursor ? { next_cursor: page.nextCursor } : {}),
  });
}

/** `POST`: makes an issue. */
export async function postIssue(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const body = check(issueBody, value, c.var.schemaStatus);
  return await once(c, text, async (sql) => {
    const issue = await createIssue(sql, c.var.projectId, body, issueActor(c));
    return { status: 201, body: { issue: presentIssue(issue) } };
  });
}

/** `GET` of one issue, with its priority explained and the companies that ask. */
export async function getOneIssue(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const issueId = issueIdOf(c);
  await recountIfMarked(sql, projectId, issueId);
  const issue = await getIssue(sql, projectId, issueId);
  const companies = await selectAskingCompanies(sql, projectId, issueId, COMPANIES);
  const { level, score, formula, parts } = priorityOf(issue);
  return c.json({
    issue: {
      ...presentIssue(issue),
      priority_explained: {
        level,
        score,
        formula,
        parts: parts.map(({ name, value, isAssumed, why }) => ({
          name,
          value,
          is_assumed: isAssumed,
          why,
        })),
      },
      companies,
    },
  });
}

/** `PATCH`: changes what the body names; a status may close or reopen it. */
export async function patchIssue(c: ApiContext): Promise<Response> {
  const { value } = await readJson(c.req.raw);
  const body = check(issuePatchBody, value, c.var.schemaStatus);
  const issueId = issueIdOf(c);
  const issue = await transaction(
    c.var.services.sql,
    (tx) => applyPatch(tx, c.var.projectId, issueId, body, issueActor(c)),
  );
  return c.json({ issue: presentIssue(issue) });
}

async function applyPatch(
  tx: Tx,
  projectId: string,
  issueId: string,
  body: z.infer<typeof issuePatchBody>,
  actor: IssueActor,
): Promise<Issue> {
  const { status, closed_as, brief, ...fields } = body;
  const closing = closed_as ?? (status === "done" || status === "dismissed" ? status : null);
  if (closed_as !== undefined && status !== undefined) {
    const implied = closed_as === "done" ? "done" : "dismissed";
    if (status !== implied) {
      throw invalid("closed_as", `closed_as ${closed_as} does not go with status ${status}.`);
    }
  }
  let issue = await getIssue(tx, projectId, issueId);
  if (Object.values(fields).some((value) => value !== undefined)) {
    issue = await updateIssue(tx, projectId, issueId, fields, actor);
  }
  if (brief !== undefined) issue = await writeBrief(tx, projectId, issueId, brief ?? "", actor);
  if (closing) return await closeIssue(tx, projectId, issueId, closing, actor);
  if (status === undefined || status === issue.status) return issue;
  if (status === "open") return await reopenOrOpen(tx, projectId, issue, actor);
  return await updateIssue(
    tx,
    projectId,
    issueId,
    { status: status as "planned" | "in_progress" },
    actor,
  );
}

async function reopenOrOpen(tx: Tx, projectId: string, issue: Issue, actor: IssueActor) {
  return issue.closed_as
    ? await reopenIssue(tx, projectId, issue.id, actor)
    : await updateIssue(tx, projectId, issue.id, { status: "open" }, actor);
}

/** `DELETE`: removes the issue; its sessions stay. */
export async function removeIssue(c: ApiContext): Promise<Response> {
  await deleteIssue(c.var.services.sql, c.var.projectId, issueIdOf(c));
  return c.body(null, 204);
}

/** `POST /merge`: merges the issue into another one, which is answered. */
export async function postIssueMerge(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const { into } = check(issueMergeBody, value, c.var.schemaStatus);
  const issueId = issueIdOf(c);
  return await once(c, text, async (sql) => {
    const issue = await mergeIssue(sql, c.var.projectId, issueId, into, issueActor(c));
    return { status: 200, body: { issue: presentIssue(issue) } };
  });
}

/** `POST /split`: moves sessions to a new issue, which is answered. */
export async function postIssueSplit(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const { session_ids: sessionIds, ...fields } = check(issueSplitBody, value, c.var.schemaStatus);
  const issueId = issueIdOf(c);
  return await once(c, text, async (sql: Sql | Tx) => {
    const input = { ...fields, sessionIds };
    const issue = await splitIssue(sql, c.var.projectId, issueId, input, issueActor(c));
    return { status: 201, body: { issue: presentIssue(issue) } };
  });
}

/** `POST /brief`: makes a brief of the evidence, unless a person wrote one. */
export async function postIssueBrief(c: ApiContext): Promise<Response> {
  await readText(c.req.raw);
  const { services: { sql, model: settings, prices = null, stopping }, projectId } = c.var;
  const model = settings ? { settings, prices } : null;
  const signal = AbortSignal.any([c.req.raw.signal, stopping]);
  const made = await makeBrief(sql, projectId, issueIdOf(c), model, issueActor(c), signal);
  return c.json({
    issue: presentIssue(made.issue),
    ...(made.modelFailure ? { model_failure: made.modelFailure } : {}),
  });
}

/** `GET /similar`: issues that may be the same. */
export async function getSimilarIssues(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const issue = await getIssue(sql, projectId, issueIdOf(c));
  const text = `${issue.title}\n${issue.description ?? ""}`;
  return c.json({ similar: await similarIssues(sql, projectId, text, 10, issue.id) });
}

/** An issue as the documented paths show it. */
export function presentIssue({ reach: _reach, ...issue }: Issue) {
  return issue;
}

/** The issue id of the path; an odd one is as unknown as any other. */
export function issueIdOf(c: ApiContext): string {
  const id = c.req.param("issueId");
  if (!isSafeId(id)) throw notFound("Issue");
  return id;
}

/** Who calls, as an issue's history names them. */
export function issueActor(c: ApiContext): IssueActor {
  const { caller } = c.var;
  return caller.kind === "person"
    ? { kind: "person", id: caller.user.id, name: caller.user.name }
    : { kind: "api", id: null };
}
