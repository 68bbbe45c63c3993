import { now } from "../clock.ts";
import type { Db } from "../db/mod.ts";
import { projectOf } from "../projects/mod.ts";
import {
  type DayCounts,
  dayIn,
  type DayRange,
  type Figures,
  figuresOf,
  type Grain,
  grainOf,
  percentile,
  periodsOf,
  rangeBefore,
  rangeOf,
  share,
  zoneOf,
} from "./analytics_model.ts";
import {
  type LinkedCount,
  selectAnswers,
  selectCompanyCounts,
  selectCounting,
  selectIssueCounts,
  selectSourceCounts,
  selectTagCounts,
  selectTotals,
} from "./read_sql.ts";

/** How many issues and companies a list shows. */
const LISTED = 10;

/** What a question about a time is: the range in the project's zone, and how fine its points are. */
export interface Span {
  range: DayRange;
  before: DayRange;
  grain: Grain;
  zone: string;
}

/** One point of a chart: a period and a number for each of the chart's series. */
export interface Point {
  period: string;
  values: Record<string, number>;
}

/** Sessions over time, one series for each source or tag, the largest first. */
export interface Volume {
  series: { id: string; sessions: number }[];
  points: Point[];
}

/** How live chats were handled in one period. */
export interface HandlingPoint extends DayCounts {
  period: string;
  takeover_rate: number | null;
  resolution_rate: number | null;
}

/** How fast chats of one period were answered, in seconds. */
export interface AnswerPoint {
  period: string;
  answered: number;
  median: number | null;
  p90: number | null;
}

/**
 * The time somebody asks about; see `rangeOf`.
 *
 * @throws {AppError} 400 that names the field, 404 without such a project
 */
export async function spanOf(
  sql: Db,
  projectId: string,
  asked: { days?: string; from?: string; to?: string },
  at: Date = now(),
): Promise<Span> {
  const project = await projectOf(sql, projectId);
  // The zone the days are counted in: another one in the settings is there within a minute.
  const zone = (await selectCounting(sql, projectId)).zone ?? zoneOf(project.settings);
  const range = rangeOf(asked, dayIn(zone, at));
  return { range, before: rangeBefore(range), grain: grainOf(range), zone };
}

/** The figures of a range and of the one of the same length before it. */
export async function summary(
  sql: Db,
  projectId: string,
  { range, before }: Pick<Span, "range" | "before">,
): Promise<{ figures: Figures; before: Figures; counted_at: Date | null; is_waiting: boolean }> {
  const figures = async (days: DayRange) => {
    const [counts, answers] = await Promise.all([
      selectTotals(sql, projectId, days),
      selectAnswers(sql, projectId, days, "month"),
    ]);
    return figuresOf(counts, answers);
  };
  const [current, previous, { counted_at, is_waiting }] = await Promise.all([
    figures(range),
    figures(before),
    selectCounting(sql, projectId),
  ]);
  return { figures: current, before: previous, counted_at, is_waiting };
}

/** Sessions over time by source or by tag. */
export async function volume(
  sql: Db,
  projectId: string,
  { range, grain }: Pick<Span, "range" | "grain">,
  by: "source" | "tag",
): Promise<Volume> {
  const counts = by === "source"
    ? (await selectSourceCounts(sql, projectId, range, grain))
      .map(({ period, source, sessions }) => ({ period, id: source, sessions }))
    : (await selectTagCounts(sql, projectId, range, grain))
      .map(({ period, tag, sessions }) => ({ period, id: tag, sessions }));
  const totals = new Map<string, number>();
  const points = new Map<string, Record<string, number>>(
    periodsOf(range, grain).map((period) => [period, {}]),
  );
  for (const { period, id, sessions } of counts) {
    totals.set(id, (totals.get(id) ?? 0) + sessions);
    points.get(period)![id] = sessions;
  }
  const series = [...totals].map(([id, sessions]) => ({ id, sessions }))
    .sort((a, b) => b.sessions - a.sessions || (a.id < b.id ? -1 : 1));
  return { series, points: [...points].map(([period, values]) => ({ period, values })) };
}

/** Takeovers, and what was closed without a person, over time. */
export async function handling(
  sql: Db,
  projectId: string,
  { range, grain }: Pick<Span, "range" | "grain">,
): Promise<HandlingPoint[]> {
  const points = new Map<string, DayCounts>(
    periodsOf(range, grain).map((period) => [
      period,
      { sessions: 0, live: 0, taken_over: 0, closed: 0, resolved: 0 },
    ]),
  );
  for (const row of await selectSourceCounts(sql, projectId, range, grain)) {
    const point = points.get(row.period)!;
    for (const name of Object.keys(point) as (keyof DayCounts)[]) point[name] += row[name];
  }
  return [...points].map(([period, counts]) => ({
    period,
    ...counts,
    takeover_rate: share(counts.taken_over, counts.live),
    resolution_rate: share(counts.resolved, counts.closed),
  }));
}

/** How fast the first answers came, over time. */
export async function answers(
  sql: Db,
  projectId: string,
  { range, grain }: Pick<Span, "range" | "grain">,
): Promise<AnswerPoint[]> {
  const rows = Map.groupBy(
    await selectAnswers(sql, projectId, range, grain),
    ({ period }) => period,
  );
  return periodsOf(range, grain).map((period) => {
    const buckets = rows.get(period) ?? [];
    return {
      period,
      answered: buckets.reduce((sum, { sessions }) => sum + sessions, 0),
      median: percentile(buckets, 0.5),
      p90: percentile(buckets, 0.9),
    };
  });
}

/** The issues most named in a range, and those that rise: more sessions than in the range before. */
export async function issueTrends(
  sql: Db,
  projectId: string,
  { range, before }: Pick<Span, "range" | "before">,
  limit: number = LISTED,
): Promise<{ top: LinkedCount[]; rising: LinkedCount[] }> {
  return await selectIssueCounts(sql, projectId, range, before, limit);
}

/** The companies with the most sessions in a range. */
export async function companyVolume(
  sql: Db,
  projectId: string,
  { range, before }: Pick<Span, "range" | "before">,
  limit: number = LISTED,
): Promise<LinkedCount[]> {
  return await selectCompanyCounts(sql, projectId, range, before, limit);
}
