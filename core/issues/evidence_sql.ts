import type { Db } from "../db/mod.ts";
import type { LinkedBy } from "./issues_model.ts";

/** A quote as pages and the API show it. */
export interface Quote<Time = Date> {
  id: string;
  session_id: string;
  message_id: string;
  /** The message's place in the session. */
  sequence: number;
  quote: string;
  sender_type: string;
  sender_name: string | null;
  said_at: Time;
  linked_by: LinkedBy;
  linked_by_name: string | null;
  reason: string | null;
  created_at: Time;
}

/** A session that speaks of an issue, with what it says. */
export interface Evidence<Time = Date> {
  session_id: string;
  name: string | null;
  preview: string | null;
  source: string;
  status: string;
  is_archived: boolean;
  last_activity_at: Time;
  message_count: number;
  contact: { id: string; name: string | null; email: string | null } | null;
  company: { id: string; name: string | null } | null;
  linked_by: LinkedBy | null;
  linked_by_name: string | null;
  reason: string | null;
  linked_at: Time;
  quotes: Quote<Time>[];
}

/** A company that asks for an issue. */
export interface AskingCompany {
  id: string;
  name: string | null;
  plan: string | null;
  revenue: number | null;
  session_count: number;
  contact_count: number;
}

/** Sessions of an issue without their quotes, newest activity first, from a place on. */
export async function selectEvidence(
  sql: Db,
  projectId: string,
  issueId: string,
  limit: number,
  after: { at: string; id: string } | null,
): Promise<(Omit<Evidence, "quotes"> & { at: string })[]> {
  const rows = await sql<(Omit<Evidence, "quotes"> & { at: string })[]>`
    with linked as (
      select l.session_id, l.last_activity_at, l.linked_by, l.linked_by_id, l.reason, l.created_at
      from session_links l
      where l.project_id = ${projectId} and l.kind = 'issue' and l.entity_id = ${issueId}
        ${
    after
      ? sql`and (l.last_activity_at, l.session_id) < ('epoch'::timestamptz
          + ${after.at}::bigint / 1000000 * interval '1 second'
          + ${after.at}::bigint % 1000000 * interval '1 microsecond', ${after.id})`
      : sql``
  }
      order by l.last_activity_at desc, l.session_id desc limit ${limit}
    )
    select l.session_id, s.name, s.preview, s.source, s.status, s.is_archived, s.last_activity_at,
      s.message_count,
      case when c.id is not null then
        jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email) end as contact,
      case when k.id is not null then
        jsonb_build_object('id', k.id, 'name', coalesce(k.name, k.domain)) end as company,
      l.linked_by, u.name as linked_by_name, l.reason, l.created_at as linked_at,
      (extract(epoch from l.last_activity_at) * 1000000)::bigint::text as at
    from linked l
    join sessions s on s.project_id = ${projectId} and s.id = l.session_id
    left join contacts c on c.project_id = ${projectId} and c.id = s.contact_id
    left join companies k on k.project_id = ${projectId} and k.id = c.company_id
    left join user_accounts u on u.id = l.linked_by_id
    order by l.last_activity_at desc, l.session_id desc`;
  return [...rows];
}

/** Quotes of an issue from some of its sessions, in the order they were said. */
export async function selectQuotes(
  sql: Db,
  projectId: string,
  issueId: string,
  sessionIds: string[],
): Promise<Quote[]> {
  const rows = await sql<Quote[]>`
    select q.id, q.session_id, q.message_id, m.sequence, q.quote, m.sender_type, m.sender_name,
      m.created_at as said_at, q.linked_by, u.name as linked_by_name, q.reason, q.created_at
    from issue_quotes q
    join messages m on m.project_id = q.project_id and m.session_id = q.session_id
      and m.id = q.message_id
    left join user_accounts u on u.id = q.linked_by_id
    where q.project_id = ${projectId} and q.issue_id = ${issueId}
      and q.session_id = any(${sessionIds}::text[])
    order by m.sequence, q.created_at`;
  return [...rows];
}

/** The newest quotes of an issue, with who said them. */
export async function selectNewestQuotes(
  sql: Db,
  projectId: string,
  issueId: string,
  limit: number,
): Promise<(Quote & { contact_id: string | null; company: string | null })[]> {
  const rows = await sql<(Quote & { contact_id: string | null; company: string | null })[]>`
    select q.id, q.session_id, q.message_id, m.sequence, q.quote, m.sender_type, m.sender_name,
      m.created_at as said_at, q.linked_by, null as linked_by_name, q.reason, q.created_at,
      s.contact_id, coalesce(k.name, k.domain) as company
    from issue_quotes q
    join messages m on m.project_id = q.project_id and m.session_id = q.session_id
      and m.id = q.message_id
    join sessions s on s.project_id = q.project_id and s.id = q.session_id
    left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
    left join companies k on k.project_id = s.project_id and k.id = c.company_id
    where q.project_id = ${projectId} and q.issue_id = ${issueId}
    order by q.created_at desc, q.id desc limit ${limit}`;
  return [...rows];
}

/** The companies that ask for an issue, by revenue. */
export async function selectAskingCompanies(
  sql: Db,
  projectId: string,
  issueId: string,
  limit: number,
): Promise<AskingCompany[]> {
  const rows = await sql<AskingCompany[]>`
    select k.id, coalesce(k.name, k.domain) as name, k.plan, k.revenue::float8 as revenue,
      o.session_count, o.contact_count
    from issue_companies o join companies k on k.project_id = o.project_id and k.id = o.company_id
    where o.project_id = ${projectId} and o.issue_id = ${issueId}
    order by k.revenue desc nulls last, o.session_count desc, k.id limit ${limit}`;
  return [...rows];
}
