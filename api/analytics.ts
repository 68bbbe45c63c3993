import type { z } from "zod";
import {
  answers,
  type ChartName,
  chartRows,
  chartTable,
  companyVolume,
  handling,
  issueTrends,
  type Span,
  spanOf,
  summary,
  volume,
} from "../core/analytics/mod.ts";
import { check } from "../core/http/mod.ts";
import type { ApiContext } from "./context.ts";
import { analyticsQuery } from "./schemas/analytics_query.ts";
import { queryOf } from "./schemas/session_query.ts";

type Query = z.infer<typeof analyticsQuery>;

/** `GET` of the figures of a range, beside those of the range before it. */
export async function getAnalyticsSummary(c: ApiContext): Promise<Response> {
  const { span } = await asked(c);
  const { figures, before, counted_at, is_waiting } = await summary(
    c.var.services.sql,
    c.var.projectId,
    span,
  );
  return c.json({ ...presentSpan(span), summary: figures, before, counted_at, is_waiting });
}

/** `GET` of sessions over time, by source or by tag. */
export async function getAnalyticsVolume(c: ApiContext): Promise<Response> {
  const { span, query } = await asked(c);
  return await answer(c, query, span, query.by === "tag" ? "tags" : "sources", async () => {
    const { series, points } = await volume(c.var.services.sql, c.var.projectId, span, query.by);
    return { by: query.by, series, points };
  });
}

/** `GET` of takeovers and of what was closed without a person, over time. */
export async function getAnalyticsHandling(c: ApiContext): Promise<Response> {
  const { span, query } = await asked(c);
  return await answer(c, query, span, "handling", async () => ({
    points: await handling(c.var.services.sql, c.var.projectId, span),
  }));
}

/** `GET` of how fast first answers came, over time. */
export async function getAnalyticsAnswers(c: ApiContext): Promise<Response> {
  const { span, query } = await asked(c);
  return await answer(c, query, span, "answers", async () => ({
    points: await answers(c.var.services.sql, c.var.projectId, span),
  }));
}

/** `GET` of the issues most named, and of those that rise. */
export async function getAnalyticsIssues(c: ApiContext): Promise<Response> {
  const { span, query } = await asked(c);
  return await answer(
    c,
    query,
    span,
    "issues",
    () => issueTrends(c.var.services.sql, c.var.projectId, span, query.limit),
  );
}

/** `GET` of the companies with the most sessions. */
export async function getAnalyticsCompanies(c: ApiContext): Promise<Response> {
  const { span, query } = await asked(c);
  return await answer(c, query, span, "companies", async () => ({
    companies: await companyVolume(c.var.services.sql, c.var.projectId, span, query.limit),
  }));
}

async function asked(c: ApiContext): Promise<{ span: Span; query: Query }> {
  const query = check(analyticsQuery, queryOf(c.req.url));
  return { query, span: await spanOf(c.var.services.sql, c.var.projectId, query) };
}

async function answer(
  c: ApiContext,
  query: Query,
  span: Span,
  chart: ChartName,
  read: () => Promise<object>,
): Promise<Response> {
  if (query.format === "json") return c.json({ ...presentSpan(span), ...await read() });
  const table = await chartTable(c.var.services.sql, c.var.projectId, span, chart);
  return c.body(chartRows(table), 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${chart}.csv"`,
  });
}

const presentSpan = ({ range: { from, to }, grain, zone }: Span) => ({ from, to, grain, zone });
