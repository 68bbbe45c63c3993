import { now } from "../clock.ts";
import type { Db } from "../db/mod.ts";
import { messageOf } from "../errors.ts";
import { log } from "../log.ts";
import type { Plan } from "../projects/mod.ts";
import { pruneBuckets, reserve } from "./rate_limit_sql.ts";

/** Requests a minute for each key, by plan; null is without limit. */
export const planLimits: Record<Plan, number | null> = {
  free: 60,
  pro: 300,
  enterprise: 1000,
  unlimited: null,
};

/** The length of a window, in milliseconds; windows begin with the minute of the clock. */
export const windowMilliseconds = 60_000;

/** What a request gets to know about its limit. */
export interface RateResult {
  allowed: boolean;
  /** Requests a minute, or null when there is no limit. */
  limit: number | null;
  /** How many more this minute allows, or null; what other replicas hold counts as used. */
  remaining: number | null;
  /** Whole seconds until the count starts again. */
  resetSeconds: number;
  /** Whole seconds to wait, 0 when allowed. */
  retryAfterSeconds: number;
}

/** Whose request it is. */
export interface RateSubject {
  projectId: string;
  keyId: string;
  plan: Plan;
}

interface Local {
  /** Reserved here and not used yet. */
  left: number;
  /** Given out to all replicas, as of the last reservation. */
  used: number;
  exhausted: boolean;
  reserving: Promise<void> | null;
}

/**
 * Counts requests per key and minute, together with all replicas. The shared count is in PostgreSQL;
 * each replica reserves small batches of it (a twentieth of the limit), so that most requests cost no
 * write. All replicas together never allow more than the limit; a single replica allows exactly it.
 */
export class RateLimiter {
  #db: Db;
  #window = -1;
  #keys = new Map<string, Local>();
  #pruning: Promise<void> = Promise.resolve();

  constructor(db: Db) {
    this.#db = db;
  }

  /** Counts one request and says whether it may go on. */
  async take(subject: RateSubject, at: Date = now()): Promise<RateResult> {
    const limit = planLimits[subject.plan];
    const window = Math.floor(at.getTime() / windowMilliseconds);
    const resetSeconds = Math.max(
      1,
      Math.ceil(((window + 1) * windowMilliseconds - at.getTime()) / 1000),
    );
    if (limit === null) {
      return { allowed: true, limit, remaining: null, resetSeconds, retryAfterSeconds: 0 };
    }
    const local = this.#localOf(`${subject.projectId}/${subject.keyId}`, window);
    // More than one turn: others that wait for the same reservation may use all of it.
    while (local.left === 0 && !local.exhausted) {
      local.reserving ??= this.#reserve(subject, local, limit, window)
        .finally(() => local.reserving = null);
      await local.reserving;
    }
    const allowed = local.left > 0;
    if (allowed) local.left--;
    return {
      allowed,
      limit,
      remaining: allowed ? Math.max(0, limit - local.used + local.left) : 0,
      resetSeconds,
      retryAfterSeconds: allowed ? 0 : resetSeconds,
    };
  }

  /** Waits until old minutes have been deleted; before the database is closed. */
  async idle(): Promise<void> {
    await this.#pruning;
  }

  #localOf(key: string, window: number): Local {
    if (window !== this.#window) {
      // What was reserved for the minute that ended is worth nothing now.
      this.#window = window;
      this.#keys = new Map();
      this.#prune(window);
    }
    let local = this.#keys.get(key);
    if (!local) {
      local = { left: 0, used: 0, exhausted: false, reserving: null };
      this.#keys.set(key, local);
    }
    return local;
  }

  async #reserve(
    subject: RateSubject,
    local: Local,
    limit: number,
    window: number,
  ): Promise<void> {
    const bucket = { ...subject, windowStart: new Date(window * windowMilliseconds) };
    const batch = Math.max(1, Math.floor(limit / 20));
    const result = await reserve(this.#db, bucket, limit, batch);
    if (result) {
      local.left += result.granted;
      local.used = result.used;
    } else {
      local.exhausted = true;
    }
  }

  /** Deletes minutes that are over, in the background; the one before stays for slower clocks. */
  #prune(window: number): void {
    const before = new Date((window - 1) * windowMilliseconds);
    this.#pruning = this.#pruning.then(() => pruneBuckets(this.#db, before)).catch((error) =>
      log.warn("Could not delete old rate limit counters", { reason: messageOf(error) })
    );
  }
}

/** The `RateLimit-*` header fields of a result, and `Retry-After` when it was refused. */
export function rateHeaders(result: RateResult): Record<string, string> {
  if (result.limit === null) return {};
  return {
    "RateLimit-Limit": String(result.limit),
    "RateLimit-Remaining": String(result.remaining),
    "RateLimit-Reset": String(result.resetSeconds),
    ...(result.allowed ? {} : { "Retry-After": String(result.retryAfterSeconds) }),
  };
}
