import type { Db } from "../db/mod.ts";
import type { ListOrder, SessionFilter } from "./filter.ts";
import type { ListCursor } from "./list_cursor.ts";

const empty = (sql: Db) => sql``;

/** A piece of SQL with its parameters. */
export type Fragment = ReturnType<typeof empty>;

/** Where a read begins and how far it goes. */
export interface ListWindow {
  order: ListOrder;
  cursor?: ListCursor;
  limit: number;
  offset?: number;
}

/** `order by` of a window: newest first, or oldest first when it reads backwards. */
export function direction(sql: Db, window: ListWindow, at: Fragment, id: Fragment): Fragment {
  return window.cursor?.backwards
    ? sql`order by ${at} asc, ${id} asc`
    : sql`order by ${at} desc, ${id} desc`;
}

/** Only rows past the window's cursor, in its direction. */
export function beyond(sql: Db, { cursor }: ListWindow, at: Fragment, id: Fragment): Fragment {
  if (!cursor) return sql``;
  // In two parts: PostgreSQL multiplies in floating point, which is off by some µs after the year 2255.
  const place = sql`'epoch'::timestamptz
    + ${cursor.at}::bigint / 1000000 * interval '1 second'
    + ${cursor.at}::bigint % 1000000 * interval '1 microsecond'`;
  return cursor.backwards
    ? sql`and (${at}, ${id}) > (${place}, ${cursor.id})`
    : sql`and (${at}, ${id}) < (${place}, ${cursor.id})`;
}

/** All of a filter but its words, for sessions under the alias `s`. */
export function everyCondition(sql: Db, projectId: string, filter: SessionFilter): Fragment {
  return sql`
    ${filter.showArchived ? sql`` : sql`and not s.is_archived`}
    ${filter.status ? sql`and s.status = ${filter.status}` : sql``}
    ${tagged(sql, projectId, filter.tags)}
    ${conditions(sql, projectId, filter)}`;
}

/** What a filter asks for beyond archived, status and tags, which choose the index. */
export function conditions(sql: Db, projectId: string, filter: SessionFilter): Fragment {
  const { sessionId, name, source, dateFrom, dateTo, contactId, companyId } = filter;
  const scopes = filter.productScopeIds ?? [];
  return sql`
    ${sessionId !== undefined ? sql`and s.id = ${sessionId}` : sql``}
    ${source !== undefined ? sql`and s.source = ${source}` : sql``}
    ${name !== undefined ? sql`and lower(s.name) like lower(${anywhere(name)})` : sql``}
    ${dateFrom ? sql`and s.created_at >= ${dateFrom}` : sql``}
    ${dateTo ? sql`and s.created_at <= ${dateTo}` : sql``}
    ${contactId !== undefined ? sql`and s.contact_id = ${contactId}` : sql``}
    ${takeover(sql, filter.isHumanTakeover)}
    ${analyzed(sql, filter.isAnalyzed)}
    ${filter.needsHuman ? sql`and s.needs_human is not null` : sql``}
    ${filter.needsHuman === false ? sql`and s.needs_human is null` : sql``}
    ${companyId !== undefined ? linked(sql, projectId, "company", [companyId]) : sql``}
    ${scopes.length > 0 ? linked(sql, projectId, "product_scope", scopes) : sql``}`;
}

/** A pattern for texts that have this one in them. */
const anywhere = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

function tagged(sql: Db, projectId: string, tags: string[] | undefined): Fragment {
  if (!tags?.length) return sql``;
  // One that is rare is read first, a common one is looked up for each session: PostgreSQL decides.
  return sql`and s.id in (select t.session_id from session_tags t
    where t.project_id = ${projectId} and t.tag = any(${tags}::text[]))`;
}

function takeover(sql: Db, wanted: boolean | undefined): Fragment {
  if (wanted === undefined) return sql``;
  return wanted ? sql`and s.is_human_takeover` : sql`and not s.is_human_takeover`;
}

function analyzed(sql: Db, wanted: boolean | undefined): Fragment {
  if (wanted === undefined) return sql``;
  return wanted
    ? sql`and s.analysis_status = 'analyzed'`
    : sql`and s.analysis_status <> 'analyzed'`;
}

/** The links a filter asks for: each entity of the answer is enough. */
export function linksWanted(
  filter: SessionFilter,
): { kind: "company" | "product_scope"; ids: string[] } | null {
  if (filter.companyId !== undefined) return { kind: "company", ids: [filter.companyId] };
  const ids = filter.productScopeIds ?? [];
  return ids.length > 0 ? { kind: "product_scope", ids } : null;
}

function linked(sql: Db, projectId: string, kind: string, ids: string[]): Fragment {
  return sql`and s.id in (select l.session_id from session_links l
    where l.project_id = ${projectId} and l.kind = ${kind} and l.entity_id = any(${ids}::text[]))`;
}
