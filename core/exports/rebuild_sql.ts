import type { Db, Tx } from "../db/mod.ts";

/** The words by which customers are found. */
export async function storeCustomerWords(
  tx: Tx,
  projectId: string,
  table: "contacts" | "companies",
  customers: { id: string; words: string[] }[],
): Promise<void> {
  await tx`
    update ${tx(table)} c set document = array_to_tsvector(d.words)
    from jsonb_to_recordset(${tx.json(customers)}) as d(id text, words text[])
    where c.project_id = ${projectId} and c.id = d.id`;
}

/** A passage with its texts as the search knows them. */
export interface PassageRow {
  id: string;
  source_id: string;
  document_id: string;
  position: number;
  heading: string;
  content: string;
  url: string | null;
  language: string;
  indexed_heading: string;
  indexed_content: string;
}

/** Titles of documents, and names of sources for typed texts, by `source` or `source/document`. */
export async function namesOfPlaces(
  tx: Tx,
  projectId: string,
  passages: Pick<PassageRow, "source_id" | "document_id">[],
): Promise<Map<string, string>> {
  const sources = [...new Set(passages.map(({ source_id }) => source_id))];
  const documents = [...new Set(passages.map(({ document_id }) => document_id))];
  const rows = await tx<{ place: string; name: string }[]>`
    select id as place, name from knowledge_sources
    where project_id = ${projectId} and id = any(${sources}::text[])
    union all
    select source_id || '/' || id, title from knowledge_documents
    where project_id = ${projectId} and source_id = any(${sources}::text[])
      and id = any(${documents}::text[])`;
  return new Map(rows.map(({ place, name }) => [place, name]));
}

/** Stores passages with their words, as core/knowledge/passages_sql.ts does. */
export async function insertPassageRows(
  tx: Tx,
  projectId: string,
  passages: (PassageRow & { name: string })[],
): Promise<void> {
  await tx`
    insert into knowledge_passages (project_id, id, source_id, document_id, position, heading,
      content, url, language, document)
    select ${projectId}, p.id, p.source_id, p.document_id, p.position, p.heading, p.content, p.url,
      p.language,
      setweight(to_tsvector(p.language::regconfig, p.indexed_heading), 'A')
        || setweight(to_tsvector(p.language::regconfig, p.name), 'B')
        || setweight(to_tsvector(p.language::regconfig, p.indexed_content), 'D')
        || array_to_tsvector(array[${projectId}])
    from jsonb_to_recordset(${tx.json(passages as never)}) as p(id text, source_id text,
      document_id text, position int, heading text, content text, url text, language text,
      indexed_heading text, indexed_content text, name text)`;
}

/** Counts anew in how many passages each word occurs. */
export async function recountTerms(tx: Tx, projectId: string): Promise<void> {
  await tx`delete from knowledge_terms where project_id = ${projectId}`;
  await tx`
    insert into knowledge_terms (project_id, term, passages)
    select ${projectId}, word.lexeme, count(*)
    from knowledge_passages p cross join lateral unnest(p.document) as word
    where p.project_id = ${projectId} group by word.lexeme`;
}

/** Sessions behind a place, with how many bytes their messages say. */
export async function sessionsAfter(
  db: Db,
  projectId: string,
  after: string,
  limit: number,
): Promise<{ id: string; size: number }[]> {
  return [
    ...await db<{ id: string; size: number }[]>`
      select s.id, (select coalesce(sum(octet_length(m.content)), 0)::int8 from messages m
        where m.project_id = s.project_id and m.session_id = s.id) as size
      from sessions s where s.project_id = ${projectId} and s.id > ${after}
      order by s.id limit ${limit}`,
  ];
}

/** Everything that is said in sessions and of them, in the order in which it is indexed. */
export async function textsOfSessions(
  db: Db,
  projectId: string,
  ids: string[],
): Promise<Map<string, string[]>> {
  const rows = await db<{ id: string; head: string[]; said: string[] }[]>`
    select s.id,
      array_remove(array[s.name, s.description, c.name, c.email, s.user_metadata ->> 'name',
        s.user_metadata ->> 'email'], null) as head,
      array(select m.content from messages m where m.project_id = s.project_id
        and m.session_id = s.id order by m.sequence) as said
    from sessions s left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
    where s.project_id = ${projectId} and s.id = any(${ids}::text[])`;
  return new Map(rows.map(({ id, head, said }) => [id, [...new Set(head), ...said]]));
}

/** Stores the words of sessions in place of what there is of them. */
export async function storeSessionWords(
  tx: Tx,
  projectId: string,
  ids: string[],
  parts: { session_id: string; part: number; size: number; text: string }[],
): Promise<void> {
  await tx`
    delete from session_search where project_id = ${projectId} and session_id = any(${ids}::text[])`;
  await tx`
    insert into session_search (project_id, session_id, part, size, document)
    select ${projectId}, p.session_id, p.part, p.size,
      to_tsvector('simple', p.text) || array_to_tsvector(array[${projectId}])
    from jsonb_to_recordset(${
    tx.json(parts)
  }) as p(session_id text, part int, size int, text text)`;
}

/** Has the figures and words of all issues of a project counted anew. */
export async function markIssues(tx: Tx, projectId: string, at: Date): Promise<void> {
  await tx`
    insert into issue_recounts (project_id, issue_id, marked_at)
    select project_id, id, ${at} from issues where project_id = ${projectId} order by id
    on conflict (project_id, issue_id) do update set marked_at = excluded.marked_at`;
}

/** Issues of a project that wait for a recount. */
export async function markedIssues(db: Db, projectId: string, limit: number): Promise<string[]> {
  const rows = await db<{ issue_id: string }[]>`
    select issue_id from issue_recounts where project_id = ${projectId}
    order by issue_id limit ${limit}`;
  return rows.map(({ issue_id }) => issue_id);
}

/** Ids of contacts or companies behind a place. */
export async function customersAfter(
  db: Db,
  projectId: string,
  table: "contacts" | "companies",
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    select id from ${db(table)} where project_id = ${projectId} and id > ${after}
    order by id limit ${limit}`;
  return rows.map(({ id }) => id);
}
