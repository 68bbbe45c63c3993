import type { SessionPage } from "../../../../../../core/sessions/mod.ts";

const number = new Intl.NumberFormat("en-US");

/** How many of how many: "1–50 of 1,204 sessions", "50 of at least 10,000 sessions". */
export function countText(
  { sessions, total, isTotalExact }: Pick<SessionPage, "total" | "isTotalExact"> & {
    sessions: unknown[];
  },
  isFirstPage: boolean,
): string {
  const all = `${isTotalExact ? "" : "at least "}${number.format(total)}`;
  const noun = total === 1 ? "session" : "sessions";
  if (isFirstPage && isTotalExact && sessions.length >= total) return `${all} ${noun}`;
  const shown = isFirstPage ? `1–${sessions.length}` : number.format(sessions.length);
  return `${shown} of ${all} ${noun}`;
}
