import type { Io } from "./io.ts";

/** Fields that say most, in the order in which they are shown. */
const COLUMNS = [
  ..."id title name content type status priority source email domain session_count"
    .split(" "),
  ..."message_count tags last_activity_at created_at".split(" "),
];
const MOST_COLUMNS = 6;
const WIDEST_CELL = 48;

/** A thing as JSON on one line, with nothing in it that a terminal takes for a command. */
export function jsonLine(value: unknown): string {
  const escape = (character: string) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[\x7f-\x9f\u2028\u2029]/g, escape) +
    "\n";
}

/** A text that others wrote, on one line, with nothing in it that a terminal takes for a command. */
export function plain(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
}

/** A value as a text on one line. */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) {
    return plain(value.join(", "));
  }
  if (typeof value === "object") return plain(JSON.stringify(value));
  return plain(String(value));
}

/**
 * Things as a table.
 *
 * @param columns how many characters fit on a line, or null for as many as there are
 */
export function tableOf(
  items: Record<string, unknown>[],
  columns: number | null,
): string {
  const names = COLUMNS.filter((name) => items.some((item) => name in item))
    .slice(0, MOST_COLUMNS);
  if (names.length === 0) return items.map(jsonLine).join("");
  const rows = [
    names.map((name) => name.replaceAll("_", " ").toUpperCase()),
    ...items.map((item) => names.map((name) => cut(cell(item[name]), WIDEST_CELL))),
  ];
  const widths = names.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map((row) => {
    const line = row.map((text, at) => text.padEnd(widths[at]!)).join("  ")
      .trimEnd();
    return (columns === null ? line : cut(line, columns)) + "\n";
  }).join("");
}

/** One thing, a field on each line. */
export function fieldsOf(item: Record<string, unknown>): string {
  const given = Object.entries(item).filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...given.map(([name]) => name.length));
  return given.map(([name, value]) => `${name.padEnd(width)}  ${cell(value)}`.trimEnd() + "\n")
    .join("");
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : text.slice(0, Math.max(0, width - 1)) + "…";
}

/** Shows one thing. */
export function show(io: Io, item: unknown, isJson: boolean): void {
  if (isJson) io.write(jsonLine(item ?? null));
  else if (typeof item === "object" && item !== null) {
    io.write(fieldsOf(item as Record<string, unknown>));
  }
}

/** Shows a list. */
export function showAll(
  io: Io,
  items: Record<string, unknown>[],
  isJson: boolean,
): void {
  if (isJson) { for (const item of items) io.write(jsonLine(item)); }
  else if (items.length > 0) io.write(tableOf(items, io.columns));
}
