import type { SyncFrequency } from "../contract/mod.ts";
import { randomFraction } from "../id.ts";

const HOURS = { "1h": 1, "6h": 6, "24h": 24 } as const;
const HOUR_MILLISECONDS = 3_600_000;
/** Connections made together do not ask their providers at the same second for ever. */
const JITTER_MILLISECONDS = 5 * 60_000;

/** When the schedule runs a connection next, seen from a run; null for those run by hand. */
export function nextRun(
  frequency: SyncFrequency,
  after: Date,
  random = randomFraction(),
): Date | null {
  if (frequency === "manual") return null;
  return new Date(
    after.getTime() + HOURS[frequency] * HOUR_MILLISECONDS +
      Math.floor(random * JITTER_MILLISECONDS),
  );
}
