import type { Db } from "../db/mod.ts";

/**
 * Notes that an answer is about to be shown elsewhere; false when it was begun already, or is not
 * being written any more. It waits for whoever stores the answer: who sends it then knows.
 */
export async function insertStream(
  db: Db,
  projectId: string,
  sessionId: string,
  messageId: string,
  at: Date,
): Promise<boolean> {
  const result = await db`
    insert into answer_streams (project_id, session_id, message_id, created_at)
    select project_id, session_id, message_id, ${at} from agent_answers
    where project_id = ${projectId} and session_id = ${sessionId} and message_id = ${messageId}
      and status = 'writing'
    for share
    on conflict do nothing`;
  return result.count === 1;
}

/** Notes that nothing is written to it any more. */
export async function closeStream(
  db: Db,
  projectId: string,
  sessionId: string,
  messageId: string,
  at: Date,
): Promise<void> {
  await db`
    update answer_streams set closed_at = ${at}
    where project_id = ${projectId} and session_id = ${sessionId} and message_id = ${messageId}`;
}

/** Forgets it: it was completed, removed, or never begun. */
export async function deleteStream(
  db: Db,
  projectId: string,
  sessionId: string,
  messageId: string,
): Promise<void> {
  await db`
    delete from answer_streams
    where project_id = ${projectId} and session_id = ${sessionId} and message_id = ${messageId}`;
}

/** Where an answer that is shown elsewhere stands. */
export interface StreamState {
  isClosed: boolean;
  /** Somebody writes it, or it waits to be sent: what is shown may still be completed. */
  isWanted: boolean;
}

/** Where it stands; null when nothing of the answer is shown. */
export async function selectStream(
  db: Db,
  projectId: string,
  sessionId: string,
  messageId: string,
): Promise<StreamState | null> {
  const [row] = await db<StreamState[]>`
    select stream.closed_at is not null as "isClosed", exists (
        select 1 from agent_answers answer
        where answer.project_id = stream.project_id and answer.session_id = stream.session_id
          and answer.message_id = stream.message_id
          and answer.status = 'writing' and answer.lease_until > now()
      ) or exists (
        select 1 from message_sends send
        where send.project_id = stream.project_id and send.session_id = stream.session_id
          and send.message_id = stream.message_id and send.status = 'queued'
      ) as "isWanted"
    from answer_streams stream
    where stream.project_id = ${projectId} and stream.session_id = ${sessionId}
      and stream.message_id = ${messageId}`;
  return row ?? null;
}
