import { now } from "../clock.ts";
import type { Sql } from "../db/mod.ts";
import { messageOf } from "../errors.ts";
import { newId } from "../id.ts";
import { log, withLogFields } from "../log.ts";
import { claimTick, extendTick, finishTick } from "./schedules_sql.ts";

/** Calls `tick` at the times of the cron expression until the signal aborts; `Deno.cron` by default. */
export type Cron = (
  name: string,
  expression: string,
  signal: AbortSignal,
  tick: () => Promise<void>,
) => void;

/** The regular work of one process. */
export interface Schedules {
  /**
   * Runs `work` at the times of a cron expression (UTC, minutes), once among all replicas. A run that
   * is still going on when the next is due has that one left out; one that fails is logged and waits
   * for its next time.
   *
   * @param name unique; a plugin's begins with its id
   * @throws when the name is taken or the expression is not valid
   */
  add(
    name: string,
    expression: string,
    work: (run: { at: Date; signal: AbortSignal }) => Promise<void>,
  ): void;
  /** Ends all schedules, aborts their signal and waits for what runs. */
  stop(): Promise<void>;
}

const leaseSeconds = 60;

/** Schedules on `Deno.cron` with a lease in the database. */
export function createSchedules(
  { sql, cron = denoCron, clock = now }: { sql: Sql; cron?: Cron; clock?: () => Date },
): Schedules {
  const owner = newId("lease");
  const abort = new AbortController();
  const names = new Set<string>();
  const running = new Set<Promise<void>>();

  async function tick(
    name: string,
    work: (run: { at: Date; signal: AbortSignal }) => Promise<void>,
  ): Promise<void> {
    // Clocks of replicas differ by a little; what fires a moment early belongs to the next minute.
    const at = new Date(Math.floor((clock().getTime() + 5_000) / 60_000) * 60_000);
    if (!await claimTick(sql, name, at, owner, leaseSeconds)) return;
    const beat = setInterval(() => {
      extendTick(sql, name, owner, leaseSeconds)
        .catch((error) => log.warn("The lease of a schedule was not prolonged", { error }));
    }, leaseSeconds * 1_000 / 3);
    let failure: string | null = null;
    try {
      await work({ at, signal: abort.signal });
    } catch (error) {
      failure = messageOf(error).slice(0, 2_000);
      if (!abort.signal.aborted) log.error("A schedule failed", { error });
    } finally {
      clearInterval(beat);
    }
    await finishTick(sql, name, owner, failure);
  }

  return {
    add(name, expression, work) {
      if (names.has(name)) throw new Error(`The schedule ${name} exists already`);
      names.add(name);
      cron(`hissuno ${name}`, expression, abort.signal, async () => {
        if (abort.signal.aborted) return;
        const run = withLogFields({ schedule: name }, () => tick(name, work))
          .catch((error) => log.error("A schedule cannot reach the database", { error }));
        running.add(run);
        await run;
        running.delete(run);
      });
    },
    async stop() {
      abort.abort(new Error("The process is stopping"));
      await Promise.all(running);
    },
  };
}

function denoCron(
  name: string,
  expression: string,
  signal: AbortSignal,
  tick: () => Promise<void>,
): void {
  // An empty list of waits means exactly one attempt; without it a failure is tried five times.
  const allowed = name.replaceAll(/[^A-Za-z0-9 _-]/g, "-");
  Deno.cron(allowed, expression, { signal, backoffSchedule: [] }, tick);
}
