const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What a time is written as: `relative` (3h ago), `date`, `time`, or both (`full`). */
export type TimeFormat = "relative" | "date" | "time" | "full";

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(key: string, options: Intl.DateTimeFormatOptions, timeZone: string) {
  const id = `${key} ${timeZone}`;
  let found = formatters.get(id);
  if (!found) {
    found = new Intl.DateTimeFormat("en-US", { ...options, timeZone });
    formatters.set(id, found);
  }
  return found;
}

/**
 * Writes a time as text, in English.
 * @param at the time in milliseconds since 1970
 * @param now the present, which `relative` and the hiding of the current year refer to; without it
 * times are absolute and carry their year
 * @param timeZone an IANA name; pages are rendered in UTC and corrected in the reader's browser
 */
export function timeText(
  at: number,
  format: TimeFormat,
  now?: number,
  timeZone = "UTC",
): string {
  if (format === "time") {
    return formatter("time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, timeZone)
      .format(at);
  }
  if (format === "full") {
    return formatter("full", {
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
    }, timeZone).format(at);
  }
  if (format === "relative" && now !== undefined) {
    const passed = now - at;
    if (Math.abs(passed) < MINUTE) return "just now";
    if (passed > 0 && passed < HOUR) return `${Math.floor(passed / MINUTE)}m ago`;
    if (passed > 0 && passed < DAY) return `${Math.floor(passed / HOUR)}h ago`;
    if (passed > 0 && passed < 7 * DAY) return `${Math.floor(passed / DAY)}d ago`;
  }
  const year = formatter("year", { year: "numeric" }, timeZone);
  const sameYear = now !== undefined && year.format(at) === year.format(now);
  return sameYear
    ? formatter("day", { month: "short", day: "numeric" }, timeZone).format(at)
    : formatter("date", { year: "numeric", month: "short", day: "numeric" }, timeZone).format(at);
}

/** A position in a recording, given in milliseconds, as 4:05 or 1:02:03. */
export function offsetText(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const pad = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = pad(total % 60);
  return hours ? `${hours}:${pad(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}
