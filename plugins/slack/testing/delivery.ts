import type { Outgoing } from "./announce.ts";
import { deliverOverHttp, type HttpOutcome } from "./delivery_http.ts";
import type { SocketHub } from "./sockets.ts";

/** One attempt to hand something to the app. */
export interface DeliveryAttempt extends Outgoing {
  transport: "http" | "socket";
  eventId: string;
  teamId: string;
  /** 0 for the first one. */
  attempt: number;
  /** The app took it in time. */
  isAccepted: boolean;
  /** What came of it: the HTTP status, `acked`, `http_timeout`, `connection_failed`... */
  outcome: string;
  /** Milliseconds until the answer. */
  tookMs: number;
}

/** Hands events and interactions to apps, as well or as badly as a test asks. */
export class Delivery {
  /** Everything that was tried. */
  readonly attempts: DeliveryAttempt[] = [];
  /** What Slack gave up on. */
  readonly lost: Outgoing[] = [];
  /** Each event is sent so many times more, with the same event id. */
  duplicates = 0;
  /** Milliseconds before each first attempt. */
  delayMs = 0;
  /** Milliseconds before each retry; Slack waits 0, about one, and about five minutes. */
  retryDelaysMs = [0, 50, 200];
  /** Milliseconds that the app has to answer; Slack gives it 3000. */
  ackTimeoutMs = 3000;
  #held: Outgoing[] | null = null;
  readonly #pending = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  /** @param seconds the time for signatures, seconds since 1970 */
  constructor(readonly sockets: SocketHub, readonly seconds: () => number) {}

  /** Begins to hand something over. */
  send(outgoing: Outgoing): void {
    if (this.#held) {
      this.#held.push(outgoing);
      return;
    }
    for (let copy = 0; copy <= this.duplicates; copy++) this.#start(outgoing);
  }

  /** Keeps everything back until `release`. */
  hold(): void {
    this.#held ??= [];
  }

  /**
   * Sends what was kept back, each once the one before it is settled; `order` rearranges it, drops
   * from it, or repeats.
   */
  async release(order: (held: Outgoing[]) => Outgoing[] = (held) => held): Promise<void> {
    const held = this.#held ?? [];
    this.#held = null;
    for (const outgoing of order(held)) {
      this.send(outgoing);
      await this.settled();
    }
  }

  /** Waits until nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  /** Gives up on everything. */
  async close(): Promise<void> {
    this.#held = null;
    this.#stop.abort();
    await this.settled();
  }

  #start(outgoing: Outgoing): void {
    const running = this.#run(outgoing).catch((error) => {
      if (!this.#stop.signal.aborted) throw error;
    }).finally(() => this.#pending.delete(running));
    this.#pending.add(running);
  }

  async #run(outgoing: Outgoing): Promise<void> {
    const { app, teamId } = outgoing.installation;
    if (this.delayMs > 0) await this.#wait(this.delayMs);
    let reason = "";
    for (let attempt = 0; attempt <= this.retryDelaysMs.length; attempt++) {
      if (attempt > 0) await this.#wait(this.retryDelaysMs[attempt - 1]!);
      const url = app.requestUrls.get(teamId) ?? app.requestUrls.get("*");
      if (!app.isSocketMode && !url) return;
      const began = performance.now();
      const outcome = app.isSocketMode
        ? await this.#overSocket(outgoing, attempt, reason)
        : await deliverOverHttp(url!, outgoing, {
          attempt,
          reason,
          timeoutMs: this.ackTimeoutMs,
          signal: this.#stop.signal,
          seconds: this.seconds(),
        });
      if (this.#stop.signal.aborted) return;
      this.attempts.push({
        ...outgoing,
        transport: app.isSocketMode ? "socket" : "http",
        eventId: String(outgoing.body.event_id ?? ""),
        teamId,
        attempt,
        isAccepted: outcome.isAccepted,
        outcome: outcome.reason,
        tookMs: performance.now() - began,
      });
      if (outcome.isAccepted) return;
      if (!outcome.mayRetry) break;
      reason = outcome.retryReason;
    }
    this.lost.push(outgoing);
  }

  async #overSocket(outgoing: Outgoing, attempt: number, reason: string): Promise<HttpOutcome> {
    const result = await this.sockets.deliver(outgoing, attempt, reason, this.ackTimeoutMs);
    const isAccepted = result === "acked";
    return { isAccepted, mayRetry: true, reason: result, retryReason: "timeout" };
  }

  #wait(ms: number): Promise<void> {
    const { signal } = this.#stop;
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", stop);
        resolve();
      }, ms);
      signal.addEventListener("abort", stop, { once: true });
    });
  }
}
