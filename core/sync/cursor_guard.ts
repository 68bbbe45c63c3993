/** Thrown when a provider gives a cursor a second time: going on would never end. */
export class RepeatedCursor extends Error {
  override name = "RepeatedCursor";
}

/** No stream has more pages than this in one run. */
const MOST_PAGES = 200_000;

/** Watches the checkpoints of a run for paging that goes in circles. */
export class CursorGuard {
  readonly #seen = new Map<string, Set<string>>();

  /**
   * Notes a cursor of a stream.
   *
   * @throws {RepeatedCursor} when it was there before, or when there are too many
   */
  see(stream: string, cursor: unknown): void {
    if (cursor === undefined) return void this.#seen.delete(stream);
    const seen = this.#seen.get(stream) ?? new Set();
    this.#seen.set(stream, seen);
    const text = JSON.stringify(cursor);
    if (seen.has(text)) {
      throw new RepeatedCursor(
        "The source gave the same page marker twice, so the run was ended. What came before is stored.",
      );
    }
    if (seen.size >= MOST_PAGES) {
      throw new RepeatedCursor(
        `The source gave more than ${MOST_PAGES} pages, so the run was ended. What came before is stored.`,
      );
    }
    seen.add(text);
  }
}
