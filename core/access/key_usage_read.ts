import { now } from "../clock.ts";
import type { Db } from "../db/mod.ts";
import { isSafeId } from "./identity.ts";
import {
  deleteUsage,
  selectEndpoints,
  selectPeriods,
  selectRequests,
  type UsageNumbers,
} from "./key_usage_sql.ts";

const HOUR_MILLISECONDS = 60 * 60 * 1000;
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;

/** The times usage can be looked at, and in how many hours or days (UTC). */
export const usageRanges = {
  "24h": { grain: "hour", periods: 24 },
  "7d": { grain: "hour", periods: 7 * 24 },
  "30d": { grain: "day", periods: 30 },
  "90d": { grain: "day", periods: 90 },
} as const;

/** The name of one of the {@link usageRanges}. */
export type UsageRange = keyof typeof usageRanges;

/** How many endpoints are named at most. */
export const endpointMaximum = 20;

/** What a key was used for. */
export interface KeyUsageReport {
  range: UsageRange;
  grain: "hour" | "day";
  total: UsageNumbers;
  /** Every hour or day of the range, oldest first, by its beginning. */
  periods: (UsageNumbers & { period: Date })[];
  /** The most used first, at most {@link endpointMaximum}. */
  endpoints: (UsageNumbers & { endpoint: string })[];
  /** Whether there are more endpoints than these. */
  hasMoreEndpoints: boolean;
}

/** The range named by `value`; 30 days when it names none. */
export function readUsageRange(value: string | null): UsageRange {
  return value !== null && Object.hasOwn(usageRanges, value) ? value as UsageRange : "30d";
}

/**
 * What a key was used for until now. What servers counted in the last ten seconds may be missing.
 *
 * @param input ids of a key that exists; of any other there is nothing
 */
export async function readKeyUsage(
  db: Db,
  input: { projectId: string; keyId: string; range: UsageRange },
  at: Date = now(),
): Promise<KeyUsageReport> {
  const { range } = input;
  const { grain, periods: count } = usageRanges[range];
  const length = grain === "hour" ? HOUR_MILLISECONDS : DAY_MILLISECONDS;
  const newest = at.getTime() - at.getTime() % length;
  const times = Array.from({ length: count }, (_, place) => newest - (count - 1 - place) * length);
  const from = new Date(times[0]!);
  const isSafe = isSafeId(input.projectId) && isSafeId(input.keyId);
  const [stored, endpoints] = isSafe
    ? await Promise.all([
      selectPeriods(db, input, grain, from),
      selectEndpoints(db, input, grain, from, endpointMaximum + 1),
    ])
    : [[], []];
  const byTime = new Map(stored.map((one) => [one.period.getTime(), one]));
  const periods = times.map((time) => byTime.get(time) ?? { period: new Date(time), ...none });
  return {
    range,
    grain,
    total: periods.reduce(sum, none),
    periods,
    endpoints: endpoints.slice(0, endpointMaximum),
    hasMoreEndpoints: endpoints.length > endpointMaximum,
  };
}

/** How many requests each key of a project made today (UTC) and on the 29 days before, by its id. */
export async function requestsOfKeys(
  db: Db,
  projectId: string,
  at: Date = now(),
): Promise<Map<string, number>> {
  const today = at.getTime() - at.getTime() % DAY_MILLISECONDS;
  const rows = isSafeId(projectId)
    ? await selectRequests(db, projectId, new Date(today - 29 * DAY_MILLISECONDS))
    : [];
  return new Map(rows.map(({ keyId, requests }) => [keyId, requests]));
}

/** The share of requests that were answered with an error, 0 to 1; null without requests. */
export function errorRate(numbers: UsageNumbers): number | null {
  const { requests, clientErrors, serverErrors, rateLimited } = numbers;
  return requests === 0 ? null : (clientErrors + serverErrors + rateLimited) / requests;
}

/** Deletes what is not shown any more: hours after a week, days after 90. */
export async function forgetOldUsage(db: Db, at: Date = now()): Promise<void> {
  const time = at.getTime();
  await deleteUsage(db, {
    hours: new Date(time - 8 * DAY_MILLISECONDS),
    days: new Date(time - 91 * DAY_MILLISECONDS),
  });
}

const none: UsageNumbers = { requests: 0, clientErrors: 0, serverErrors: 0, rateLimited: 0 };

function sum(a: UsageNumbers, b: UsageNumbers): UsageNumbers {
  return {
    requests: a.requests + b.requests,
    clientErrors: a.clientErrors + b.clientErrors,
    serverErrors: a.serverErrors + b.serverErrors,
    rateLimited: a.rateLimited + b.rateLimited,
  };
}
