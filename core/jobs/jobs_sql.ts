import type { Db, Sql } from "../db/mod.ts";
import type { JobPayload, JobStatus, NewJob } from "./jobs_model.ts";

/** A stored job. */
export interface JobRow {
  project_id: string;
  id: string;
  kind: string;
  payload: JobPayload;
  status: JobStatus;
  run_at: Date;
  attempts: number;
  max_attempts: number;
  last_error: string | null;
  dedupe_key: string | null;
  created_at: Date;
  finished_at: Date | null;
}

/**
 * Adds a job, or takes hold of the one that waits with the same key: holding it keeps workers away
 * until this transaction ends, so that the waiting job sees what is written here.
 *
 * @returns the id of the job that will do the work
 */
export async function insertJob(
  db: Db,
  projectId: string,
  id: string,
  job: NewJob,
): Promise<string> {
  const [row] = await db<{ id: string }[]>`
    insert into jobs (project_id, id, kind, payload, run_at, max_attempts, dedupe_key)
    values (${projectId}, ${id}, ${job.kind}, ${db.json(job.payload ?? {})},
      coalesce(${job.runAt ?? null}::timestamptz, now()), ${job.maxAttempts ?? 8},
      ${job.dedupeKey ?? null})
    on conflict (project_id, kind, dedupe_key) where status = 'queued' and dedupe_key is not null
    do update set run_at = least(jobs.run_at, excluded.run_at), payload = excluded.payload
    returning id`;
  return row!.id;
}

/**
 * Takes jobs that are due, of every project, under a lease. Two jobs of one key never run at once.
 *
 * @param seconds how long the lease lasts without a sign of life
 */
export async function claimJobs(
  sql: Sql,
  owner: string,
  kinds: string[],
  count: number,
  seconds: number,
): Promise<JobRow[]> {
  return await sql<JobRow[]>`
    with due as (
      select project_id, id from jobs waiting
      where status = 'queued' and run_at <= now() and kind = any(${kinds})
        and (dedupe_key is null or not exists (
          select from jobs running
          where running.status = 'running' and running.project_id = waiting.project_id
            and running.kind = waiting.kind and running.dedupe_key = waiting.dedupe_key))
      order by run_at, id
      limit ${count}
      for update skip locked
    )
    update jobs set status = 'running', attempts = attempts + 1, lease_owner = ${owner},
      lease_until = now() + make_interval(secs => ${seconds})
    from due where jobs.project_id = due.project_id and jobs.id = due.id
    returning jobs.*`;
}

/** Prolongs the leases of an owner; returns the ids of the jobs it still has. */
export async function extendLeases(sql: Sql, owner: string, seconds: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    update jobs set lease_until = now() + make_interval(secs => ${seconds})
    where status = 'running' and lease_owner = ${owner}
    returning id`;
  return rows.map((row) => row.id);
}

/** Ends a job if the owner still has it: `attempt` is the fence against one who came back late. */
export async function finishJob(
  sql: Sql,
  job: JobRow,
  owner: string,
  status: "done" | "failed",
  error: string | null,
): Promise<boolean> {
  const rows = await sql`
    update jobs set status = ${status}, finished_at = now(), last_error = ${error},
      lease_owner = null, lease_until = null
    where project_id = ${job.project_id} and id = ${job.id} and status = 'running'
      and lease_owner = ${owner} and attempts = ${job.attempts}
    returning 1`;
  return rows.length > 0;
}

/**
 * Has a job wait again, if the owner still has it. When another one with its key waits already, that
 * one does the work.
 *
 * @param counts whether the attempt counts
 */
export async function requeueJob(
  sql: Sql,
  job: JobRow,
  owner: string,
  seconds: number,
  error: string | null,
  counts: boolean,
): Promise<void> {
  await sql`
    update jobs set
      status = case when ${twinWaits(sql)} then 'superseded' else 'queued' end,
      finished_at = case when ${twinWaits(sql)} then now() end,
      run_at = now() + make_interval(secs => ${seconds}),
      attempts = attempts - ${counts ? 0 : 1}::int,
      last_error = coalesce(${error}, last_error), lease_owner = null, lease_until = null
    where project_id = ${job.project_id} and id = ${job.id} and status = 'running'
      and lease_owner = ${owner} and attempts = ${job.attempts}`;
}

/**
 * Gives back the jobs whose lease has run out; those without attempts left have failed.
 *
 * @returns the jobs that failed now
 */
export async function recoverJobs(sql: Sql, count = 100): Promise<JobRow[]> {
  const rows = await sql<JobRow[]>`
    with lost as (
      select project_id, id from jobs
      where status = 'running' and lease_until < now()
      order by lease_until limit ${count} for update skip locked
    )
    update jobs set
      status = case when attempts >= max_attempts then 'failed'
        when ${twinWaits(sql)} then 'superseded' else 'queued' end,
      finished_at = case when attempts >= max_attempts or ${twinWaits(sql)} then now() end,
      run_at = now(), lease_owner = null, lease_until = null,
      last_error = 'The process that ran it ended'
    from lost where jobs.project_id = lost.project_id and jobs.id = lost.id
    returning jobs.*`;
  return rows.filter((row) => row.status === "failed");
}

function twinWaits(sql: Sql) {
  return sql`(jobs.dedupe_key is not null and exists (
    select from jobs twin where twin.status = 'queued' and twin.project_id = jobs.project_id
      and twin.kind = jobs.kind and twin.dedupe_key = jobs.dedupe_key))`;
}

/** Removes what finished long ago: done after a day, failed after thirty. Returns how many. */
export async function pruneJobs(sql: Sql, count = 5_000): Promise<number> {
  const rows = await sql`
    delete from jobs where (project_id, id) in (
      select project_id, id from jobs
      where (status in ('done', 'superseded') and finished_at < now() - interval '1 day')
        or (status = 'failed' and finished_at < now() - interval '30 days')
      limit ${count})
    returning 1`;
  return rows.length;
}

/** Jobs of a project, newest first. */
export async function selectJobs(
  db: Db,
  projectId: string,
  status: JobStatus | null,
  limit: number,
): Promise<JobRow[]> {
  return await db<JobRow[]>`
    select * from jobs
    where project_id = ${projectId} and (${status}::text is null or status = ${status})
    order by id desc limit ${limit}`;
}

/** How many jobs of a project are in each state. */
export async function countJobs(
  db: Db,
  projectId: string,
): Promise<{ status: JobStatus; count: number }[]> {
  return await db<{ status: JobStatus; count: number }[]>`
    select status, count(*) as count from jobs where project_id = ${projectId} group by status`;
}

/** Has a failed job wait again with all its attempts. Returns whether there was such a job. */
export async function reviveJob(db: Db, projectId: string, id: string): Promise<boolean> {
  const rows = await db`
    update jobs set status = 'queued', attempts = 0, run_at = now(), finished_at = null
    where project_id = ${projectId} and id = ${id} and status = 'failed'
    returning 1`;
  return rows.length > 0;
}
