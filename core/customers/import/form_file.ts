import { invalid } from "../../errors.ts";

/** The most bytes of what stands before the file in a form. */
const MOST_HEAD = 64 * 1024;

/** The file of a form, and the fields that came before it. */
export interface FormFile {
  fields: Map<string, string>;
  fileName: string;
  body: AsyncGenerator<Uint8Array>;
}

/**
 * The file of a form (`multipart/form-data`) as a stream: nothing of it is held. Fields have to stand
 * before the file; what comes after it is passed over.
 *
 * @throws {AppError} 400 for the field `file` when there is none
 */
export async function formFile(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
): Promise<FormFile> {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (!name) throw invalid("file", "The form names no boundary. Send it as multipart/form-data.");
  const parts = new Parts(body, new TextEncoder().encode(`\r\n--${name}`));
  const fields = new Map<string, string>();
  for (let count = 0; count < 50; count++) {
    const head = await parts.head();
    if (head === null) break;
    const field = /\bname="([^"]*)"/i.exec(head)?.[1] ?? "";
    const fileName = /\bfilename="([^"]*)"/i.exec(head)?.[1];
    if (fileName !== undefined) {
      if (fileName === "") break;
      return { fields, fileName, body: parts.content(Infinity) };
    }
    const bytes: number[] = [];
    for await (const chunk of parts.content(MOST_HEAD)) bytes.push(...chunk);
    fields.set(field, new TextDecoder().decode(new Uint8Array(bytes)));
  }
  throw invalid("file", "Choose a file.");
}

/** Cuts a form into its parts. */
class Parts {
  readonly #source: AsyncIterator<Uint8Array>;
  // As if a line end stood before the first boundary, as before all others.
  #held: Uint8Array<ArrayBufferLike> = new Uint8Array([13, 10]);
  #isOver = false;
  /** Whether a part was begun whose boundary was not passed yet; the first is what stands before all. */
  #isInside = true;

  constructor(body: AsyncIterable<Uint8Array>, private readonly boundary: Uint8Array) {
    this.#source = body[Symbol.asyncIterator]();
  }

  /** The head of the next part; null behind the last one. */
  async head(): Promise<string | null> {
    if (this.#isInside) {
      for await (const _rest of this.content(MOST_HEAD)) {
        // What stands before the boundary belongs to the part before, or to nobody.
      }
    }
    this.#isInside = true;
    const end = new Uint8Array([13, 10, 13, 10]);
    for (;;) {
      if (this.#held[0] === 45 && this.#held[1] === 45) return null;
      const place = indexOf(this.#held, end);
      if (place >= 0) {
        const head = new TextDecoder().decode(this.#held.subarray(0, place));
        this.#held = this.#held.subarray(place + end.length);
        return head;
      }
      if (this.#held.length > MOST_HEAD || !await this.#more()) return null;
    }
  }

  /** What stands before the next boundary, which is passed over with it. */
  async *content(most: number): AsyncGenerator<Uint8Array> {
    let size = 0;
    for (;;) {
      const place = indexOf(this.#held, this.boundary);
      // The end of what is held may be the beginning of a boundary.
      const sure = place >= 0 ? place : Math.max(0, this.#held.length - this.boundary.length + 1);
      size += sure;
      if (size > most) throw invalid("file", "The form holds more than a file and a few fields.");
      if (sure > 0) yield this.#held.subarray(0, sure);
      this.#held = this.#held.subarray(place >= 0 ? place + this.boundary.length : sure);
      if (place >= 0) {
        this.#isInside = false;
        return;
      }
      if (!await this.#more()) {
        throw invalid("file", "The form breaks off before its end. Send it again.");
      }
    }
  }

  async #more(): Promise<boolean> {
    if (this.#isOver) return false;
    const { value, done } = await this.#source.next();
    if (done) {
      this.#isOver = true;
      return false;
    }
    const joined = new Uint8Array(this.#held.length + value.length);
    joined.set(this.#held);
    joined.set(value, this.#held.length);
    this.#held = joined;
    return true;
  }
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const first = wanted[0]!;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (at + wanted.length > bytes.length) return -1;
    let length = 1;
    while (length < wanted.length && bytes[at + length] === wanted[length]) length++;
    if (length === wanted.length) return at;
  }
  return -1;
}
