import type { Connection } from "../contract/mod.ts";
import type { Db, Tx } from "../db/mod.ts";

/** A session of a connection, with what sending needs to know. */
export interface SendingSession {
  id: string;
  external_id: string;
  name: string | null;
  source: string;
  connection_id: string;
  /** Null when the connection is gone. */
  connection_status: Connection["status"] | null;
  is_human_takeover: boolean;
  taken_over_by: string | null;
  taken_over_name: string | null;
}

/** One session of a connection, or null. */
export async function selectSendingSession(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<SendingSession | null> {
  const [row] = await db<SendingSession[]>`
    select session.id, session.external_id, session.name, session.source, session.connection_id,
      connection.status as connection_status, session.is_human_takeover, session.taken_over_by,
      session.taken_over_name
    from sessions session
    left join connections connection
      on connection.project_id = session.project_id and connection.id = session.connection_id
    where session.project_id = ${projectId} and session.id = ${sessionId}
      and session.connection_id <> '' and session.external_id is not null`;
  return row ?? null;
}

/** Something to be done where a session happens. */
export interface Operation {
  position: string;
  message_id: string;
  operation: "send" | "edit" | "delete";
  attempts: number;
  failures: number;
  /** What it said, when it was deleted here before it was known to have arrived. */
  content: string | null;
  /** The provider's id of the message, once it is there. */
  external_id: string | null;
}

/** The first thing that waits in a session, or null. */
export async function selectNextOperation(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<Operation | null> {
  const [row] = await db<Operation[]>`
    select waiting.position::text, waiting.message_id, waiting.operation, waiting.attempts,
      waiting.failures, waiting.content, sent.external_id
    from message_sends waiting
    left join message_sends sent on sent.project_id = waiting.project_id
      and sent.session_id = waiting.session_id and sent.message_id = waiting.message_id
      and sent.operation = 'send'
    where waiting.project_id = ${projectId} and waiting.session_id = ${sessionId}
      and waiting.status = 'queued'
    order by waiting.position limit 1`;
  return row ?? null;
}

/**
 * Counts an attempt before it is made, so that whoever comes after a crash knows of it.
 *
 * @returns which attempt it is; null when the operation changed meanwhile
 */
export async function beginAttempt(
  db: Db,
  projectId: string,
  sessionId: string,
  operation: Operation,
): Promise<number | null> {
  const [row] = await db<{ attempts: number }[]>`
    update message_sends set attempts = attempts + 1
    where project_id = ${projectId} and session_id = ${sessionId}
      and position = ${operation.position}::bigint and status = 'queued'
      and attempts = ${operation.attempts}
    returning attempts`;
  return row?.attempts ?? null;
}

/** Notes that a message has arrived; its copy here gets the provider's id, unless a twin has it. */
export async function noteSent(
  tx: Tx,
  projectId: string,
  sessionId: string,
  operation: Operation,
  externalId: string,
  at: Date,
): Promise<void> {
  await tx`
    update message_sends set status = 'sent', external_id = ${externalId}, sent_at = ${at},
      error = null, content = null
    where project_id = ${projectId} and session_id = ${sessionId}
      and position = ${operation.position}::bigint`;
  await tx`
    update messages set external_id = ${externalId}
    where project_id = ${projectId} and session_id = ${sessionId} and id = ${operation.message_id}
      and not exists (
        select 1 from messages twin
        where twin.project_id = ${projectId} and twin.session_id = ${sessionId}
          and twin.external_id = ${externalId})`;
}

/** Notes why it has not arrived yet. */
export async function noteFailure(
  db: Db,
  projectId: string,
  sessionId: string,
  operation: Operation,
  error: string,
): Promise<void> {
  await db`
    update message_sends set failures = failures + 1, error = ${error}
    where project_id = ${projectId} and session_id = ${sessionId}
      and position = ${operation.position}::bigint`;
}

/** Gives an operation up, with the sentence people read. */
export async function giveUp(
  db: Db,
  projectId: string,
  sessionId: string,
  operation: Operation,
  error: string,
): Promise<void> {
  await db`
    update message_sends set status = 'failed', error = ${error}
    where project_id = ${projectId} and session_id = ${sessionId}
      and position = ${operation.position}::bigint and status = 'queued'`;
}

/** Removes an operation that is done or void. */
export async function deleteOperation(
  db: Db,
  projectId: string,
  sessionId: string,
  operation: Operation,
): Promise<void> {
  await db`
    delete from message_sends
    where project_id = ${projectId} and session_id = ${sessionId}
      and position = ${operation.position}::bigint`;
}

/** Removes all that was to be done with a message. */
export async function deleteOperationsOf(
  db: Db,
  projectId: string,
  sessionId: string,
  messageId: string,
): Promise<void> {
  await db`
    delete from message_sends
    where project_id = ${projectId} and session_id = ${sessionId} and message_id = ${messageId}`;
}

/** The sending of a message, held until the transaction ends; null when it is sent nowhere. */
export async function lockSend(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messageId: string,
): Promise<{ status: "queued" | "sent" | "failed"; attempts: number } | null> {
  const [row] = await tx<{ status: "queued" | "sent" | "failed"; attempts: number }[]>`
    select status, attempts from message_sends
    where project_id = ${projectId} and session_id = ${sessionId} and message_id = ${messageId}
      and operation = 'send'
    for update`;
  return row ?? null;
}

/** Adds a change of a message that was sent; one that waits unbegun stands for the next as well. */
export async function insertChange(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messageId: string,
  operation: "edit" | "delete",
  at: Date,
): Promise<void> {
  await tx`
    insert into message_sends (project_id, session_id, message_id, operation, created_at)
    select ${projectId}, ${sessionId}, ${messageId}, ${operation}, ${at}
    where not exists (
      select 1 from message_sends
      where project_id = ${projectId} and session_id = ${sessionId} and message_id = ${messageId}
        and operation = ${operation} and status = 'queued' and attempts = 0)`;
}

/** Keeps what a message said while nobody knows whether it has arrived. */
export async function keepContent(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messageId: string,
  content: string,
): Promise<void> {
  await tx`
    update message_sends set content = ${content}
    where project_id = ${projectId} and session_id = ${sessionId} and message_id = ${messageId}
      and operation = 'send'`;
}

/** Has what failed of a message tried again; how many operations there were. */
export async function reviveOperations(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messageId: string,
): Promise<number> {
  const result = await tx`
    update message_sends set status = 'queued', failures = 0, error = null
    where project_id = ${projectId} and session_id = ${sessionId} and message_id = ${messageId}
      and status = 'failed'`;
  return result.count;
}
