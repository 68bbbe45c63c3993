import type { Sql } from "../../db/mod.ts";
import { ingest } from "../../sessions/mod.ts";
import { createIssue } from "../issues.ts";
import type { Issue, IssueActor, NewIssue } from "../issues_model.ts";

/** The project of the tests. */
export const projectId = "proj_issues";

/** A person of the team. */
export const maya: IssueActor = { kind: "person", id: "usr_maya", name: "Maya" };
/** The review of closed sessions. */
export const review: IssueActor = { kind: "review", id: null };

/** A session with what a customer said, one message each. */
export async function conversation(
  sql: Sql,
  said: string[],
  who: { email?: string; company?: string; project?: string; source?: string } = {},
): Promise<{ id: string; messageIds: string[] }> {
  const { email, company, project = projectId, source = "zendesk" } = who;
  const [result] = await ingest(sql, { projectId: project, source }, [{
    status: "closed",
    ...(email
      ? { customer: { email, ...(company ? { company: { domain: company, name: company } } : {}) } }
      : {}),
    messages: said.map((content) => ({ senderType: "user", content })),
  }]);
  return { id: result!.sessionId, messageIds: result!.messageIds };
}

/** An issue somebody of the team made. */
export async function issueOf(sql: Sql, input: Partial<NewIssue> = {}): Promise<Issue> {
  return await createIssue(sql, projectId, { title: "Export to CSV fails", ...input }, maya);
}
