import type { Sql } from "../db/mod.ts";
import { invalid } from "../errors.ts";
import { cleanText } from "../text.ts";
import { companiesByIds, type CompanyRecord } from "./companies_sql.ts";
import { type ContactRecord, contactsByIds } from "./contacts_sql.ts";
import type { CustomerKind } from "./customer_model.ts";
import {
  type CompanyFilter,
  type ContactFilter,
  countAll,
  countFound,
  countWords,
  type CustomerFilter,
  findCustomers,
  type FoundCustomer,
} from "./list_sql.ts";

/** No total looks at more rows than this, unless a counter knows it (docs/decisions/0006-totals.md). */
export const CUSTOMER_COUNT_CAP = 2_000;

/** The orders of a list; each begins with what people look for first. */
export const CONTACT_SORTS = ["activity", "name", "sessions", "created"] as const;
/** The orders of the list of companies. */
export const COMPANY_SORTS = ["activity", "name", "revenue", "contacts", "created"] as const;

/** One order of contacts. */
export type ContactSort = typeof CONTACT_SORTS[number];
/** One order of companies. */
export type CompanySort = typeof COMPANY_SORTS[number];

/** One page of a list. */
export interface CustomerPage<Row> {
  rows: Row[];
  /** How many there are, or at least this many. */
  total: number;
  isTotalExact: boolean;
  nextCursor: string | null;
  previousCursor: string | null;
}

/** Which part of a list is wanted. */
export interface CustomerPageRequest<Sort> {
  sort?: Sort;
  limit?: number;
  cursor?: string | null;
}

/** The most rows of a page. */
export const MOST_ROWS = 500;

/**
 * Lists contacts.
 *
 * @throws {AppError} 400 for a cursor that is not of this list
 */
export async function listContacts(
  sql: Sql,
  projectId: string,
  filter: ContactFilter = {},
  request: CustomerPageRequest<ContactSort> = {},
): Promise<CustomerPage<ContactRecord>> {
  const { ids, ...page } = await listIds(sql, projectId, "contact", filter, {
    ...request,
    sort: request.sort ?? "activity",
  });
  return { ...page, rows: await contactsByIds(sql, projectId, ids) };
}

/**
 * Lists companies.
 *
 * @throws {AppError} 400 for a cursor that is not of this list
 */
export async function listCompanies(
  sql: Sql,
  projectId: string,
  filter: CompanyFilter = {},
  request: CustomerPageRequest<CompanySort> = {},
): Promise<CustomerPage<CompanyRecord>> {
  const { ids, ...page } = await listIds(sql, projectId, "company", filter, {
    ...request,
    sort: request.sort ?? "activity",
  });
  return { ...page, rows: await companiesByIds(sql, projectId, ids) };
}

async function listIds(
  sql: Sql,
  projectId: string,
  kind: CustomerKind,
  filter: CustomerFilter,
  { sort, limit = 50, cursor }: CustomerPageRequest<string> & { sort: string },
) {
  const place = cursor ? readCursor(cursor, sort) : undefined;
  if (filter.search !== undefined) {
    const search = cleanText(filter.search);
    const reach = CUSTOMER_COUNT_CAP + 1;
    const isCommon = await countWords(sql, projectId, kind, search, reach) >= reach;
    filter = { ...filter, search, isCommon };
  }
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const [found, count] = await Promise.all([
    findCustomers(sql, projectId, kind, filter, sort, place, limit + 1),
    isFiltered
      ? countFound(sql, projectId, kind, filter, CUSTOMER_COUNT_CAP + 1)
      : countAll(sql, projectId, kind),
  ]);
  const hasMore = found.length > limit;
  const shown = found.slice(0, limit);
  const backwards = place?.backwards ?? false;
  if (backwards) shown.reverse();
  const isTotalExact = !isFiltered || count <= CUSTOMER_COUNT_CAP;
  return {
    ids: shown.map(({ id }) => id),
    total: isTotalExact ? count : CUSTOMER_COUNT_CAP,
    isTotalExact,
    nextCursor: backwards || hasMore ? cursorAt(shown.at(-1), sort, false) : null,
    previousCursor: (backwards ? hasMore : place !== undefined)
      ? cursorAt(shown[0], sort, true)
      : null,
  };
}

/** A place between two rows. */
export interface CustomerCursor {
  /** The value of the ordering column, as text. */
  at: string;
  id: string;
  backwards: boolean;
}

function cursorAt(row: FoundCustomer | undefined, sort: string, backwards: boolean): string | null {
  if (!row) return null;
  const bytes = new TextEncoder().encode(JSON.stringify([sort, backwards ? 1 : 0, row.at, row.id]));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** @throws {AppError} 400 when the text is not a cursor of a list in this order */
function readCursor(text: string, sort: string): CustomerCursor {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    const parts = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const [order, backwards, at, id] = parts;
    const isWhole = Array.isArray(parts) && order === sort &&
      (backwards === 0 || backwards === 1) &&
      typeof at === "string" && typeof id === "string" && id.length <= 80 && isPlace(sort, at);
    if (isWhole) return { at, id, backwards: backwards === 1 };
  } catch {
    // Told below.
  }
  throw invalid("cursor", "cursor is not one this list gave. Start without a cursor.");
}

/** Whether a text is a value of the ordering column, so that the database takes it. */
function isPlace(sort: string, at: string): boolean {
  if (sort === "name") return at.length <= 400 && at.isWellFormed() && !at.includes("\0");
  if (sort === "activity" || sort === "created") {
    // Microseconds since 1970, up to the year 9999.
    return /^-?\d{1,18}$/.test(at) && Math.abs(Number(at)) <= 253_402_300_800_000_000;
  }
  return /^-?\d{1,15}(\.\d{1,2})?$/.test(at);
}
