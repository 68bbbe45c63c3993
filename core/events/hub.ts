import type { ProjectEvent } from "../contract/mod.ts";
import type { Sql } from "../db/mod.ts";
import { randomToken } from "../id.ts";
import { log } from "../log.ts";
import { newestPosition, readEventsAfter } from "./events_sql.ts";
import { notify } from "./notify_sql.ts";
import { type EventPosition, parsePosition } from "./position.ts";
import { onEventsCommitted } from "./signal.ts";

/** Something that happens right now and is stored nowhere: typing, an answer being written. */
export interface LiveSignal {
  projectId: string;
  sessionId: string;
  type: "draft" | "draft_end" | "typing";
  data: Record<string, unknown>;
}

/** What a subscriber gets. */
export interface Subscriber {
  /** Stored events of the project, in order, each once. */
  onEvent?(event: ProjectEvent): void;
  /** Passing signals of the project. */
  onSignal?(signal: LiveSignal): void;
}

const EVENTS = "hissuno_events";
const SIGNALS = "hissuno_signals";

/** PostgreSQL refuses notifications of 8,000 bytes and more. */
const NOTIFY_BYTES = 7_800;
/** A commit on a replica that died before it told anyone is found this much later. */
const SAFETY_MILLISECONDS = 2_000;
/** At most one notification in this time; a burst of commits needs no more. */
const GATHER_MILLISECONDS = 15;
const BATCH = 500;

/**
 * Brings events and signals to this process's live readers, wherever in the installation they were
 * made. Notifications only say "look"; what is read comes from the table, so none is lost.
 */
export class EventHub {
  readonly #sql: Sql;
  readonly #listenSql: Sql;
  readonly #origin = randomToken(9);
  readonly #subscribers = new Map<string, Set<Subscriber>>();
  #position: EventPosition | null = null;
  #starting: Promise<void> | null = null;
  #reading: Promise<void> | null = null;
  #wanted = false;
  #retryMilliseconds = 0;
  #gather: ReturnType<typeof setTimeout> | undefined;
  #safety: ReturnType<typeof setInterval> | undefined;
  #stops: (() => unknown)[] = [];

  /** @param listenSql a pool on a direct connection, when `sql` goes through a transaction pooler */
  constructor(sql: Sql, listenSql: Sql = sql) {
    this.#sql = sql;
    this.#listenSql = listenSql;
  }

  /** Begins to listen. Until then only this process's own changes are seen. */
  async start(): Promise<void> {
    this.#stops.push(onEventsCommitted(() => {
      this.#look();
      this.#gather ??= setTimeout(() => {
        this.#gather = undefined;
        notify(this.#sql, EVENTS, this.#origin).catch((error) =>
          log.warn("Cannot tell other replicas of new events", { error })
        );
      }, GATHER_MILLISECONDS);
    }));
    const events = await this.#listenSql.listen(EVENTS, (origin) => {
      if (origin !== this.#origin) this.#look();
    }, () => this.#look());
    const signals = await this.#listenSql.listen(SIGNALS, (text) => this.#receive(text));
    this.#stops.push(() => events.unlisten(), () => signals.unlisten());
    this.#safety = setInterval(() => this.#look(), SAFETY_MILLISECONDS);
  }

  /** Ends listening; subscribers get nothing more. */
  async stop(): Promise<void> {
    clearInterval(this.#safety);
    clearTimeout(this.#gather);
    this.#subscribers.clear();
    await Promise.allSettled(this.#stops.splice(0).map((stop) => stop()));
    await this.#reading;
  }

  /** Delivers a project's events and signals from now on; returns the way to stop. */
  async subscribe(projectId: string, subscriber: Subscriber): Promise<() => void> {
    // One look for all who come at once: a later answer must not set the position back. Nothing is
    // awaited between the loop and the entry, so the position cannot be dropped in between.
    while (this.#position === null) {
      this.#starting ??= newestPosition(this.#sql)
        .then((newest) => void (this.#position ??= newest))
        .finally(() => this.#starting = null);
      await this.#starting;
    }
    const group = this.#subscribers.get(projectId) ?? new Set();
    this.#subscribers.set(projectId, group.add(subscriber));
    return () => {
      group.delete(subscriber);
      if (group.size === 0 && this.#subscribers.get(projectId) === group) {
        this.#subscribers.delete(projectId);
      }
      // Nobody reads: the next subscriber starts from what is newest then.
      if (this.#subscribers.size === 0) this.#position = null;
    };
  }

  /** Sends a signal to every live reader of the project, here and on other replicas. Never fails. */
  ephemeral(
    projectId: string,
    sessionId: string,
    type: LiveSignal["type"],
    data: Record<string, unknown>,
  ): void {
    const signal = { projectId, sessionId, type, data };
    this.#dispatch(signal);
    const text = JSON.stringify({ origin: this.#origin, signal });
    if (new TextEncoder().encode(text).length > NOTIFY_BYTES) {
      // A reader elsewhere sees the gap in the offsets and asks for the whole draft.
      log.debug("A signal is too long for other replicas", { type });
      return;
    }
    notify(this.#sql, SIGNALS, text).catch((error) =>
      log.warn("Cannot send a signal to other replicas", { error })
    );
  }

  #receive(text: string): void {
    const { origin, signal } = JSON.parse(text) as { origin: string; signal: LiveSignal };
    if (origin !== this.#origin) this.#dispatch(signal);
  }

  #dispatch(signal: LiveSignal): void {
    this.#tell(signal.projectId, ({ onSignal }) => onSignal?.(signal));
  }

  #tell(projectId: string, tell: (subscriber: Subscriber) => void): void {
    for (const subscriber of this.#subscribers.get(projectId) ?? []) {
      try {
        tell(subscriber);
      } catch (error) {
        // One reader's fault is not the others'.
        log.warn("Cannot tell a live reader", { error });
      }
    }
  }

  #look(): void {
    this.#wanted = true;
    this.#reading ??= this.#read().catch((error) => {
      log.warn("Cannot read events", { error });
    }).finally(() => {
      this.#reading = null;
    });
  }

  async #read(): Promise<void> {
    while (this.#wanted && this.#position && this.#subscribers.size > 0) {
      this.#wanted = false;
      const from = this.#position;
      const events = await readEventsAfter(this.#sql, from, BATCH);
      // Everybody left, or left and came back, while the query ran: these are not theirs.
      if (this.#position !== from) continue;
      const last = events.at(-1);
      if (last) {
        this.#position = parsePosition(last.id);
        this.#retryMilliseconds = 0;
      }
      for (const event of events) {
        this.#tell(event.project_id, ({ onEvent }) => onEvent?.(event));
      }
      if (events.length === BATCH) this.#wanted = true;
      else if (events.length === 0) this.#lookSoon();
    }
  }

  /** A commit may be hidden behind an older transaction that is still open: look again shortly. */
  #lookSoon(): void {
    if (this.#retryMilliseconds > 200) return;
    this.#retryMilliseconds = this.#retryMilliseconds * 2 || 10;
    setTimeout(() => this.#look(), this.#retryMilliseconds);
  }
}
