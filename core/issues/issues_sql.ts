import type { Db, Tx } from "../db/mod.ts";
import type { Issue } from "./issues_model.ts";

const empty = (sql: Db) => sql``;

/** A piece of SQL with its parameters. */
export type Fragment = ReturnType<typeof empty>;

/** The columns of an issue under the alias `i`, as the contract names them. */
export function issueColumns(sql: Db): Fragment {
  return sql`
    i.id, i.project_id, i.title, i.description, i.type, i.status, i.closed_as, i.closed_at,
    i.merged_into, i.impact, i.confidence, i.effort, i.priority_override,
    (array['low', 'medium', 'high', 'urgent'])[i.priority_level] as priority, i.priority_score,
    i.session_count, i.unknown_count, i.contact_count, i.company_count, i.revenue, i.reach,
    i.last_evidence_at, i.brief, i.brief_source, i.brief_by, i.brief_at, i.edited_fields,
    i.created_by_kind, i.created_by, i.custom_fields,
    array(select o.scope_id from issue_scopes o
      where o.project_id = i.project_id and o.issue_id = i.id order by o.scope_id) as product_scopes,
    i.created_at, i.updated_at`;
}

/** One issue of a project, or null. */
export async function selectIssue(
  sql: Db,
  projectId: string,
  issueId: string,
): Promise<Issue | null> {
  const [row] = await sql<Issue[]>`
    select ${issueColumns(sql)} from issues i
    where i.project_id = ${projectId} and i.id = ${issueId}`;
  return row ?? null;
}

/** Issues of a project by their ids, in that order; unknown ones are left out. */
export async function selectIssues(
  sql: Db,
  projectId: string,
  issueIds: string[],
): Promise<Issue[]> {
  if (issueIds.length === 0) return [];
  const rows = await sql<Issue[]>`
    select ${issueColumns(sql)}
    from unnest(${issueIds}::text[]) with ordinality as wanted(id, place)
    join issues i on i.project_id = ${projectId} and i.id = wanted.id
    order by wanted.place`;
  return [...rows];
}

/** Holds issues until the transaction ends, in one order everywhere; those that exist. */
export async function lockIssues(
  tx: Tx,
  projectId: string,
  issueIds: string[],
): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    select id from issues where project_id = ${projectId} and id = any(${issueIds}::text[])
    order by id for update`;
  return new Set(rows.map(({ id }) => id));
}

/** Stores a new issue. */
export async function insertIssue(
  tx: Tx,
  projectId: string,
  issueId: string,
  columns: Record<string, unknown>,
): Promise<void> {
  const row = { project_id: projectId, id: issueId, ...columns };
  await tx`insert into issues ${tx(row as never)}`;
}

/** Sets columns of one issue. */
export async function updateIssueRow(
  tx: Tx,
  projectId: string,
  issueId: string,
  columns: Record<string, unknown>,
): Promise<void> {
  await tx`
    update issues set ${tx(columns as never)}
    where project_id = ${projectId} and id = ${issueId}`;
}

/** Removes an issue with everything that is its own; false when there is none. */
export async function deleteIssueRow(
  tx: Tx,
  projectId: string,
  issueId: string,
): Promise<boolean> {
  await tx`
    delete from session_links
    where project_id = ${projectId} and kind = 'issue' and entity_id = ${issueId}`;
  const result = await tx`delete from issues where project_id = ${projectId} and id = ${issueId}`;
  await tx`delete from issue_recounts where project_id = ${projectId} and issue_id = ${issueId}`;
  return result.count === 1;
}

/** Puts an issue into exactly these areas; the ids of those the project does not have. */
export async function replaceScopes(
  tx: Tx,
  projectId: string,
  issueId: string,
  scopeIds: string[],
): Promise<string[]> {
  await tx`
    delete from issue_scopes
    where project_id = ${projectId} and issue_id = ${issueId}
      and scope_id <> all(${scopeIds}::text[])`;
  const known = await tx<{ id: string }[]>`
    select id from product_scopes
    where project_id = ${projectId} and id = any(${scopeIds}::text[])`;
  await tx`
    insert into issue_scopes (project_id, issue_id, scope_id)
    select ${projectId}, ${issueId}, id from unnest(${known.map(({ id }) => id)}::text[]) as id
    on conflict do nothing`;
  const found = new Set(known.map(({ id }) => id));
  return scopeIds.filter((id) => !found.has(id));
}

/** Adds the areas of one issue to another. */
export async function copyScopes(
  tx: Tx,
  projectId: string,
  fromId: string,
  toId: string,
): Promise<void> {
  await tx`
    insert into issue_scopes (project_id, issue_id, scope_id)
    select project_id, ${toId}, scope_id from issue_scopes
    where project_id = ${projectId} and issue_id = ${fromId}
    on conflict do nothing`;
}
