import type { Session } from "../contract/mod.ts";
import type { Db } from "../db/mod.ts";
import type { SessionFilter } from "./filter.ts";
import { beyond, conditions, direction, type Fragment, type ListWindow } from "./filter_sql.ts";

/** A row found, with its place in the order. */
export interface FoundRow {
  id: string;
  /** Microseconds since 1970 of the ordering column. */
  at: string;
}

/** The session's own columns with its contact, as the contract names them. */
export function sessionColumns(sql: Db): Fragment {
  return sql`
    s.id, s.project_id, s.name, s.description, s.preview, s.status, s.source, s.session_type,
    s.message_count, s.analysis_status, s.tags, s.custom_fields, s.user_metadata, s.page_url,
    s.page_title, s.external_id, s.original_url, s.is_archived, s.is_human_takeover, s.taken_over_by, s.taken_over_name,
    s.ownership_version, s.needs_human, s.contact_id, s.first_message_at, s.last_activity_at,
    s.closed_at, s.closed_by, s.created_at, s.updated_at,
    case when c.id is not null then
      jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email) end as contact`;
}

/** The sessions with these ids, in that order. */
export async function sessionsByIds(
  sql: Db,
  projectId: string,
  ids: string[],
): Promise<Session[]> {
  if (ids.length === 0) return [];
  const rows = await sql<Session[]>`
    select ${sessionColumns(sql)}
    from unnest(${ids}::text[]) with ordinality as wanted(id, place)
    join sessions s on s.project_id = ${projectId} and s.id = wanted.id
    left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
    order by wanted.place`;
  return [...rows];
}

/** The ids a filter finds (all of it but the search words), in order, from the cursor on. */
export async function findRows(
  sql: Db,
  projectId: string,
  filter: SessionFilter,
  window: ListWindow,
): Promise<FoundRow[]> {
  const rows = await sql<FoundRow[]>`
    select id, (extract(epoch from at) * 1000000)::bigint::text as at
    from (${ordered(sql, projectId, filter, window)}) as found
    ${direction(sql, window, sql`found.at`, sql`found.id`)}
    limit ${window.limit} offset ${window.offset ?? 0}`;
  return [...rows];
}

/** How many rows a filter finds, counted no further than `cap`. */
export async function countRows(
  sql: Db,
  projectId: string,
  filter: SessionFilter,
  cap: number,
): Promise<number> {
  const order = "last_activity_at";
  const [row] = await sql<{ amount: number }[]>`
    select count(*)::int as amount from (
      select id from (${
    ordered(sql, projectId, filter, { order, limit: cap })
  }) as found limit ${cap}
    ) as capped`;
  return row!.amount;
}

/** The exact number by the kept counters. */
export async function countByCounters(
  sql: Db,
  projectId: string,
  filter: Pick<SessionFilter, "status" | "source" | "showArchived">,
): Promise<number> {
  const [row] = await sql<{ amount: number }[]>`
    select coalesce(sum(amount), 0)::float8 as amount from session_counts
    where project_id = ${projectId}
      ${filter.status ? sql`and status = ${filter.status}` : sql``}
      ${filter.source ? sql`and source = ${filter.source}` : sql``}
      ${filter.showArchived ? sql`` : sql`and not is_archived`}`;
  return Number(row!.amount);
}

/**
 * Rows (id, at) of a filter in order. Every index begins with one value of `is_archived` (and of
 * `status`, `tag`); where a filter allows several, each is read in order and the ends are merged,
 * so that no filter has to read more than a page of each.
 */
export function ordered(
  sql: Db,
  projectId: string,
  filter: SessionFilter,
  window: ListWindow,
): Fragment {
  const archived = filter.showArchived ? [false, true] : [false];
  const reach = window.limit + (window.offset ?? 0);
  if (filter.tags?.length) {
    const branches = filter.tags.map((tag) =>
      sql`(select t.session_id as id, t.last_activity_at as at
        from session_tags t join sessions s on s.project_id = t.project_id and s.id = t.session_id
        where t.project_id = ${projectId} and t.tag = ${tag}
          ${filter.showArchived ? sql`` : sql`and not s.is_archived`}
          ${filter.status ? sql`and s.status = ${filter.status}` : sql``}
          ${beyond(sql, window, sql`t.last_activity_at`, sql`t.session_id`)}
          ${conditions(sql, projectId, filter)}
        ${direction(sql, window, sql`t.last_activity_at`, sql`t.session_id`)} limit ${reach})`
    );
    // `union`, not `union all`: a session with two of the tags is one row.
    return branches.reduce((all, branch) => sql`${all} union ${branch}`);
  }
  const column = window.order === "created_at" ? sql`s.created_at` : sql`s.last_activity_at`;
  const statuses = filter.status
    ? [filter.status]
    : filter.source
    ? ["active", "closed"] as const
    : [undefined];
  const branches = archived.flatMap((value) =>
    statuses.map((status) =>
      sql`(select s.id, ${column} as at from sessions s
        where s.project_id = ${projectId} and s.is_archived = ${value}
          ${status ? sql`and s.status = ${status}` : sql``}
          ${beyond(sql, window, column, sql`s.id`)}
          ${conditions(sql, projectId, filter)}
        ${direction(sql, window, column, sql`s.id`)} limit ${reach})`
    )
  );
  return branches.reduce((all, branch) => sql`${all} union all ${branch}`);
}
