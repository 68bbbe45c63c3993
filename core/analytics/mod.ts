/** Analytics: how much is said, by whom, how fast it is answered and by what. */
export {
  addDays,
  dayIn,
  type DayRange,
  type Figures,
  type Grain,
  isZone,
  lengthOf,
  MOST_DAYS,
  USUAL_DAYS,
  zoneOf,
  zones,
} from "./analytics_model.ts";
export { type AnalyticsAdminContext, analyticsCommands } from "./admin_commands.ts";
export { keepAnalytics, rebuildAnalytics } from "./count.ts";
export { type ChartName, chartRows, CHARTS, type ChartTable, chartTable } from "./table.ts";
export {
  type AnswerPoint,
  answers,
  companyVolume,
  handling,
  type HandlingPoint,
  issueTrends,
  type Point,
  type Span,
  spanOf,
  summary,
  type Volume,
  volume,
} from "./read.ts";
export type { LinkedCount } from "./read_sql.ts";
