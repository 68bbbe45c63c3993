import type { Sql } from "../db/mod.ts";

/**
 * Takes one tick of a schedule; whoever gets true runs it. False when another replica has this tick,
 * or is still busy with an earlier one.
 */
export async function claimTick(
  sql: Sql,
  name: string,
  tick: Date,
  owner: string,
  seconds: number,
): Promise<boolean> {
  const rows = await sql`
    insert into schedules (name, last_tick, lease_owner, lease_until, started_at)
    values (${name}, ${tick}, ${owner}, now() + make_interval(secs => ${seconds}), now())
    on conflict (name) do update set last_tick = excluded.last_tick,
      lease_owner = excluded.lease_owner, lease_until = excluded.lease_until,
      started_at = excluded.started_at, finished_at = null
    where schedules.last_tick < excluded.last_tick
      and (schedules.lease_until is null or schedules.lease_until < now())
    returning 1`;
  return rows.length > 0;
}

/** Prolongs the lease of a run. */
export async function extendTick(
  sql: Sql,
  name: string,
  owner: string,
  seconds: number,
): Promise<void> {
  await sql`
    update schedules set lease_until = now() + make_interval(secs => ${seconds})
    where name = ${name} and lease_owner = ${owner}`;
}

/** Writes down that a run has ended, and how. */
export async function finishTick(
  sql: Sql,
  name: string,
  owner: string,
  error: string | null,
): Promise<void> {
  await sql`
    update schedules set finished_at = now(), last_error = ${error},
      lease_owner = null, lease_until = null
    where name = ${name} and lease_owner = ${owner}`;
}
