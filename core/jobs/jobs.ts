import { afterCommit, type Db, PostgresError, type Sql, type Tx } from "../db/mod.ts";
import { conflict, notFound } from "../errors.ts";
import { newId } from "../id.ts";
import type { JobStatus, NewJob } from "./jobs_model.ts";
import { insertJob, type JobRow, reviveJob, selectJobs } from "./jobs_sql.ts";
import { wakeWorkers } from "./wake.ts";

/**
 * Stores a job; inside a transaction it exists if and only if that one commits. A worker of this
 * process starts on it at once, those of other processes within a second. (No NOTIFY: within a
 * transaction it would make all commits wait for one another.)
 *
 * @returns the id of the job that will do the work; an older one when `dedupeKey` is waiting already
 */
export async function enqueue(db: Sql | Tx, projectId: string, job: NewJob): Promise<string> {
  const id = await insertJob(db, projectId, newId("job"), job);
  if ("begin" in db) wakeWorkers();
  else afterCommit(db, wakeWorkers);
  return id;
}

/** Jobs of a project, newest first; for the operator's eyes. */
export async function listJobs(
  db: Db,
  projectId: string,
  options: { status?: JobStatus; limit?: number } = {},
): Promise<JobRow[]> {
  return await selectJobs(db, projectId, options.status ?? null, options.limit ?? 50);
}

/**
 * Has a job that failed for good run again.
 *
 * @throws AppError 404 when there is no failed job of that id, 409 when one like it waits already
 */
export async function retryJob(db: Sql, projectId: string, id: string): Promise<void> {
  try {
    if (!await reviveJob(db, projectId, id)) throw notFound("Failed job");
  } catch (error) {
    if (error instanceof PostgresError && error.code === "23505") {
      throw conflict("A job like this one is waiting already.");
    }
    throw error;
  }
  wakeWorkers();
}
