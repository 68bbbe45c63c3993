import { createHash } from "node:crypto";
import type { Entry } from "./tar.ts";
import type { ManifestFile } from "./manifest_model.ts";

/** A file of lines is closed once it has so many bytes; what is held while writing is about twice that. */
const PART_BYTES = 4_000_000;

const encoder = new TextEncoder();

/**
 * Lines as files of a few megabytes each: `sessions-0001.ndjson`. A collection without lines has one
 * empty file, so that its absence is no accident.
 *
 * @param name of the collection
 * @param pages lines, some at a time
 */
export async function* linesAsFiles(
  name: string,
  pages: AsyncIterable<string[]>,
): AsyncGenerator<Entry & { rows: number }> {
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let rows = 0;
  let part = 0;
  const close = () => {
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const piece of waiting) {
      bytes.set(piece, at);
      at += piece.length;
    }
    const entry = { name: `${name}-${String(++part).padStart(4, "0")}.ndjson`, bytes, rows };
    waiting = [];
    size = rows = 0;
    return entry;
  };
  for await (const lines of pages) {
    if (lines.length === 0) continue;
    const piece = encoder.encode(lines.join("\n") + "\n");
    waiting.push(piece);
    size += piece.length;
    rows += lines.length;
    if (size >= PART_BYTES) yield close();
  }
  if (size > 0 || part === 0) yield close();
}

/** A file as the manifest names it. */
export function fileOf({ name, bytes, rows }: Entry & { rows: number }): ManifestFile {
  return { name, rows, bytes: bytes.length, sha256: sha256Of(bytes) };
}

/** SHA-256 in hexadecimal, at once. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
