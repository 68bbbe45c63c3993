import type { Db, Tx } from "../db/mod.ts";

/** Notes that a message was deleted where it was said. */
export async function insertTombstone(
  tx: Tx,
  projectId: string,
  connectionId: string,
  conversationId: string,
  externalId: string,
  at: Date,
): Promise<void> {
  await tx`
    insert into message_tombstones (project_id, connection_id, conversation_id, external_id, created_at)
    values (${projectId}, ${connectionId}, ${conversationId}, ${externalId}, ${at})
    on conflict do nothing`;
}

/** Which messages of a conversation were deleted where they were said. */
export async function selectTombstones(
  sql: Db,
  projectId: string,
  connectionId: string,
  conversationId: string,
  externalIds: string[],
): Promise<string[]> {
  if (externalIds.length === 0) return [];
  const rows = await sql<{ external_id: string }[]>`
    select external_id from message_tombstones
    where project_id = ${projectId} and connection_id = ${connectionId}
      and conversation_id = ${conversationId} and external_id = any(${externalIds})`;
  return rows.map(({ external_id }) => external_id);
}

/** Forgets tombstones of any project from before a time, up to `limit` at once; how many there were. */
export async function deleteTombstonesBefore(
  sql: Db,
  before: Date,
  limit: number,
): Promise<number> {
  const result = await sql`
    delete from message_tombstones where ctid in (
      select ctid from message_tombstones where created_at < ${before} limit ${limit})`;
  return result.count;
}

/** Removes a message; false when the session has no such message. */
export async function deleteMessageRow(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messageId: string,
): Promise<boolean> {
  const result = await tx`
    delete from messages
    where project_id = ${projectId} and session_id = ${sessionId} and id = ${messageId}`;
  return result.count === 1;
}

/** The text a session is previewed by: the first of the customer, else the first of all; or null. */
export async function selectOpening(
  tx: Tx,
  projectId: string,
  sessionId: string,
): Promise<string | null> {
  const [row] = await tx<{ content: string }[]>`
    select content from messages
    where project_id = ${projectId} and session_id = ${sessionId}
    order by sender_type = 'user' desc, sequence limit 1`;
  return row?.content ?? null;
}

/** Counts one message less, and replaces the preview. */
export async function uncountMessage(
  tx: Tx,
  projectId: string,
  sessionId: string,
  preview: string | null,
  at: Date,
): Promise<void> {
  await tx`
    update sessions set message_count = message_count - 1, preview = ${preview}, updated_at = ${at}
    where project_id = ${projectId} and id = ${sessionId}`;
}

/** Replaces the text of a message; false when it is the same, or there is no such message. */
export async function updateMessageText(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messageId: string,
  content: string,
  at: Date,
): Promise<boolean> {
  const result = await tx`
    update messages set content = ${content}, edited_at = ${at}
    where project_id = ${projectId} and session_id = ${sessionId} and id = ${messageId}
      and content <> ${content}`;
  return result.count === 1;
}
