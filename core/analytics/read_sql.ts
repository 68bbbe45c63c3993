import type { Db } from "../db/mod.ts";
import { type DayCounts, type DayRange, type Grain, partsOf } from "./analytics_model.ts";
import type { Fragment } from "./count_sql.ts";

/** What is counted of one source within one period. */
export interface SourceCounts extends DayCounts {
  period: string;
  source: string;
}

/** The first day of the period a day is in, as `periodOf` has it. */
function period(sql: Db, grain: Grain): Fragment {
  return sql`to_char(date_trunc(${grain}, day::timestamp), 'YYYY-MM-DD')`;
}

/** Counts of all sessions by period and source. */
export async function selectSourceCounts(
  sql: Db,
  projectId: string,
  { from, to }: DayRange,
  grain: Grain,
): Promise<SourceCounts[]> {
  const rows = await sql<SourceCounts[]>`
    select ${period(sql, grain)} as period, source, sum(sessions)::int as sessions,
      sum(live)::int as live, sum(taken_over)::int as taken_over, sum(closed)::int as closed,
      sum(resolved)::int as resolved
    from analytics_days
    where project_id = ${projectId} and day between ${from} and ${to} and tag = ''
    group by 1, 2 having sum(sessions) > 0 order by 1, 2`;
  return [...rows];
}

/** Sessions by period and tag; those with several tags are in each. */
export async function selectTagCounts(
  sql: Db,
  projectId: string,
  { from, to }: DayRange,
  grain: Grain,
): Promise<{ period: string; tag: string; sessions: number }[]> {
  const rows = await sql<{ period: string; tag: string; sessions: number }[]>`
    select ${period(sql, grain)} as period, tag, sum(sessions)::int as sessions
    from analytics_days
    where project_id = ${projectId} and day between ${from} and ${to} and tag <> ''
    group by 1, 2 having sum(sessions) > 0 order by 1, 2`;
  return [...rows];
}

/** Counts of all sessions of a range, in one row. */
export async function selectTotals(
  sql: Db,
  projectId: string,
  { from, to }: DayRange,
): Promise<DayCounts> {
  const [row] = await sql<DayCounts[]>`
    select coalesce(sum(sessions), 0)::int as sessions, coalesce(sum(live), 0)::int as live,
      coalesce(sum(taken_over), 0)::int as taken_over, coalesce(sum(closed), 0)::int as closed,
      coalesce(sum(resolved), 0)::int as resolved
    from analytics_days
    where project_id = ${projectId} and day between ${from} and ${to} and tag = ''`;
  return row!;
}

/** How many chats were answered how fast. */
export async function selectAnswers(
  sql: Db,
  projectId: string,
  { from, to }: DayRange,
  grain: Grain,
): Promise<{ period: string; bucket: number; sessions: number }[]> {
  // Weeks do not end with months: only where points are months can sums of months be read.
  const { days, months } = grain === "month"
    ? partsOf({ from, to })
    : { days: [{ from, to }], months: null };
  const parts = days.map((part) =>
    sql`select day, bucket, sessions from analytics_answers
      where project_id = ${projectId} and day between ${part.from} and ${part.to}`
  );
  if (months) {
    parts.push(sql`select month as day, bucket, sessions from analytics_answer_months
      where project_id = ${projectId} and month between ${months.from} and ${months.to}`);
  }
  const rows = await sql<{ period: string; bucket: number; sessions: number }[]>`
    select ${period(sql, grain)} as period, bucket, sum(sessions)::int as sessions
    from (${union(sql, parts)}) as parts
    group by 1, 2 having sum(sessions) > 0 order by 1, 2`;
  return [...rows];
}

/** An issue or a company with its sessions of a range and of the one before. */
export interface LinkedCount {
  id: string;
  name: string;
  sessions: number;
  before: number;
}

/** Issues by their sessions of a range: the most named, and those that gained the most. */
export async function selectIssueCounts(
  sql: Db,
  projectId: string,
  range: DayRange,
  before: DayRange,
  limit: number,
): Promise<{ top: LinkedCount[]; rising: LinkedCount[] }> {
  const rows = await sql<(LinkedCount & { list: "top" | "rising" })[]>`
    with counted as materialized (${counts(sql, projectId, "issue", range, before)}), lists as (
      (select 'top' as list, * from counted order by sessions desc, entity_id desc limit ${limit})
      union all
      (select 'rising', * from counted where sessions > before and sessions > 1
        order by (sessions - before) desc, entity_id desc limit ${limit})
    )
    select l.list, i.id, i.title as name, l.sessions, l.before
    from lists l join issues i on i.project_id = ${projectId} and i.id = l.entity_id
    order by l.list, case when l.list = 'top' then l.sessions else l.sessions - l.before end desc,
      i.id desc`;
  const listOf = (wanted: string) =>
    rows.filter(({ list }) => list === wanted).map(({ list: _list, ...row }) => row);
  return { top: listOf("top"), rising: listOf("rising") };
}

/** Companies by their sessions of a range. */
export async function selectCompanyCounts(
  sql: Db,
  projectId: string,
  range: DayRange,
  before: DayRange,
  limit: number,
): Promise<LinkedCount[]> {
  const rows = await sql<LinkedCount[]>`
    with counted as (
      ${counts(sql, projectId, "company", range, before)}
      order by sessions desc, entity_id desc limit ${limit}
    )
    select c.id, coalesce(c.name, c.domain, c.external_id, c.id) as name, counted.sessions,
      counted.before
    from counted join companies c on c.project_id = ${projectId} and c.id = counted.entity_id
    order by counted.sessions desc, c.id desc`;
  return [...rows];
}

function counts(
  sql: Db,
  projectId: string,
  kind: "issue" | "company",
  range: DayRange,
  before: DayRange,
): Fragment {
  const split = [partsOf(before), partsOf(range)];
  const parts = [
    ...split.flatMap(({ days }) => days).map((part) =>
      sql`select entity_id, day, sessions from analytics_links
        where project_id = ${projectId} and kind = ${kind} and day between ${part.from} and ${part.to}`
    ),
    ...split.flatMap(({ months }) => months ?? []).map((part) =>
      sql`select entity_id, month as day, sessions from analytics_link_months
        where project_id = ${projectId} and kind = ${kind}
          and month between ${part.from} and ${part.to}`
    ),
  ];
  return sql`
    select entity_id,
      coalesce(sum(sessions) filter (where day >= ${range.from}), 0)::int as sessions,
      coalesce(sum(sessions) filter (where day < ${range.from}), 0)::int as before
    from (${union(sql, parts)}) as parts
    group by 1
    having coalesce(sum(sessions) filter (where day >= ${range.from}), 0) > 0`;
}

function union(sql: Db, parts: Fragment[]): Fragment {
  return parts.reduce((all, part) => sql`${all} union all ${part}`);
}

/** When and in which zone a project was counted last, and whether changes wait to be counted. */
export async function selectCounting(
  sql: Db,
  projectId: string,
): Promise<{ zone: string | null; counted_at: Date | null; is_waiting: boolean }> {
  const [row] = await sql<{ zone: string | null; counted_at: Date | null; is_waiting: boolean }[]>`
    select s.zone, s.counted_at, exists (
      select from analytics_marks m where m.project_id = p.id) as is_waiting
    from projects p left join analytics_states s on s.project_id = p.id where p.id = ${projectId}`;
  return row ?? { zone: null, counted_at: null, is_waiting: false };
}
