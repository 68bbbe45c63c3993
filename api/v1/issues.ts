import { z } from "zod";
import { transaction, type Tx } from "../../core/db/mod.ts";
import {
  closeIssue,
  createIssue,
  deleteIssue,
  getIssue,
  type Issue,
  type IssueActor,
  listIssues,
  lockIssues,
  mergeIssue,
  reopenIssue,
  selectAskingCompanies,
  updateIssue,
  writeBrief,
} from "../../core/issues/mod.ts";
import { page } from "./components.ts";
import { expanding, idGiven, paging, several, sorting, words } from "./fields.ts";
import {
  issue,
  issueCreate,
  issueList,
  issueMerge,
  issueStatus,
  issueType,
  issueUpdate,
  priority,
} from "./issue_schemas.ts";
import { type Call, operation } from "./operation.ts";
import { presentIssue } from "./present.ts";

const tag = "Issues";
const params = { issue_id: { description: "The issue's id.", noun: "Issue" } };
const EXPANDABLE = ["companies"] as const;
/** How many companies one issue shows. */
const COMPANIES = 50;
/** Who changes what a call changes. */
export const issueActor: IssueActor = { kind: "api", id: null };

/** The orders of the list, as the core calls them. */
const SORTS = {
  "-created_at": "newest",
  "-priority": "priority",
  "-last_evidence_at": "last_evidence",
  "-reach": "reach",
} as const;

const list = operation({
  id: "listIssues",
  method: "get",
  path: "/issues",
  tag,
  summary: "List issues",
  description: "Those that were merged into another one are left out.",
  scope: "read",
  query: z.strictObject({
    ...paging,
    sort: sorting(Object.keys(SORTS) as [keyof typeof SORTS, ...(keyof typeof SORTS)[]]),
    search: words(1_000).optional().describe("Words of title, description or quotes."),
    status: several(issueStatus).optional().describe("One of these."),
    is_open: z.boolean().optional().describe("Open, planned or in progress; or the opposite."),
    type: several(issueType).optional().describe("One of these."),
    priority: several(priority).optional().describe("One of these."),
    product_scope_ids: several(idGiven).optional().describe("In at least one of these."),
    company_id: idGiven.optional().describe("Asked for by somebody of this company."),
    contact_id: idGiven.optional().describe("Asked for by this contact."),
    session_id: idGiven.optional().describe("Asked for in this session."),
    has_evidence: z.boolean().optional().describe("Whether any session speaks of it."),
  }),
  responses: { 200: { description: "A page of issues.", schema: issueList } },
  handler: async ({ sql, projectId, query }) => {
    const { limit, cursor, sort } = query;
    const { issues, nextCursor } = await listIssues(sql, projectId, {
      search: query.search,
      status: query.status,
      isOpen: query.is_open,
      type: query.type,
      priority: query.priority,
      productScopeIds: query.product_scope_ids,
      companyId: query.company_id,
      contactId: query.contact_id,
      sessionId: query.session_id,
      hasEvidence: query.has_evidence,
    }, { limit, cursor, sort: SORTS[sort] });
    return { status: 200, body: page(issues.map(presentIssue), nextCursor) };
  },
});

const create = operation({
  id: "createIssue",
  method: "post",
  path: "/issues",
  tag,
  summary: "Create an issue",
  scope: "write",
  body: issueCreate,
  responses: { 201: { description: "The new issue.", schema: issue } },
  example: { title: "The export fails in Chrome", type: "bug", impact: 4, confidence: 5 },
  isVersioned: true,
  handler: async ({ db, projectId, body }) => {
    const made = await createIssue(db, projectId, body, issueActor);
    return { status: 201, body: presentIssue(made) };
  },
});

const hold = ({ db, projectId, params }: Call & { db: Tx }) =>
  lockIssues(db, projectId, [params.issue_id!]);

const current = async ({ db, projectId, params }: Call) =>
  presentIssue(await getIssue(db, projectId, params.issue_id!));

const read = operation({
  id: "getIssue",
  method: "get",
  path: "/issues/{issue_id}",
  tag,
  summary: "Read an issue",
  scope: "read",
  params,
  query: z.strictObject({ expand: expanding(EXPANDABLE) }),
  responses: { 200: { description: "The issue.", schema: issue } },
  isVersioned: true,
  expandable: EXPANDABLE,
  handler: async (call) => {
    const { sql, projectId, params, query } = call;
    const shown = await current(call);
    if (!query.expand?.includes("companies")) return { status: 200, body: shown };
    const companies = await selectAskingCompanies(sql, projectId, params.issue_id!, COMPANIES);
    return { status: 200, body: { ...shown, companies } };
  },
});

const update = operation({
  id: "updateIssue",
  method: "patch",
  path: "/issues/{issue_id}",
  tag,
  summary: "Change an issue",
  scope: "write",
  params,
  body: issueUpdate,
  responses: { 200: { description: "The issue as it is now.", schema: issue } },
  example: { status: "planned", effort: 2 },
  isVersioned: true,
  current,
  hold,
  handler: async ({ db, projectId, params, body }) => {
    const { status, brief, ...fields } = body;
    const id = params.issue_id!;
    const changed = await transaction(db, async (tx) => {
      let issue = await getIssue(tx, projectId, id);
      if (Object.values(fields).some((value) => value !== undefined)) {
        issue = await updateIssue(tx, projectId, id, fields, issueActor);
      }
      if (brief !== undefined) issue = await writeBrief(tx, projectId, id, brief ?? "", issueActor);
      return await withStatus(tx, projectId, issue, status);
    });
    return { status: 200, body: presentIssue(changed) };
  },
});

/** Closes, reopens or moves an issue on. */
async function withStatus(
  tx: Tx,
  projectId: string,
  issue: Issue,
  status: Issue["status"] | undefined,
): Promise<Issue> {
  if (status === undefined || status === issue.status) return issue;
  if (status === "done" || status === "dismissed") {
    return await closeIssue(tx, projectId, issue.id, status, issueActor);
  }
  const open = issue.closed_as ? await reopenIssue(tx, projectId, issue.id, issueActor) : issue;
  if (open.status === status) return open;
  return await updateIssue(tx, projectId, issue.id, { status }, issueActor);
}

const remove = operation({
  id: "deleteIssue",
  method: "delete",
  path: "/issues/{issue_id}",
  tag,
  summary: "Delete an issue",
  description: "The sessions that speak of it stay.",
  scope: "write",
  params,
  responses: { 204: { description: "It is deleted." } },
  current,
  hold,
  handler: async ({ db, projectId, params }) => {
    await deleteIssue(db, projectId, params.issue_id!);
    return { status: 204 };
  },
});

const merge = operation({
  id: "mergeIssue",
  method: "post",
  path: "/issues/{issue_id}/merge",
  tag,
  summary: "Merge an issue into another one",
  description: "The other one takes over its evidence and is answered.",
  scope: "write",
  params,
  body: issueMerge,
  responses: { 200: { description: "The issue it was merged into.", schema: issue } },
  example: { into: "iss_01jzexample" },
  isVersioned: true,
  handler: async ({ db, projectId, params, body }) => {
    const into = await mergeIssue(db, projectId, params.issue_id!, body.into, issueActor);
    return { status: 200, body: presentIssue(into) };
  },
});

/** What can be done with issues. */
export const issueOperations = [list, create, read, update, remove, merge];
