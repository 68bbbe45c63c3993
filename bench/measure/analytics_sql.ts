import type { Span } from "../../core/analytics/mod.ts";
import type { Sql } from "../../core/db/mod.ts";

type Ask = (sql: Sql, projectId: string, span: Span) => Promise<unknown>;

const inRange = (sql: Sql, projectId: string, { range, zone }: Span) =>
  sql`
    s.project_id = ${projectId} and s.is_archived in (false, true)
    and s.created_at >= ${range.from}::timestamp at time zone ${zone}
    and s.created_at < (${range.to}::timestamp + interval '1 day') at time zone ${zone}`;

const period = (sql: Sql, { grain, zone }: Span) =>
  sql`date_trunc(${grain}, s.created_at at time zone ${zone})`;

const sources: Ask = (sql, project, span) =>
  sql`
    select ${period(sql, span)}, s.source, count(*) from sessions s
    where ${inRange(sql, project, span)} group by 1, 2`;

const tags: Ask = (sql, project, span) =>
  sql`
    select ${period(sql, span)}, tag, count(*) from sessions s cross join unnest(s.tags) as tag
    where ${inRange(sql, project, span)} group by 1, 2`;

const handling: Ask = (sql, project, span) =>
  sql`
    select ${period(sql, span)}, count(*),
      count(*) filter (where s.is_human_takeover or exists (select from session_handoffs h
        where h.project_id = s.project_id and h.session_id = s.id and h.kind = 'takeover')),
      count(*) filter (where s.status = 'closed' and not exists (select from messages m
        where m.project_id = s.project_id and m.session_id = s.id and m.sender_type = 'human_agent'))
    from sessions s
    where ${inRange(sql, project, span)} and s.is_live and s.session_type = 'chat' group by 1`;

const answers: Ask = (sql, project, span) =>
  sql`
    select ${period(sql, span)},
      percentile_disc(array[0.5, 0.9]) within group (order by first.at - asked.at)
    from sessions s
    cross join lateral (select m.sequence, m.created_at as at from messages m
      where m.project_id = s.project_id and m.session_id = s.id and m.sender_type = 'user'
      order by m.sequence limit 1) as asked
    cross join lateral (select m.created_at as at from messages m
      where m.project_id = s.project_id and m.session_id = s.id and m.sender_type <> 'user'
        and m.sequence > asked.sequence
      order by m.sequence limit 1) as first
    where ${inRange(sql, project, span)} and s.session_type = 'chat' group by 1`;

const links = (sql: Sql, project: string, span: Span, kind: "issue" | "company") =>
  sql`
    select l.entity_id, count(*) from sessions s
    join session_links l on l.project_id = s.project_id and l.session_id = s.id and l.kind = ${kind}
    where ${inRange(sql, project, span)} group by 1 order by 2 desc limit 10`;

/** The questions of analytics, asked of sessions and messages themselves. */
export const direct = { sources, tags, handling, answers, links };
