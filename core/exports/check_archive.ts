import { invalid } from "../errors.ts";
import { sha256Of } from "./archive/lines.ts";
import {
  MANIFEST,
  type Manifest,
  type ManifestFile,
  readManifest,
} from "./archive/manifest_model.ts";
import { type Limits, unpacked } from "./archive/tar.ts";
import { type Collection, collectionOf, collections, UPLOADS } from "./collections/mod.ts";

/** The most that an archive may be: far more than a project is, and an end for who means harm. */
export const ARCHIVE_LIMITS: Limits = {
  entryBytes: 64_000_000,
  entries: 20_000,
  bytes: 40_000_000_000,
  // Text of one kind packs to a thirtieth at best.
  ratio: 100,
};

/** A file of an archive, as it is brought in. */
export type ArchiveFile =
  | { kind: "lines"; name: string; collection: Collection; lines: string[] }
  | { kind: "upload"; name: string; sourceId: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "manifest"; name: string; manifest: Manifest };

/** Files of an archive in their order, unpacked but not looked into. */
export async function* filesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<ArchiveFile> {
  for await (const { name, bytes } of unpacked(body, ARCHIVE_LIMITS)) {
    yield fileOf(name, bytes);
  }
}

/**
 * Reads a whole archive and writes nothing: names, order, counts, checksums, and each field of each line.
 *
 * @param told is called after each file with the number of lines so far
 * @returns what it says of itself
 * @throws {AppError} 400 that names the file, the line and the field
 */
export async function checkArchive(
  body: AsyncIterable<Uint8Array>,
  told: (rows: number) => Promise<void> | void = () => {},
): Promise<Manifest> {
  const seen: ManifestFile[] = [];
  const counts: Record<string, number> = {};
  let manifest: Manifest | null = null;
  let place = -1;
  let key: unknown[] | null = null;
  let rows = 0;
  for await (const { name, bytes } of unpacked(body, ARCHIVE_LIMITS)) {
    if (manifest) throw refused(`${MANIFEST} must be the last file`);
    const file = fileOf(name, bytes);
    if (file.kind === "manifest") {
      manifest = file.manifest;
      continue;
    }
    const lines = file.kind === "lines" ? file.lines : [];
    if (file.kind === "lines") {
      const at = collections.indexOf(file.collection);
      if (at < place || place === collections.length) throw refused(`${name} is out of order`);
      if (at > place) key = null;
      place = at;
      for (const [index, line] of lines.entries()) {
        key = checkLine(file.collection, line, key, `${name}, line ${index + 1}`);
      }
      counts[file.collection.name] = (counts[file.collection.name] ?? 0) + lines.length;
    } else {
      place = collections.length;
    }
    seen.push({ name, rows: lines.length, bytes: bytes.length, sha256: sha256Of(bytes) });
    await told(rows += lines.length);
  }
  if (!manifest) throw refused(`${MANIFEST} is missing: the archive is not complete`);
  compare(manifest, seen, counts);
  return manifest;
}

function fileOf(name: string, bytes: Uint8Array<ArrayBuffer>): ArchiveFile {
  if (name === MANIFEST) return { kind: "manifest", name, manifest: readManifest(bytes) };
  const sourceId = new RegExp(`^${UPLOADS}/([A-Za-z0-9_-]{1,90})$`).exec(name)?.[1];
  if (sourceId) return { kind: "upload", name, sourceId, bytes };
  const collection = collectionOf(/^([a-z_]+)-\d{4,6}\.ndjson$/.exec(name)?.[1] ?? "");
  if (!collection) throw refused(`it holds "${name.slice(0, 100)}", which no archive has`);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refused(`${name} is not UTF-8`);
  }
  if (text !== "" && !text.endsWith("\n")) throw refused(`${name} broke off`);
  return { kind: "lines", name, collection, lines: text.split("\n").slice(0, -1) };
}

/** Checks one line against its collection; its key, which must be behind the one before. */
function checkLine(
  collection: Collection,
  line: string,
  before: unknown[] | null,
  where: string,
): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw refused(`${where} is not JSON`);
  }
  const result = collection.row.safeParse(value);
  if (!result.success) {
    const { path, message } = result.error.issues[0]!;
    throw refused(`${where}: ${path.join(".").slice(0, 100) || "it"} ${lowerFirst(message)}`);
  }
  // What JSON can say and the database cannot hold: NUL, and halves of characters.
  if (
    /\\u(0000|d[89a-f])/i.test(line) &&
    /(^|[^\\])(\\\\)*\\u(0000|d[89a-f])/i.test(JSON.stringify(value))
  ) {
    throw refused(`${where} holds characters that are not text`);
  }
  const row = result.data as Record<string, unknown>;
  const key = collection.key.map((column) => row[column]);
  if (before && compareKeys(before, key) >= 0) {
    throw refused(`${where} is not behind the line before it, or names the same thing again`);
  }
  return key;
}

/** As PostgreSQL's collation "C" does: by bytes. */
function compareKeys(left: unknown[], right: unknown[]): number {
  for (const [index, value] of left.entries()) {
    const other = right[index];
    if (value === other) continue;
    if (typeof value === "number") return value - (other as number);
    return compareBytes(value as string, other as string);
  }
  return 0;
}

function compareBytes(left: string, right: string): number {
  for (let at = 0;;) {
    const one = left.codePointAt(at);
    const other = right.codePointAt(at);
    if (one === undefined || other === undefined) {
      return one === other ? 0 : one === undefined ? -1 : 1;
    }
    if (one !== other) return one - other;
    at += one > 0xffff ? 2 : 1;
  }
}

function compare(manifest: Manifest, seen: ManifestFile[], counts: Record<string, number>): void {
  if (manifest.files.length !== seen.length) {
    throw refused(`${MANIFEST} names ${manifest.files.length} files and there are ${seen.length}`);
  }
  for (const [index, file] of manifest.files.entries()) {
    const found = seen[index]!;
    if (
      found.name !== file.name || found.rows !== file.rows || found.bytes !== file.bytes ||
      found.sha256 !== file.sha256
    ) {
      throw refused(`${found.name} is not what ${MANIFEST} says of it: it was changed or damaged`);
    }
  }
  for (const { name } of collections) {
    if (counts[name] === undefined) throw refused(`it has no file of ${name}`);
    if ((manifest.counts[name] ?? 0) !== counts[name]) {
      throw refused(`${MANIFEST} counts ${manifest.counts[name]} of ${name}, not ${counts[name]}`);
    }
  }
  if (counts.project !== 1) throw refused("it must hold exactly one project");
}

function refused(reason: string): Error {
  return invalid("file", `The archive is refused: ${reason}.`, "archive");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");
}
