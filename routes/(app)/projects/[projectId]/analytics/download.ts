import {
  type ChartName,
  chartRows,
  CHARTS,
  chartTable,
  spanOf,
} from "../../../../../core/analytics/mod.ts";
import { notFound } from "../../../../../core/errors.ts";
import { define } from "../../../../../server/state.ts";
import { askedRange } from "./(_parts)/asked_range.ts";

/** The numbers of one chart as a file. */
export const handler = define.handlers({
  async GET(ctx) {
    const { sql } = ctx.state.services;
    const { id } = ctx.state.project!;
    const chart = ctx.url.searchParams.get("chart") as ChartName;
    if (!CHARTS.includes(chart)) throw notFound("Chart");
    const span = await spanOf(sql, id, askedRange(ctx.url));
    const name = `${chart}-${span.range.from}-${span.range.to}.csv`;
    return new Response(chartRows(await chartTable(sql, id, span, chart)), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${name}"`,
      },
    });
  },
});
