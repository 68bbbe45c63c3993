import type { Sql } from "../../db/mod.ts";
import { csvLine } from "../csv_cell.ts";
import { type CustomerImport, failedRows } from "./imports_sql.ts";

const PAGE = 1_000;

/** The rows that were not taken as a CSV file: as they came, with row number and reason. */
export function errorsCsv(
  sql: Sql,
  projectId: string,
  one: CustomerImport,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after = -1;
  return new ReadableStream({
    async pull(controller) {
      if (after < 0) {
        after = 0;
        controller.enqueue(encoder.encode("\ufeff" + csvLine([...one.columns, "Row", "Error"])));
      }
      const rows = await failedRows(sql, projectId, one.id, after, PAGE);
      const text = rows.map(({ cells, number, error }) =>
        csvLine([...one.columns.map((_, index) => cells[index] ?? ""), number, error])
      ).join("");
      if (text !== "") controller.enqueue(encoder.encode(text));
      after = rows.at(-1)?.number ?? after;
      if (rows.length < PAGE) controller.close();
    },
  });
}
