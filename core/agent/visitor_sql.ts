import type { Db, Tx } from "../db/mod.ts";

/** An earlier conversation of the visitor. */
export interface EarlierSession {
  id: string;
  name: string | null;
  last_activity_at: Date;
  /** What was said, oldest first: sender and text, at most the last messages. */
  said: { sender_type: string; content: string }[];
}

/**
 * The newest other sessions whose visitor was proven to be the same as this session's. Whose they are
 * is read from the session itself, so that no call can name another person.
 */
export async function selectEarlierSessions(
  db: Db,
  projectId: string,
  sessionId: string,
  limit: number,
): Promise<EarlierSession[]> {
  return await db<EarlierSession[]>`
    select other.id, other.name, other.last_activity_at, said.messages as said
    from sessions mine
    join sessions other on other.project_id = mine.project_id
      and other.verified_user = mine.verified_user and other.id <> mine.id
    join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('sender_type', newest.sender_type,
        'content', left(newest.content, 600)) order by newest.sequence), '[]') as messages
      from (
        select sender_type, content, sequence from messages
        where project_id = other.project_id and session_id = other.id
        order by sequence desc limit 12
      ) as newest
    ) as said on true
    where mine.project_id = ${projectId} and mine.id = ${sessionId}
      and mine.verified_user is not null
    order by other.last_activity_at desc, other.id desc limit ${limit}`;
}

/** Whether the visitor of a session has proven who they are. */
export async function isVerified(db: Db, projectId: string, sessionId: string): Promise<boolean> {
  const rows = await db`
    select 1 from sessions
    where project_id = ${projectId} and id = ${sessionId} and verified_user is not null`;
  return rows.length > 0;
}

/** Whose contact an e-mail address leads to, or null. */
export async function ownerOfEmail(
  tx: Tx,
  projectId: string,
  email: string,
): Promise<string | null> {
  const [row] = await tx<{ contact_id: string }[]>`
    select contact_id from contact_identities
    where project_id = ${projectId} and kind = 'email' and value = ${email}`;
  return row?.contact_id ?? null;
}

/** Keeps what a visitor told with the session, and its contact when it has none yet. */
export async function updateTold(
  tx: Tx,
  projectId: string,
  sessionId: string,
  told: Record<string, string>,
  contactId: string | null,
  at: Date,
): Promise<void> {
  await tx`
    update sessions set user_metadata = user_metadata || ${tx.json(told)},
      contact_id = coalesce(contact_id, ${contactId}), updated_at = ${at}
    where project_id = ${projectId} and id = ${sessionId}`;
}
