import type { Db } from "../db/mod.ts";
import type { SessionFilter } from "./filter.ts";
import {
  beyond,
  conditions,
  direction,
  everyCondition,
  type Fragment,
  type ListWindow,
} from "./filter_sql.ts";
import { archivedValues, beyondKeptLists, keptLists } from "./listed_sql.ts";

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
  const byActivity = window.order === "last_activity_at";
  const kept = byActivity ? keptBranches(sql, projectId, filter, window) : null;
  // `union`, not `union all`: a session with two of the tags is one row.
  if (kept) return kept.reduce((all, branch) => sql`${all} union ${branch}`);
  const column = byActivity ? sql`s.last_activity_at` : sql`s.created_at`;
  // The index by source has the status in it; the one by creation knows neither.
  const statuses = byActivity && filter.source !== undefined && !filter.status
    ? ["active", "closed"] as const
    : [filter.status];
  const branches = archivedValues(filter).flatMap((archived) =>
    statuses.map((status) =>
      sql`(select s.id, ${column} as at from sessions s
        where s.project_id = ${projectId} and s.is_archived = ${archived}
          ${beyond(sql, window, column, sql`s.id`)}
          ${everyCondition(sql, projectId, { ...filter, status, showArchived: true })}
        ${direction(sql, window, column, sql`s.id`)} limit ${reachOf(window)})`
    )
  );
  return branches.reduce((all, branch) => sql`${all} union all ${branch}`);
}

function keptBranches(
  sql: Db,
  projectId: string,
  filter: SessionFilter,
  window: ListWindow,
): Fragment[] | null {
  const rest = beyondKeptLists(filter);
  const join = rest
    ? sql`join sessions s on s.project_id = t.project_id and s.id = t.session_id`
    : sql``;
  return keptLists(sql, projectId, filter)?.map(({ from, where }) =>
    sql`(select t.session_id as id, t.last_activity_at as at from ${from} ${join}
      where ${where} ${filter.status ? sql`and t.status = ${filter.status}` : sql``}
        ${beyond(sql, window, sql`t.last_activity_at`, sql`t.session_id`)}
        ${rest ? conditions(sql, projectId, rest) : sql``}
      ${direction(sql, window, sql`t.last_activity_at`, sql`t.session_id`)}
      limit ${reachOf(window)})`
  ) ?? null;
}

function reachOf(window: ListWindow): number {
  return window.limit + (window.offset ?? 0);
}
