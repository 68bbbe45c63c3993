import type { Tx } from "../db/mod.ts";

/** Closes up to `limit` idle live sessions of any project, oldest first; others' locks are passed over. */
export async function closeIdle(
  tx: Tx,
  defaultMinutes: number,
  at: Date,
  limit: number,
): Promise<{ project_id: string; id: string }[]> {
  return await tx<{ project_id: string; id: string }[]>`
    with idle as (
      select s.project_id, s.id
      from sessions s join projects p on p.id = s.project_id
      where s.status = 'active' and s.is_live
        and s.needs_human is null
        and (not s.is_human_takeover
          or s.last_activity_at < ${at}::timestamptz - interval '24 hours')
        and s.last_activity_at < ${at}::timestamptz - interval '1 minute'
        and s.last_activity_at < ${at}::timestamptz - make_interval(mins => coalesce(
          case when jsonb_typeof(p.settings -> 'idle_minutes') = 'number'
            then (p.settings ->> 'idle_minutes')::numeric::int end, ${defaultMinutes}))
      order by s.last_activity_at
      limit ${limit}
      for update of s skip locked
    )
    update sessions s
    set status = 'closed', closed_at = ${at}, closed_by = 'idle', updated_at = ${at}
    from idle where s.project_id = idle.project_id and s.id = idle.id
    returning s.project_id, s.id`;
}
