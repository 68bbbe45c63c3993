import { HissunoError } from "./errors.ts";
import type { Reply } from "./reply.ts";

/** One page of a list. */
export interface Page<T> {
  data: T[];
  has_more: boolean;
  /** Where to read on. */
  next_cursor: string | null;
}

/**
 * A list that is read page by page while one goes through it.
 *
 * @example
 * ```ts
 * for await (const session of client.sessions.list({ status: "active" })) console.log(session.name);
 * ```
 */
export class Pages<T> implements AsyncIterable<T> {
  readonly #fetchPage: (cursor?: string) => Reply<Page<T>>;

  /** @param fetchPage reads the page at a cursor, or the first */
  constructor(fetchPage: (cursor?: string) => Reply<Page<T>>) {
    this.#fetchPage = fetchPage;
  }

  /** One page only: the first, or the one at the `cursor` of the query. */
  page(): Reply<Page<T>> {
    return this.#fetchPage();
  }

  /** Page after page. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    let cursor: string | undefined;
    while (true) {
      const page = await this.#fetchPage(cursor);
      yield page;
      if (!page.has_more || page.next_cursor === null) return;
      if (page.next_cursor === cursor) {
        throw new HissunoError(
          "The list does not go on: the server gave the same cursor twice.",
        );
      }
      cursor = page.next_cursor;
    }
  }

  /** Thing after thing, over all pages. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.data;
  }

  /**
   * Everything at once.
   *
   * @param limit stops after so many. @default {everything there is}
   */
  async toArray({ limit = Infinity }: { limit?: number } = {}): Promise<T[]> {
    const all: T[] = [];
    if (limit <= 0) return all;
    for await (const one of this) {
      all.push(one);
      if (all.length >= limit) break;
    }
    return all;
  }
}
