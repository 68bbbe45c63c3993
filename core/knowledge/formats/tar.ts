import { FormatProblem } from "./format_problem.ts";

/** A file inside a tar archive. */
export interface TarEntry {
  path: string;
  bytes: Uint8Array;
}

const BLOCK = 512;

/**
 * The files of an unpacked tar archive; links, folders and devices are left out.
 *
 * @param mostEntries an archive with more files is refused
 * @throws FormatProblem
 */
export function listTar(bytes: Uint8Array, mostEntries: number): TarEntry[] {
  const entries: TarEntry[] = [];
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const head = bytes.subarray(at, at + BLOCK);
    if (head.every((byte) => byte === 0)) break;
    const size = parseInt(text(head, 124, 12).trim() || "0", 8);
    const end = at + BLOCK + size;
    if (!Number.isFinite(size) || size < 0 || end > bytes.length) {
      throw new FormatProblem("The archive is broken or broke off. Pack it again.");
    }
    const body = bytes.subarray(at + BLOCK, end);
    const kind = String.fromCharCode(head[156]!);
    if (kind === "L") longName = text(body, 0, body.length);
    else if (kind === "x") longName = pathOfExtension(body) ?? longName;
    else {
      if (kind === "0" || kind === "\0") {
        const folder = text(head, 257, 5) === "ustar" ? text(head, 345, 155) : "";
        const name = text(head, 0, 100);
        entries.push({ path: longName ?? (folder ? `${folder}/${name}` : name), bytes: body });
        if (entries.length > mostEntries) {
          throw new FormatProblem(`The archive holds more than ${mostEntries} files. Pack fewer.`);
        }
      }
      if (kind !== "g") longName = null;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const part = bytes.subarray(start, start + length);
  const end = part.indexOf(0);
  return new TextDecoder().decode(end < 0 ? part : part.subarray(0, end));
}

/** Extended headers are lines such as `25 path=docs/guide.md`, led by their own length. */
function pathOfExtension(body: Uint8Array): string | null {
  return /^\d+ path=(.*)$/m.exec(new TextDecoder().decode(body))?.[1] ?? null;
}
