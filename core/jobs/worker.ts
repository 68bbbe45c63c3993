import type { Sql } from "../db/mod.ts";
import { messageOf } from "../errors.ts";
import { newId, randomFraction } from "../id.ts";
import { log, withLogFields } from "../log.ts";
import {
  backoff,
  type JobContext,
  type JobHandler,
  type JobHandlerOptions,
  PermanentJobError,
  RetryLater,
} from "./jobs_model.ts";
import {
  claimJobs,
  extendLeases,
  finishJob,
  type JobRow,
  pruneJobs,
  recoverJobs,
  requeueJob,
} from "./jobs_sql.ts";
import { onWake } from "./wake.ts";

/** How a worker works. */
export interface WorkerOptions {
  sql: Sql;
  /** By kind of job; jobs of other kinds are left to other workers. */
  handlers: Record<string, JobHandler | JobHandlerOptions>;
  /** How many jobs run at once. @default 4 */
  concurrency?: number;
  /** The longest time until jobs stored by other processes are seen. @default 1000 */
  pollMilliseconds?: number;
  /** How long a job stays ours without a sign of life. @default 30 */
  leaseSeconds?: number;
}

/** Runs jobs until it is stopped. */
export interface Worker {
  start(): void;
  /**
   * Takes no more jobs and waits for those that run; after `drainMilliseconds` (default 10,000) their
   * signal is aborted, and after two more seconds they are given back for others to run.
   */
  stop(drainMilliseconds?: number): Promise<void>;
}

interface Running {
  job: JobRow;
  abort: AbortController;
  done: Promise<void>;
}

/** A worker on the jobs of all projects. Any number may run, in any number of processes. */
export function createWorker(options: WorkerOptions): Worker {
  const { sql, concurrency = 4, pollMilliseconds = 1_000, leaseSeconds = 30 } = options;
  const handlers = new Map(
    Object.entries(options.handlers).map(([kind, one]) =>
      [kind, typeof one === "function" ? { run: one } : one] as const
    ),
  );
  const kinds = [...handlers.keys()];
  const owner = newId("lease");
  const running = new Map<string, Running>();
  let stopping = false;
  let loop: Promise<void> | undefined;
  let wakeUp = () => {};
  let woken = false;
  let stopWaking = () => {};
  const timers: ReturnType<typeof setInterval>[] = [];

  function wake(): void {
    woken = true;
    wakeUp();
  }

  async function rest(milliseconds: number): Promise<void> {
    if (!woken) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, milliseconds);
      wakeUp = resolve;
      await promise;
      clearTimeout(timer);
    }
    woken = false;
  }

  async function work(): Promise<void> {
    let failures = 0;
    while (!stopping) {
      try {
        const free = concurrency - running.size;
        const jobs = free > 0 ? await claimJobs(sql, owner, kinds, free, leaseSeconds) : [];
        for (const job of jobs) begin(job);
        failures = 0;
        // A full hand means that there may be more; a finished job wakes us.
        if (jobs.length === 0 || running.size >= concurrency) {
          await rest(pollMilliseconds * (0.75 + randomFraction() / 4));
        }
      } catch (error) {
        if (stopping) return;
        log.error("Jobs cannot be taken from the database", { error });
        await rest(Math.min(250 * 2 ** failures++, 10_000));
      }
    }
  }

  function begin(job: JobRow): void {
    const abort = new AbortController();
    const fields = { job_id: job.id, job_kind: job.kind, project_id: job.project_id };
    const done = withLogFields(fields, () => runJob(job, abort.signal)).finally(() => {
      running.delete(job.id);
      wake();
    });
    running.set(job.id, { job, abort, done });
  }

  async function runJob(job: JobRow, signal: AbortSignal): Promise<void> {
    const handler = handlers.get(job.kind)!;
    const context: JobContext = {
      id: job.id,
      projectId: job.project_id,
      kind: job.kind,
      payload: job.payload,
      attempt: job.attempts,
      maxAttempts: job.max_attempts,
      signal,
    };
    try {
      try {
        await handler.run(context);
        await finishJob(sql, job, owner, "done", null);
      } catch (error) {
        await settleFailure(handler, job, context, error);
      }
    } catch (error) {
      // The lease runs out, and the job is tried again.
      log.error("The outcome of a job cannot be stored", { error });
    }
  }

  async function settleFailure(
    handler: JobHandlerOptions,
    job: JobRow,
    context: JobContext,
    error: unknown,
  ): Promise<void> {
    const message = messageOf(error).slice(0, 2_000);
    if (stopping && context.signal.aborted) {
      await requeueJob(sql, job, owner, 0, null, false);
    } else if (error instanceof PermanentJobError || job.attempts >= job.max_attempts) {
      log.error("A job failed for good", { error, attempt: job.attempts });
      if (await finishJob(sql, job, owner, "failed", message)) {
        await tellFailure(handler, context, error);
      }
    } else {
      log.warn("A job failed and is tried again", { reason: message, attempt: job.attempts });
      const seconds = error instanceof RetryLater
        ? error.seconds
        : backoff(job.attempts, handler.backoffSeconds ?? 5);
      await requeueJob(sql, job, owner, seconds, message, true);
    }
  }

  async function heartbeat(): Promise<void> {
    if (running.size === 0) return;
    const held = new Set(await extendLeases(sql, owner, leaseSeconds));
    for (const { job, abort } of running.values()) {
      if (!held.has(job.id)) abort.abort(new Error("Another process has taken over the job"));
    }
  }

  async function recover(): Promise<void> {
    for (const job of await recoverJobs(sql)) {
      log.error("A job failed for good: its process ended", { job_id: job.id, kind: job.kind });
      const handler = handlers.get(job.kind);
      if (handler) await tellFailure(handler, lostContext(job), new Error(job.last_error ?? ""));
    }
    wake();
  }

  function every(milliseconds: number, task: () => Promise<unknown>): void {
    timers.push(setInterval(() => {
      task().catch((error) => log.warn("Upkeep of the jobs failed", { error }));
    }, milliseconds));
  }

  return {
    start() {
      if (loop) return;
      stopWaking = onWake(wake);
      every(leaseSeconds * 1_000 / 3, heartbeat);
      every(leaseSeconds * 1_000 / 2 * (1 + randomFraction() / 5), recover);
      every(10 * 60_000, () => pruneJobs(sql));
      recover().catch((error) => log.warn("Upkeep of the jobs failed", { error }));
      loop = work();
    },
    async stop(drainMilliseconds = 10_000) {
      stopping = true;
      stopWaking();
      wake();
      await loop;
      const all = () => Promise.all([...running.values()].map((one) => one.done));
      await within(drainMilliseconds, all());
      for (const { abort } of running.values()) abort.abort(new Error("The process is stopping"));
      await within(2_000, all());
      for (const timer of timers.splice(0)) clearInterval(timer);
      for (const { job } of running.values()) await requeueJob(sql, job, owner, 0, null, false);
    },
  };
}

async function tellFailure(
  handler: JobHandlerOptions,
  context: JobContext,
  error: unknown,
): Promise<void> {
  try {
    await handler.failed?.(context, error);
  } catch (cause) {
    log.error("The step after a failed job failed itself", { error: cause });
  }
}

function lostContext(job: JobRow): JobContext {
  return {
    id: job.id,
    projectId: job.project_id,
    kind: job.kind,
    payload: job.payload,
    attempt: job.attempts,
    maxAttempts: job.max_attempts,
    signal: AbortSignal.abort(),
  };
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
