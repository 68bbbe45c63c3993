import type { Db, Tx } from "../db/mod.ts";
import type { LinkedBy } from "./issues_model.ts";

/** Who linked something, and why. */
export interface Provenance {
  by: LinkedBy;
  /** The account of a person. */
  byId?: string | null;
  reason?: string | null;
}

/**
 * Links a session to an issue. A link that is there stays; a person who makes it anew makes it theirs.
 *
 * @returns null when the project has no such session, else whether the link is new
 */
export async function insertIssueLink(
  tx: Tx,
  projectId: string,
  issueId: string,
  sessionId: string,
  { by, byId, reason }: Provenance,
  at: Date,
): Promise<boolean | null> {
  const [session] = await tx`
    select 1 from sessions where project_id = ${projectId} and id = ${sessionId} for update`;
  if (!session) return null;
  const [row] = await tx<{ inserted: boolean }[]>`
    insert into session_links as kept (project_id, kind, entity_id, session_id, is_archived, status,
      last_activity_at, created_at, linked_by, linked_by_id, reason)
    select ${projectId}, 'issue', ${issueId}, s.id, s.is_archived, s.status, s.last_activity_at, ${at},
      ${by}, ${byId ?? null}, ${reason ?? null}
    from sessions s where s.project_id = ${projectId} and s.id = ${sessionId}
    on conflict (project_id, kind, entity_id, session_id) do update
    set linked_by = case when excluded.linked_by = 'person' then 'person' else kept.linked_by end,
      linked_by_id = case when excluded.linked_by = 'person'
        then excluded.linked_by_id else kept.linked_by_id end,
      reason = case when excluded.linked_by = 'person'
        then coalesce(excluded.reason, kept.reason) else kept.reason end
    returning (xmax = 0) as inserted`;
  return row!.inserted;
}

/** Takes a session away from an issue, with its quotes; false when it was not linked. */
export async function deleteIssueLink(
  tx: Tx,
  projectId: string,
  issueId: string,
  sessionId: string,
): Promise<boolean> {
  await tx`
    delete from issue_quotes
    where project_id = ${projectId} and issue_id = ${issueId} and session_id = ${sessionId}`;
  const result = await tx`
    delete from session_links
    where project_id = ${projectId} and kind = 'issue' and entity_id = ${issueId}
      and session_id = ${sessionId}`;
  return result.count === 1;
}

/** Whether a person took this session away from the issue before. */
export async function wasUnlinked(
  tx: Tx,
  projectId: string,
  issueId: string,
  sessionId: string,
): Promise<boolean> {
  const rows = await tx`
    select 1 from issue_changes
    where project_id = ${projectId} and issue_id = ${issueId} and kind = 'unlinked'
      and data ->> 'session_id' = ${sessionId} and actor_kind <> 'review' limit 1`;
  return rows.length > 0;
}

/** A message to quote from. */
export interface QuotedMessage {
  id: string;
  sequence: number;
  content: string;
}

/** Messages of a session by id or by place. */
export async function selectQuoted(
  tx: Tx,
  projectId: string,
  sessionId: string,
  wanted: { ids: string[]; sequences: number[] },
): Promise<QuotedMessage[]> {
  const rows = await tx<QuotedMessage[]>`
    select id, sequence, content from messages
    where project_id = ${projectId} and session_id = ${sessionId}
      and (id = any(${wanted.ids}::text[]) or sequence = any(${wanted.sequences}::int[]))
    for key share`;
  return [...rows];
}

/** A quote about to be stored. */
export interface NewQuote {
  id: string;
  sessionId: string;
  messageId: string;
  quote: string;
}

/** Stores a quote unless the issue has it already; whether it is new. */
export async function insertQuote(
  tx: Tx,
  projectId: string,
  issueId: string,
  quote: NewQuote,
  { by, byId, reason }: Provenance,
  at: Date,
): Promise<boolean> {
  const result = await tx`
    insert into issue_quotes (project_id, issue_id, id, session_id, message_id, quote, linked_by,
      linked_by_id, reason, created_at)
    select ${projectId}, ${issueId}, ${quote.id}, ${quote.sessionId}, ${quote.messageId},
      ${quote.quote}, ${by}, ${byId ?? null}, ${reason ?? null}, ${at}
    where not exists (
      select from issue_quotes
      where project_id = ${projectId} and session_id = ${quote.sessionId}
        and message_id = ${quote.messageId} and issue_id = ${issueId} and quote = ${quote.quote})`;
  return result.count === 1;
}

/** Removes one quote; false when there is none. */
export async function deleteQuote(
  tx: Tx,
  projectId: string,
  issueId: string,
  quoteId: string,
): Promise<boolean> {
  const result = await tx`
    delete from issue_quotes
    where project_id = ${projectId} and issue_id = ${issueId} and id = ${quoteId}`;
  return result.count === 1;
}

/** An issue as a session's page shows it. */
export interface SessionIssue {
  id: string;
  title: string;
  type: string;
  status: string;
  priority: string;
  linked_by: LinkedBy | null;
  linked_by_name: string | null;
  reason: string | null;
  quotes: { id: string; message_id: string; quote: string }[];
}

/** The issues a session is linked to, most pressing first. */
export async function selectSessionIssues(
  sql: Db,
  projectId: string,
  sessionId: string,
): Promise<SessionIssue[]> {
  const rows = await sql<SessionIssue[]>`
    select i.id, i.title, i.type, i.status,
      (array['low', 'medium', 'high', 'urgent'])[i.priority_level] as priority,
      l.linked_by, u.name as linked_by_name, l.reason,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', q.id, 'message_id', q.message_id, 'quote', q.quote)
          order by q.created_at, q.id)
        from issue_quotes q
        where q.project_id = i.project_id and q.session_id = ${sessionId} and q.issue_id = i.id
      ), '[]') as quotes
    from session_links l
    join issues i on i.project_id = l.project_id and i.id = l.entity_id
    left join user_accounts u on u.id = l.linked_by_id
    where l.project_id = ${projectId} and l.session_id = ${sessionId} and l.kind = 'issue'
    order by i.is_closed, i.priority_level desc, i.priority_score desc, i.id`;
  return [...rows];
}
