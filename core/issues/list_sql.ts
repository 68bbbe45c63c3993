import type { Db } from "../db/mod.ts";
import type { IssueFilter, IssueSort } from "./filter.ts";
import type { Fragment } from "./issues_sql.ts";
import type { IssueCursor } from "./list_cursor.ts";
import { levelNumber } from "./priority.ts";

/** A row found, with its place in the order. */
export interface FoundIssue {
  id: string;
  keys: string[];
}

/** Which part of a list is wanted. */
export interface IssueWindow {
  sort: IssueSort;
  cursor?: IssueCursor;
  limit: number;
  /** Whether the words of the search are few enough to look at all issues that have them. */
  isRare?: boolean;
}

/** The ids a filter finds, in order, from the cursor on. `search` is a parsed query. */
export async function findIssues(
  sql: Db,
  projectId: string,
  filter: IssueFilter,
  search: string | null,
  window: IssueWindow,
): Promise<FoundIssue[]> {
  const { cursor, sort } = window;
  const backwards = cursor?.backwards ?? false;
  const rows = await sql<FoundIssue[]>`
    select i.id, ${keysOf(sql, sort)} as keys
    from ${search !== null && window.isRare ? withWords(sql, projectId, search) : sql`issues i`}
    where i.project_id = ${projectId} and i.merged_into is null
      ${conditions(sql, projectId, filter, search)}
      ${cursor ? beyond(sql, cursor) : sql``}
    ${orderBy(sql, sort, backwards)} limit ${window.limit}`;
  return [...rows];
}

/** How many issues a filter finds, counted up to `reach` + 1. */
export async function countIssues(
  sql: Db,
  projectId: string,
  filter: IssueFilter,
  search: string | null,
  reach: number,
): Promise<number> {
  const [row] = await sql<{ amount: number }[]>`
    select count(*)::int as amount from (
      select 1 from issues i
      where i.project_id = ${projectId} and i.merged_into is null
        ${conditions(sql, projectId, filter, search)}
      limit ${reach + 1}) as found`;
  return row!.amount;
}

/**
 * The issues with the words, apart from everything else: PostgreSQL believes the words to be frequent,
 * and would walk all issues in the order of the list to find the one that has them.
 */
function withWords(sql: Db, projectId: string, search: string): Fragment {
  return sql`(
    select * from issues
    where project_id = ${projectId} and document @@ (${search}::tsquery && ${
    quoted(projectId)
  }::tsquery)
    offset 0) as i`;
}

function keysOf(sql: Db, sort: IssueSort): Fragment {
  switch (sort) {
    case "priority":
      return sql`array[i.priority_level::text, i.priority_score::text]`;
    case "newest":
      return sql`array[(extract(epoch from i.created_at) * 1000000)::bigint::text]`;
    case "last_evidence":
      return sql`array[(extract(epoch from
        coalesce(i.last_evidence_at, 'epoch'::timestamptz)) * 1000000)::bigint::text]`;
    case "reach":
      return sql`array[i.reach::text]`;
  }
}

function orderBy(sql: Db, sort: IssueSort, backwards: boolean): Fragment {
  const at = sql`coalesce(i.last_evidence_at, 'epoch'::timestamptz)`;
  switch (sort) {
    case "priority":
      return backwards
        ? sql`order by i.priority_level asc, i.priority_score asc, i.id asc`
        : sql`order by i.priority_level desc, i.priority_score desc, i.id desc`;
    case "newest":
      return backwards
        ? sql`order by i.created_at asc, i.id asc`
        : sql`order by i.created_at desc, i.id desc`;
    case "last_evidence":
      return backwards ? sql`order by ${at} asc, i.id asc` : sql`order by ${at} desc, i.id desc`;
    case "reach":
      return backwards
        ? sql`order by i.reach asc, i.id asc`
        : sql`order by i.reach desc, i.id desc`;
  }
}

function beyond(sql: Db, { sort, keys, id, backwards }: IssueCursor): Fragment {
  const [first, second] = keys as [string, string];
  const place = sql`'epoch'::timestamptz + ${first}::bigint / 1000000 * interval '1 second'
    + ${first}::bigint % 1000000 * interval '1 microsecond'`;
  const [columns, values] = sort === "priority"
    ? [
      sql`(i.priority_level, i.priority_score, i.id)`,
      sql`(${first}::numeric::smallint, ${second}::float8, ${id})`,
    ]
    : sort === "reach"
    ? [sql`(i.reach, i.id)`, sql`(${first}::float8, ${id})`]
    : sort === "newest"
    ? [sql`(i.created_at, i.id)`, sql`(${place}, ${id})`]
    : [sql`(coalesce(i.last_evidence_at, 'epoch'::timestamptz), i.id)`, sql`(${place}, ${id})`];
  return backwards ? sql`and ${columns} > ${values}` : sql`and ${columns} < ${values}`;
}

function conditions(
  sql: Db,
  projectId: string,
  filter: IssueFilter,
  search: string | null,
): Fragment {
  const { status, type, priority, productScopeIds, tag, companyId, contactId, sessionId } = filter;
  return sql`
    ${
    search === null
      ? sql``
      : sql`and i.document @@ (${search}::tsquery && ${quoted(projectId)}::tsquery)`
  }
    ${filter.isOpen === true ? sql`and i.status in ('open', 'planned', 'in_progress')` : sql``}
    ${filter.isOpen === false ? sql`and i.status in ('done', 'dismissed')` : sql``}
    ${status?.length ? sql`and i.status = any(${status}::text[])` : sql``}
    ${type?.length ? sql`and i.type = any(${type}::text[])` : sql``}
    ${
    priority?.length
      ? sql`and i.priority_level = any(${priority.map(levelNumber)}::smallint[])`
      : sql``
  }
    ${
    productScopeIds?.length
      ? sql`and i.id in (select o.issue_id from issue_scopes o
          where o.project_id = ${projectId} and o.scope_id = any(${productScopeIds}::text[]))`
      : sql``
  }
    ${
    tag?.length
      ? sql`and i.id in (select t.issue_id from issue_tags t
          where t.project_id = ${projectId} and t.tag = any(${tag}::text[]))`
      : sql``
  }
    ${
    companyId === undefined ? sql`` : sql`and i.id in (select o.issue_id from issue_companies o
          where o.project_id = ${projectId} and o.company_id = ${companyId})`
  }
    ${
    contactId === undefined ? sql`` : sql`and i.id in (select l.entity_id from sessions s
          join session_links l on l.project_id = s.project_id and l.session_id = s.id
            and l.kind = 'issue'
          where s.project_id = ${projectId} and s.contact_id = ${contactId})`
  }
    ${
    sessionId === undefined ? sql`` : sql`and i.id in (select l.entity_id from session_links l
          where l.project_id = ${projectId} and l.session_id = ${sessionId} and l.kind = 'issue')`
  }
    ${filter.hasEvidence === true ? sql`and i.session_count > 0` : sql``}
    ${filter.hasEvidence === false ? sql`and i.session_count = 0` : sql``}`;
}

/** The project's id as a word of a query. */
function quoted(projectId: string): string {
  return `'${projectId.replaceAll("'", "''").replaceAll("\\", "\\\\")}'`;
}
