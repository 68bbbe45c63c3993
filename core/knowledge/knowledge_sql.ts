import type { Db, Tx } from "../db/mod.ts";
import type { KnowledgeSource, KnowledgeSourceDetail } from "./knowledge_model.ts";

const columns = (db: Db) =>
  db`project_id, id, kind, name, url, language, status, error, passage_count,
    char_length(content) as size, settings, schedule, next_read_at, read_at, documents_total,
    documents_done, documents_failed,
    (select upload.file_name from knowledge_uploads upload
      where upload.project_id = knowledge_sources.project_id
        and upload.source_id = knowledge_sources.id) as file_name,
    created_at, updated_at`;

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

/** How many sources a project has. */
export async function countSources(db: Db, projectId: string): Promise<number> {
  const [row] = await db<{ amount: number }[]>`
    select count(*)::int as amount from knowledge_sources where project_id = ${projectId}`;
  return row!.amount;
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
    where project_id = ${projectId} and passage_count > 0 limit 1`;
  return rows.length > 0;
}

/** Changes of a project's knowledge follow one another: they all count the same words. */
export async function lockKnowledge(tx: Tx, projectId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`knowledge ${projectId}`}, 0))`;
}

/** Adds a typed source, or replaces what a person may change of it. */
export async function upsertSource(
  tx: Tx,
  source: Pick<
    KnowledgeSourceDetail,
    | "project_id"
    | "id"
    | "kind"
    | "name"
    | "content"
    | "url"
    | "language"
    | "passage_count"
    | "created_at"
    | "updated_at"
  >,
): Promise<void> {
  await tx`
    insert into knowledge_sources (project_id, id, kind, name, content, url, language, languages,
      passage_count, created_at, updated_at)
    values (${source.project_id}, ${source.id}, ${source.kind}, ${source.name}, ${source.content},
      ${source.url}, ${source.language}, ${[source.language]}, ${source.passage_count},
      ${source.created_at}, ${source.updated_at})
    on conflict (project_id, id) do update set kind = excluded.kind, name = excluded.name,
      content = excluded.content, url = excluded.url, language = excluded.language,
      languages = excluded.languages, status = 'ready', error = null,
      passage_count = excluded.passage_count, embedded_model = null, updated_at = excluded.updated_at`;
}

/** Removes a source; its passages go with it. False when there is none. */
export async function deleteSource(tx: Tx, projectId: string, id: string): Promise<boolean> {
  const result = await tx`
    delete from knowledge_sources where project_id = ${projectId} and id = ${id}`;
  return result.count > 0;
}
