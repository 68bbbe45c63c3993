import { randomFraction } from "../id.ts";

/** Where a job is in its life. `superseded`: a newer one with the same key does the work. */
export type JobStatus = "queued" | "running" | "done" | "failed" | "superseded";

/** What a job carries; anything JSON can hold. */
// deno-lint-ignore no-explicit-any -- each handler knows the shape that its own module enqueued
export type JobPayload = any;

/** A job to be stored. */
export interface NewJob {
  /** Which handler runs it: `module.verb`. */
  kind: string;
  /** @default {} */
  payload?: JobPayload;
  /** Not before this time. @default {now} */
  runAt?: Date;
  /** While a job of this kind with this key waits in the project, no second one is added. */
  dedupeKey?: string;
  /** How often it is tried before it counts as failed. @default 8 */
  maxAttempts?: number;
}

/** What a handler gets. A job may run twice, so doing it again must change nothing. */
export interface JobContext {
  id: string;
  projectId: string;
  kind: string;
  payload: JobPayload;
  /** 1 for the first. */
  attempt: number;
  maxAttempts: number;
  /** Aborted when the process is told to stop or has lost the job to another one. */
  signal: AbortSignal;
}

/** Does the work of one kind of job; what it throws has the job tried again later. */
export type JobHandler = (job: JobContext) => Promise<void> | void;

/** A handler with its rules. */
export interface JobHandlerOptions {
  run: JobHandler;
  /** Runs once when the job has failed for good; it may not throw. */
  failed?: (job: JobContext, error: unknown) => Promise<void> | void;
  /** Seconds before the second attempt; doubles each time, up to an hour. @default 5 */
  backoffSeconds?: number;
}

/** Thrown by a handler: trying again is of no use. */
export class PermanentJobError extends Error {
  override name = "PermanentJobError";
}

/** Thrown by a handler: try again after so many seconds, as a provider asked for. */
export class RetryLater extends Error {
  override name = "RetryLater";
  constructor(readonly seconds: number, message = `Try again in ${seconds} seconds`) {
    super(message);
  }
}

const longestWait = 3_600;

/**
 * Seconds until the next attempt: doubling, and spread by half in both directions so that jobs that
 * failed together do not come back together.
 */
export function backoff(attempt: number, baseSeconds: number, random = randomFraction()): number {
  return Math.min(baseSeconds * 2 ** (attempt - 1), longestWait) * (0.5 + random);
}
