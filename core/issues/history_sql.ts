import type { Db, Tx } from "../db/mod.ts";
import type { IssueActor } from "./issues_model.ts";

/** What can be done with an issue. */
export type IssueChangeKind =
  | "created"
  | "edited"
  | "closed"
  | "reopened"
  | "linked"
  | "unlinked"
  | "merged_into"
  | "merged_from"
  | "split_to"
  | "split_from"
  | "brief"
  | "note";

/** One thing that was done with an issue. */
export interface IssueChange<Time = Date> {
  kind: IssueChangeKind;
  actor_kind: IssueActor["kind"];
  actor_name: string | null;
  data: Record<string, unknown>;
  created_at: Time;
}

/** Notes what was done, in the transaction of the change. */
export async function insertChange(
  tx: Tx,
  projectId: string,
  issueId: string,
  kind: IssueChangeKind,
  actor: IssueActor,
  data: Record<string, unknown>,
  at: Date,
): Promise<void> {
  await tx`
    insert into issue_changes (project_id, issue_id, kind, actor_kind, actor_id, actor_name, data,
      created_at)
    values (${projectId}, ${issueId}, ${kind}, ${actor.kind}, ${actor.id}, ${actor.name ?? null},
      ${tx.json(data as never)}, ${at})`;
}

/** The newest changes of an issue. */
export async function selectChanges(
  sql: Db,
  projectId: string,
  issueId: string,
  limit = 50,
): Promise<IssueChange[]> {
  const rows = await sql<IssueChange[]>`
    select c.kind, c.actor_kind, coalesce(u.name, c.actor_name) as actor_name, c.data, c.created_at
    from issue_changes c left join user_accounts u on u.id = c.actor_id
    where c.project_id = ${projectId} and c.issue_id = ${issueId}
    order by c.position desc limit ${limit}`;
  return [...rows];
}
