import type { Sql } from "../db/mod.ts";
import { parseQuery } from "../sessions/mod.ts";
import type { IssueFilter, IssueSort } from "./filter.ts";
import type { Issue } from "./issues_model.ts";
import { selectIssues } from "./issues_sql.ts";
import { type IssueCursor, readIssueCursor, writeIssueCursor } from "./list_cursor.ts";
import { countIssues, findIssues, type FoundIssue } from "./list_sql.ts";

/** No total looks at more issues than this. */
export const ISSUE_COUNT_CAP = 10_000;

/** All issues with a search's words are looked at when they are at most so many. */
const MOST_LOOKED_AT = 2_000;

/** One page of issues. */
export interface IssuePage {
  issues: Issue[];
  /** How many the filter finds, or at least this many; see `isTotalExact`. */
  total: number;
  isTotalExact: boolean;
  /** Continues after the last row; null at the end. */
  nextCursor: string | null;
  /** Goes back before the first row; null at the beginning. */
  previousCursor: string | null;
}

/**
 * Lists a project's issues, those that were merged left out.
 *
 * @throws {AppError} 400 for a cursor that is not of this list
 */
export async function listIssues(
  sql: Sql,
  projectId: string,
  filter: IssueFilter,
  page: { sort: IssueSort; limit: number; cursor?: string },
): Promise<IssuePage> {
  const { sort, limit } = page;
  const cursor = page.cursor === undefined ? undefined : readIssueCursor(page.cursor, sort);
  const search = filter.search === undefined ? null : await parseQuery(sql, filter.search);
  // Nothing searchable is left of the words: they find nothing.
  if (filter.search !== undefined && search === null) return nothing;
  const window = { sort, cursor, limit: limit + 1 };
  const counting = countIssues(sql, projectId, filter, search, ISSUE_COUNT_CAP);
  // How words are best looked for depends on how many issues have them.
  const isRare = search !== null && await counting <= MOST_LOOKED_AT;
  const [rows, amount] = await Promise.all([
    findIssues(sql, projectId, filter, search, { ...window, isRare }),
    counting,
  ]);
  const hasMore = rows.length > limit;
  const shown = rows.slice(0, limit);
  const backwards = cursor?.backwards ?? false;
  if (backwards) shown.reverse();
  const issues = await selectIssues(sql, projectId, shown.map(({ id }) => id));
  return {
    issues,
    total: Math.min(amount, ISSUE_COUNT_CAP),
    isTotalExact: amount <= ISSUE_COUNT_CAP,
    nextCursor: backwards || hasMore ? cursorAt(shown.at(-1), sort, false) : null,
    previousCursor: (backwards ? hasMore : cursor !== undefined)
      ? cursorAt(shown[0], sort, true)
      : null,
  };
}

const nothing: IssuePage = {
  issues: [],
  total: 0,
  isTotalExact: true,
  nextCursor: null,
  previousCursor: null,
};

function cursorAt(row: FoundIssue | undefined, sort: IssueSort, backwards: boolean): string | null {
  const cursor: IssueCursor | null = row ? { sort, keys: row.keys, id: row.id, backwards } : null;
  return cursor && writeIssueCursor(cursor);
}
