import type { Secret } from "../crypto.ts";
import { now } from "../clock.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { newId, randomFraction } from "../id.ts";
import { log } from "../log.ts";
import type { GuardedFetch } from "../net/mod.ts";
import { type Attempt, attempt } from "./attempt.ts";
import {
  type Busy,
  claimDeliveries,
  type ClaimedRow,
  noteHealth,
  type Result,
  settleDeliveries,
} from "./deliveries_sql.ts";
import { disableEndpoint } from "./endpoints_sql.ts";
import type { DisabledBy } from "./endpoints_model.ts";
import { eventId } from "./event_id.ts";
import { endsEndpoint, judge } from "./outcome.ts";
import { presentEvent } from "./payload.ts";
import { Signer } from "./secret.ts";
import { toProjectEvent } from "./feed_sql.ts";

/** How much is sent at once. */
export interface SenderLimits {
  /** Of everything. @default 128 */
  overall?: number;
  /** To one endpoint. @default 16 */
  perEndpoint?: number;
  /** How long a delivery stays ours without an outcome; longer than a try may take. @default 60 */
  leaseSeconds?: number;
}

/** What sending stands on. */
export interface SenderOptions extends SenderLimits {
  sql: Sql;
  /** The installation's secret. */
  secret: Secret;
  fetch: GuardedFetch;
  clock?: () => Date;
}

/** So many times what is sent at once is taken at once, so that sending does not wait for the database. */
const AHEAD = 8;
/** To an endpoint whose last answer was a failure, so much goes at once. */
const FAILING_AT_ONCE = 2;
/** So many tries of one delivery are kept. */
const MOST_KEPT = 40;

/** What this process holds for one endpoint. */
interface Line extends Pick<ClaimedRow, "project_id" | "endpoint_id"> {
  waiting: { row: ClaimedRow; takenAt: number }[];
  running: number;
}

interface Ended {
  endpoint: Pick<ClaimedRow, "project_id" | "endpoint_id">;
  by: DisabledBy;
}

/**
 * Sends what is due and stores what came of it, both in batches: a thousand deliveries a second are
 * some dozens of statements. Holds no timers of its own.
 */
export class Sender {
  readonly #options: Required<Omit<SenderOptions, "sql" | "secret" | "fetch">>;
  readonly #sql: Sql;
  readonly #fetch: GuardedFetch;
  readonly #signer: Signer;
  readonly #owner = newId("lease");
  readonly #lines = new Map<string, Line>();
  readonly #abort = new AbortController();
  #running = 0;
  #results: Result[] = [];
  #health = new Map<string, Parameters<typeof noteHealth>[1][number]>();
  #ended: Ended[] = [];
  /** Called whenever a delivery has come to an end. */
  onEnd: () => void = () => {};

  constructor({ sql, secret, fetch, ...rest }: SenderOptions) {
    this.#sql = sql;
    this.#fetch = fetch;
    this.#signer = new Signer(secret);
    this.#options = { overall: 128, perEndpoint: 16, leaseSeconds: 60, clock: now, ...rest };
  }

  /** How many deliveries are on their way. */
  get running(): number {
    return this.#running;
  }

  /**
   * Takes what is due, as far as there is room, and begins to send it.
   *
   * @param most how much it may take
   * @returns how much it took
   */
  async begin(most = Infinity): Promise<number> {
    if (this.#abort.signal.aborted) return 0;
    const { overall, perEndpoint, leaseSeconds, clock } = this.#options;
    const busy: Busy[] = [...this.#lines.values()].map((line) => ({
      project_id: line.project_id,
      endpoint_id: line.endpoint_id,
      amount: line.running + line.waiting.length,
    }));
    const held = busy.reduce((sum, { amount }) => sum + amount, 0);
    const free = Math.min(most, overall * AHEAD - held);
    if (free <= 0) return 0;
    const healthy = perEndpoint * AHEAD;
    const limits = { free, healthy, failing: FAILING_AT_ONCE, leaseSeconds };
    const rows = await claimDeliveries(this.#sql, this.#owner, busy, limits, clock());
    const takenAt = performance.now();
    for (const row of rows) {
      const { project_id, endpoint_id } = row;
      const key = keyOf(row);
      const line = this.#lines.get(key) ?? { project_id, endpoint_id, waiting: [], running: 0 };
      line.waiting.push({ row, takenAt });
      this.#lines.set(key, line);
    }
    this.#pump();
    return rows.length;
  }

  /** Stores the outcomes there are. What cannot be stored is kept for the next time. */
  async store(): Promise<void> {
    if (this.#results.length === 0) return;
    const [results, health, ended] = [this.#results, this.#health, this.#ended];
    [this.#results, this.#health, this.#ended] = [[], new Map(), []];
    try {
      await transaction(this.#sql, async (tx) => {
        await settleDeliveries(tx, this.#owner, results, MOST_KEPT);
        if (health.size > 0) await noteHealth(tx, [...health.values()]);
        for (const { endpoint: { project_id, endpoint_id }, by } of ended) {
          await disableEndpoint(tx, project_id, endpoint_id, by, this.#options.clock());
        }
      });
    } catch (error) {
      this.#results.unshift(...results);
      for (const [key, value] of health) if (!this.#health.has(key)) this.#health.set(key, value);
      this.#ended.unshift(...ended);
      throw error;
    }
  }

  /** Gives back what is not on its way yet; others send it. */
  release(): void {
    for (const line of this.#lines.values()) this.#giveBack(line);
  }

  /** Breaks off what is on its way; it goes back as well. */
  abort(): void {
    this.#abort.abort(new Error("The process is stopping"));
    this.release();
  }

  /** Begins to send what there is room for; who had a turn goes to the end. */
  #pump(): void {
    const { overall, perEndpoint, leaseSeconds } = this.#options;
    for (const [key, line] of [...this.#lines]) {
      const hadTurn = line.waiting.length > 0 && line.running < perEndpoint;
      while (line.waiting.length > 0 && line.running < perEndpoint && this.#running < overall) {
        const { row, takenAt } = line.waiting.shift()!;
        // What waited here for half its lease might be taken by others while it is sent.
        if (performance.now() - takenAt > leaseSeconds * 500) this.#giveBackRow(row);
        else this.#start(line, row);
      }
      const isEmpty = line.waiting.length === 0 && line.running === 0;
      if (hadTurn || isEmpty) this.#lines.delete(key);
      if (hadTurn && !isEmpty) this.#lines.set(key, line);
    }
  }

  #start(line: Line, row: ClaimedRow): void {
    line.running++;
    this.#running++;
    this.#send(line, row).catch((error) => {
      // Its lease runs out, and it is sent again.
      log.error("A webhook could not be sent", { error, webhook_id: row.endpoint_id });
    }).finally(() => {
      line.running--;
      this.#running--;
      this.#pump();
      this.onEnd();
    });
  }

  #giveBack(line: Line): void {
    for (const { row } of line.waiting.splice(0)) this.#giveBackRow(row);
  }

  #giveBackRow(row: ClaimedRow): void {
    this.#settle(row, { kind: "waiting", nextAt: this.#options.clock() }, null, null);
  }

  async #send(line: Line, row: ClaimedRow): Promise<void> {
    const { clock } = this.#options;
    const id = eventId(row);
    const event = row.type &&
      presentEvent(toProjectEvent(row.project_id, { ...row, type: row.type }));
    if (!event) return this.#settle(row, { kind: "failed" }, erased(clock()), null);
    const tools = { fetch: this.#fetch, signer: this.#signer, clock, signal: this.#abort.signal };
    try {
      const outgoing = { ...row, id, body: JSON.stringify(event) };
      const { attempt: tried, retryAfter } = await attempt(outgoing, tools);
      const at = clock();
      const reaction = { status: tried.status, retryAfter };
      const outcome = judge(reaction, row.tries, at, randomFraction());
      this.#settle(row, outcome, tried, at);
      const isFailure = outcome.kind !== "delivered";
      const by = isFailure ? endsEndpoint(reaction, row.failing_since, at) : null;
      if (by) this.#ended.push({ endpoint: row, by });
      this.#noteHealth(row, isFailure ? at : null);
      // The rest is taken again, a few at a time, until one goes through.
      if (isFailure) this.#giveBack(line);
    } catch (error) {
      if (!this.#abort.signal.aborted) throw error;
      this.#giveBackRow(row);
    }
  }

  #settle(
    row: ClaimedRow,
    outcome: ReturnType<typeof judge>,
    tried: Attempt | null,
    at: Date | null,
  ): void {
    const { project_id, endpoint_id, xact, position, tries } = row;
    this.#results.push({
      ...{ project_id, endpoint_id, xact, position, tries },
      status: outcome.kind,
      next_at: outcome.kind === "waiting" ? outcome.nextAt.toISOString() : null,
      delivered_at: outcome.kind === "delivered" ? at!.toISOString() : null,
      attempt: tried,
    });
  }

  /** A success among the failures of a batch counts for more: the endpoint takes what it gets. */
  #noteHealth(row: ClaimedRow, failedAt: Date | null): void {
    if ((row.failing_since !== null) === (failedAt !== null)) return;
    const { project_id, endpoint_id } = row;
    const key = keyOf(row);
    if (failedAt !== null && this.#health.get(key)?.failing_since === null) return;
    const failing_since = failedAt?.toISOString() ?? null;
    this.#health.set(key, { project_id, endpoint_id, failing_since });
  }
}

const keyOf = (row: Pick<ClaimedRow, "project_id" | "endpoint_id">) =>
  `${row.project_id}/${row.endpoint_id}`;

/** What the log says of an event that went with the customer it was about. */
function erased(at: Date): Attempt {
  return {
    at: at.toISOString(),
    milliseconds: 0,
    status: null,
    response: "",
    error: "The event was erased with the conversation it was about. Nothing was sent.",
    timestamp: "",
    signature: "",
  };
}
