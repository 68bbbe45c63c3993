import type { SyncItem } from "../contract/mod.ts";

/** What is kept of a {@link WaitingItems}: id and the time from which it has been waiting. */
export interface WaitingCursor {
  /** Counts changes: a stream never gives the same cursor twice in a run. */
  revision: number;
  items: Record<string, string>;
}

/**
 * Items that were imported without a part that comes later, such as a call without its transcript.
 * They are the cursor of a stream of their own, so that later runs ask for them again.
 */
export class WaitingItems {
  readonly #items: Map<string, string>;
  #revision: number;
  #changed = false;

  /** @param stored the stream's cursor as the last run left it */
  constructor(readonly stream: string, stored: WaitingCursor | undefined) {
    this.#items = new Map(Object.entries(stored?.items ?? {}));
    this.#revision = stored?.revision ?? 0;
  }

  /** Ids and the times they have been waiting since, the longest first. */
  list(): { id: string; since: Date }[] {
    return [...this.#items].map(([id, since]) => ({ id, since: new Date(since) }))
      .sort((a, b) => a.since.getTime() - b.since.getTime());
  }

  /** Whether an item waits. */
  has(id: string): boolean {
    return this.#items.has(id);
  }

  /** Notes that an item waits; one that waits already keeps its time. */
  add(id: string, since: Date): void {
    if (this.#items.has(id)) return;
    this.#items.set(id, since.toISOString());
    this.#changed = true;
  }

  /** Forgets an item that came, or that is given up. */
  remove(id: string): void {
    if (this.#items.delete(id)) this.#changed = true;
  }

  /** The checkpoint that keeps what changed since the last one; nothing when nothing did. */
  *checkpoint(): Generator<SyncItem<WaitingCursor>> {
    if (!this.#changed) return;
    this.#changed = false;
    const items = Object.fromEntries(this.#items);
    const cursor = this.#items.size === 0 ? undefined : { revision: ++this.#revision, items };
    yield { type: "checkpoint", stream: this.stream, cursor };
  }
}
