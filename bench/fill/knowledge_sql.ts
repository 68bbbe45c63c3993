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

/** Gives every passage of a project numbers, in turn those of a pool. */
export async function setEmbeddings(
  sql: Sql,
  projectId: string,
  model: string,
  pool: { embedding: number[]; signature: string }[],
): Promise<void> {
  await sql`
    with pool as materialized (
      select item.*, row_number() over () - 1 as place
      from jsonb_to_recordset(${sql.json(pool as never)}) as item(signature text, embedding real[])
    ), passages as (
      select id, source_id, row_number() over (order by md5(id)) as place
      from knowledge_passages where project_id = ${projectId}
    )
    insert into knowledge_embeddings (project_id, passage_id, source_id, model, signature,
      embedding)
    select ${projectId}, passages.id, passages.source_id, ${model},
      pool.signature::bit varying, pool.embedding
    from passages join pool on pool.place = passages.place % ${pool.length}`;
}
