import type { Sql, Tx } from "../../core/db/mod.ts";

/**
 * What the API's calls ask of the database, written by hand with nothing around it: the measure of
 * what the product adds. The statements are those of core/sessions, in their order.
 */

/** A person's first words with two answers, as one transaction. `n` makes the ids new. */
export async function bareCreate(
  sql: Sql,
  projectId: string,
  id: string,
  contents: string[],
  email: string,
): Promise<void> {
  const at = new Date();
  const metadata = { email, name: "Bench" };
  await sql.begin("isolation level read committed", async (tx) => {
    const identity = [["email"], [email]] as const;
    const contactId = await findContact(tx, projectId, identity);
    await tx`
      insert into sessions (project_id, id, source, connection_id, external_id, session_type, status,
        is_live, message_count, next_sequence, name, description, preview, tags, contact_id, visitor_id,
        page_url, page_title, original_url, user_metadata, custom_fields, content_hash, closed_by,
        first_message_at, last_activity_at, closed_at, created_at, updated_at)
      values (${projectId}, ${id}, 'api', '', ${null}, 'chat', 'active', false, 3, 4, 'Bench', ${null},
        ${contents[0]!}, ${["bug"]}, ${contactId}, ${null}, ${null}, ${null}, ${null},
        ${tx.json(metadata)}, ${tx.json({})}, ${null}, ${null}, ${at}, ${at}, ${null}, ${at}, ${at})
      on conflict (project_id, source, connection_id, external_id) where external_id is not null
      do nothing`;
    const messages = contents.map((content, index) => ({
      id: `${id}_${index}`,
      sequence: index + 1,
      sender_type: index === 1 ? "ai" : "user",
      sender_name: null,
      sender_id: null,
      content,
      offset_ms: null,
      sources: [],
      attachments: [],
      external_id: null,
      created_at: at.toISOString(),
    }));
    const text = ["Bench", email, ...contents].join("\n");
    const events = [
      { type: "session.created", session_id: id, data: { source: "api" } },
      { type: "message.created", session_id: id, data: { from: 1, to: 3 } },
    ];
    await Promise.all([
      tx`insert into messages (project_id, session_id, id, sequence, sender_type, sender_name,
          sender_id, content, offset_ms, sources, attachments, external_id, created_at)
        select ${projectId}, ${id}, item.* from jsonb_to_recordset(${tx.json(messages)})
          as item(id text, sequence int, sender_type text, sender_name text, sender_id text,
            content text, offset_ms int, sources jsonb, attachments jsonb, external_id text,
            created_at timestamptz)`,
      tx`insert into session_search (project_id, session_id, part, size, document)
        select ${projectId}, ${id}, 0 + item.place::int - 1, item.size,
          to_tsvector('simple', item.text) || array_to_tsvector(array[${projectId}])
        from unnest(${[text.length]}::int[], ${[text]}::text[])
          with ordinality as item(size, text, place)`,
      tx`insert into events (project_id, type, session_id, data, created_at)
        select ${projectId}, event.type, event.session_id, coalesce(event.data, '{}'), ${at}
        from jsonb_to_recordset(${tx.json(events)})
          as event(type text, session_id text, data jsonb)`,
    ]);
  });
}

async function findContact(
  tx: Tx,
  projectId: string,
  [kinds, values]: readonly [readonly string[], readonly string[]],
): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    with wanted as (
      select kind, value, rank from unnest(${[...kinds]}::text[], ${[...values]}::text[])
        with ordinality as w(kind, value, rank)
    ), found as (
      select identity.contact_id, wanted.rank from wanted join contact_identities identity
        on identity.project_id = ${projectId}
       and identity.kind = wanted.kind and identity.value = wanted.value
    )
    select contact.id, contact.name, contact.email, contact.company_id,
      (select count(*)::int from found where found.contact_id = contact.id) as matched
    from contacts contact
    where contact.project_id = ${projectId}
      and contact.id = (select contact_id from found order by rank limit 1)`;
  return row?.id ?? null;
}

/** One session with its messages. */
export async function bareRead(sql: Sql, projectId: string, id: string): Promise<unknown> {
  return await Promise.all([
    sql`select ${columns(sql)}
      from sessions s left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
      where s.project_id = ${projectId} and s.id = ${id}`,
    sql`select id, session_id, sequence,
        case sender_type when 'user' then 'user' else 'assistant' end as role, sender_type,
        sender_name, content, offset_ms, sources, attachments, external_id, edited_at, created_at
      from messages where project_id = ${projectId} and session_id = ${id}
      order by sequence desc limit ${null}`,
  ]);
}

/** The newest 50 with their total. */
export async function bareList(sql: Sql, projectId: string, status?: string): Promise<unknown> {
  const where = status ? sql`and s.status = ${status}` : sql``;
  return await Promise.all([
    sql`select ${columns(sql)}
      from sessions s left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
      where s.project_id = ${projectId} and s.is_archived = false ${where}
      order by s.last_activity_at desc, s.id desc limit 51`,
    sql`select coalesce(sum(amount), 0)::float8 as amount from session_counts s
      where project_id = ${projectId} ${where} and not is_archived`,
  ]);
}

const columns = (sql: Sql) =>
  sql`
  s.id, s.project_id, s.name, s.description, s.preview, s.status, s.source, s.session_type,
  s.message_count, s.analysis_status, s.tags, s.custom_fields, s.user_metadata, s.page_url,
  s.page_title, s.external_id, s.original_url, s.is_archived, s.is_human_takeover, s.taken_over_by,
  s.taken_over_name, s.ownership_version, s.needs_human, s.contact_id, s.first_message_at,
  s.last_activity_at, s.closed_at, s.closed_by, s.created_at, s.updated_at,
  case when c.id is not null then
    jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email) end as contact`;

/** Ids of a project's sessions: `count` of them, spread over all of it. */
export async function sampleIds(sql: Sql, projectId: string, count: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from (
      select id, row_number() over (order by id) as place, count(*) over () as amount
      from sessions where project_id = ${projectId} and not is_archived
    ) as numbered
    where place % greatest(1, amount / ${count}) = 0 limit ${count}`;
  return rows.map(({ id }) => id);
}

/** The row at a depth of a project's list, as a cursor needs it. */
export async function rowAtDepth(
  sql: Sql,
  projectId: string,
  share: number,
): Promise<{ id: string; at: string }> {
  const [row] = await sql<{ id: string; at: string }[]>`
    select id, (extract(epoch from last_activity_at) * 1000000)::bigint::text as at from sessions
    where project_id = ${projectId} and not is_archived
    order by last_activity_at desc, id desc
    offset (select (count(*) * ${share}::float8)::bigint from sessions
      where project_id = ${projectId} and not is_archived) limit 1`;
  return row!;
}
