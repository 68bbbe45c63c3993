/** How a draft reaches its readers. */
export interface DraftOptions {
  /** What may be shown of a raw text that is still growing. */
  clean: (raw: string) => string;
  /** Tells live readers: `text` stands from character `offset` on. */
  send: (piece: { offset: number; text: string }) => void;
  /** Milliseconds between two pieces. @default 100 */
  interval?: number;
}

/**
 * An answer that is being written. Live readers get it in pieces; each piece begins where a stored
 * text ends, so that whoever has just read the stored text can go on with the next piece.
 */
export class DraftWriter {
  readonly #options: DraftOptions;
  #raw = "";
  #sent = "";
  #stored = "";
  #storedBefore = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastSent = -Infinity;

  constructor(options: DraftOptions) {
    this.#options = options;
  }

  /** Whether readers have seen anything of it. */
  get isVisible(): boolean {
    return this.#sent !== "";
  }

  /** What may be shown now. */
  get text(): string {
    return this.#options.clean(this.#raw);
  }

  /** Adds what the model wrote; readers get it within the interval. */
  add(piece: string): void {
    this.#raw += piece;
    const wait = this.#lastSent + (this.#options.interval ?? 100) - performance.now();
    this.#timer ??= setTimeout(() => this.#send(), Math.max(0, wait));
  }

  /** Forgets what was written; the next piece begins the draft anew. */
  restart(): void {
    this.#raw = "";
  }

  /** Notes what is stored now: readers who begin later have at least this. */
  stored(text: string): void {
    this.#storedBefore = this.#stored;
    this.#stored = text;
  }

  /** Ends it: nothing more is sent. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastSent = Infinity;
  }

  #send(): void {
    this.#timer = undefined;
    if (this.#lastSent === Infinity) return;
    const text = this.text;
    if (text === this.#sent || text === "") return;
    this.#lastSent = performance.now();
    // Not the newest: a reader may have applied an older piece after reading the stored text.
    const offset = text.startsWith(this.#storedBefore) ? this.#storedBefore.length : 0;
    this.#sent = text;
    this.#options.send({ offset, text: text.slice(offset) });
  }
}
