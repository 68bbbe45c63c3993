import type { Db, Sql, Tx } from "../db/mod.ts";

/** Projects with sessions whose facts may have changed; those of deleted projects are forgotten. */
export async function projectsToCount(sql: Sql): Promise<string[]> {
  // One step along the index per project, not one per mark.
  const rows = await sql<{ project_id: string; is_known: boolean }[]>`
    with recursive marked as (
      (select project_id from analytics_marks order by project_id limit 1)
      union all
      select (select a.project_id from analytics_marks a where a.project_id > marked.project_id
        order by a.project_id limit 1)
      from marked where marked.project_id is not null
    )
    select m.project_id, p.id is not null as is_known
    from marked m left join projects p on p.id = m.project_id
    where m.project_id is not null`;
  const gone = rows.filter(({ is_known }) => !is_known).map(({ project_id }) => project_id);
  if (gone.length > 0) {
    await sql`
      delete from analytics_marks m where m.project_id = any(${gone}::text[])
        and not exists (select from projects p where p.id = m.project_id)`;
  }
  return rows.filter(({ is_known }) => is_known).map(({ project_id }) => project_id);
}

/** Projects that were counted once, or wait for it; whose settings may name another zone by now. */
export async function zonesOfProjects(
  sql: Sql,
): Promise<{ id: string; zone: string; settings: Record<string, unknown> }[]> {
  return await sql<{ id: string; zone: string; settings: Record<string, unknown> }[]>`
    select p.id, s.zone, p.settings from analytics_states s join projects p on p.id = s.project_id
    where p.settings ? 'timezone' or s.zone <> 'UTC'`;
}

/**
 * Holds the counting of a project until the transaction ends.
 *
 * @returns the zone its days are counted in; null when the project is gone
 */
export async function holdCounting(
  tx: Tx,
  projectId: string,
  zone: string,
  at: Date,
): Promise<string | null> {
  await tx`
    insert into analytics_states (project_id, zone, counted_at)
    select id, ${zone}, ${at} from projects where id = ${projectId}
    on conflict (project_id) do nothing`;
  const [row] = await tx<{ zone: string }[]>`
    update analytics_states set counted_at = ${at} where project_id = ${projectId} returning zone`;
  return row?.zone ?? null;
}

/** Sets the zone days are counted in; every session is marked, to be counted anew. */
export async function setZone(tx: Tx, projectId: string, zone: string): Promise<void> {
  await tx`update analytics_states set zone = ${zone} where project_id = ${projectId}`;
  await markAll(tx, projectId);
}

/** Marks all sessions of a project, and what is still counted of those that are gone. */
export async function markAll(db: Db, projectId: string): Promise<void> {
  await db`
    insert into analytics_marks (project_id, session_id)
    select project_id, id from sessions where project_id = ${projectId}
    union
    select project_id, session_id from session_facts where project_id = ${projectId}`;
}

/**
 * Counts marked sessions anew: what they counted as before is taken off the sums, what they count as
 * now is added. One statement, so that the marks it takes away and the rows it reads are of one moment;
 * whoever commits later leaves a mark that it does not see. The caller holds the project.
 *
 * @returns how many sessions
 */
export async function countMarked(
  tx: Tx,
  projectId: string,
  zone: string,
  limit: number,
): Promise<number> {
  const [row] = await tx<{ amount: number }[]>`
    with chosen as materialized (
      select distinct session_id from analytics_marks where project_id = ${projectId}
      order by session_id limit ${limit}
    ), taken as (
      delete from analytics_marks m using chosen c
      where m.project_id = ${projectId} and m.session_id = c.session_id
    ), before as materialized (
      select f.* from chosen c
      join session_facts f on f.project_id = ${projectId} and f.session_id = c.session_id
    ), now as materialized (
      ${factsOf(tx, projectId, zone)} join chosen c on c.session_id = s.id
      ${afterFacts(tx, projectId)}
    ), stored as (
      insert into session_facts as kept select * from now
      on conflict (project_id, session_id) do update set day = excluded.day,
        source = excluded.source, tags = excluded.tags, is_live = excluded.is_live,
        is_closed = excluded.is_closed, was_taken_over = excluded.was_taken_over,
        is_resolved = excluded.is_resolved, answer_bucket = excluded.answer_bucket,
        companies = excluded.companies, issues = excluded.issues
      where kept is distinct from excluded
    ), gone as (
      delete from session_facts f using chosen c
      where f.project_id = ${projectId} and f.session_id = c.session_id
        and not exists (select from now where now.session_id = c.session_id)
    ), changed as materialized (
      -- What counts as before is left out: most marks change nothing.
      select b.*, -1 as amount from before b
      where not exists (select from now n where n.session_id = b.session_id and n is not distinct from b)
      union all
      select n.*, 1 from now n
      where not exists (select from before b where b.session_id = n.session_id and b is not distinct from n)
    ), days as (
      insert into analytics_days as kept
      ${sumsByDay(tx)}
      on conflict (project_id, day, source, tag) do update set
        sessions = kept.sessions + excluded.sessions, live = kept.live + excluded.live,
        taken_over = kept.taken_over + excluded.taken_over,
        closed = kept.closed + excluded.closed, resolved = kept.resolved + excluded.resolved
    ), answers as (
      insert into analytics_answers as kept
      ${sumsByAnswer(tx)}
      on conflict (project_id, day, bucket) do update set sessions = kept.sessions + excluded.sessions
    ), links as (
      insert into analytics_links as kept
      ${sumsByLink(tx)}
      on conflict (project_id, kind, day, entity_id)
      do update set sessions = kept.sessions + excluded.sessions
    )
    select count(*)::int as amount from chosen`;
  return row!.amount;
}

/** Makes the sums of a project anew out of what its sessions count as. The caller holds the project. */
export async function sumAnew(tx: Tx, projectId: string): Promise<void> {
  await tx`delete from analytics_days where project_id = ${projectId}`;
  await tx`delete from analytics_answers where project_id = ${projectId}`;
  await tx`delete from analytics_links where project_id = ${projectId}`;
  const facts = tx`select f.*, 1 as amount from session_facts f where f.project_id = ${projectId}`;
  await tx`with changed as not materialized (${facts}) insert into analytics_days ${sumsByDay(tx)}`;
  await tx`
    with changed as not materialized (${facts}) insert into analytics_answers ${sumsByAnswer(tx)}`;
  await tx`
    with changed as not materialized (${facts}) insert into analytics_links ${sumsByLink(tx)}`;
}

const piece = (sql: Db) => sql``;

/** A piece of SQL with its parameters. */
export type Fragment = ReturnType<typeof piece>;

/** What the sessions of a project count as, in the columns of session_facts; a join may follow. */
export function factsOf(sql: Db, projectId: string, zone: string): Fragment {
  return sql`
    select s.project_id, s.id as session_id, (s.created_at at time zone ${zone})::date as day, s.source,
      s.tags::text[] collate "C" as tags, s.session_type = 'chat' and s.is_live as is_live,
      s.session_type = 'chat' and s.is_live and s.status = 'closed' as is_closed,
      owner.was_taken_over,
      s.session_type = 'chat' and s.is_live and s.status = 'closed' and s.needs_human is null
        and not owner.was_taken_over and coalesce(said.by_agent and not said.by_person, false)
        as is_resolved,
      case when s.session_type = 'chat' then (
        select case when wait <= 10 then wait
          else 10 + ceil(round(ln(wait / 10.0) / ln(1.1), 9)) end::smallint
        from (select greatest(0, floor(extract(epoch from answer.created_at - said.asked_at))) as wait
          from messages answer
          where answer.project_id = s.project_id and answer.session_id = s.id
            and answer.sender_type <> 'user' and answer.sequence > said.asked
          order by answer.sequence limit 1) as answered
      ) end as answer_bucket,
      coalesce(linked.companies, '{}') as companies, coalesce(linked.issues, '{}') as issues
    from (select * from sessions where project_id = ${projectId}) as s`;
}

/** What {@link factsOf} joins last. */
export function afterFacts(sql: Db, projectId: string): Fragment {
  return sql`
    cross join lateral (
      select s.is_human_takeover or exists (select from session_handoffs h
        where h.project_id = ${projectId} and h.session_id = s.id and h.kind = 'takeover')
        as was_taken_over
    ) as owner
    left join lateral (
      select min(m.sequence) filter (where m.sender_type = 'user') as asked,
        (array_agg(m.created_at order by m.sequence) filter (where m.sender_type = 'user'))[1] as asked_at,
        bool_or(m.sender_type in ('ai', 'bot')) as by_agent,
        -- A note after the end, such as that a wish came true, is not part of the answer.
        bool_or(m.sender_type = 'human_agent'
          and m.created_at <= coalesce(s.closed_at, 'infinity')) as by_person
      from messages m where m.project_id = ${projectId} and m.session_id = s.id
    ) as said on true
    left join lateral (
      select array_agg(l.entity_id order by l.entity_id) filter (where l.kind = 'company') as companies,
        array_agg(l.entity_id order by l.entity_id) filter (where l.kind = 'issue') as issues
      from session_links l
      where l.project_id = ${projectId} and l.session_id = s.id and l.kind in ('company', 'issue')
    ) as linked on true`;
}

/** Sums of the rows named `changed`, as analytics_days has them; the empty tag stands for all. */
function sumsByDay(sql: Db): Fragment {
  return sql`
    select c.project_id, c.day, c.source, kind.tag, sum(c.amount)::int,
      coalesce(sum(c.amount) filter (where c.is_live), 0)::int,
      coalesce(sum(c.amount) filter (where c.was_taken_over and c.is_live), 0)::int,
      coalesce(sum(c.amount) filter (where c.is_closed), 0)::int,
      coalesce(sum(c.amount) filter (where c.is_resolved), 0)::int
    from changed c cross join lateral (
      select '' collate "C" as tag union select unnest(c.tags)
    ) as kind
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`;
}

function sumsByAnswer(sql: Db): Fragment {
  return sql`
    select c.project_id, c.day, c.answer_bucket, sum(c.amount)::int
    from changed c where c.answer_bucket is not null
    group by 1, 2, 3 having sum(c.amount) <> 0 order by 1, 2, 3`;
}

function sumsByLink(sql: Db): Fragment {
  return sql`
    select c.project_id, link.kind, c.day, link.entity_id, sum(c.amount)::int
    from changed c cross join lateral (
      select 'company' collate "C" as kind, unnest(c.companies) as entity_id
      union all select 'issue', unnest(c.issues)
    ) as link
    group by 1, 2, 3, 4 having sum(c.amount) <> 0 order by 1, 2, 3, 4`;
}
