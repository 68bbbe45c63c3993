import type { SyncMode } from "../contract/mod.ts";
import type { ConnectionRow } from "./connections_sql.ts";

/** The date filter of a connection, as plugins see it. */
export function filterOf(
  connection: Pick<ConnectionRow, "filter_from" | "filter_to">,
): { from?: Date; to?: Date } {
  return { from: connection.filter_from ?? undefined, to: connection.filter_to ?? undefined };
}

/**
 * The range a run asks for and the cursors it begins with. A run that did not reach its end left
 * cursors behind; they are continued within the window they belong to. Otherwise the window begins
 * an overlap before the start of the last complete run, never at the newest item seen and never at
 * the time a run ended: what appears late is still found.
 */
export function windowOf(
  connection: Pick<
    ConnectionRow,
    "cursors" | "window_from" | "window_to" | "synced_until" | "filter_from" | "filter_to"
  >,
  mode: SyncMode,
  startedAt: Date,
  overlapSeconds: number,
): { window: { from: Date; to: Date }; cursors: Record<string, unknown> } {
  const first = connection.filter_from ?? new Date(0);
  const last = connection.filter_to && connection.filter_to < startedAt
    ? connection.filter_to
    : startedAt;
  if (mode !== "incremental") return { window: { from: first, to: last }, cursors: {} };
  const { cursors, window_from, window_to, synced_until } = connection;
  if (window_from && window_to) return { window: { from: window_from, to: window_to }, cursors };
  const since = synced_until
    ? new Date(Math.max(synced_until.getTime() - overlapSeconds * 1000, first.getTime()))
    : first;
  return { window: { from: since, to: last }, cursors };
}
