import type { Session } from "../contract/mod.ts";
import type { Db } from "../db/mod.ts";
import type { SessionFilter } from "./filter.ts";
import { direction, type Fragment, type ListWindow } from "./filter_sql.ts";
import { ordered } from "./ordered_sql.ts";

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
