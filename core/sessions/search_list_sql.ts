import type { Db } from "../db/mod.ts";
import type { SessionFilter } from "./filter.ts";
import { beyond, direction, everyCondition, type ListWindow } from "./filter_sql.ts";
import type { FoundRow } from "./list_sql.ts";
import { ordered } from "./ordered_sql.ts";

/** What reading the next stretch of the list in its order brought. */
export interface WalkedStretch {
  /** Rows that hold the words, in order. */
  hits: FoundRow[];
  /** The last row looked at, hit or not; null when the list ended before the stretch did. */
  last: FoundRow | null;
}

/**
 * Reads `window.limit` rows of a filter in order and keeps those that hold the words: the cheap way
 * to find common ones. The inner `limit 1` keeps the planner from turning the look-up per row into
 * a read of every posting of the word.
 */
export async function walk(
  sql: Db,
  projectId: string,
  filter: SessionFilter,
  window: ListWindow,
  query: string,
): Promise<WalkedStretch> {
  const inOrder = direction(sql, window, sql`at`, sql`id`);
  const rows = await sql<(FoundRow & { is_hit: boolean })[]>`
    with stretch as materialized (
      select * from (${ordered(sql, projectId, filter, window)}) as found
      ${inOrder} limit ${window.limit}
    )
    select stretch.id, (extract(epoch from stretch.at) * 1000000)::bigint::text as at,
      hit.is_hit is not null as is_hit
    from stretch left join lateral (
      select true as is_hit from session_search d
      where d.project_id = ${projectId} and d.session_id = stretch.id
        and d.document @@ ${query}::tsquery
      limit 1
    ) as hit on true
    ${direction(sql, window, sql`stretch.at`, sql`stretch.id`)}`;
  const last = rows.at(-1);
  return {
    hits: rows.filter(({ is_hit }) => is_hit).map(({ id, at }) => ({ id, at })),
    last: rows.length === window.limit && last ? { id: last.id, at: last.at } : null,
  };
}

/**
 * Finds rows by the index of words, and how many there are in all: the cheap way to find rare ones.
 * The project's id is part of the query, so that other projects' postings are not read.
 */
export async function lookUp(
  sql: Db,
  projectId: string,
  filter: SessionFilter,
  window: ListWindow,
  query: string,
): Promise<{ rows: FoundRow[]; total: number }> {
  const at = sql`s.${sql(window.order)}`;
  const found = await sql<(FoundRow & { total: number })[]>`
    with matched as materialized (${matching(sql, projectId, query)}),
    kept as materialized (
      select s.id, ${at} as at
      from matched join sessions s on s.project_id = ${projectId} and s.id = matched.session_id
      where true ${everyCondition(sql, projectId, filter)}
    )
    select counted.total, page.id, page.at
    from (select count(*)::int as total from kept) as counted left join (
      select s.id, (extract(epoch from s.at) * 1000000)::bigint::text as at
      from kept s where true ${beyond(sql, window, sql`s.at`, sql`s.id`)}
      ${direction(sql, window, sql`s.at`, sql`s.id`)}
      limit ${window.limit} offset ${window.offset ?? 0}
    ) as page on true`;
  // Without a row on the page, the total comes alone.
  const rows = found.filter(({ id }) => id !== null).map(({ id, at }) => ({ id, at }));
  return { rows, total: found[0]!.total };
}

/** How many sessions of a filter hold the words. Reads all postings: not for common words. */
export async function countMatches(
  sql: Db,
  projectId: string,
  filter: SessionFilter,
  query: string,
): Promise<number> {
  const [row] = await sql<{ amount: number }[]>`
    with matched as materialized (${matching(sql, projectId, query)})
    select count(*)::int as amount
    from matched join sessions s on s.project_id = ${projectId} and s.id = matched.session_id
    where true ${everyCondition(sql, projectId, filter)}`;
  return row!.amount;
}

function matching(sql: Db, projectId: string, query: string) {
  return sql`select distinct session_id from session_search
    where project_id = ${projectId}
      and document @@ (${query}::tsquery && ${`'${projectId}'`}::tsquery)`;
}
