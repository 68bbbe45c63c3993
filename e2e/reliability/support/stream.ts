import { KEY, PROJECT } from "./playground.ts";

/** A server-sent event that arrived. */
export interface Arrived {
  event: string;
  data: Record<string, unknown>;
  /** When, as `performance.now()`. */
  at: number;
}

/** An open stream of server-sent events. */
export class EventReader {
  readonly arrived: Arrived[] = [];
  /** Resolves when the stream has ended: true when the server ended it in order. */
  readonly ended: Promise<boolean>;
  readonly #abort = new AbortController();
  #changed = () => {};

  private constructor(response: Response) {
    this.ended = this.#read(response.body!).then(() => true, () => false);
  }

  /** Opens a stream below the project, such as `/events`. */
  static async open(url: string, path: string): Promise<EventReader> {
    const response = await fetch(`${url}/api/projects/${PROJECT}${path}`, {
      headers: { authorization: `Bearer ${KEY}` },
    });
    if (response.status !== 200) throw new Error(`The stream answered ${response.status}`);
    return new EventReader(response);
  }

  /**
   * The first event that `fits`, waited for if need be.
   *
   * @throws when none came within `patience` milliseconds
   */
  async find(fits: (arrived: Arrived) => boolean, patience: number): Promise<Arrived> {
    const end = performance.now() + patience;
    for (;;) {
      const found = this.arrived.find(fits);
      if (found) return found;
      const left = end - performance.now();
      if (left <= 0) {
        const seen = this.arrived.map(({ event }) => event).join(", ");
        throw new Error(`No such event within ${patience} ms; there were: ${seen}`);
      }
      let timer: ReturnType<typeof setTimeout> | undefined;
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
        timer = setTimeout(resolve, left);
      });
      clearTimeout(timer);
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    const reader = body.getReader();
    this.#abort.signal.addEventListener("abort", () => reader.cancel());
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop()!;
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    const event = /^event: (.*)$/m.exec(block)?.[1];
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (event && data) this.arrived.push({ event, data: JSON.parse(data), at: performance.now() });
    this.#changed();
  }

  /** Closes the stream from our side. */
  close(): void {
    this.#abort.abort();
  }
}
