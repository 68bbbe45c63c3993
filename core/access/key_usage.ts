import { now } from "../clock.ts";
import type { Sql } from "../db/mod.ts";
import { messageOf } from "../errors.ts";
import { log } from "../log.ts";
import { addUsage, type LastUse, noteLastUses, type UsageCount } from "./key_usage_sql.ts";

const HOUR_MILLISECONDS = 60 * 60 * 1000;
/** How long counts wait in memory. */
const PAUSE_MILLISECONDS = 10_000;
/** How many rows one statement adds. */
const BATCH = 2_000;

/** What came of a request by a key. */
export interface KeyCall {
  /** Method and pattern of the path, without ids: `GET /v1/sessions/{session_id}`. */
  endpoint: string;
  /** The answer's. */
  status: number;
  /** Where the request came from, as `clientIp` gives it. */
  address: string;
}

/**
 * Counts what keys are used for. Requests are summed in memory and written every ten seconds, so
 * that one costs a look into a map; a process that is killed loses the seconds since.
 */
export class KeyUsage {
  #sql: Sql;
  #maximum: number;
  #counts = new Map<string, UsageCount>();
  #lastUses = new Map<string, LastUse>();
  #missed = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** @param maximum how many sums are held at most while they cannot be written */
  constructor(sql: Sql, maximum = 50_000) {
    this.#sql = sql;
    this.#maximum = maximum;
  }

  /** Counts a request; it is written within ten seconds. */
  note(
    { projectId, keyId }: { projectId: string; keyId: string },
    { endpoint, status, address }: KeyCall,
    at: Date = now(),
  ): void {
    const time = at.getTime();
    const hour = time - time % HOUR_MILLISECONDS;
    const place = `${projectId} ${keyId} ${hour} ${endpoint}`;
    let count = this.#counts.get(place);
    if (!count) {
      if (this.#counts.size >= this.#maximum) {
        this.#missed++;
        return;
      }
      const none = { requests: 0, clientErrors: 0, serverErrors: 0, rateLimited: 0 };
      count = { projectId, keyId, endpoint, hour, ...none };
      this.#counts.set(place, count);
    }
    count.requests++;
    if (status === 429) count.rateLimited++;
    else if (status >= 500) count.serverErrors++;
    else if (status >= 400) count.clientErrors++;
    const from = address === "unknown" ? null : address;
    const last = this.#lastUses.get(keyId);
    if (!last) this.#lastUses.set(keyId, { projectId, keyId, at: time, address: from });
    else if (last.at <= time) {
      last.at = time;
      last.address = from;
    }
    this.#wait();
  }

  /** Writes what was counted so far; once nothing more comes, this is all there is. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#writing = this.#writing.then(() => this.#write());
  }

  #wait(): void {
    if (this.#timer !== undefined) return;
    const timer = setTimeout(() => this.flush(), PAUSE_MILLISECONDS);
    Deno.unrefTimer(timer);
    this.#timer = timer;
  }

  async #write(): Promise<void> {
    const counts = [...this.#counts.values()];
    const uses = [...this.#lastUses.values()];
    this.#counts = new Map();
    this.#lastUses = new Map();
    if (this.#missed > 0) log.warn("Requests of keys were not counted", { missed: this.#missed });
    this.#missed = 0;
    try {
      while (uses.length > 0) {
        await noteLastUses(this.#sql, uses.slice(0, BATCH));
        uses.splice(0, BATCH);
      }
      while (counts.length > 0) {
        await addUsage(this.#sql, counts.slice(0, BATCH));
        counts.splice(0, BATCH);
      }
    } catch (error) {
      log.warn("Could not write what keys are used for", { reason: messageOf(error) });
      this.#putBack(counts, uses);
    }
  }

  /** Keeps for the next time what could not be written. */
  #putBack(counts: UsageCount[], uses: LastUse[]): void {
    for (const old of counts) {
      const place = `${old.projectId} ${old.keyId} ${old.hour} ${old.endpoint}`;
      const count = this.#counts.get(place);
      if (count) {
        count.requests += old.requests;
        count.clientErrors += old.clientErrors;
        count.serverErrors += old.serverErrors;
        count.rateLimited += old.rateLimited;
      } else if (this.#counts.size < this.#maximum) this.#counts.set(place, old);
      else this.#missed += old.requests;
    }
    for (const use of uses) {
      if (!this.#lastUses.has(use.keyId)) this.#lastUses.set(use.keyId, use);
    }
    if (this.#counts.size > 0) this.#wait();
  }
}
