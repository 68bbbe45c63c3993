import type { Db } from "../db/mod.ts";
import type { SessionFilter } from "./filter.ts";
import { conditions, everyCondition, type Fragment } from "./filter_sql.ts";
import { archivedValues, beyondKeptLists, keptLists } from "./listed_sql.ts";

/**
 * How many rows a filter finds among the first `reach` of the index that serves it best. Exact when
 * that index holds no more; else a lower bound, at a price that does not grow with the project.
 */
export async function countRows(
  sql: Db,
  projectId: string,
  filter: SessionFilter,
  reach: number,
): Promise<{ amount: number; isExact: boolean }> {
  const hasDates = filter.dateFrom !== undefined || filter.dateTo !== undefined;
  const counted = (hasDates ? null : inKeptLists(sql, projectId, filter, reach + 1)) ??
    inSessions(sql, projectId, filter, reach + 1);
  const [row] = await sql<{ amount: number; examined: number }[]>`${counted}`;
  return { amount: row!.amount, isExact: row!.examined <= reach };
}

function inKeptLists(
  sql: Db,
  projectId: string,
  filter: SessionFilter,
  limit: number,
): Fragment | null {
  const branches = keptLists(sql, projectId, filter)?.map(({ from, where }) =>
    sql`(select t.session_id, t.status from ${from} where ${where}
      order by t.last_activity_at desc, t.session_id desc limit ${limit})`
  );
  if (!branches) return null;
  const all = branches.reduce((before, branch) => sql`${before} union all ${branch}`);
  const rest = beyondKeptLists(filter);
  const join = rest
    ? sql`join sessions s on s.project_id = ${projectId} and s.id = t.session_id`
    : sql``;
  // A session with two of the tags is read twice and counted once.
  const amount = branches.length > 1 ? sql`count(distinct t.session_id)` : sql`count(*)`;
  return sql`
    select count(*)::int as examined, (${amount} filter (where true
      ${filter.status ? sql`and t.status = ${filter.status}` : sql``}
      ${rest ? conditions(sql, projectId, rest) : sql``}))::int as amount
    from (select * from (${all}) as every limit ${limit}) as t ${join}`;
}

function inSessions(sql: Db, projectId: string, filter: SessionFilter, limit: number): Fragment {
  const { first, order, rest } = servedBy(sql, filter);
  const branches = archivedValues(filter).map((archived) =>
    sql`(select s.* from sessions s
      where s.project_id = ${projectId} and s.is_archived = ${archived} ${first}
      order by ${order} limit ${limit})`
  );
  const all = branches.reduce((before, branch) => sql`${before} union all ${branch}`);
  const { tags } = rest;
  return sql`
    select count(*)::int as examined, (count(*) filter (where true
      ${tags?.length ? sql`and s.tags && ${tags}::text[]` : sql``}
      ${everyCondition(sql, projectId, { ...rest, tags: [], showArchived: true })}))::int as amount
    from (select * from (${all}) as every limit ${limit}) as s`;
}

/** The condition with an index of its own that leaves the fewest rows, and what then remains. */
function servedBy(
  sql: Db,
  filter: SessionFilter,
): { first: Fragment; order: Fragment; rest: SessionFilter } {
  const order = sql`s.last_activity_at desc, s.id desc`;
  const { sessionId, contactId, source, status, dateFrom, dateTo, ...others } = filter;
  const rest = { ...filter };
  if (sessionId !== undefined) {
    return { first: sql`and s.id = ${sessionId}`, order, rest: { ...rest, sessionId: undefined } };
  }
  if (contactId !== undefined) {
    const first = sql`and s.contact_id = ${contactId}`;
    return { first, order, rest: { ...rest, contactId: undefined } };
  }
  if (others.needsHuman) {
    return {
      first: sql`and s.needs_human is not null`,
      order,
      rest: { ...rest, needsHuman: undefined },
    };
  }
  if (others.isHumanTakeover) {
    return {
      first: sql`and s.is_human_takeover`,
      order,
      rest: { ...rest, isHumanTakeover: undefined },
    };
  }
  if (dateFrom !== undefined || dateTo !== undefined) {
    const first = sql`
      ${dateFrom ? sql`and s.created_at >= ${dateFrom}` : sql``}
      ${dateTo ? sql`and s.created_at <= ${dateTo}` : sql``}`;
    const byCreation = sql`s.created_at desc, s.id desc`;
    return { first, order: byCreation, rest: { ...rest, dateFrom: undefined, dateTo: undefined } };
  }
  if (source !== undefined && status !== undefined) {
    const first = sql`and s.source = ${source} and s.status = ${status}`;
    return { first, order, rest: { ...rest, source: undefined, status: undefined } };
  }
  if (source !== undefined) {
    const first = sql`and s.source = ${source}`;
    // The index goes on with the status; which of the rows are read does not matter.
    return { first, order: sql`s.status, ${order}`, rest: { ...rest, source: undefined } };
  }
  if (others.isAnalyzed !== undefined) {
    const first = others.isAnalyzed
      ? sql`and s.analysis_status = 'analyzed'`
      : sql`and s.analysis_status <> 'analyzed'`;
    return { first, order, rest: { ...rest, isAnalyzed: undefined } };
  }
  if (status !== undefined) {
    const first = sql`and s.status = ${status}`;
    return { first, order, rest: { ...rest, status: undefined } };
  }
  return { first: sql``, order, rest };
}
