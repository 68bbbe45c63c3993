import { now } from "../clock.ts";
import { onEventsCommitted } from "../events/mod.ts";
import { randomFraction } from "../id.ts";
import { log } from "../log.ts";
import { recoverDeliveries } from "./deliveries_sql.ts";
import { followProject, projectsBehind } from "./follow_sql.ts";
import { Pace } from "./pace.ts";
import { Sender, type SenderOptions } from "./sender.ts";
import { onWanted } from "./wake.ts";

/** Everything about webhooks that runs by itself. */
export interface Webhooks {
  start(): void;
  /** Takes no more and waits for what is on its way; breaks it off after `drainMilliseconds`. */
  stop(drainMilliseconds?: number): Promise<void>;
  /**
   * Tells endpoints what has happened and sends what is due, until nothing is due any more. For
   * tests: `start` does the same all the time.
   */
  drain(): Promise<void>;
}

/** Events that are given to endpoints by one statement. */
const BATCH = 1_000;
/** Outcomes are gathered for so long: a batch costs hardly more than one of them. */
const GATHER_MILLISECONDS = 15;
/** As long for events, which come with every change. */
const FOLLOW_MILLISECONDS = 50;
/** So long until what other processes stored, or what is due by now, is seen. */
const POLL_MILLISECONDS = 1_000;
/** A commit may be hidden behind an older transaction: looked for again, each time later. */
const LOOK_AGAIN_MILLISECONDS = [50, 200];
const LEASE_SECONDS = 60;

/** Webhooks of all projects. Any number of processes may run them. */
export function createWebhooks(options: SenderOptions): Webhooks {
  const { sql, clock = now, leaseSeconds = LEASE_SECONDS } = options;
  const sender = new Sender({ ...options, leaseSeconds });
  const events = new Bell();
  const work = new Bell();
  const pace = new Pace();
  let stopping = false;
  let loops: Promise<unknown> | undefined;
  let recover: ReturnType<typeof setInterval> | undefined;
  const ends: (() => void)[] = [];

  async function follow(): Promise<number> {
    let amount = 0;
    for (const projectId of await projectsBehind(sql)) {
      amount += await followProject(sql, projectId, clock(), BATCH);
    }
    return amount;
  }

  async function followLoop(): Promise<void> {
    let quiet = LOOK_AGAIN_MILLISECONDS.length;
    while (!stopping) {
      const amount = await guarded("Webhooks cannot read events", follow) ?? 0;
      if (amount > 0) work.ring();
      if (amount >= BATCH) continue;
      if (events.hasRung) quiet = 0;
      const patience = amount > 0 ? FOLLOW_MILLISECONDS : LOOK_AGAIN_MILLISECONDS[quiet++];
      if (patience === undefined) await events.heard(POLL_MILLISECONDS);
      else await pause(patience);
      if (events.take()) quiet = 0;
    }
  }

  async function sendLoop(): Promise<void> {
    while (!stopping) {
      const asked = performance.now();
      const begun = await guarded("Webhooks cannot be sent", async () => {
        await sender.store();
        return await sender.begin(pace.amount);
      }) ?? 0;
      const answered = performance.now() - asked;
      work.take();
      if (begun === 0) await work.heard(POLL_MILLISECONDS * (0.75 + randomFraction() / 4));
      const paused = performance.now();
      await pause(GATHER_MILLISECONDS);
      pace.note(performance.now() - paused - GATHER_MILLISECONDS, answered);
    }
  }

  return {
    start() {
      if (loops) return;
      sender.onEnd = () => work.ring();
      ends.push(onEventsCommitted(() => events.ring()), onWanted(() => work.ring()));
      const giveBack = () =>
        void guarded("Webhooks of ended processes cannot be given back", async () => {
          if (await recoverDeliveries(sql) > 0) work.ring();
        });
      recover = setInterval(giveBack, leaseSeconds * 1_000 / 4);
      giveBack();
      loops = Promise.all([followLoop(), sendLoop()]);
    },
    async stop(drainMilliseconds = 8_000) {
      stopping = true;
      clearInterval(recover);
      for (const end of ends.splice(0)) end();
      events.ring();
      work.ring();
      await loops;
      sender.release();
      const until = performance.now() + drainMilliseconds;
      while (sender.running > 0 && performance.now() < until) await pause(20);
      sender.abort();
      while (sender.running > 0 && performance.now() < until + 1_000) await pause(10);
      await guarded("Outcomes of webhooks cannot be stored", () => sender.store());
    },
    async drain() {
      for (;;) {
        const amount = await follow() + await sender.begin();
        while (sender.running > 0) await pause(2);
        await sender.store();
        if (amount === 0) return;
      }
    },
  };
}

/** Does something that may fail for a while, such as when the database restarts. */
async function guarded<T>(sentence: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    log.error(sentence, { error });
    await pause(500);
    return null;
  }
}

const pause = (milliseconds: number) => new Promise<void>((end) => setTimeout(end, milliseconds));

/** Rung by whoever has something to do, heard by the one who does it. */
class Bell {
  hasRung = false;
  #wake = () => {};

  ring(): void {
    this.hasRung = true;
    this.#wake();
  }

  /** Whether it rang since the last time. */
  take(): boolean {
    const rang = this.hasRung;
    this.hasRung = false;
    return rang;
  }

  /** Waits until it rings, at most for a time in milliseconds. */
  async heard(milliseconds: number): Promise<void> {
    if (this.hasRung) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
    this.#wake = () => {};
  }
}
