import { FormatProblem } from "./format_problem.ts";

/** A file inside a ZIP archive. */
export interface ZipEntry {
  path: string;
  /** Its size as the archive claims; what is really in it is measured when it is read. */
  claimedSize: number;
  /** Unpacks it. @throws FormatProblem when it is broken, encrypted or larger than `most` bytes */
  read(most: number): Promise<Uint8Array>;
}

const broken = () => new FormatProblem("The archive is broken or not a ZIP file. Pack it again.");

/**
 * The files of a ZIP archive, by its directory. Nothing is unpacked yet.
 *
 * @param mostEntries an archive with more files is refused
 * @throws FormatProblem
 */
export function listZip(bytes: Uint8Array, mostEntries: number): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  if (count > mostEntries || count === 0xffff) {
    throw new FormatProblem(`The archive holds more than ${mostEntries} files. Pack fewer.`);
  }
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  try {
    for (let index = 0; index < count; index++) {
      if (view.getUint32(at, true) !== 0x02014b50) throw broken();
      const flags = view.getUint16(at + 8, true);
      const method = view.getUint16(at + 10, true);
      const packed = view.getUint32(at + 20, true);
      const claimedSize = view.getUint32(at + 24, true);
      const nameLength = view.getUint16(at + 28, true);
      const extra = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
      const offset = view.getUint32(at + 42, true);
      const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      at += 46 + nameLength + extra;
      if (path.endsWith("/")) continue;
      entries.push({
        path,
        claimedSize,
        read: async (most) => {
          if (flags & 1) {
            throw new FormatProblem("The file is protected by a password. Upload it without one.");
          }
          const data = dataOf(bytes, view, offset, packed);
          if (method === 0) return limited(data, most);
          if (method !== 8) throw broken();
          return await inflate(data, "deflate-raw", most);
        },
      });
    }
  } catch (error) {
    throw error instanceof RangeError ? broken() : error;
  }
  return entries;
}

function endOfDirectory(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 65_535); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw broken();
}

function dataOf(bytes: Uint8Array, view: DataView, offset: number, packed: number): Uint8Array {
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) throw broken();
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) throw broken();
  return bytes.subarray(start, start + packed);
}

function limited(data: Uint8Array, most: number): Uint8Array {
  if (data.length > most) throw tooMuch(most);
  return data;
}

const tooMuch = (most: number) =>
  new FormatProblem(
    `The file unpacks to more than ${Math.round(most / 1e6)} MB. Upload a smaller one.`,
  );

/**
 * Unpacks a stream piece by piece and stops as soon as it becomes larger than allowed, whatever it
 * claims to be.
 *
 * @throws FormatProblem
 */
export async function inflate(
  data: Uint8Array,
  format: "deflate-raw" | "gzip",
  most: number,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = new Blob([data as BlobPart]).stream()
      .pipeThrough(new DecompressionStream(format));
    for await (const piece of stream) {
      size += piece.length;
      if (size > most) throw tooMuch(most);
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof FormatProblem) throw error;
    throw new FormatProblem("The file is packed wrongly or broke off. Upload it again.");
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
