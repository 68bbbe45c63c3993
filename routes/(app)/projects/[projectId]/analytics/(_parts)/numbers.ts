import { durationText } from "../../../../../../core/notifications/mod.ts";
import type { Grain } from "../../../../../../core/analytics/mod.ts";

/** A number as people write it. */
export function numberText(value: number): string {
  return value.toLocaleString("en-US");
}

/** A share as a percentage; a dash where nothing counts. */
export function percentText(share: number | null): string {
  if (share === null) return "–";
  const percent = share * 100;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}

/** Seconds as people say them; a dash where there are none. */
export function secondsText(seconds: number | null): string {
  return seconds === null ? "–" : durationText(seconds);
}

/** A step of an axis of durations, in its largest whole unit. */
export function stepText(seconds: number): string {
  const units: [number, string][] = [[86_400, "d"], [3_600, "h"], [60, "min"], [1, "s"]];
  const [size, name] = units.find(([size]) => seconds >= size) ?? [1, "s"];
  return `${seconds / size} ${name}`;
}

/** A period as its chart names it. */
export function periodText(period: string, grain: Grain): string {
  const options: Intl.DateTimeFormatOptions = grain === "month"
    ? { month: "short", year: "numeric" }
    : { month: "short", day: "numeric" };
  const text = new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" })
    .format(new Date(period));
  return grain === "week" ? `Week of ${text}` : text;
}

/** How a number stands to the one before: `+12 %`; null where that says nothing. */
export function changeText(current: number | null, before: number | null): string | null {
  if (current === null || before === null || before === 0) return null;
  const percent = Math.round((current / before - 1) * 100);
  return percent === 0 ? "unchanged" : `${percent > 0 ? "+" : "−"}${Math.abs(percent)} %`;
}

/** How a share stands to the one before, in points of a percent; null where that says nothing. */
export function pointsText(current: number | null, before: number | null): string | null {
  if (current === null || before === null) return null;
  const points = Math.round((current - before) * 100);
  return points === 0 ? "unchanged" : `${points > 0 ? "+" : "−"}${Math.abs(points)} points`;
}

/** The top of an axis from 0: a round number at or above the largest. */
export function roundTop(largest: number): number {
  if (largest <= 4) return 4;
  const unit = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 2, 4, 5, 10].find((one) => one * unit >= largest)!;
  return step * unit;
}

const DURATIONS = [1, 10, 60, 600, 3_600, 21_600, 86_400, 604_800, 2_592_000];

/** The steps of an axis of durations that reaches over all of them, and where a duration stands on it. */
export function durationAxis(seconds: number[]): {
  ticks: number[];
  /** 0 at the bottom to 1 at the top. */
  place: (seconds: number) => number;
} {
  const largest = Math.max(1, ...seconds);
  const smallest = Math.max(1, Math.min(largest, ...seconds));
  const begin = DURATIONS.findLastIndex((tick) => tick <= smallest);
  const first = Math.min(Math.max(0, begin), DURATIONS.length - 2);
  const found = DURATIONS.findIndex((tick) => tick >= largest);
  const last = Math.max(first + 1, found < 0 ? DURATIONS.length - 1 : found);
  const ticks = DURATIONS.slice(first, last + 1);
  // Every step is as high as the others, and within a step height goes by the logarithm.
  const place = (value: number) => {
    const below = Math.max(0, ticks.slice(0, -1).findLastIndex((tick) => tick <= value));
    const [low, high] = [ticks[below]!, ticks[below + 1]!];
    const part = Math.log(Math.max(value, low) / low) / Math.log(high / low);
    return Math.min(1, (below + part) / (ticks.length - 1));
  };
  return { ticks, place };
}
