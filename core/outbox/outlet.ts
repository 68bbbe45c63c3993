import { now } from "../clock.ts";
import type { AnswerOutlet, ShownAnswer } from "../agent/outlet.ts";
import type { AnswerStream, Session } from "../contract/mod.ts";
import { log } from "../log.ts";
import { needsAttention } from "./attention.ts";
import { judge, type Opened, openFor, outgoing } from "./connection.ts";
import { enqueueDiscard } from "./fail.ts";
import type { OutboxOptions } from "./outbox.ts";
import { selectSendingSession, type SendingSession } from "./outbox_sql.ts";
import { closeStream, deleteStream, insertStream } from "./streams_sql.ts";

/** The longest that one answer is shown while it grows, in milliseconds. */
const LONGEST = 300_000;
/** The longest wait for answers that are being ended, in milliseconds. */
const IDLE = 2_000;

/** Shows answers elsewhere while they are written. */
export interface Outlet extends AnswerOutlet {
  /** Resolves when nothing is being shown or ended any more, at the latest after two seconds. */
  idle(): Promise<void>;
}

/** Makes the outlet of an outbox. */
export function createOutlet(options: OutboxOptions): Outlet {
  const open = new Set<Promise<void>>();
  return {
    begin(session, messageId) {
      if (!options.plugins.get(session.source)?.replies?.stream) return null;
      const shown = new Shown(options, session, messageId);
      open.add(shown.ended);
      shown.ended.finally(() => open.delete(shown.ended));
      return shown;
    },
    async idle() {
      // What takes longer, the next process ends.
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, IDLE);
      await Promise.race([Promise.all(open), late]);
      clearTimeout(timer);
    },
  };
}

/** One answer that grows. Whatever fails is logged: sending the whole answer does not depend on it. */
class Shown implements ShownAnswer {
  readonly #options: OutboxOptions;
  readonly #session: Session;
  readonly #messageId: string;
  readonly #abort = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #opening: Promise<AnswerStream | null>;
  readonly #end = Promise.withResolvers<Parameters<ShownAnswer["end"]>[0]>();
  readonly ended: Promise<void>;
  #stream: AnswerStream | null = null;
  #text = "";
  #written = "";

  constructor(options: OutboxOptions, session: Session, messageId: string) {
    this.#options = options;
    this.#session = session;
    this.#messageId = messageId;
    this.#timer = setTimeout(() => this.#abort.abort(new Error("It took too long")), LONGEST);
    this.#opening = this.#open().catch((error) => this.#warn("begin", error));
    this.ended = this.#finish().catch((error) => void this.#warn("end", error));
  }

  write(text: string): void {
    this.#text = text;
    this.#bring();
  }

  end(as: Parameters<ShownAnswer["end"]>[0]): void {
    this.#end.resolve(as);
  }

  #bring(): void {
    // Streams only grow: an answer that began anew is completed when it is sent.
    if (!this.#stream || !this.#text.startsWith(this.#written)) return;
    if (this.#text.length === this.#written.length) return;
    try {
      this.#stream.write(this.#text);
      this.#written = this.#text;
    } catch (error) {
      this.#stream = null;
      this.#warn("go on", error);
    }
  }

  async #open(): Promise<AnswerStream | null> {
    const { sql } = this.#options;
    const { project_id: projectId, id } = this.#session;
    const session = await selectSendingSession(sql, projectId, id);
    if (session?.connection_status !== "active") return null;
    // One that a killed process has left is completed by sending, and so is one that is stored.
    if (!await insertStream(sql, projectId, id, this.#messageId, now())) return null;
    const stream = await this.#begin(session);
    if (stream === null) await deleteStream(sql, projectId, id, this.#messageId);
    this.#stream = stream;
    this.#bring();
    return stream;
  }

  async #begin(session: SendingSession): Promise<AnswerStream | null> {
    const { project_id: projectId } = this.#session;
    let opened: Opened | null | undefined;
    try {
      opened = await openFor(this.#options, projectId, session, this.#abort.signal);
      const message = { id: this.#messageId };
      return await opened?.replies.stream?.(outgoing(session), message, opened.connection) ?? null;
    } catch (error) {
      const verdict = judge(error, opened?.name ?? session.source);
      if (verdict.kind === "credentials") {
        const { connection_id: connectionId } = session;
        await needsAttention(this.#options, projectId, connectionId, opened, verdict.sentence);
      }
      // It may have been begun all the same: what there is of it is completed or removed.
      throw error;
    }
  }

  async #finish(): Promise<void> {
    const { sql, closingMilliseconds = 10_000 } = this.#options;
    const { project_id: projectId, id } = this.#session;
    const as = await this.#end.promise;
    const patience = setTimeout(
      () => this.#abort.abort(new Error("It took too long")),
      closingMilliseconds,
    );
    try {
      const late = new Promise<null>((resolve) =>
        this.#abort.signal.addEventListener("abort", () => resolve(null), { once: true })
      );
      const stream = await Promise.race([this.#opening, late]);
      // Nothing more is written; an opening that comes too late after all is ended at once.
      this.#text = this.#written;
      if (stream) await Promise.race([stream.close(), late]);
      else this.#opening.then((slow) => slow?.close()).catch((error) => this.#warn("end", error));
    } catch (error) {
      this.#warn("end", error);
    } finally {
      clearTimeout(patience);
      clearTimeout(this.#timer);
      this.#abort.abort(new Error("The answer has ended"));
      this.#stream = null;
    }
    await closeStream(sql, projectId, id, this.#messageId, now());
    if (as === "dropped") await enqueueDiscard(sql, projectId, id, this.#messageId);
  }

  #warn(step: string, error: unknown): null {
    const fields = { error, session_id: this.#session.id, source: this.#session.source };
    log.warn(`An answer cannot ${step} to be shown where its session happens`, fields);
    return null;
  }
}
