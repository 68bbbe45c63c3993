import { now } from "../clock.ts";
import type { Sql } from "../db/mod.ts";
import type { EventHub } from "../events/mod.ts";
import { log } from "../log.ts";
import { type AnswerKey, renewAnswer } from "./agent_sql.ts";
import { pause } from "./pause.ts";

/** Milliseconds between two signs of life. */
const INTERVAL = 500;
/** The longest that the end of a draft waits for its message to be announced, in milliseconds. */
const ANNOUNCEMENT = 1_000;
/** Other replicas hear of a message a little later than this one does, in milliseconds. */
const OTHER_REPLICAS = 50;

/** Why an answer must not be finished: somebody else owns the session, or writes the answer. */
export class Stopped extends Error {
  override name = "Stopped";
  readonly by: "owner" | "writer";

  constructor(by: "owner" | "writer") {
    super(by === "owner" ? "The session has another owner" : "The answer has another writer");
    this.by = by;
  }
}

/** What a keeper watches over. */
export interface KeeperOptions {
  sql: Sql;
  hub: EventHub;
  key: AnswerKey;
  /** Ends the work when the worker ends. */
  signal: AbortSignal;
  /** The text so far. */
  text: () => string;
  /** Called with each text once it is stored. */
  onStored: (text: string) => void;
}

/**
 * Keeps an answer while it is written: stores the text so far, holds on to it against other workers,
 * and aborts {@link signal} the moment a person takes the session over.
 */
export class Keeper {
  readonly signal: AbortSignal;
  readonly #options: KeeperOptions;
  readonly #abort = new AbortController();
  readonly #ended = new AbortController();
  readonly #announced = new Set<number>();
  #beats: Promise<void> = Promise.resolve();
  #unsubscribe = () => {};

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.signal = AbortSignal.any([this.#abort.signal, options.signal]);
  }

  /** Begins to watch. */
  async start(): Promise<void> {
    const { hub, key } = this.#options;
    this.#unsubscribe = await hub.subscribe(key.projectId, {
      onEvent: (event) => {
        if (event.session_id !== key.sessionId) return;
        if (event.type === "message.created") this.#announced.add(Number(event.data.to));
        else this.#beats = this.#beats.then(() => this.#beat());
      },
    });
    void this.#run();
  }

  /** Stops storing and holding; what is announced is still listened to until {@link close}. */
  async release(): Promise<void> {
    this.#ended.abort(new Error("Ended"));
    await this.#beats;
  }

  /** Resolves once live readers were told of the message with that sequence, or soon after. */
  async announced(sequence: number): Promise<void> {
    const patience = AbortSignal.timeout(ANNOUNCEMENT);
    const isTold = () => [...this.#announced].some((told) => told >= sequence);
    while (!isTold() && !patience.aborted) await pause(5, patience).catch(() => {});
    await pause(OTHER_REPLICAS, new AbortController().signal);
  }

  /** Ends everything. */
  async close(): Promise<void> {
    this.#unsubscribe();
    await this.release();
  }

  async #run(): Promise<void> {
    try {
      while (true) {
        await pause(INTERVAL, this.#ended.signal);
        await (this.#beats = this.#beats.then(() => this.#beat()));
      }
    } catch {
      // Released: there is nothing more to keep.
    }
  }

  async #beat(): Promise<void> {
    if (this.#ended.signal.aborted || this.#abort.signal.aborted) return;
    const { sql, key, text, onStored } = this.#options;
    try {
      const current = text();
      const state = await renewAnswer(sql, key, current, now());
      if (state === "held") onStored(current);
      else if (!this.#ended.signal.aborted) {
        this.#abort.abort(new Stopped(state === "lost" ? "writer" : "owner"));
      }
    } catch (error) {
      // The next beat tries again; storing the answer checks everything once more.
      log.warn("Cannot keep an answer", { error, session_id: key.sessionId });
    }
  }
}
