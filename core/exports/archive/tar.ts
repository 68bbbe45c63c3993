import { invalid } from "../../errors.ts";

/** A file within an archive. */
export interface Entry {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What an archive may be made of at most; whoever made it may mean harm. */
export interface Limits {
  /** Bytes of one file. */
  entryBytes: number;
  /** Number of files. */
  entries: number;
  /** Bytes of everything, unpacked. */
  bytes: number;
  /** How many times larger than its packed bytes it may become, beyond the first megabytes. */
  ratio: number;
}

const BLOCK = 512;
/** Up to here an archive may be packed as well as it likes. */
const FREE_BYTES = 50_000_000;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Packs files as tar.gz, one after another: what is held is one file at a time.
 *
 * @param at the time the files get
 */
export function packed(entries: AsyncIterable<Entry>, at: Date): ReadableStream<Uint8Array> {
  return ReadableStream.from(blocks(entries, at)).pipeThrough(
    new CompressionStream("gzip") as ReadableWritablePair<Uint8Array, Uint8Array<ArrayBuffer>>,
  );
}

async function* blocks(
  entries: AsyncIterable<Entry>,
  at: Date,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const { name, bytes } of entries) {
    yield headOf(name, bytes.length, at);
    if (bytes.length > 0) yield bytes;
    const rest = bytes.length % BLOCK;
    if (rest > 0) yield new Uint8Array(BLOCK - rest);
  }
  yield new Uint8Array(2 * BLOCK);
}

function headOf(name: string, size: number, at: Date): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(BLOCK);
  const put = (text: string, start: number) => head.set(encoder.encode(text), start);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
  if (encoder.encode(name).length > 100) throw new Error(`The name ${name} is too long for a tar`);
  put(name, 0);
  put(octal(0o644, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(Math.floor(at.getTime() / 1000), 11), 136);
  put("        ", 148);
  put("0", 156);
  put("ustar\x0000", 257);
  put(octal(head.reduce((sum, byte) => sum + byte, 0), 6) + "\0 ", 148);
  return head;
}

/**
 * Unpacks a tar.gz file by file.
 *
 * @param body the packed bytes
 * @throws {AppError} 400 for what is no such archive, is broken, or is larger than the limits
 */
export async function* unpacked(
  body: AsyncIterable<Uint8Array>,
  limits: Limits,
): AsyncGenerator<Entry> {
  const source = new Source(body, limits);
  for (let count = 0;; count++) {
    const head = await source.take(BLOCK);
    if (head.every((byte) => byte === 0)) break;
    if (count >= limits.entries) {
      throw broken(`The archive holds more than ${limits.entries} files.`);
    }
    const { name, size } = readHead(head);
    if (size > limits.entryBytes) {
      throw broken(`${name} in the archive is larger than ${limits.entryBytes} bytes.`);
    }
    const bytes = await source.take(size);
    await source.take((BLOCK - size % BLOCK) % BLOCK);
    yield { name, bytes };
  }
  await source.drain();
}

function readHead(head: Uint8Array): { name: string; size: number } {
  const field = (start: number, length: number) => {
    const part = head.subarray(start, start + length);
    const end = part.indexOf(0);
    return decoder.decode(end < 0 ? part : part.subarray(0, end));
  };
  const sum = head.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  const size = /^[0-7]{1,11}\s*$/.exec(field(124, 12))?.[0];
  if (parseInt(field(148, 8), 8) !== sum || size === undefined) {
    throw broken("The archive is not a tar.gz, or is broken.");
  }
  const name = field(0, 100);
  if (field(156, 1) !== "0" && field(156, 1) !== "") {
    throw broken(`${name.slice(0, 100)} in the archive is not a plain file.`);
  }
  return { name, size: parseInt(size, 8) };
}

/** Unpacked bytes, counted. */
class Source {
  #packed = 0;
  #unpacked = 0;
  #waiting: Uint8Array<ArrayBuffer>[] = [];
  #held = 0;
  readonly #pieces: AsyncIterator<Uint8Array<ArrayBuffer>>;

  constructor(body: AsyncIterable<Uint8Array>, private readonly limits: Limits) {
    const count = (length: number) => this.#packed += length;
    const counted = async function* () {
      for await (const piece of body) {
        count(piece.length);
        yield piece as Uint8Array<ArrayBuffer>;
      }
    };
    this.#pieces = ReadableStream.from(counted())
      .pipeThrough(new DecompressionStream("gzip"))[Symbol.asyncIterator]();
  }

  /** So many bytes; fewer are a broken archive. */
  async take(size: number): Promise<Uint8Array<ArrayBuffer>> {
    while (this.#held < size) {
      const piece = await this.#next();
      if (!piece) throw broken("The archive broke off. Send it again.");
      this.#waiting.push(piece);
      this.#held += piece.length;
    }
    const result = new Uint8Array(size);
    for (let filled = 0; filled < size;) {
      const first = this.#waiting[0]!;
      const part = first.subarray(0, size - filled);
      result.set(part, filled);
      filled += part.length;
      if (part.length === first.length) this.#waiting.shift();
      else this.#waiting[0] = first.subarray(part.length);
    }
    this.#held -= size;
    return result;
  }

  /** Reads to the end, so that checksums of the packing are checked and nothing hides behind. */
  async drain(): Promise<void> {
    for (let rest = this.#waiting;; rest = [(await this.#next())!]) {
      if (rest.some((piece) => piece?.some((byte) => byte !== 0))) {
        throw broken("The archive goes on behind its end.");
      }
      if (rest.length === 1 && rest[0] === undefined) return;
    }
  }

  async #next(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    let piece: IteratorResult<Uint8Array<ArrayBuffer>>;
    try {
      piece = await this.#pieces.next();
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      throw broken("The archive is not a tar.gz, or is broken.");
    }
    if (piece.done) return undefined;
    this.#unpacked += piece.value.length;
    if (this.#unpacked > this.limits.bytes) {
      throw broken(`The archive unpacks to more than ${this.limits.bytes} bytes.`);
    }
    if (this.#unpacked > FREE_BYTES + this.#packed * this.limits.ratio) {
      throw broken("The archive unpacks to far more than it holds. It cannot be one of ours.");
    }
    return piece.value;
  }
}

/** An archive that is refused. */
function broken(message: string): Error {
  return invalid("file", message, "archive");
}
