import type { Sql } from "../db/mod.ts";
import type { SessionFilter } from "./filter.ts";
import type { ListWindow } from "./filter_sql.ts";
import { countByCounters, type FoundRow } from "./list_sql.ts";
import { countMatches, lookUp, walk } from "./search_list_sql.ts";
import { parseQuery } from "./search_sql.ts";

/** How many rows the first stretch of a walk looks at, and how many a walk looks at in all. */
const FIRST_STRETCH = 500;
const WHOLE_WALK = 5_000;

/** Projects up to this many sessions get an exact total for every search. */
const COUNTABLE = 20_000;

/** Rows that hold the words, and how many there are. */
export interface SearchedRows {
  rows: FoundRow[];
  total: number;
  isTotalExact: boolean;
}

/**
 * Finds sessions by words, newest first. Common words are found by walking down the list, rare ones
 * by the index; the first stretch of the walk tells which is which (docs/decisions/0004-search.md).
 */
export async function searchRows(
  sql: Sql,
  projectId: string,
  filter: SessionFilter & { search: string },
  window: ListWindow,
): Promise<SearchedRows> {
  const query = await parseQuery(sql, filter.search);
  if (query === null) return { rows: [], total: 0, isTotalExact: true };
  const size = await countByCounters(sql, projectId, { showArchived: true });
  const total = size <= COUNTABLE ? countMatches(sql, projectId, filter, query) : null;
  const wanted = window.limit + (window.offset ?? 0);
  const walked = await walkDown(sql, projectId, filter, window, query, wanted);
  if (walked.isComplete || walked.hits.length >= wanted) {
    const hits = walked.hits.slice(window.offset ?? 0, wanted);
    // Without a cursor, a walk that reached the end has seen every row there is.
    const sawAll = walked.isComplete && !window.cursor;
    return {
      rows: hits,
      total: total ? await total : walked.hits.length,
      isTotalExact: total !== null || sawAll,
    };
  }
  const found = await lookUp(sql, projectId, filter, window, query);
  await total;
  return { ...found, isTotalExact: true };
}

interface Walk {
  hits: FoundRow[];
  isComplete: boolean;
}

async function walkDown(
  sql: Sql,
  projectId: string,
  filter: SessionFilter,
  window: ListWindow,
  query: string,
  wanted: number,
): Promise<Walk> {
  const hits: FoundRow[] = [];
  let { cursor } = window;
  for (let looked = 0, length = FIRST_STRETCH; looked < WHOLE_WALK;) {
    const stretch = await walk(sql, projectId, filter, {
      ...window,
      cursor,
      offset: 0,
      limit: length,
    }, query);
    hits.push(...stretch.hits);
    looked += length;
    if (stretch.last === null) return { hits, isComplete: true };
    if (hits.length >= wanted) return { hits, isComplete: false };
    // So rare that the rest of the walk would not fill the page either.
    const expected = hits.length / looked * WHOLE_WALK;
    if (expected < wanted) return { hits, isComplete: false };
    cursor = {
      order: window.order,
      backwards: window.cursor?.backwards ?? false,
      at: stretch.last.at,
      id: stretch.last.id,
    };
    length = 1_500;
  }
  return { hits, isComplete: false };
}
