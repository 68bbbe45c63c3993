import { type Sql, transaction } from "../../core/db/mod.ts";
import type { IndexedText } from "../../core/knowledge/index_passages.ts";
import { insertPassages } from "../../core/knowledge/passages_sql.ts";

/** Documents stored in one transaction. */
const BATCH = 10;

/** Fills a source with documents, by the statements of the product. */
export async function fillSource(
  sql: Sql,
  projectId: string,
  sourceId: string,
  documents: number,
  make: (document: number) => IndexedText,
): Promise<void> {
  await sql`
    insert into knowledge_sources (project_id, id, kind, name, languages, status, passage_count,
      created_at, updated_at)
    values (${projectId}, ${sourceId}, 'website', 'Bench', '{english}', 'ready', 1, now(), now())`;
  for (let start = 0; start < documents; start += BATCH) {
    await transaction(sql, async (tx) => {
      for (let index = start; index < Math.min(start + BATCH, documents); index++) {
        const { passages } = make(index);
        const documentId = `doc_${index}`;
        const facts = { language: "english", name: `Page ${index}`, url: null };
        await insertPassages(tx, { projectId, sourceId, documentId }, facts, passages);
      }
    });
  }
}

/** One passage by its key. */
export async function readPassage(sql: Sql, projectId: string, id: string) {
  return await sql`
    select id, heading, content, url from knowledge_passages
    where project_id = ${projectId} and id = ${id}`;
}

/** All passages of a project, with what `upsertEmbeddings` knows their text by. */
export async function readMarks(sql: Sql, projectId: string) {
  return await sql<{ id: string; mark: string }[]>`
    select id, md5(content) as mark from knowledge_passages
    where project_id = ${projectId} order by id`;
}

/** Notes how many passages each source has, as a read does at its end. */
export async function countPassages(sql: Sql, projectId: string): Promise<void> {
  await sql`
    update knowledge_sources source set passage_count = (
      select count(*) from knowledge_passages passage
      where passage.project_id = ${projectId} and passage.source_id = source.id)
    where project_id = ${projectId}`;
}
