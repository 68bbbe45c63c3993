import type { Db, Tx } from "../db/mod.ts";

/**
 * Notes that a message is to be sent to where its session happens, if that is elsewhere: the session
 * is live and its connection takes replies. Whether it was noted.
 */
export async function insertSend(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messageId: string,
  at: Date,
): Promise<boolean> {
  const result = await tx`
    insert into message_sends (project_id, session_id, message_id, created_at)
    select session.project_id, session.id, ${messageId}, ${at}
    from sessions session
    join connections connection
      on connection.project_id = session.project_id and connection.id = session.connection_id
    where session.project_id = ${projectId} and session.id = ${sessionId}
      and session.is_live and session.external_id is not null and connection.takes_replies`;
  return result.count === 1;
}

/** Whether what is written here for a session goes to a place elsewhere. */
export async function isAnsweredElsewhere(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<boolean> {
  const rows = await db`
    select 1 from sessions session
    join connections connection
      on connection.project_id = session.project_id and connection.id = session.connection_id
    where session.project_id = ${projectId} and session.id = ${sessionId}
      and session.is_live and session.external_id is not null and connection.takes_replies`;
  return rows.length > 0;
}
