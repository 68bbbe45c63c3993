import type { Db, Sql } from "../db/mod.ts";
import { PUBLIC_EVENT_TYPES } from "./payload.ts";
import { type Fragment, publicType } from "./types_sql.ts";

/** Projects in which something happened since their endpoints were last told. */
export async function projectsBehind(sql: Sql): Promise<string[]> {
  const rows = await sql<{ project_id: string }[]>`
    select f.project_id from webhook_followers f
    cross join lateral (
      -- One look into the index for each project; as a plain "exists" all events might be read.
      select from events v
      where v.project_id = f.project_id and (v.xact, v.position) > (f.xact, f.position)
        and v.xact < pg_snapshot_xmin(pg_current_snapshot())
      order by v.xact, v.position limit 1
    ) next`;
  return rows.map((row) => row.project_id);
}

/**
 * Whether the endpoint `e` is to be told of the event `v`, whose session is `s` where it has one that
 * is still there. Sources and tags narrow what is told of sessions only; that one was deleted is told
 * to all, because nothing is known of it any more.
 */
export function isWanted(db: Db): Fragment {
  return db`${publicType(db)} = any(${PUBLIC_EVENT_TYPES}::text[])
    and (e.event_types = '{}' or ${publicType(db)} = any(e.event_types))
    and (s.id is null or (
      (e.sources = '{}' or s.source = any(e.sources)) and (e.tags = '{}' or s.tags && e.tags)))`;
}

/**
 * Gives the next events of a project to those of its endpoints that want them, and moves on. One
 * process at a time does; whoever comes meanwhile passes by.
 *
 * @returns how many events were passed
 */
export async function followProject(
  sql: Sql,
  projectId: string,
  at: Date,
  limit: number,
): Promise<number> {
  const [row] = await sql<{ amount: number }[]>`
    with held as (
      select xact, position from webhook_followers
      where project_id = ${projectId} for update skip locked
    ), batch as materialized (
      select v.* from held cross join lateral (
        select v.project_id, v.xact, v.position, v.type, v.session_id, v.data, v.created_at
        from events v
        where v.project_id = ${projectId} and (v.xact, v.position) > (held.xact, held.position)
          and v.xact < pg_snapshot_xmin(pg_current_snapshot())
        order by v.xact, v.position limit ${limit}
      ) v
    ), told as (
      insert into webhook_deliveries
        (project_id, endpoint_id, xact, position, event_type, next_at, event_at)
      select v.project_id, e.id, v.xact, v.position, ${publicType(sql)}, ${at}, v.created_at
      from batch v
      join webhook_endpoints e on e.project_id = v.project_id and e.status = 'enabled'
        and v.xact >= e.since
      left join sessions s on s.project_id = v.project_id and s.id = v.session_id
      where ${isWanted(sql)}
      on conflict do nothing
    ), moved as (
      update webhook_followers f set xact = last.xact, position = last.position
      from (select xact, position from batch order by xact desc, position desc limit 1) last
      where f.project_id = ${projectId}
    )
    select count(*)::int as amount from batch`;
  return row!.amount;
}
