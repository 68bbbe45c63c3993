import type { Sql } from "../../../core/db/mod.ts";
import type { Sent } from "./writers.ts";

/**
 * Looks for anything half-written in a whole database; every answer but an empty one is a fault.
 */
export async function faults(sql: Sql): Promise<string[]> {
  const checks = {
    "message_count differs from the messages": sql`
      select s.id from sessions s
      where s.message_count <> (select count(*) from messages m
        where m.project_id = s.project_id and m.session_id = s.id)`,
    "sequences have gaps or repeat": sql`
      select s.id from sessions s join messages m on m.project_id = s.project_id and m.session_id = s.id
      group by s.project_id, s.id, s.next_sequence
      having min(m.sequence) <> 1 or max(m.sequence) <> count(distinct m.sequence)
        or max(m.sequence) <> s.next_sequence - 1 or count(*) <> count(distinct m.sequence)`,
    "no event of the creation": sql`
      select s.id from sessions s
      where (select count(*) from events e where e.project_id = s.project_id
        and e.session_id = s.id and e.type = 'session.created') <> 1`,
    "messages without an event": sql`
      select m.id from messages m where not exists (
        select from events e where e.project_id = m.project_id and e.session_id = m.session_id
          and e.type = 'message.created'
          and m.sequence between (e.data ->> 'from')::int and (e.data ->> 'to')::int)`,
    "events without their session": sql`
      select e.session_id from events e where e.session_id is not null and not exists (
        select from sessions s where s.project_id = e.project_id and s.id = e.session_id)`,
    "messages whose words are not searchable": sql`
      select m.id from messages m where not exists (
        select from session_search d where d.project_id = m.project_id
          and d.session_id = m.session_id and d.document @@ plainto_tsquery('simple', m.content))`,
    "tags that are not listed": sql`
      select s.id from sessions s where s.tags <> coalesce((
        select array_agg(t.tag order by t.tag) from session_tags t
        where t.project_id = s.project_id and t.session_id = s.id), '{}')`,
    "tag lists that differ from their sessions": sql`
      select t.session_id from session_tags t
      join sessions s on s.project_id = t.project_id and s.id = t.session_id
      where (t.status, t.is_archived, t.last_activity_at)
        is distinct from (s.status, s.is_archived, s.last_activity_at)`,
    "counters that differ": sql`
      select 'counters' as id from (
        select project_id, source, status, is_archived, sum(amount) as amount from session_counts
        group by 1, 2, 3, 4 having sum(amount) <> 0
      ) as kept full join (
        select project_id, source, status, is_archived, count(*) as amount from sessions
        group by 1, 2, 3, 4
      ) as counted using (project_id, source, status, is_archived, amount)
      where kept.amount is null or counted.amount is null`,
    "contacts without their session's customer": sql`
      select s.id from sessions s left join contacts c
        on c.project_id = s.project_id and c.id = s.contact_id
      where c.email is distinct from s.user_metadata ->> 'email'`,
    "idempotency keys without an answer":
      sql`select key as id from idempotency_keys where status = 0`,
  };
  const found = await Promise.all(
    Object.entries(checks).map(async ([name, rows]) => {
      const wrong = [...await rows];
      return wrong.length > 0
        ? [`${name}: ${wrong.length}, such as ${JSON.stringify(wrong[0])}`]
        : [];
    }),
  );
  return found.flat();
}

/** Acknowledged writes that are not there exactly once, under the id that was answered. */
export async function missing(sql: Sql, sent: Sent[]): Promise<string[]> {
  const acknowledged = sent.filter((each) => each.acknowledged);
  const rows = await sql<{ mark: string; amount: number }[]>`
    select wanted.mark, (case wanted.kind
      when 'session' then (select count(*) from sessions s
        where s.external_id = wanted.mark and s.id = wanted.session_id)
      else (select count(*) from messages m
        where m.external_id = wanted.mark and m.session_id = wanted.session_id) end)::int as amount
    from unnest(${acknowledged.map(({ kind }) => kind)}::text[],
      ${acknowledged.map(({ mark }) => mark)}::text[],
      ${acknowledged.map(({ sessionId }) => sessionId)}::text[]) as wanted(kind, mark, session_id)`;
  return rows.filter(({ amount }) => amount !== 1).map(({ mark, amount }) => `${mark}: ${amount}`);
}

/** How many sessions and messages there are. */
export async function sizes(sql: Sql): Promise<{ sessions: number; messages: number }> {
  const [row] = await sql<{ sessions: number; messages: number }[]>`
    select (select count(*)::int from sessions) as sessions,
      (select count(*)::int from messages) as messages`;
  return row!;
}
