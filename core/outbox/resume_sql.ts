import type { Db } from "../db/mod.ts";

/**
 * Sessions of a connection in which something waits to be sent, at most `limit`.
 */
export async function selectWaitingSessions(
  db: Db,
  projectId: string,
  connectionId: string,
  limit: number,
): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    select session.id from sessions session
    where session.project_id = ${projectId} and session.connection_id = ${connectionId}
      and session.id in (
        select send.session_id from message_sends send
        where send.project_id = ${projectId} and send.status = 'queued')
    order by session.id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/**
 * Sessions of any project in which something waits that no job is about to send, and that nothing
 * keeps from being sent.
 */
export async function selectForgottenSessions(
  db: Db,
  before: Date,
  limit: number,
): Promise<{ project_id: string; session_id: string }[]> {
  const rows = await db<{ project_id: string; session_id: string }[]>`
    select distinct send.project_id, send.session_id from message_sends send
    join sessions session
      on session.project_id = send.project_id and session.id = send.session_id
    left join connections connection
      on connection.project_id = session.project_id and connection.id = session.connection_id
    where send.status = 'queued' and send.created_at < ${before}
      and connection.status is distinct from 'needs_attention'
      and not exists (
        select 1 from jobs
        where jobs.project_id = send.project_id and jobs.kind = 'source.send'
          and jobs.dedupe_key = send.session_id and jobs.status in ('queued', 'running'))
    limit ${limit}`;
  return [...rows];
}

/** Answers of any project that are shown elsewhere although nobody writes or sends them any more. */
export async function selectForgottenStreams(
  db: Db,
  before: Date,
  limit: number,
): Promise<{ project_id: string; session_id: string; message_id: string }[]> {
  const rows = await db<{ project_id: string; session_id: string; message_id: string }[]>`
    select stream.project_id, stream.session_id, stream.message_id from answer_streams stream
    join sessions session
      on session.project_id = stream.project_id and session.id = stream.session_id
    left join connections connection
      on connection.project_id = session.project_id and connection.id = session.connection_id
    where stream.created_at < ${before}
      and connection.status is distinct from 'needs_attention'
      and not exists (
        select 1 from agent_answers answer
        where answer.project_id = stream.project_id and answer.session_id = stream.session_id
          and answer.message_id = stream.message_id
          and answer.status = 'writing' and answer.lease_until > now())
      and not exists (
        select 1 from message_sends send
        where send.project_id = stream.project_id and send.session_id = stream.session_id
          and send.message_id = stream.message_id and send.status = 'queued')
    limit ${limit}`;
  return [...rows];
}
