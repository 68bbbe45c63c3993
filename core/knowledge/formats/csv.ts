import type { Passage } from "../split.ts";
import { FormatProblem } from "./format_problem.ts";

/** The most rows of one table. */
export const MOST_ROWS = 20_000;
const ROW_CHARACTERS = 6_000;

/**
 * Turns a table into passages, one for each row: its values with the names of the first row. A column
 * called title, question, name or subject becomes the heading.
 *
 * @throws FormatProblem when there are no rows, too many, or quotes do not close
 */
export function readCsv(text: string): Passage[] {
  const rows = parseCsv(text);
  const head = (rows.shift() ?? []).map((cell, index) => cell.trim() || `Column ${index + 1}`);
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ""));
  if (filled.length === 0) {
    throw new FormatProblem("The table has no rows below its header. Check the file.");
  }
  const heading = head.findIndex((name) =>
    /^(title|question|name|subject|topic|titel|frage|thema)$/i.test(name)
  );
  return filled.map((row) => ({
    heading: (row[heading] ?? "").replace(/\s+/g, " ").trim().slice(0, 200),
    content: row.map((cell, index) => ({ name: head[index] ?? `Column ${index + 1}`, cell }))
      .filter(({ cell }) => cell.trim() !== "")
      .map(({ name, cell }) => `${name}: ${cell.trim()}`).join("\n").slice(0, ROW_CHARACTERS),
  }));
}

/** The rows of a CSV text; the separator is the comma, semicolon or tab its first line has most of. */
function parseCsv(text: string): string[][] {
  const input = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const firstLine = input.slice(0, input.indexOf("\n") >>> 0);
  const separator = [",", ";", "\t"].toSorted((a, b) =>
    firstLine.split(b).length - firstLine.split(a).length
  )[0]!;
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < input.length) {
    let cell: string;
    if (input[at] === '"') {
      [cell, at] = quoted(input, at);
      // What stands between a closing quote and the separator belongs to the cell.
      const end = endOfCell(input, at, separator);
      cell += input.slice(at, end);
      at = end;
    } else {
      const end = endOfCell(input, at, separator);
      cell = input.slice(at, end);
      at = end;
    }
    row.push(cell);
    if (input[at] === separator) {
      at++;
      if (at < input.length && input[at] !== "\n") continue;
      row.push("");
    }
    at++;
    rows.push(row);
    row = [];
    if (rows.length > MOST_ROWS + 1) {
      throw new FormatProblem(
        `The table has more than ${MOST_ROWS} rows. Split it into several files.`,
      );
    }
  }
  return rows;
}

function quoted(input: string, start: number): [cell: string, after: number] {
  let cell = "";
  let at = start + 1;
  for (;;) {
    const end = input.indexOf('"', at);
    if (end < 0) {
      throw new FormatProblem("A quoted value of the table does not end. Check the file's quotes.");
    }
    cell += input.slice(at, end);
    if (input[end + 1] !== '"') return [cell, end + 1];
    cell += '"';
    at = end + 2;
  }
}

function endOfCell(input: string, from: number, separator: string): number {
  for (let at = from; at < input.length; at++) {
    if (input[at] === separator || input[at] === "\n") return at;
  }
  return input.length;
}
