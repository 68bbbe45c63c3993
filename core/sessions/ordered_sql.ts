import type { Db } from "../db/mod.ts";
import type { SessionFilter } from "./filter.ts";
import {
  beyond,
  conditions,
  direction,
  everyCondition,
  type Fragment,
  linksWanted,
  type ListWindow,
} from "./filter_sql.ts";

/**
 * Rows (id, at) of a filter in order. Every index begins with one value of `is_archived` (and of
 * `status`, a tag, a link); where a filter allows several, each is read in order and the ends are
 * merged, so that no filter has to read more than a page of each.
 */
export function ordered(
  sql: Db,
  projectId: string,
  filter: SessionFilter,
  window: ListWindow,
): Fragment {
  if (window.order === "last_activity_at") {
    const listed = listedBranches(sql, projectId, filter, window);
    // `union`, not `union all`: a session with two of the tags is one row.
    if (listed) return listed.reduce((all, branch) => sql`${all} union ${branch}`);
  }
  const column = window.order === "created_at" ? sql`s.created_at` : sql`s.last_activity_at`;
  // Dates choose the index by creation, which does not know the status.
  const bySource = filter.source !== undefined && window.order === "last_activity_at";
  const statuses = bySource && !filter.status ? ["active", "closed"] as const : [filter.status];
  const branches = archivedValues(filter).flatMap((archived) =>
    statuses.map((status) =>
      sql`(select s.id, ${column} as at from sessions s
        where s.project_id = ${projectId} and s.is_archived = ${archived}
          ${beyond(sql, window, column, sql`s.id`)}
          ${everyCondition(sql, projectId, { ...filter, status, showArchived: true })}
        ${direction(sql, window, column, sql`s.id`)} limit ${window.limit + (window.offset ?? 0)})`
    )
  );
  return branches.reduce((all, branch) => sql`${all} union all ${branch}`);
}

/** By the lists of tags or links, when the filter names any. */
function listedBranches(
  sql: Db,
  projectId: string,
  filter: SessionFilter,
  window: ListWindow,
): Fragment[] | null {
  const rest = beyondList(filter);
  const join = rest
    ? sql`join sessions s on s.project_id = t.project_id and s.id = t.session_id`
    : sql``;
  return lists(sql, filter)?.map(({ from, archived }) =>
    sql`(select t.session_id as id, t.last_activity_at as at
      from ${from} ${join}
      where t.project_id = ${projectId} and t.is_archived = ${archived} ${listedAs(sql, from)}
        ${filter.status ? sql`and t.status = ${filter.status}` : sql``}
        ${beyond(sql, window, sql`t.last_activity_at`, sql`t.session_id`)}
        ${rest ? conditions(sql, projectId, rest) : sql``}
      ${direction(sql, window, sql`t.last_activity_at`, sql`t.session_id`)}
      limit ${window.limit + (window.offset ?? 0)})`
  ) ?? null;
}
