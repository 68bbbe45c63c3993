import type { Db, Tx } from "../db/mod.ts";

/** How a note gets to somebody who asked. */
export type NoteWay = "visitor" | "reply" | "by_hand";

/** Somebody who asked for an issue, with the session through which they are reached best. */
export interface Asker<Time = Date> {
  /** The contact, or the session of somebody unknown. */
  person_id: string;
  contact: { id: string; name: string | null; email: string | null; company: string | null } | null;
  session_id: string;
  session_name: string | null;
  source: string;
  session_status: string;
  last_activity_at: Time;
  /**
   * `visitor`: written into their conversation on the website, read at the next visit; `reply`: sent
   * to where the conversation happens; `by_hand`: only a person can send it.
   */
  way: NoteWay;
  /** When they were told, by whom, and what became of it; null while nobody did. */
  told: {
    at: string;
    by: string | null;
    way: "sent" | "by_hand";
    message_id: string | null;
    /** Of messages that go elsewhere; null for those that are there already. */
    delivery: "queued" | "sent" | "failed" | null;
    error: string | null;
  } | null;
}

const waySql = (sql: Db) =>
  sql`case when s.visitor_id is not null then 'visitor'
    when s.is_live and coalesce(n.takes_replies, false) and s.external_id is not null then 'reply'
    else 'by_hand' end`;

/** Those who asked for an issue, each once, from a person on. */
export async function selectAskers(
  sql: Db,
  projectId: string,
  issueId: string,
  limit: number,
  after: string | null,
): Promise<Asker[]> {
  const rows = await sql<Asker[]>`
    with reached as (
      select distinct on (coalesce(s.contact_id, s.id)) coalesce(s.contact_id, s.id) as person_id,
        s.contact_id, s.id as session_id, coalesce(s.name, s.preview) as session_name, s.source,
        s.status as session_status, s.last_activity_at, ${waySql(sql)} as way
      from session_links l
      join sessions s on s.project_id = l.project_id and s.id = l.session_id
      left join connections n on n.project_id = s.project_id and n.id = s.connection_id
      where l.project_id = ${projectId} and l.kind = 'issue' and l.entity_id = ${issueId}
        ${after === null ? sql`` : sql`and coalesce(s.contact_id, s.id) > ${after}`}
      order by coalesce(s.contact_id, s.id), ${waySql(sql)} = 'by_hand', s.last_activity_at desc
      limit ${limit}
    )
    select r.person_id, r.session_id, r.session_name, r.source, r.session_status,
      r.last_activity_at, r.way,
      case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name,
        'email', c.email, 'company', coalesce(k.name, k.domain)) end as contact,
      case when t.person_id is not null then jsonb_build_object('at', t.created_at,
        'by', t.sent_by_name, 'way', t.way, 'message_id', t.message_id,
        'delivery', d.status, 'error', d.error) end as told
    from reached r
    left join contacts c on c.project_id = ${projectId} and c.id = r.contact_id
    left join companies k on k.project_id = ${projectId} and k.id = c.company_id
    left join issue_notes t on t.project_id = ${projectId} and t.issue_id = ${issueId}
      and t.person_id = r.person_id
    left join message_sends d on d.project_id = ${projectId} and d.session_id = t.session_id
      and d.message_id = t.message_id and d.operation = 'send'
    order by r.person_id`;
  return [...rows];
}

/** How a person is reached through a session; null when that session is not evidence of theirs. */
export async function selectWay(
  tx: Tx,
  projectId: string,
  issueId: string,
  personId: string,
  sessionId: string,
): Promise<NoteWay | null> {
  const [row] = await tx<{ way: NoteWay }[]>`
    select ${waySql(tx)} as way
    from session_links l
    join sessions s on s.project_id = l.project_id and s.id = l.session_id
    left join connections n on n.project_id = s.project_id and n.id = s.connection_id
    where l.project_id = ${projectId} and l.kind = 'issue' and l.entity_id = ${issueId}
      and l.session_id = ${sessionId} and coalesce(s.contact_id, s.id) = ${personId}`;
  return row?.way ?? null;
}

/** Notes that a person is told; false when they were told before, by anybody. */
export async function insertNote(
  tx: Tx,
  projectId: string,
  issueId: string,
  note: {
    personId: string;
    sessionId: string;
    way: "sent" | "by_hand";
    sentBy: string;
    sentByName: string;
  },
  at: Date,
): Promise<boolean> {
  const result = await tx`
    insert into issue_notes (project_id, issue_id, person_id, session_id, way, sent_by, sent_by_name,
      created_at)
    values (${projectId}, ${issueId}, ${note.personId}, ${note.sessionId}, ${note.way},
      ${note.sentBy}, ${note.sentByName}, ${at})
    on conflict do nothing`;
  return result.count === 1;
}

/** Keeps which message told somebody. */
export async function setNoteMessage(
  tx: Tx,
  projectId: string,
  issueId: string,
  personId: string,
  messageId: string,
): Promise<void> {
  await tx`
    update issue_notes set message_id = ${messageId}
    where project_id = ${projectId} and issue_id = ${issueId} and person_id = ${personId}`;
}
