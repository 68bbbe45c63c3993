import type { Db, Tx } from "../db/mod.ts";
import type { KnowledgeSource, KnowledgeSourceDetail } from "./knowledge_model.ts";

/** A passage as it is stored; `indexed` texts are normalised for the search. */
export interface PassageRow {
  id: string;
  position: number;
  heading: string;
  content: string;
  url: string | null;
  indexedHeading: string;
  indexedName: string;
  indexedContent: string;
}

const columns = (db: Db) =>
  db`project_id, id, kind, name, url, language, status, error, passage_count,
    char_length(content) as size, created_at, updated_at`;

/** Newest change first, from after a place on. */
export async function selectSources(
  db: Db,
  projectId: string,
  limit: number,
  after: { updatedAt: Date; id: string } | null,
): Promise<KnowledgeSource[]> {
  return await db<KnowledgeSource[]>`
    select ${columns(db)} from knowledge_sources
    where project_id = ${projectId}
      ${after ? db`and (updated_at, id) < (${after.updatedAt}, ${after.id})` : db``}
    order by updated_at desc, id desc limit ${limit}`;
}

/** One source with its text, or null. */
export async function selectSource(
  db: Db,
  projectId: string,
  id: string,
): Promise<KnowledgeSourceDetail | null> {
  const [row] = await db<KnowledgeSourceDetail[]>`
    select ${columns(db)}, content from knowledge_sources
    where project_id = ${projectId} and id = ${id}`;
  return row ?? null;
}

/** Whether the project has any knowledge that can be searched. */
export async function hasSources(db: Db, projectId: string): Promise<boolean> {
  const rows = await db`
    select 1 from knowledge_sources
    where project_id = ${projectId} and status = 'ready' limit 1`;
  return rows.length > 0;
}

/** Changes of a project's knowledge follow one another: they all count the same words. */
export async function lockKnowledge(tx: Tx, projectId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`knowledge ${projectId}`}, 0))`;
}

/** Adds a source, or replaces what a person may change of it. */
export async function upsertSource(
  tx: Tx,
  source: Omit<KnowledgeSourceDetail, "size" | "status" | "error">,
): Promise<void> {
  await tx`
    insert into knowledge_sources (project_id, id, kind, name, content, url, language,
      passage_count, created_at, updated_at)
    values (${source.project_id}, ${source.id}, ${source.kind}, ${source.name}, ${source.content},
      ${source.url}, ${source.language}, ${source.passage_count}, ${source.created_at},
      ${source.updated_at})
    on conflict (project_id, id) do update set kind = excluded.kind, name = excluded.name,
      content = excluded.content, url = excluded.url, language = excluded.language,
      status = 'ready', error = null, passage_count = excluded.passage_count,
      updated_at = excluded.updated_at`;
}

/** Removes a source; its passages go with it. False when there is none. */
export async function deleteSource(tx: Tx, projectId: string, id: string): Promise<boolean> {
  const result = await tx`
    delete from knowledge_sources where project_id = ${projectId} and id = ${id}`;
  return result.count > 0;
}

/** Stores the passages of a source that has none, and counts their words. */
export async function insertPassages(
  tx: Tx,
  projectId: string,
  sourceId: string,
  language: string,
  passages: PassageRow[],
): Promise<void> {
  const item = tx.json(passages as never);
  await tx`
    insert into knowledge_passages (project_id, id, source_id, position, heading, content, url,
      language, document)
    select ${projectId}, item.id, ${sourceId}, item.position, item.heading, item.content, item.url,
      ${language},
      setweight(to_tsvector(${language}::regconfig, item."indexedHeading"), 'A')
        || setweight(to_tsvector(${language}::regconfig, item."indexedName"), 'B')
        || setweight(to_tsvector(${language}::regconfig, item."indexedContent"), 'D')
        || array_to_tsvector(array[${projectId}])
    from jsonb_to_recordset(${item}) as item(id text, position int, heading text, content text,
      url text, "indexedHeading" text, "indexedName" text, "indexedContent" text)`;
  await countTerms(tx, projectId, sourceId, 1);
}

/** Removes the passages of a source, and their words from the counts. */
export async function deletePassages(tx: Tx, projectId: string, sourceId: string): Promise<void> {
  await countTerms(tx, projectId, sourceId, -1);
  await tx`
    delete from knowledge_terms where project_id = ${projectId} and passages <= 0`;
  await tx`
    delete from knowledge_passages where project_id = ${projectId} and source_id = ${sourceId}`;
}

async function countTerms(
  tx: Tx,
  projectId: string,
  sourceId: string,
  sign: 1 | -1,
): Promise<void> {
  await tx`
    insert into knowledge_terms as kept (project_id, term, passages)
    select ${projectId}, word.lexeme, ${sign} * count(*)
    from knowledge_passages passage cross join lateral unnest(passage.document) as word
    where passage.project_id = ${projectId} and passage.source_id = ${sourceId}
    group by word.lexeme
    on conflict (project_id, term) do update set passages = kept.passages + excluded.passages`;
}
