import type { Db, Sql } from "../db/mod.ts";
import { type CustomerKind, searchQuery } from "./customer_model.ts";
import type { CustomerCursor } from "./list.ts";

/** Which contacts a list shows; what is absent does not filter. */
export interface ContactFilter {
  /** Beginnings of words in name, e-mail address, company and domain; or a whole external id. */
  search?: string;
  companyId?: string;
  hasSessions?: boolean;
  /** Of their company. */
  stage?: string;
  plan?: string;
}

/** Which companies a list shows. */
export interface CompanyFilter {
  /** Beginnings of words in name and domain; or a whole external id. */
  search?: string;
  hasSessions?: boolean;
  stage?: string;
  plan?: string;
}

/** A row found, with its place in the order. */
export interface FoundCustomer {
  id: string;
  at: string;
}

/** What a list filters by; `isCommon`: very many have the words of the search. */
export type CustomerFilter = ContactFilter & CompanyFilter & { isCommon?: boolean };
type Filter = CustomerFilter;
const nothing = (sql: Db) => sql``;
type Fragment = ReturnType<typeof nothing>;

/** How a list is ordered: the expression of its index, its direction, and its value as text. */
interface Order {
  by: Fragment;
  ascending: boolean;
  /** Whether it is a column of customer_activity. */
  isOfActivity?: boolean;
  text: (value: Fragment) => Fragment;
  parse: (text: string) => Fragment;
}

function orderOf(sql: Db, kind: CustomerKind, sort: string): Order {
  const time = {
    ascending: false,
    text: (value: Fragment) => sql`(extract(epoch from ${value}) * 1000000)::bigint::text`,
    parse: (text: string) =>
      sql`('epoch'::timestamptz + ${text}::bigint / 1000000 * interval '1 second'
        + ${text}::bigint % 1000000 * interval '1 microsecond')`,
  };
  const number = (type: Fragment) => ({
    ascending: false,
    text: (value: Fragment) => sql`${value}::text`,
    parse: (text: string) => sql`${text}::text::${type}`,
  });
  switch (sort) {
    case "name":
      return {
        by: kind === "contact"
          ? sql`left(lower(coalesce(c.name, c.email, '')), 200)`
          : sql`left(lower(coalesce(c.name, c.domain, '')), 200)`,
        ascending: true,
        text: (value) => value,
        parse: (text) => sql`${text}::text`,
      };
    case "sessions":
      return { by: sql`a.session_count`, ...number(sql`numeric`), isOfActivity: true };
    case "contacts":
      return { by: sql`a.contact_count`, ...number(sql`numeric`), isOfActivity: true };
    case "revenue":
      return { by: sql`coalesce(c.revenue, -1)`, ...number(sql`numeric`) };
    case "created":
      return { by: sql`c.created_at`, ...time };
    default:
      return { by: sql`a.last_activity_at`, ...time, isOfActivity: true };
  }
}

/** The ids a filter finds, in order, from the cursor on. */
export async function findCustomers(
  sql: Sql,
  projectId: string,
  kind: CustomerKind,
  filter: Filter,
  sort: string,
  cursor: CustomerCursor | undefined,
  limit: number,
): Promise<FoundCustomer[]> {
  const { by, ascending, isOfActivity, text, parse } = orderOf(sql, kind, sort);
  const goesUp = ascending !== (cursor?.backwards ?? false);
  const direction = goesUp ? sql`asc` : sql`desc`;
  const id = isOfActivity ? sql`a.id` : sql`c.id`;
  const beyond = !cursor
    ? sql``
    : goesUp
    ? sql`and (${by}, ${id}) > (${parse(cursor.at)}, ${cursor.id})`
    : sql`and (${by}, ${id}) < (${parse(cursor.at)}, ${cursor.id})`;
  const rows = await sql<FoundCustomer[]>`
    select c.id, ${text(by)} as at from ${
    from(sql, projectId, kind, isOfActivity || filter.hasSessions !== undefined)
  }
    where c.project_id = ${projectId} ${conditions(sql, projectId, kind, filter)} ${beyond}
    order by ${by} ${direction}, ${id} ${direction} limit ${limit}`;
  return [...rows];
}

/** How many a filter finds, counted up to `reach`. */
export async function countFound(
  sql: Sql,
  projectId: string,
  kind: CustomerKind,
  filter: Filter,
  reach: number,
): Promise<number> {
  const [row] = await sql<{ amount: number }[]>`
    select count(*)::int as amount from (
      select from ${from(sql, projectId, kind, filter.hasSessions !== undefined)}
      where c.project_id = ${projectId} ${conditions(sql, projectId, kind, filter)}
      limit ${reach}) as found`;
  return row!.amount;
}

/** How many there are, by the kept counter. */
export async function countAll(db: Db, projectId: string, kind: CustomerKind): Promise<number> {
  const [row] = await db<{ amount: number }[]>`
    select coalesce(sum(amount), 0)::float8 as amount from customer_counts
    where project_id = ${projectId} and kind = ${kind}`;
  return row!.amount;
}

function from(sql: Db, projectId: string, kind: CustomerKind, withActivity: boolean): Fragment {
  const rows = kind === "contact" ? sql`contacts c` : sql`companies c`;
  return withActivity
    ? sql`${rows} join customer_activity a
        on a.project_id = ${projectId} and a.kind = ${kind} and a.id = c.id`
    : rows;
}

function conditions(sql: Db, projectId: string, kind: CustomerKind, filter: Filter): Fragment {
  const { search, companyId, hasSessions, stage, plan } = filter;
  return sql`
    ${search === undefined ? sql`` : sql`and ${matching(sql, projectId, kind, filter)}`}
    ${companyId === undefined ? sql`` : sql`and c.company_id = ${companyId}`}
    ${
    hasSessions === undefined
      ? sql``
      : hasSessions
      ? sql`and a.session_count > 0`
      : sql`and a.session_count = 0`
  }
    ${stage === undefined ? sql`` : ofCompany(sql, projectId, kind, sql`stage = ${stage}`)}
    ${plan === undefined ? sql`` : ofCompany(sql, projectId, kind, sql`plan = ${plan}`)}`;
}

function ofCompany(sql: Db, projectId: string, kind: CustomerKind, condition: Fragment): Fragment {
  if (kind === "company") return sql`and c.${condition}`;
  return sql`and c.company_id in (
    select k.id from companies k where k.project_id = ${projectId} and k.${condition})`;
}

/**
 * How many a search finds by words, of them and of their company, counted up to `reach`. Those who are
 * found by an address or id only are few and not among them.
 */
export async function countWords(
  sql: Sql,
  projectId: string,
  kind: CustomerKind,
  search: string,
  reach: number,
): Promise<number> {
  const query = searchQuery(projectId, search);
  if (query === null) return reach;
  const own = kind === "contact" ? sql`contacts` : sql`companies`;
  const ofCompanies = kind === "company" ? sql`` : sql`
    union all (select from companies k join contacts d
      on d.project_id = ${projectId} and d.company_id = k.id
      where k.project_id = ${projectId} and k.document @@ ${query}::tsquery limit ${reach})`;
  const [row] = await sql<{ amount: number }[]>`
    select count(*)::int as amount from (
      (select from ${own} d where d.project_id = ${projectId} and d.document @@ ${query}::tsquery
        limit ${reach})
      ${ofCompanies}) as found`;
  return row!.amount;
}

/**
 * Own words; for contacts also other addresses, external ids and the words of their company. What few
 * have is looked up and put in order; what many have is looked for along the order of the list.
 */
function matching(sql: Db, projectId: string, kind: CustomerKind, filter: Filter): Fragment {
  const search = filter.search!;
  const query = searchQuery(projectId, search);
  if (query === null) return sql`true`;
  const own = sql`c.document @@ ${query}::tsquery`;
  if (filter.isCommon) {
    return kind === "company" ? own : sql`(${own} or exists (select from companies k
      where k.project_id = ${projectId} and k.id = c.company_id and k.document @@ ${query}::tsquery))`;
  }
  const word = search.trim().toLowerCase();
  if (kind === "company") {
    return sql`c.id in (
      select k.id from companies k
      where k.project_id = ${projectId} and k.document @@ ${query}::tsquery
      union all
      select i.company_id from company_identities i
      where i.project_id = ${projectId} and i.value in (${word}, ${search.trim()}))`;
  }
  return sql`c.id in (
    select d.id from contacts d where d.project_id = ${projectId} and d.document @@ ${query}::tsquery
    union all
    select d.id from contacts d where d.project_id = ${projectId} and d.company_id in (
      select k.id from companies k
      where k.project_id = ${projectId} and k.document @@ ${query}::tsquery)
    union all
    select i.contact_id from contact_identities i where i.project_id = ${projectId}
      and i.kind = 'email' and i.value >= ${word} and i.value < ${word + "\u{10ffff}"}
    union all
    select i.contact_id from contact_identities i
    where i.project_id = ${projectId} and i.value = ${search.trim()})`;
}
