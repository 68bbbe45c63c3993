import type { Sql } from "../../../../../../../core/db/mod.ts";
import { AppError } from "../../../../../../../core/errors.ts";
import {
  type AskingCompany,
  type EvidencePage,
  getIssue,
  type Issue,
  type IssueChange,
  listEvidence,
  recountIfMarked,
  selectAskingCompanies,
  selectChanges,
  type SimilarIssue,
  similarIssues,
} from "../../../../../../../core/issues/mod.ts";
import { scopeTree, type TreeScope } from "../../../../../../../core/product_scopes/mod.ts";

/** Sessions on one page of the evidence, and companies beside it. */
const EVIDENCE = 20;
export const COMPANIES = 8;

/** Everything the page of one issue shows. */
export interface IssueData {
  issue: Issue;
  evidence: EvidencePage;
  companies: AskingCompany[];
  similar: SimilarIssue[];
  changes: IssueChange[];
  scopes: TreeScope[];
}

/**
 * Reads one issue with its evidence, its figures up to date.
 *
 * @throws {AppError} 404
 */
export async function readIssueData(
  sql: Sql,
  projectId: string,
  issueId: string,
  cursor?: string,
): Promise<IssueData> {
  await recountIfMarked(sql, projectId, issueId);
  const issue = await getIssue(sql, projectId, issueId);
  const text = `${issue.title}\n${issue.description ?? ""}`;
  const [evidence, companies, similar, changes, scopes] = await Promise.all([
    readEvidence(sql, projectId, issueId, cursor),
    selectAskingCompanies(sql, projectId, issueId, COMPANIES),
    issue.merged_into ? [] : similarIssues(sql, projectId, text, 4, issueId),
    selectChanges(sql, projectId, issueId, 12),
    scopeTree(sql, projectId),
  ]);
  return { issue, evidence, companies, similar, changes, scopes };
}

async function readEvidence(sql: Sql, projectId: string, issueId: string, cursor?: string) {
  try {
    return await listEvidence(sql, projectId, issueId, { limit: EVIDENCE, cursor });
  } catch (error) {
    if (!cursor || !(error instanceof AppError) || error.status !== 400) throw error;
    return await listEvidence(sql, projectId, issueId, { limit: EVIDENCE });
  }
}
