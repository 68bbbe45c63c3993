import type { Sql } from "../../../core/db/mod.ts";

/** From now on, keeps a row for each time a schedule is started. */
export async function watchSchedules(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create table schedule_watch (name text, tick timestamptz, owner text);
    create function watch_schedule() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' or new.started_at is distinct from old.started_at then
        insert into schedule_watch values (new.name, new.last_tick, new.lease_owner);
      end if;
      return null;
    end $$;
    create trigger schedules_watched after insert or update on schedules
      for each row execute function watch_schedule();
  `).simple();
}

/** How often each tick of each schedule was started. */
export async function scheduleRuns(
  sql: Sql,
): Promise<{ name: string; tick: string; starts: number }[]> {
  const rows = await sql<{ name: string; tick: string; starts: number }[]>`
    select name, tick::text, count(*)::int as starts from schedule_watch
    group by name, tick order by tick`;
  return [...rows];
}
