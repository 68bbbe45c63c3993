import { Random } from "../../../bench/fill/random.ts";
import { call } from "./playground.ts";

/** A write that was sent: with its answer, or cut off before one came. */
export interface Sent {
  kind: "session" | "message";
  /** Unique: the external id, the Idempotency-Key and a word of the text. */
  mark: string;
  /** Of a message: the session it belongs to. */
  sessionId: string | null;
  acknowledged: boolean;
}

/** Writes of many callers at once, until the server dies under them. */
export class Writers {
  readonly sent: Sent[] = [];
  readonly #random: Random;
  #number = 0;
  #awaited = 0;
  #reached = () => {};

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /**
   * Writes with eight callers; returns once all of them have lost the server.
   *
   * @param unexpected gets answers that are neither stored nor lost
   */
  async write(url: string, unexpected: (status: number, body: unknown) => void): Promise<void> {
    await Promise.all(Array.from({ length: 8 }, async () => {
      const own: string[] = [];
      for (;;) {
        const mark = `mark${++this.#number}x`;
        const appends = own.length > 0 && this.#random.chance(0.6);
        const sessionId = appends ? own[this.#random.below(own.length)]! : null;
        const sent: Sent = {
          kind: appends ? "message" : "session",
          mark,
          sessionId,
          acknowledged: false,
        };
        this.sent.push(sent);
        try {
          const { status, body } = await send(url, sent);
          if (status !== 201) return unexpected(status, body);
          sent.acknowledged = true;
          if (--this.#awaited === 0) this.#reached();
          if (sent.kind === "session") {
            sent.sessionId = (body.session as { id: string }).id;
            own.push(sent.sessionId);
          }
        } catch {
          return;
        }
      }
    }));
  }

  /** Waits for this many more answers. */
  async answers(count: number): Promise<void> {
    this.#awaited = count;
    await new Promise<void>((resolve) => this.#reached = resolve);
  }

  /** Sends again what got no answer, as a careful client does. */
  async repeat(url: string): Promise<void> {
    for (const sent of this.sent.filter(({ acknowledged }) => !acknowledged)) {
      const { status, body } = await send(url, sent);
      if (status !== 201) throw new Error(`Sending again gave ${status}: ${JSON.stringify(body)}`);
      sent.acknowledged = true;
      if (sent.kind === "session") sent.sessionId = (body.session as { id: string }).id;
    }
  }
}

function send(url: string, { kind, mark, sessionId }: Sent) {
  const headers = { "idempotency-key": mark };
  if (kind === "message") {
    const body = { role: "user", content: `More about ${mark}`, external_id: mark };
    return call(url, "POST", `/sessions/${sessionId}/messages`, { body, headers });
  }
  const body = {
    external_id: mark,
    tags: ["bug", "wins"],
    user_metadata: { email: `${mark}@example.com` },
    messages: ["first", "second", "third"].map((word, place) => ({
      role: place === 1 ? "assistant" : "user",
      content: `${word} ${mark}`,
    })),
  };
  return call(url, "POST", "/sessions", { body, headers });
}
