import type { Session } from "../contract/mod.ts";
import type { Sql } from "../db/mod.ts";
import { invalid } from "../errors.ts";
import { isCounted, orderOf, type SessionFilter } from "./filter.ts";
import type { ListWindow } from "./filter_sql.ts";
import { type ListCursor, readCursor, writeCursor } from "./list_cursor.ts";
import { countRows } from "./count_sql.ts";
import { countByCounters, findRows, type FoundRow, sessionsByIds } from "./list_sql.ts";
import { searchRows } from "./search.ts";

/**
 * No total looks at more rows than this; kept counters have no such end. Reading them costs about as
 * much as the page itself (docs/decisions/0006-totals.md).
 */
export const COUNT_CAP = 1_000;

/** One page of sessions. */
export interface SessionPage {
  sessions: Session[];
  /** The number of sessions the filter finds, or at least this many; see `isTotalExact`. */
  total: number;
  isTotalExact: boolean;
  /** Continues after the last row; null at the end. */
  nextCursor: string | null;
  /** Goes back before the first row; null at the beginning. */
  previousCursor: string | null;
}

/** Which part of a list is wanted: from a cursor, or by the documented offset. */
export interface PageRequest {
  limit: number;
  offset?: number;
  cursor?: string;
}

/**
 * Lists a project's sessions, newest first (see `orderOf`).
 *
 * @throws {AppError} 400 for a cursor that is not of this list
 */
export async function listSessions(
  sql: Sql,
  projectId: string,
  filter: SessionFilter,
  page: PageRequest,
): Promise<SessionPage> {
  const order = orderOf(filter);
  const cursor = page.cursor === undefined ? undefined : readCursor(page.cursor);
  if (cursor && cursor.order !== order) {
    throw invalid("cursor", "cursor belongs to a list with other filters. Start without a cursor.");
  }
  // One row more than the page tells whether there is another page.
  const window: ListWindow = { order, cursor, limit: page.limit + 1, offset: page.offset ?? 0 };
  const { rows, total, isTotalExact } = filter.search === undefined
    ? await plainRows(sql, projectId, filter, window)
    : await searchRows(sql, projectId, { ...filter, search: filter.search }, window);
  const hasMore = rows.length > page.limit;
  const shown = rows.slice(0, page.limit);
  if (cursor?.backwards) shown.reverse();
  const sessions = await sessionsByIds(sql, projectId, shown.map(({ id }) => id));
  const backwards = cursor?.backwards ?? false;
  const isAfterStart = cursor !== undefined || (page.offset ?? 0) > 0;
  return {
    sessions,
    // A counted-up-to total is never less than what the reader has seen of the list.
    total: isTotalExact || shown.length === 0
      ? total
      : Math.max(total, (page.offset ?? 0) + shown.length),
    isTotalExact,
    nextCursor: backwards || hasMore ? cursorAt(shown.at(-1), order, false) : null,
    previousCursor: (backwards ? hasMore : isAfterStart) ? cursorAt(shown[0], order, true) : null,
  };
}

async function plainRows(sql: Sql, projectId: string, filter: SessionFilter, window: ListWindow) {
  if (isCounted(filter)) {
    const [rows, total] = await Promise.all([
      findRows(sql, projectId, filter, window),
      countByCounters(sql, projectId, filter),
    ]);
    return { rows, total, isTotalExact: true };
  }
  const [rows, { amount, isExact }] = await Promise.all([
    findRows(sql, projectId, filter, window),
    countRows(sql, projectId, filter, COUNT_CAP),
  ]);
  return { rows, total: amount, isTotalExact: isExact };
}

function cursorAt(row: FoundRow | undefined, order: ListCursor["order"], backwards: boolean) {
  return row ? writeCursor({ order, at: row.at, id: row.id, backwards }) : null;
}
