import type { Message, Session } from "../contract/mod.ts";
import type { Db } from "../db/mod.ts";
import type { Fragment } from "./filter_sql.ts";
import { sessionColumns } from "./list_sql.ts";

/** One session of a project, or null. */
export async function getSession(
  sql: Db,
  projectId: string,
  sessionId: string,
): Promise<Session | null> {
  const [row] = await sql<Session[]>`
    select ${sessionColumns(sql)}
    from sessions s left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
    where s.project_id = ${projectId} and s.id = ${sessionId}`;
  return row ?? null;
}

/** All messages of a session in their order; at most `newest` of them, the last ones, when given. */
export async function listMessages(
  sql: Db,
  projectId: string,
  sessionId: string,
  newest?: number,
): Promise<Message[]> {
  const ofSession = sql`project_id = ${projectId} and session_id = ${sessionId}`;
  const rows = await selectMessages(
    sql,
    sql`${ofSession} order by sequence desc limit ${newest ?? null}`,
  );
  return rows.reverse();
}

/** The message with a sender's own id, or null. */
export async function messageByExternalId(
  sql: Db,
  projectId: string,
  sessionId: string,
  externalId: string,
): Promise<Message | null> {
  const messages = await selectMessages(
    sql,
    sql`project_id = ${projectId} and session_id = ${sessionId} and external_id = ${externalId}`,
  );
  return messages[0] ?? null;
}

/** One message by its id, or null. */
export async function getMessage(
  sql: Db,
  projectId: string,
  sessionId: string,
  messageId: string,
): Promise<Message | null> {
  const messages = await selectMessages(
    sql,
    sql`project_id = ${projectId} and session_id = ${sessionId} and id = ${messageId}`,
  );
  return messages[0] ?? null;
}

/** Messages of a session with a sequence in a range, both ends included. */
export async function messagesBetween(
  sql: Db,
  projectId: string,
  sessionId: string,
  from: number,
  to: number,
): Promise<Message[]> {
  return await selectMessages(
    sql,
    sql`project_id = ${projectId} and session_id = ${sessionId}
      and sequence between ${from} and ${to} order by sequence`,
  );
}

/**
 * Messages of a session in their order, or newest first, after a place in that order.
 *
 * @param after the sequence of the last message seen
 */
export async function messagePage(
  sql: Db,
  projectId: string,
  sessionId: string,
  request: { limit: number; after?: number; newestFirst?: boolean },
): Promise<Message[]> {
  const { limit, after, newestFirst = false } = request;
  const place = after === undefined
    ? sql``
    : newestFirst
    ? sql`and sequence < ${after}`
    : sql`and sequence > ${after}`;
  const direction = newestFirst ? sql`desc` : sql`asc`;
  return await selectMessages(
    sql,
    sql`project_id = ${projectId} and session_id = ${sessionId} ${place}
      order by sequence ${direction} limit ${limit}`,
  );
}

async function selectMessages(sql: Db, which: Fragment): Promise<Message[]> {
  const rows = await sql<Message[]>`
    select id, session_id, sequence, case sender_type when 'user' then 'user' else 'assistant' end as role,
      sender_type, sender_name, content, offset_ms, sources, attachments, external_id, edited_at,
      created_at
    from messages where ${which}`;
  return [...rows];
}

/** A visitor's own sessions, newest first. */
export async function sessionsOfVisitor(
  sql: Db,
  projectId: string,
  visitorId: string,
  limit = 50,
): Promise<Session[]> {
  const rows = await sql<Session[]>`
    select ${sessionColumns(sql)}
    from sessions s left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
    where s.project_id = ${projectId} and s.visitor_id = ${visitorId}
    order by s.last_activity_at desc limit ${limit}`;
  return [...rows];
}

/** One of a visitor's own sessions, or null: another visitor's is as unknown as none. */
export async function sessionOfVisitor(
  sql: Db,
  projectId: string,
  visitorId: string,
  sessionId: string,
): Promise<Session | null> {
  const [row] = await sql<Session[]>`
    select ${sessionColumns(sql)}
    from sessions s left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
    where s.project_id = ${projectId} and s.id = ${sessionId} and s.visitor_id = ${visitorId}`;
  return row ?? null;
}

/** Number of sessions per source and status, archived ones apart: what the counters keep. */
export async function sourceStats(
  sql: Db,
  projectId: string,
): Promise<{ source: string; status: string; is_archived: boolean; amount: number }[]> {
  const rows = await sql<
    { source: string; status: string; is_archived: boolean; amount: number }[]
  >`
    select source, status, is_archived, sum(amount)::float8 as amount
    from session_counts where project_id = ${projectId}
    group by source, status, is_archived having sum(amount) > 0
    order by source, status, is_archived`;
  return [...rows];
}
