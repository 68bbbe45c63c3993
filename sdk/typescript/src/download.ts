import { ConnectionError } from "./errors.ts";

/**
 * Bytes that arrive while one reads them.
 *
 * @example
 * ```ts
 * for await (const bytes of await client.exports.download(id)) await file.write(bytes);
 * ```
 */
export class Download implements AsyncIterable<Uint8Array> {
  /** The bytes as a stream; to be read once, by it or by the iterator. */
  readonly stream: ReadableStream<Uint8Array>;
  readonly contentType: string | null;
  /** The name the server gave it. */
  readonly fileName: string | null;

  /** @param response whose body was not read yet */
  constructor(response: Response) {
    this.stream = response.body ??
      new ReadableStream({ start: (stream) => stream.close() });
    this.contentType = response.headers.get("content-type");
    const name = /filename="?([^";]+)"?/.exec(
      response.headers.get("content-disposition") ?? "",
    );
    this.fileName = name?.[1] ?? null;
  }

  /** @throws {ConnectionError} when the connection breaks before the end */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    const reader = this.stream.getReader();
    let isAtEnd = false;
    try {
      while (true) {
        const { done, value } = await reader.read().catch((cause) => {
          if ((cause as Error)?.name === "AbortError") throw cause;
          throw new ConnectionError("The download broke off. Begin it again.", {
            cause,
          });
        });
        isAtEnd = done;
        if (done) return;
        yield value;
      }
    } finally {
      // Whoever stops early does not want the rest.
      if (!isAtEnd) await reader.cancel().catch(() => {});
      reader.releaseLock();
    }
  }

  /** All bytes at once; for what surely fits in memory. */
  async bytes(): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for await (const part of this) parts.push(part);
    const whole = new Uint8Array(
      parts.reduce((sum, { length }) => sum + length, 0),
    );
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}
