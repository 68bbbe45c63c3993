import { invalid, invalidFields } from "../errors.ts";

/** Days of the project's zone, both included: `2026-03-01`. */
export interface DayRange {
  from: string;
  to: string;
}

/** What the points of a chart stand for. */
export type Grain = "day" | "week" | "month";

/** Figures of conversations over some time. Rates are shares from 0 to 1, null where nothing counts. */
export interface Figures {
  /** All sessions that began, archived ones included. */
  sessions: number;
  /** Live chats: those the agent could answer. */
  live: number;
  taken_over: number;
  /** Of the live chats. */
  takeover_rate: number | null;
  /** Live chats that are closed. */
  closed: number;
  /** Of these, those that were answered and in which no person of the team took part. */
  resolved: number;
  resolution_rate: number | null;
  /** Chats in which the customer got an answer. */
  answered: number;
  /** Seconds until the first answer, to within 5 %. */
  answer_median: number | null;
  answer_p90: number | null;
}

/** The most days a range may have. */
export const MOST_DAYS = 1_100;
/** The ranges the page offers. */
export const USUAL_DAYS = [7, 30, 90] as const;
const DAY_MILLISECONDS = 86_400_000;
const STEP = 1.1;
const EXACT_SECONDS = 10;

/** The zone of a project's settings (`timezone`), or UTC where there is none that is known. */
export function zoneOf(settings: Record<string, unknown>): string {
  const zone = settings.timezone;
  return typeof zone === "string" && isZone(zone) ? zone : "UTC";
}

/** Whether a text names a time zone, as in `Europe/Berlin`. */
export function isZone(zone: string): boolean {
  // PostgreSQL knows the same names; offsets such as +02:00 mean the opposite there.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,60}$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone === "UTC" || zone.includes("/");
  } catch {
    return false;
  }
}

/** The zones a project can choose from, UTC first. */
export function zones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}

/** The day it is in a zone. */
export function dayIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(at);
}

/** A day, so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** How many days a range has. */
export function lengthOf({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS) + 1;
}

/** The range of the same length right before. */
export function rangeBefore(range: DayRange): DayRange {
  return { from: addDays(range.from, -lengthOf(range)), to: addDays(range.from, -1) };
}

/**
 * The range somebody asks for: `days` back from today, or `from` and `to`.
 *
 * @param today the present day in the project's zone
 * @throws {AppError} 400 that names the field
 */
export function rangeOf(
  asked: { days?: string; from?: string; to?: string },
  today: string,
): DayRange {
  const { days, from, to } = asked;
  if (from === undefined && to === undefined) {
    const amount = days === undefined ? 30 : Number(days);
    if (!/^\d{0,4}$/.test(days ?? "") || amount < 1 || amount > MOST_DAYS) {
      throw invalid("days", `days must be a whole number from 1 to ${MOST_DAYS}.`);
    }
    return { from: addDays(today, 1 - amount), to: today };
  }
  if (days !== undefined) {
    throw invalid("days", "days and from cannot be given together. Leave one of them out.");
  }
  const faults = Object.entries({ from, to: to ?? today })
    .filter(([, day]) => !isDay(day))
    .map(([field]) => ({ field, message: `${field} must be a day as in 2026-03-01.` }));
  if (faults.length > 0) throw invalidFields(faults);
  const range = { from: from!, to: to ?? today };
  if (range.from > range.to) throw invalid("to", "to must not lie before from.");
  if (lengthOf(range) > MOST_DAYS) {
    throw invalid("from", `from must lie at most ${MOST_DAYS} days before to.`);
  }
  return range;
}

function isDay(text: string | undefined): boolean {
  if (text === undefined || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** What the points of a chart over a range stand for, so that there are neither few nor too many. */
export function grainOf(range: DayRange): Grain {
  const days = lengthOf(range);
  return days <= 92 ? "day" : days <= 400 ? "week" : "month";
}

/**
 * A range as the whole months in it and the days before and after them; only days where there is no
 * whole month.
 */
export function partsOf(range: DayRange): { days: DayRange[]; months: DayRange | null } {
  const from = range.from.endsWith("-01") ? range.from : nextMonth(range.from);
  const end = addDays(range.to, 1);
  const to = addDays(end.endsWith("-01") ? end : `${end.slice(0, 7)}-01`, -1);
  if (from > to) return { days: [range], months: null };
  const days = [
    { from: range.from, to: addDays(from, -1) },
    { from: addDays(to, 1), to: range.to },
  ];
  return { days: days.filter((part) => part.from <= part.to), months: { from, to } };
}

function nextMonth(day: string): string {
  return `${addDays(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`;
}

/** The day a period begins: itself, its Monday, or the first of its month. */
export function periodOf(day: string, grain: Grain): string {
  if (grain === "day") return day;
  if (grain === "month") return `${day.slice(0, 7)}-01`;
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
}

/** Every period of a range, also those in which nothing happened. */
export function periodsOf(range: DayRange, grain: Grain): string[] {
  const periods = new Set<string>();
  for (let day = range.from; day <= range.to; day = addDays(day, 1)) {
    periods.add(periodOf(day, grain));
  }
  return [...periods];
}

/** The bucket an answer after so many seconds is counted in; core/analytics/count_sql.ts does the same. */
export function bucketOf(seconds: number): number {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole <= EXACT_SECONDS) return whole;
  return EXACT_SECONDS + Math.ceil(Math.log(whole / EXACT_SECONDS) / Math.log(STEP));
}

/** The seconds a bucket stands for. */
export function secondsOf(bucket: number): number {
  if (bucket <= EXACT_SECONDS) return bucket;
  return Math.round(EXACT_SECONDS * STEP ** (bucket - EXACT_SECONDS - 0.5));
}

/**
 * The seconds within which a share of the answers came.
 *
 * @param share 0.5 for the median
 * @returns null without answers
 */
export function percentile(
  buckets: readonly { bucket: number; sessions: number }[],
  share: number,
): number | null {
  const total = buckets.reduce((sum, { sessions }) => sum + sessions, 0);
  if (total === 0) return null;
  let rest = Math.ceil(total * share);
  for (const { bucket, sessions } of [...buckets].sort((a, b) => a.bucket - b.bucket)) {
    rest -= sessions;
    if (rest <= 0) return secondsOf(bucket);
  }
  return null;
}

/** A part of a whole, or null of nothing. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** Counts of sessions as they are kept by day. */
export interface DayCounts {
  sessions: number;
  live: number;
  taken_over: number;
  closed: number;
  resolved: number;
}

/** Counts and answers as figures. */
export function figuresOf(
  counts: DayCounts,
  answers: readonly { bucket: number; sessions: number }[],
): Figures {
  return {
    sessions: counts.sessions,
    live: counts.live,
    taken_over: counts.taken_over,
    takeover_rate: share(counts.taken_over, counts.live),
    closed: counts.closed,
    resolved: counts.resolved,
    resolution_rate: share(counts.resolved, counts.closed),
    answered: answers.reduce((sum, { sessions }) => sum + sessions, 0),
    answer_median: percentile(answers, 0.5),
    answer_p90: percentile(answers, 0.9),
  };
}
