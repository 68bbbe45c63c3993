import { CsvError, parse } from "csv-parse";
import { invalid } from "../../errors.ts";

/** The characters of a file that tell how its columns are parted. */
const SAMPLE = 20_000;
const DELIMITERS = [",", ";", "\t", "|"];

/** The most characters of one row: a quote that is never closed would swallow the rest of the file. */
const MOST_ROW = 200_000;

/** What parts the columns of a CSV file: what the first row has most of, outside of quotes. */
export function guessDelimiter(text: string): string {
  const counts = new Map(DELIMITERS.map((one) => [one, 0]));
  let isQuoted = false;
  for (const character of text.slice(0, SAMPLE)) {
    if (character === '"') isQuoted = !isQuoted;
    if (!isQuoted && (character === "\n" || character === "\r")) break;
    if (!isQuoted && counts.has(character)) counts.set(character, counts.get(character)! + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
}

/**
 * The rows of a CSV file, the first one being the names of the columns. Quotes, line ends within
 * them, CRLF and empty lines are understood; short and long rows are taken as they are.
 *
 * @param pieces the text of the file in pieces of any length
 * @throws {AppError} 400 for the field `file`, naming the line, where the file cannot be read
 */
export async function* csvRows(
  pieces: AsyncIterable<string>,
  delimiter?: string,
): AsyncGenerator<string[]> {
  const source = pieces[Symbol.asyncIterator]();
  const { value: first } = await source.next();
  const text = (first ?? "").replace(/^\ufeff/, "");
  const parser = parse({
    delimiter: delimiter ?? guessDelimiter(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MOST_ROW,
  });
  const closed = new Promise<void>((resolve) => parser.once("close", resolve));
  const feed = async () => {
    const write = async (piece: string) => {
      if (parser.write(piece)) return;
      await Promise.race([new Promise<void>((resolve) => parser.once("drain", resolve)), closed]);
    };
    await write(text);
    for (;;) {
      const { value, done } = await source.next();
      if (done || parser.destroyed) break;
      await write(value);
    }
    if (!parser.destroyed) parser.end();
  };
  // Its failure ends the reading below.
  const fed = feed().catch((error) => void parser.destroy(error as Error));
  try {
    for await (const row of parser) {
      if ((row as string[]).some((cell) => cell.trim() !== "")) yield row as string[];
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid("file", `The file cannot be read as CSV: ${error.message.replace(/\.?$/, ".")}`);
  } finally {
    parser.destroy();
    await source.return?.();
    await fed;
  }
}
