import type { SessionStatus } from "../contract/mod.ts";
import type { Tx } from "../db/mod.ts";

/** A session row as the door writes it. */
export interface NewSession {
  id: string;
  source: string;
  connectionId: string;
  externalId: string | null;
  sessionType: string;
  status: SessionStatus;
  isLive: boolean;
  messageCount: number;
  name: string | null;
  description: string | null;
  preview: string | null;
  tags: string[];
  contactId: string | null;
  visitorId: string | null;
  pageUrl: string | null;
  pageTitle: string | null;
  originalUrl: string | null;
  userMetadata: unknown;
  customFields: unknown;
  contentHash: string | null;
  closedBy: string | null;
  firstMessageAt: Date | null;
  lastActivityAt: Date;
  createdAt: Date;
}

/** A message row; `sequence` is its place in the session. */
export interface NewMessage {
  id: string;
  sequence: number;
  sender_type: string;
  sender_name: string | null;
  sender_id: string | null;
  content: string;
  offset_ms: number | null;
  sources: unknown;
  attachments: unknown;
  external_id: string | null;
  created_at: string;
  /** When the source last changed the text, for sources that say. */
  source_edited_at?: string | null;
}

/** Stores a new session; false when its external id is taken meanwhile. */
export async function insertSession(
  tx: Tx,
  projectId: string,
  session: NewSession,
  at: Date,
): Promise<boolean> {
  const result = await tx`
    insert into sessions (project_id, id, source, connection_id, external_id, session_type, status,
      is_live, message_count, next_sequence, name, description, preview, tags, contact_id, visitor_id,
      page_url, page_title, original_url, user_metadata, custom_fields, content_hash, closed_by,
      first_message_at, last_activity_at, closed_at, created_at, updated_at)
    values (${projectId}, ${session.id}, ${session.source}, ${session.connectionId},
      ${session.externalId}, ${session.sessionType}, ${session.status}, ${session.isLive},
      ${session.messageCount}, ${session.messageCount + 1}, ${session.name}, ${session.description},
      ${session.preview}, ${session.tags}, ${session.contactId}, ${session.visitorId},
      ${session.pageUrl}, ${session.pageTitle}, ${session.originalUrl},
      ${tx.json(session.userMetadata as never)}, ${tx.json(session.customFields as never)},
      ${session.contentHash}, ${session.closedBy}, ${session.firstMessageAt},
      ${session.lastActivityAt}, ${session.status === "closed" ? session.lastActivityAt : null},
      ${session.createdAt}, ${at})
    on conflict (project_id, source, connection_id, external_id) where external_id is not null
    do nothing`;
  return result.count === 1;
}

/** Stores the messages of a new session, in the given order. */
export async function insertMessages(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messages: NewMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  await tx`
    insert into messages (project_id, session_id, id, sequence, sender_type, sender_name, sender_id,
      content, offset_ms, sources, attachments, external_id, created_at, source_edited_at)
    select ${projectId}, ${sessionId}, item.* from jsonb_to_recordset(${tx.json(messages as never)})
      as item(id text, sequence int, sender_type text, sender_name text, sender_id text, content text,
        offset_ms int, sources jsonb, attachments jsonb, external_id text, created_at timestamptz,
        source_edited_at timestamptz)`;
}

/** A message the merge touched. */
export interface MergedMessage {
  id: string;
  inserted: boolean;
  content: string;
  sender_type: string;
  created_at: Date;
}

/**
 * Adds messages to a session that exists. One whose external id is known replaces its text and its
 * files when they changed; otherwise it is left out of the answer. So are versions older than the
 * one that is kept, and copies of what was written here and sent there.
 */
export async function mergeMessages(
  tx: Tx,
  projectId: string,
  sessionId: string,
  messages: NewMessage[],
  at: Date,
): Promise<MergedMessage[]> {
  if (messages.length === 0) return [];
  return await tx<MergedMessage[]>`
    insert into messages as kept (project_id, session_id, id, sequence, sender_type, sender_name,
      sender_id, content, offset_ms, sources, attachments, external_id, created_at, source_edited_at)
    select ${projectId}, ${sessionId}, item.* from jsonb_to_recordset(${tx.json(messages as never)})
      as item(id text, sequence int, sender_type text, sender_name text, sender_id text, content text,
        offset_ms int, sources jsonb, attachments jsonb, external_id text, created_at timestamptz,
        source_edited_at timestamptz)
    on conflict (project_id, session_id, external_id) where external_id is not null
    do update set content = excluded.content, attachments = excluded.attachments,
      sender_type = excluded.sender_type, sender_name = excluded.sender_name,
      edited_at = case when kept.content = excluded.content then kept.edited_at else ${at} end,
      source_edited_at = excluded.source_edited_at
    where (kept.content <> excluded.content or kept.attachments <> excluded.attachments
        or kept.sender_type <> excluded.sender_type
        or kept.sender_name is distinct from excluded.sender_name
        or kept.source_edited_at < excluded.source_edited_at)
      and (kept.source_edited_at is null or kept.source_edited_at <= excluded.source_edited_at)
      and not exists (
        select from message_sends sent
        where sent.project_id = kept.project_id and sent.session_id = kept.session_id
          and sent.message_id = kept.id)
    returning id, (xmax = 0) as inserted, content, sender_type, created_at`;
}

/** Removes messages of the source that it does not have any more; how many there were. */
export async function deleteMissingMessages(
  tx: Tx,
  projectId: string,
  sessionId: string,
  externalIds: (string | null)[],
): Promise<number> {
  const result = await tx`
    delete from messages
    where project_id = ${projectId} and session_id = ${sessionId} and external_id is not null
      and external_id <> all(${externalIds.filter((id) => id !== null)}::text[])`;
  return result.count;
}

/**
 * Puts the messages of a session in the order of their times when one that came later was said
 * earlier. Messages of the same time keep their order.
 *
 * @returns whether any changed its place
 */
export async function resequence(tx: Tx, projectId: string, sessionId: string): Promise<boolean> {
  const result = await tx`
    with placed as (
      select id, sequence, row_number() over (order by created_at, sequence) as by_time,
        row_number() over (order by sequence) as by_sequence
      from messages where project_id = ${projectId} and session_id = ${sessionId}
    ), slots as (
      select sequence, by_sequence from placed
    )
    update messages m set sequence = slots.sequence
    from placed join slots on slots.by_sequence = placed.by_time
    where m.project_id = ${projectId} and m.session_id = ${sessionId} and m.id = placed.id
      and placed.by_time <> placed.by_sequence`;
  return result.count > 0;
}

/** A session that exists, held until the transaction ends. */
export interface LockedSession {
  id: string;
  source: string;
  /** '' for sources without connections. */
  connection_id: string;
  external_id: string | null;
  status: SessionStatus;
  is_live: boolean;
  is_human_takeover: boolean;
  ownership_version: number;
  next_sequence: number;
  tags: string[];
  edited_fields: string[];
  content_hash: string | null;
  last_activity_at: Date;
}

const lockedColumns = (tx: Tx) =>
  tx`id, source, connection_id, external_id, status, is_live, is_human_takeover, ownership_version,
    next_sequence, tags, edited_fields, content_hash, last_activity_at`;

/** Finds a session by where it came from and locks it. */
export async function lockByExternalId(
  tx: Tx,
  projectId: string,
  origin: { source: string; connectionId: string; externalId: string },
): Promise<LockedSession | null> {
  const [row] = await tx<LockedSession[]>`
    select ${lockedColumns(tx)}
    from sessions
    where project_id = ${projectId} and source = ${origin.source}
      and connection_id = ${origin.connectionId} and external_id = ${origin.externalId}
    for update`;
  return row ?? null;
}

/** Locks a session by id, or finds that the project has no such session. */
export async function lockSession(
  tx: Tx,
  projectId: string,
  sessionId: string,
): Promise<LockedSession | null> {
  const [row] = await tx<LockedSession[]>`
    select ${lockedColumns(tx)}
    from sessions where project_id = ${projectId} and id = ${sessionId} for update`;
  return row ?? null;
}

/** What a merge changes on the session row; null or empty leaves a column as it is. */
export interface SessionMerge {
  added: number;
  reserved: number;
  /** The times of the first and the last message that was added. */
  firstAt: Date | null;
  activityAt: Date | null;
  /** The conversation goes on where it happens; once true, it stays. */
  isLive: boolean;
  preview: string | null;
  /** The preview is of all messages there are: the old one may show what was taken out since. */
  replacesPreview: boolean;
  name: string | null;
  description: string | null;
  contactId: string | null;
  pageUrl: string | null;
  pageTitle: string | null;
  originalUrl: string | null;
  userMetadata: unknown;
  customFields: unknown;
  tags: string[];
  status: SessionStatus | null;
  contentHash: string | null;
}

/** Applies a merge. A contact once set stays; fields a person edited are not among `merge`. */
export async function updateMergedSession(
  tx: Tx,
  projectId: string,
  sessionId: string,
  merge: SessionMerge,
  at: Date,
): Promise<void> {
  await tx`
    update sessions set
      message_count = message_count + ${merge.added},
      next_sequence = next_sequence + ${merge.reserved},
      last_activity_at = greatest(last_activity_at, coalesce(${merge.activityAt}, last_activity_at)),
      first_message_at = least(first_message_at, ${merge.firstAt}),
      is_live = is_live or ${merge.isLive},
      preview = ${
    merge.replacesPreview ? tx`${merge.preview}` : tx`coalesce(preview, ${merge.preview})`
  },
      name = coalesce(${merge.name}, name),
      description = coalesce(${merge.description}, description),
      contact_id = coalesce(contact_id, ${merge.contactId}),
      page_url = coalesce(${merge.pageUrl}, page_url),
      page_title = coalesce(${merge.pageTitle}, page_title),
      original_url = coalesce(${merge.originalUrl}, original_url),
      user_metadata = user_metadata || ${tx.json(merge.userMetadata as never)},
      custom_fields = custom_fields || ${tx.json(merge.customFields as never)},
      tags = ${merge.tags},
      status = coalesce(${merge.status}, status),
      closed_at = case when ${merge.status} = 'closed' then coalesce(closed_at, ${at})
        when ${merge.status} = 'active' then null else closed_at end,
      closed_by = case when ${merge.status} = 'closed' then coalesce(closed_by, 'source')
        when ${merge.status} = 'active' then null else closed_by end,
      content_hash = coalesce(${merge.contentHash}, content_hash),
      updated_at = ${at}
    where project_id = ${projectId} and id = ${sessionId}`;
}
