import type { Db } from "../db/mod.ts";
import { csvCell } from "../issues/mod.ts";
import { answers, companyVolume, handling, issueTrends, type Span, volume } from "./read.ts";

/** The charts that have a table, by the names of their addresses. */
export const CHARTS = ["sources", "tags", "handling", "answers", "issues", "companies"] as const;

/** One of the charts. */
export type ChartName = (typeof CHARTS)[number];

/** A chart in numbers. */
export interface ChartTable {
  columns: string[];
  rows: (string | number | null)[][];
}

/** The numbers of a chart over a time: what its table and its CSV file show. */
export async function chartTable(
  sql: Db,
  projectId: string,
  span: Span,
  chart: ChartName,
): Promise<ChartTable> {
  switch (chart) {
    case "sources":
    case "tags": {
      const { series, points } = await volume(
        sql,
        projectId,
        span,
        chart === "tags" ? "tag" : "source",
      );
      return {
        columns: ["period", ...series.map(({ id }) => id)],
        rows: points.map((
          { period, values },
        ) => [period, ...series.map(({ id }) => values[id] ?? 0)]),
      };
    }
    case "handling":
      return tableOf(await handling(sql, projectId, span), [
        "period",
        "live",
        "taken_over",
        "takeover_rate",
        "closed",
        "resolved",
        "resolution_rate",
      ]);
    case "answers":
      return tableOf(await answers(sql, projectId, span), ["period", "answered", "median", "p90"]);
    case "issues": {
      const { top, rising } = await issueTrends(sql, projectId, span, LONG_LIST);
      const all = new Map([...top, ...rising].map((issue) => [issue.id, issue]));
      return tableOf([...all.values()], ["id", "name", "sessions", "before"]);
    }
    case "companies": {
      const list = await companyVolume(sql, projectId, span, LONG_LIST);
      return tableOf(list, ["id", "name", "sessions", "before"]);
    }
  }
}

/** How many issues and companies a file holds. */
const LONG_LIST = 1_000;

function tableOf<Row>(rows: Row[], columns: (keyof Row & string)[]): ChartTable {
  const cell = (value: unknown) =>
    typeof value === "number" ? Math.round(value * 10_000) / 10_000 : value as string | null;
  return { columns, rows: rows.map((row) => columns.map((column) => cell(row[column]))) };
}

/** A table as a CSV file that spreadsheets open. */
export function chartRows({ columns, rows }: ChartTable): string {
  return "\ufeff" + [columns, ...rows].map((row) => row.map(csvCell).join(",") + "\r\n").join("");
}
