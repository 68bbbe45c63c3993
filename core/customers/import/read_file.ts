import { invalid, tooLarge } from "../../errors.ts";
import { cleanText } from "../../text.ts";
import { csvRows } from "./read_csv.ts";
import { Flattener, jsonItems, MOST_COLUMNS } from "./read_json.ts";

/** The most rows and bytes of a file. */
export const MOST_IMPORT_ROWS = 100_000;
export const MOST_IMPORT_BYTES = 64 * 1024 * 1024;

/** The most characters of one cell; the rest is cut off, and refused by the field it belongs to. */
const MOST_CELL = 20_000;

/** So many bytes decide on the encoding. */
const SNIFFED = 256 * 1024;

/** What a file is. */
export type ImportFormat = "csv" | "json";

/** A file as it is read: its rows as they come, its columns when all have come. */
export interface ReadFile {
  rows: AsyncGenerator<string[]>;
  /** Known once the rows are read. */
  columns: () => string[];
}

/**
 * Reads a file as a stream: never more than a piece of it is held.
 *
 * @throws {AppError} while reading: 413 for too much, 400 for what cannot be read
 */
export function readFile(
  body: AsyncIterable<Uint8Array>,
  format: ImportFormat,
  delimiter?: string,
): ReadFile {
  const pieces = decoded(body);
  if (format === "json") {
    const flattener = new Flattener();
    return { rows: limited(jsonRows(pieces, flattener)), columns: () => flattener.columns };
  }
  let columns: string[] = [];
  const rows = async function* () {
    let isHead = true;
    for await (const row of csvRows(pieces, delimiter)) {
      if (!isHead) yield row;
      else {
        columns = row.map((name, index) => name.trim() || `Column ${index + 1}`);
        if (columns.length > MOST_COLUMNS) {
          throw invalid("file", `The file has more than ${MOST_COLUMNS} columns.`);
        }
      }
      isHead = false;
    }
    if (isHead) throw invalid("file", "The file is empty. Its first row names the columns.");
  };
  return { rows: limited(rows()), columns: () => columns.map(cleanText) };
}

async function* jsonRows(
  pieces: AsyncIterable<string>,
  flattener: Flattener,
): AsyncGenerator<string[]> {
  let number = 0;
  for await (const item of jsonItems(pieces)) yield flattener.row(item, ++number);
}

async function* limited(rows: AsyncIterable<string[]>): AsyncGenerator<string[]> {
  let number = 0;
  for await (const row of rows) {
    if (++number > MOST_IMPORT_ROWS) {
      throw tooLarge(`The file has more than ${MOST_IMPORT_ROWS} rows. Send it in parts.`);
    }
    yield row.map((cell) => cleanText(cell.slice(0, MOST_CELL)).trim());
  }
}

/**
 * The text of a file: UTF-8, UTF-16 with its mark, or else Windows-1252, which spreadsheets still
 * write.
 */
async function* decoded(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const waiting: Uint8Array[] = [];
  let held = 0;
  let size = 0;
  let decoder: TextDecoder | null = null;
  let yielded = false;
  const text = function* (chunk: Uint8Array) {
    const piece = decode(decoder!, chunk);
    if (piece !== "") yield piece;
    yielded ||= piece !== "";
  };
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MOST_IMPORT_BYTES) {
      throw tooLarge(
        `The file is larger than ${MOST_IMPORT_BYTES / 1024 / 1024} MB. Send it in parts.`,
      );
    }
    if (decoder) {
      yield* text(chunk);
      continue;
    }
    waiting.push(chunk);
    held += chunk.length;
    if (held < SNIFFED) continue;
    decoder = decoderFor(waiting);
    for (const one of waiting.splice(0)) yield* text(one);
  }
  decoder ??= decoderFor(waiting);
  for (const one of waiting) yield* text(one);
  const rest = decode(decoder);
  if (rest !== "" || !yielded) yield rest;
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw invalid(
      "file",
      "The file begins as UTF-8 and goes on as something else. Save it as UTF-8.",
    );
  }
}

function decoderFor(chunks: Uint8Array[]): TextDecoder {
  const first = [...chunks[0]?.subarray(0, 2) ?? [], ...chunks[1]?.subarray(0, 2) ?? []];
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder("utf-16le");
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder("utf-16be");
  const strict = new TextDecoder("utf-8", { fatal: true });
  try {
    // The last character may be cut, which only the end of a stream would mind.
    for (const chunk of chunks) strict.decode(chunk, { stream: true });
    return new TextDecoder("utf-8", { fatal: true });
  } catch {
    return new TextDecoder("windows-1252");
  }
}
