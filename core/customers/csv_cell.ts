/**
 * One cell of a CSV file that a spreadsheet may open: quoted where needed, and never a formula. What
 * begins like one (`=`, `+`, `-`, `@`, a tab or a line end) gets an apostrophe before it.
 */
export function csvCell(value: string | number | boolean | null | undefined): string {
  const text = value === null || value === undefined ? "" : String(value);
  const isNumber = typeof value === "number";
  const safe = !isNumber && /^\s*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/.test(text)
    ? `'${text}`
    : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One row of a CSV file. */
export function csvLine(cells: (string | number | boolean | null | undefined)[]): string {
  return cells.map(csvCell).join(",") + "\r\n";
}
