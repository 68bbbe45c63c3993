import type { Db, Tx } from "../../db/mod.ts";
import { ERASED, type RedactPatterns } from "./redact_model.ts";

/** The names under which somebody spoke in their sessions. */
export async function speakerNames(
  db: Db,
  projectId: string,
  sessionIds: string[],
): Promise<string[]> {
  const rows = await db<{ name: string }[]>`
    select distinct left(name, 200) as name from (
      select sender_name as name from messages where project_id = ${projectId}
        and session_id = any(${sessionIds}) and sender_type = 'user'
      union
      select user_metadata ->> 'name' from sessions
      where project_id = ${projectId} and id = any(${sessionIds})) as said
    where name is not null limit 20`;
  return rows.map(({ name }) => name);
}

/** What a contact said: theirs, and what nobody is noted for but names their address. */
export async function ownSessions(
  tx: Tx,
  projectId: string,
  contactId: string,
  emails: string[],
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from sessions where project_id = ${projectId} and contact_id = ${contactId}
    union
    select s.id from session_search found
    join sessions s on s.project_id = ${projectId} and s.id = found.session_id
    where found.project_id = ${projectId} and found.document @@ ${wordsOf(tx, projectId, emails)}
      and s.contact_id is null and lower(s.user_metadata ->> 'email') = any(${emails}::text[])`;
  return rows.map(({ id }) => id).sort();
}

/** Sessions of others in which an address is mentioned. */
export async function mentionSessions(
  tx: Tx,
  projectId: string,
  emails: string[],
): Promise<string[]> {
  if (emails.length === 0) return [];
  const rows = await tx<{ id: string }[]>`
    select distinct session_id as id from session_search
    where project_id = ${projectId} and document @@ ${wordsOf(tx, projectId, emails)}`;
  return rows.map(({ id }) => id).sort();
}

/** A query for sessions with one of the addresses; the project is a word of each document. */
function wordsOf(db: Db, projectId: string, emails: string[]) {
  return db`(
    select coalesce(string_agg(format('(%s & %L)', phraseto_tsquery('simple', email), ${projectId}::text), ' | '), '''-''')::tsquery
    from unnest(${emails}::text[]) as email where phraseto_tsquery('simple', email)::text <> '')`;
}

/** Has sources never bring these sessions again; how many came from a source. */
export async function closeToSources(
  tx: Tx,
  projectId: string,
  sessionIds: string[],
): Promise<number> {
  const result = await tx`
    insert into erased_conversations (project_id, source, connection_id, external_id)
    select project_id, source, connection_id, external_id from sessions
    where project_id = ${projectId} and id = any(${sessionIds}) and external_id is not null
      and connection_id <> ''
    on conflict do nothing`;
  return result.count;
}

/** Whether somebody in a source's conversation was erased. */
export async function isErasedConversation(
  db: Db,
  projectId: string,
  origin: { source: string; connectionId: string; externalId: string },
): Promise<boolean> {
  const rows = await db`
    select from erased_conversations where project_id = ${projectId} and source = ${origin.source}
      and connection_id = ${origin.connectionId} and external_id = ${origin.externalId}`;
  return rows.length > 0;
}

/** Removes sessions with everything of theirs; how many messages they had. */
export async function deleteSessions(
  tx: Tx,
  projectId: string,
  sessionIds: string[],
): Promise<number> {
  const [row] = await tx<{ amount: number }[]>`
    select count(*)::int as amount from messages
    where project_id = ${projectId} and session_id = any(${sessionIds})`;
  await tx`delete from sessions where project_id = ${projectId} and id = any(${sessionIds})`;
  return row!.amount;
}

/** The given text without the person, as SQL. */
function redacted(db: Db, column: ReturnType<Db>, { own, nameWords }: RedactPatterns) {
  const first = own === null ? column : db`regexp_replace(${column}, ${own}, ${ERASED}, 'gi')`;
  return nameWords === null ? first : db`regexp_replace(${first}, ${nameWords}, ${ERASED}, 'g')`;
}

/** Takes the person out of their sessions and messages; how many messages there were. */
export async function anonymiseSessions(
  tx: Tx,
  projectId: string,
  sessionIds: string[],
  patterns: RedactPatterns,
  at: Date,
): Promise<number> {
  const clean = (column: ReturnType<Db>) => redacted(tx, column, patterns);
  await tx`
    update sessions set contact_id = null, visitor_id = null, user_metadata = '{}',
      name = ${clean(tx`name`)}, description = ${clean(tx`description`)},
      preview = ${clean(tx`preview`)}, page_url = ${clean(tx`page_url`)},
      page_title = ${clean(tx`page_title`)}, needs_human = ${clean(tx`needs_human`)},
      custom_fields = ${clean(tx`custom_fields::text`)}::jsonb, updated_at = ${at}
    where project_id = ${projectId} and id = any(${sessionIds})`;
  const result = await tx`
    update messages set content = ${clean(tx`content`)},
      sender_name = case when sender_type = 'user' then null else sender_name end,
      sender_id = case when sender_type = 'user' then null else sender_id end,
      attachments = case when sender_type = 'user' then '[]' else attachments end,
      sources = ${clean(tx`sources::text`)}::jsonb
    where project_id = ${projectId} and session_id = any(${sessionIds})`;
  await tx`
    update agent_answers set text = ${clean(tx`text`)}
    where project_id = ${projectId} and session_id = any(${sessionIds})`;
  await tx`
    update message_sends set content = ${clean(tx`content`)}
    where project_id = ${projectId} and session_id = any(${sessionIds}) and content is not null`;
  // What was concluded of the person, and titles made of what they said.
  await tx`
    delete from review_runs where project_id = ${projectId} and session_id = any(${sessionIds})`;
  await tx`
    delete from evaluation_cases
    where project_id = ${projectId} and session_id = any(${sessionIds})`;
  return result.count;
}

/** Takes addresses and numbers out of what others said; how many messages were changed. */
export async function redactMentions(
  tx: Tx,
  projectId: string,
  sessionIds: string[],
  pattern: string,
): Promise<number> {
  const clean = (column: ReturnType<Db>) =>
    tx`regexp_replace(${column}, ${pattern}, ${ERASED}, 'gi')`;
  await tx`
    update sessions set name = ${clean(tx`name`)}, description = ${clean(tx`description`)},
      preview = ${clean(tx`preview`)}, page_url = ${clean(tx`page_url`)},
      user_metadata = ${clean(tx`user_metadata::text`)}::jsonb,
      custom_fields = ${clean(tx`custom_fields::text`)}::jsonb
    where project_id = ${projectId} and id = any(${sessionIds})`;
  const result = await tx`
    update messages set content = ${clean(tx`content`)}
    where project_id = ${projectId} and session_id = any(${sessionIds}) and content ~* ${pattern}`;
  return result.count;
}

/** Removes what imports and merges keep of a person; how many rows of each. */
export async function deleteCopies(
  tx: Tx,
  projectId: string,
  contactId: string,
  pattern: string | null,
): Promise<{ importRows: number; merges: number; answers: number }> {
  const rows = pattern === null ? { count: 0 } : await tx`
    delete from customer_import_rows
    where project_id = ${projectId} and array_to_string(cells, E'\n') ~* ${pattern}`;
  const merges = await tx`
    delete from customer_merges
    where project_id = ${projectId} and (kept_id = ${contactId} or gone_id = ${contactId})`;
  const answers = await tx`
    delete from idempotency_keys where project_id = ${projectId}
      and (strpos(body::text, ${contactId}) > 0 or body::text ~* ${pattern ?? contactId})`;
  return { importRows: rows.count, merges: merges.count, answers: answers.count };
}

/** The record of an erasure. */
export interface Erasure {
  id: string;
  subject_hash: string;
  conversations: "delete" | "anonymise";
  counts: Record<string, number>;
  erased_by: string;
  erased_at: Date;
  previous_hash: string;
  record_hash: string;
}

/** The hash of a project's newest record, held so that records form one row; '' before the first. */
export async function lastRecordHash(tx: Tx, projectId: string): Promise<string> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`erasures\n${projectId}`}, 0))`;
  const [row] = await tx<{ record_hash: string }[]>`
    select record_hash from customer_erasures where project_id = ${projectId}
    order by id desc limit 1`;
  return row?.record_hash ?? "";
}

/** Writes the record of an erasure. */
export async function insertErasure(tx: Tx, projectId: string, record: Erasure): Promise<void> {
  await tx`
    insert into customer_erasures ${
    tx({ project_id: projectId, ...record, counts: tx.json(record.counts) } as never)
  }`;
}

/** The records of a project's erasures, newest first. */
export async function selectErasures(db: Db, projectId: string, limit = 100): Promise<Erasure[]> {
  const rows = await db<Erasure[]>`
    select id, subject_hash, conversations, counts, erased_by, erased_at, previous_hash, record_hash
    from customer_erasures where project_id = ${projectId} order by id desc limit ${limit}`;
  return [...rows];
}
