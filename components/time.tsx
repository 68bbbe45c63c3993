import { type TimeFormat, timeText } from "./time_text.ts";
import type { Instant } from "./types.ts";

/** Props of {@link Time}. */
export interface TimeProps {
  /** ISO 8601 text or a Date. */
  at: Instant | null | undefined;
  /** @default {"relative"} */
  format?: TimeFormat;
  /** The present in milliseconds; needed for relative times. */
  now?: number;
}

/**
 * A moment, rendered in UTC, with the full date as its title. `data-time` tells the page's script
 * how to write it again in the reader's own zone. What is not a time is shown as it is.
 */
export function Time({ at, format = "relative", now }: TimeProps) {
  if (!at) return <span class="subtle">–</span>;
  const value = at instanceof Date ? at : new Date(at);
  const milliseconds = value.getTime();
  if (Number.isNaN(milliseconds)) return <span>{String(at)}</span>;
  return (
    <time
      dateTime={value.toISOString()}
      title={timeText(milliseconds, "full")}
      data-time={format}
    >
      {timeText(milliseconds, format, now)}
    </time>
  );
}
