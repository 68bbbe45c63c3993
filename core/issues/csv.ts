import type { Issue } from "./issues_model.ts";

/** The columns of the file, in their order. */
const COLUMNS = [
  "id",
  "title",
  "type",
  "status",
  "priority",
  "priority_score",
  "session_count",
  "contact_count",
  "company_count",
  "revenue",
  "impact",
  "confidence",
  "effort",
  "last_evidence_at",
  "created_at",
  "updated_at",
  "description",
] as const satisfies readonly (keyof Issue)[];

/** The first line, after the mark that tells spreadsheets that it is UTF-8. */
export const csvHead = `\ufeff${COLUMNS.join(",")}\r\n`;

/** Issues as lines of the file. */
export function csvLines(issues: Issue[]): string {
  return issues.map((issue) => COLUMNS.map((column) => csvCell(issue[column])).join(",") + "\r\n")
    .join("");
}

/**
 * One cell. A text that a spreadsheet would take for a formula gets an apostrophe before it: titles
 * are made of what strangers write.
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "number") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const safe = /^\s*[=+\-@|\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
