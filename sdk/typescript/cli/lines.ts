import { UsageError } from "./faults.ts";

/** A thing of a file, and the line it begins on, from 1. */
export interface Entry {
  item: Record<string, unknown>;
  line: number;
}

/**
 * The things of a file: an object on each line, or one list of objects.
 *
 * @throws {UsageError} with the line that is neither
 */
export async function* entriesOf(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<Entry> {
  let number = 0;
  let whole: string | null = null;
  for await (const line of linesOf(input)) {
    number++;
    if (whole !== null) whole += line + "\n";
    else if (line.trim() === "") continue;
    else if (line.trimStart().startsWith("[")) {
      whole = "\n".repeat(number - 1) + line + "\n";
    } else yield { item: objectOf(parsed(line, number), number), line: number };
  }
  if (whole === null) return;
  const list = parsed(whole, null);
  if (!Array.isArray(list)) {
    throw new UsageError("The file is neither a list nor lines of JSON");
  }
  for (const [at, item] of list.entries()) {
    yield { item: objectOf(item, at + 1), line: at + 1 };
  }
}

async function* linesOf(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of input) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

function parsed(text: string, line: number | null): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = line === null ? "The file" : `Line ${line}`;
    throw new UsageError(`${place} is not JSON: ${(error as Error).message}`);
  }
}

function objectOf(value: unknown, place: number): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new UsageError(
    `Entry ${place} is not an object. Write one object on each line.`,
  );
}
