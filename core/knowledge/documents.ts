import { type Sql, transaction, type Tx } from "../db/mod.ts";
import {
  type DocumentResult,
  type KnowledgeDocument,
  type SourcePlace,
  updateDocument,
} from "./documents_sql.ts";
import type { ReadDocument } from "./formats/read_document.ts";
import { lockKnowledge } from "./knowledge_sql.ts";
import { deletePassages, insertPassages } from "./passages_sql.ts";
import { addToSource, holdReading } from "./sources_sql.ts";
import { normalize } from "./words.ts";

/** Who reads a source; storing anything fails once another one has taken over. */
export interface Reading extends SourcePlace {
  reader: string;
}

/** Thrown when a source was taken over by another reader, stopped, or deleted. */
export class ReadingLost extends Error {
  override name = "ReadingLost";
}

/** Does something for a read, in one transaction, if the reader still has the source. */
export async function whileReading<T>(
  sql: Sql,
  reading: Reading,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return await transaction(sql, async (tx) => {
    await lockKnowledge(tx, reading.projectId);
    if (!await holdReading(tx, reading, reading.reader)) {
      throw new ReadingLost("Another one reads the source");
    }
    return await work(tx);
  });
}

/** What is noted of a document beside its text. */
export interface DocumentMarks {
  etag: string | null;
  last_modified: string | null;
}

/**
 * Stores what was read of a document: its passages replace those before, unless nothing changed.
 *
 * @param url where readers find it, or null
 * @returns whether it had changed
 */
export async function storeDocument(
  tx: Tx,
  place: SourcePlace,
  stored: Pick<KnowledgeDocument, "id" | "content_hash">,
  read: ReadDocument,
  url: string | null,
  marks: DocumentMarks,
  at: Date,
): Promise<boolean> {
  const { id } = stored;
  const ready = { status: "ready", error: null, misses: 0, attempts: 0, not_before: null } as const;
  if (stored.content_hash === read.hash) {
    await updateDocument(tx, place, id, { ...ready, ...marks, title: read.title }, at);
    return false;
  }
  const { language, title, size, passages } = read;
  // Counted now: a reader that was killed may have stored the document since it was listed.
  const before = await deletePassages(tx, place.projectId, place.sourceId, id);
  const facts = { language, name: normalize(title), url };
  await insertPassages(tx, { ...place, documentId: id }, facts, passages);
  await updateDocument(tx, place, id, {
    ...{ ...ready, ...marks, title, language, size },
    content_hash: read.hash,
    passage_count: passages.length,
  }, at);
  await addToSource(tx, place, { passages: passages.length - before, language });
  return true;
}

/** Notes something about a document, and takes its passages out of the search. */
export async function dropDocument(
  tx: Tx,
  place: SourcePlace,
  stored: Pick<KnowledgeDocument, "id">,
  result: DocumentResult,
  at: Date,
): Promise<void> {
  const before = await deletePassages(tx, place.projectId, place.sourceId, stored.id);
  if (before > 0) await addToSource(tx, place, { passages: -before, language: null });
  const empty = { content_hash: null as never, etag: null, last_modified: null };
  await updateDocument(
    tx,
    place,
    stored.id,
    { ...result, ...empty, passage_count: 0, size: 0 },
    at,
  );
}
