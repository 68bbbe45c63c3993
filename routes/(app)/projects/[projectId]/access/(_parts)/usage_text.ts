import type { KeyUsageReport, UsageRange } from "../../../../../../core/access/mod.ts";

/** The times on offer, as they are called. */
export const rangeLabels: Record<UsageRange, string> = {
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
};

/** An hour or day (UTC) as the chart names it. */
export function usagePeriodText(period: Date, grain: "hour" | "day"): string {
  const hour: Intl.DateTimeFormatOptions = grain === "hour"
    ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
    : {};
  return new Intl.DateTimeFormat("en-US", {
    month: "short",
    day: "numeric",
    timeZone: "UTC",
    ...hour,
  }).format(period);
}

/** The hours or days of a report as a CSV file that spreadsheets open; numbers and times only. */
export function usageCsv({ periods }: Pick<KeyUsageReport, "periods">): string {
  const rows = periods.map((one) => [
    one.period.toISOString(),
    one.requests,
    one.clientErrors,
    one.rateLimited,
    one.serverErrors,
  ]);
  const head = ["from", "requests", "client_errors", "rate_limited", "server_errors"];
  return "\ufeff" + [head, ...rows].map((row) => row.join(",") + "\r\n").join("");
}
