import type { DisabledBy } from "./endpoints_model.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long is waited after each failed try, in milliseconds: three days altogether. */
export const RETRY_MILLISECONDS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  DAY,
  DAY,
] as const;

/** Nothing but failures for so long switches an endpoint off. */
export const FAILING_MILLISECONDS = 5 * DAY;
/** A receiver cannot put a delivery off for longer. */
const MOST_ASKED = DAY;
/** Waits are longer or shorter by up to this part, so that not all come back at once. */
const JITTER = 0.2;

/** What a receiver did with a delivery. */
export interface Reaction {
  /** Null: there was no answer. */
  status: number | null;
  /** The header field `Retry-After`. */
  retryAfter: string | null;
}

/** What becomes of a delivery. */
export type Outcome =
  | { kind: "delivered" }
  /** It is tried again at that time. */
  | { kind: "waiting"; nextAt: Date }
  /** Never again, unless somebody asks for it. */
  | { kind: "failed" };

/**
 * Judges a try.
 *
 * @param tries how many there were, this one included
 * @param fraction from 0 up to 1, for the jitter
 */
export function judge(reaction: Reaction, tries: number, at: Date, fraction: number): Outcome {
  const { status, retryAfter } = reaction;
  if (status !== null && status >= 200 && status < 300) return { kind: "delivered" };
  const wait = RETRY_MILLISECONDS[tries - 1];
  if (status === 410 || wait === undefined) return { kind: "failed" };
  const own = wait * (1 - JITTER + 2 * JITTER * fraction);
  const asked = Math.min(askedMilliseconds(retryAfter, at), MOST_ASKED);
  return { kind: "waiting", nextAt: new Date(at.getTime() + Math.max(own, asked)) };
}

/** Whether a failure ends the endpoint, and why. */
export function endsEndpoint(
  { status }: Reaction,
  failingSince: Date | null,
  at: Date,
): DisabledBy | null {
  if (status === 410) return "gone";
  const isLong = failingSince !== null &&
    at.getTime() - failingSince.getTime() >= FAILING_MILLISECONDS;
  return isLong ? "failing" : null;
}

/** What `Retry-After` asks for, in milliseconds; 0 when it says nothing that can be understood. */
function askedMilliseconds(text: string | null, at: Date): number {
  if (text === null) return 0;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * SECOND;
  const time = Date.parse(text);
  return Number.isNaN(time) ? 0 : Math.max(0, time - at.getTime());
}
