import type { Session } from "../contract/mod.ts";
import type { Sql } from "../db/mod.ts";
import { invalid } from "../errors.ts";
import type { ListOrder, SessionFilter } from "./filter.ts";
import type { ListWindow } from "./filter_sql.ts";
import { EARLIEST, type ListCursor, readCursor, writeCursor } from "./list_cursor.ts";
import { findRows, sessionsByIds } from "./list_sql.ts";
import { searchRows } from "./search.ts";

/** Which part of a list is wanted, and in which direction it is read. */
export interface KeysetRequest {
  order: ListOrder;
  /** Oldest first. */
  ascending: boolean;
  limit: number;
  cursor?: string;
}

/**
 * Lists a project's sessions in a chosen order, without counting them. In the order of creation,
 * what is added meanwhile moves nothing: reading on meets every session once.
 *
 * @throws {AppError} 400 for a cursor that is not of this list
 */
export async function pageOfSessions(
  sql: Sql,
  projectId: string,
  filter: SessionFilter,
  request: KeysetRequest,
): Promise<{ sessions: Session[]; nextCursor: string | null }> {
  const { order, ascending, limit } = request;
  const window: ListWindow = { order, cursor: cursorOf(request), limit: limit + 1 };
  const rows = filter.search === undefined
    ? await findRows(sql, projectId, filter, window)
    : (await searchRows(sql, projectId, { ...filter, search: filter.search }, window)).rows;
  const shown = rows.slice(0, limit);
  const sessions = await sessionsByIds(sql, projectId, shown.map(({ id }) => id));
  const last = shown.at(-1);
  const nextCursor = last && rows.length > limit
    ? writeCursor({ order, at: last.at, id: last.id, backwards: ascending })
    : null;
  return { sessions, nextCursor };
}

/** Where the list begins; oldest first, that is after the earliest time there is. */
function cursorOf({ order, ascending, cursor }: KeysetRequest): ListCursor | undefined {
  if (cursor === undefined) {
    return ascending ? { order, at: String(EARLIEST), id: "", backwards: true } : undefined;
  }
  const place = readCursor(cursor);
  if (place.order !== order || place.backwards !== ascending) {
    throw invalid("cursor", "cursor belongs to a list in another order. Start without a cursor.");
  }
  return place;
}
