/** Work that is done later or regularly; see `createWorker` and `createSchedules`. */
export { enqueue, listJobs, retryJob } from "./jobs.ts";
export {
  backoff,
  type JobContext,
  type JobHandler,
  type JobHandlerOptions,
  type JobPayload,
  type JobStatus,
  type NewJob,
  PermanentJobError,
  RetryLater,
} from "./jobs_model.ts";
export { countJobs, type JobRow, pruneJobs } from "./jobs_sql.ts";
export { createSchedules, type Cron, type Schedules } from "./schedules.ts";
export { createWorker, type Worker, type WorkerOptions } from "./worker.ts";
