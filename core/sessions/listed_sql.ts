import type { Db } from "../db/mod.ts";
import type { SessionFilter } from "./filter.ts";
import { type Fragment, linksWanted } from "./filter_sql.ts";

/** A list kept in order apart from the sessions: of one tag, or of one linked thing. */
export interface KeptList {
  /** The table, under the alias `t`. */
  from: Fragment;
  /** Which list of it, and whether of archived sessions. */
  where: Fragment;
}

/** The values of `is_archived` a filter allows. */
export function archivedValues(filter: SessionFilter): boolean[] {
  return filter.showArchived ? [false, true] : [false];
}

/** The kept lists a filter is read from, or null when it names neither tags nor links. */
export function keptLists(sql: Db, projectId: string, filter: SessionFilter): KeptList[] | null {
  const wanted = linksWanted(filter);
  const named = filter.tags?.length
    ? filter.tags.map((tag) => ({ from: sql`session_tags t`, only: sql`t.tag = ${tag}` }))
    : wanted?.ids.map((id) => ({
      from: sql`session_links t`,
      only: sql`t.kind = ${wanted.kind} and t.entity_id = ${id}`,
    }));
  return named?.flatMap(({ from, only }) =>
    archivedValues(filter).map((archived) => ({
      from,
      where: sql`t.project_id = ${projectId} and ${only} and t.is_archived = ${archived}`,
    }))
  ) ?? null;
}

/**
 * What of a filter the kept lists do not know, so that the sessions themselves must be looked at;
 * null when they know all of it.
 */
export function beyondKeptLists(filter: SessionFilter): SessionFilter | null {
  const { tags: _tags, status: _status, showArchived: _archived, ...rest } = filter;
  if (!filter.tags?.length) {
    if (rest.companyId !== undefined) delete rest.companyId;
    else delete rest.productScopeIds;
  }
  const isLeft = Object.entries(rest).some(([field, value]) =>
    field !== "search" && value !== undefined && !(Array.isArray(value) && value.length === 0)
  );
  return isLeft ? rest : null;
}
