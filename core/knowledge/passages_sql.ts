import type { Tx } from "../db/mod.ts";
import type { IndexedPassage } from "./index_passages.ts";

/** Where passages belong: to a source, or to one document of it. */
export interface PassagePlace {
  projectId: string;
  sourceId: string;
  /** Empty for typed texts. */
  documentId: string;
}

/** What all passages of a document share. */
export interface PassageFacts {
  language: string;
  /** Weighs half as much as headings do: the name of the source or document. */
  name: string;
  url: string | null;
}

/** How many passages are handed over at once. */
const BATCH = 500;

/** Stores the passages of a document that has none, and counts their words. */
export async function insertPassages(
  tx: Tx,
  place: PassagePlace,
  facts: PassageFacts,
  passages: readonly IndexedPassage[],
): Promise<void> {
  const { projectId, sourceId, documentId } = place;
  const { language, name, url } = facts;
  const owner = documentId || sourceId;
  for (let start = 0; start < passages.length; start += BATCH) {
    const items = passages.slice(start, start + BATCH).map((passage, index) => ({
      ...passage,
      position: start + index,
      id: `${owner}_${start + index}`,
    }));
    await tx`
      insert into knowledge_passages (project_id, id, source_id, document_id, position, heading,
        content, url, language, document)
      select ${projectId}, item.id, ${sourceId}, ${documentId}, item.position, item.heading,
        item.content, ${url}, ${language},
        setweight(to_tsvector(${language}::regconfig, item."indexedHeading"), 'A')
          || setweight(to_tsvector(${language}::regconfig, ${name}), 'B')
          || setweight(to_tsvector(${language}::regconfig, item."indexedContent"), 'D')
          || array_to_tsvector(array[${projectId}])
      from jsonb_to_recordset(${tx.json(items as never)}) as item(id text, position int,
        heading text, content text, "indexedHeading" text, "indexedContent" text)`;
  }
  await tx`
    insert into knowledge_terms as kept (project_id, term, passages)
    select ${projectId}, word.lexeme, count(*)
    from knowledge_passages passage cross join lateral unnest(passage.document) as word
    where passage.project_id = ${projectId} and passage.source_id = ${sourceId}
      and passage.document_id = ${documentId}
    group by word.lexeme
    on conflict (project_id, term) do update set passages = kept.passages + excluded.passages`;
}

/**
 * Removes the passages of a document, or of all documents of a source, and their words from the
 * counts.
 *
 * @param documentId undefined for all
 * @returns how many passages there were
 */
export async function deletePassages(
  tx: Tx,
  projectId: string,
  sourceId: string,
  documentId?: string,
): Promise<number> {
  const ofDocument = documentId === undefined ? tx`` : tx`and document_id = ${documentId}`;
  const lowered = await tx<{ term: string; passages: number }[]>`
    update knowledge_terms kept set passages = kept.passages - counted.amount
    from (
      select word.lexeme, count(*) as amount
      from knowledge_passages passage cross join lateral unnest(passage.document) as word
      where passage.project_id = ${projectId} and passage.source_id = ${sourceId} ${ofDocument}
      group by word.lexeme
    ) as counted
    where kept.project_id = ${projectId} and kept.term = counted.lexeme
    returning kept.term, kept.passages`;
  const gone = lowered.filter(({ passages }) => passages <= 0).map(({ term }) => term);
  if (gone.length > 0) {
    await tx`
      delete from knowledge_terms where project_id = ${projectId} and term = any(${gone})`;
  }
  const result = await tx`
    delete from knowledge_passages
    where project_id = ${projectId} and source_id = ${sourceId} ${ofDocument}`;
  return result.count;
}
