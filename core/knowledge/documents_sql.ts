import type { Db, Tx } from "../db/mod.ts";

/** How a document stands; see the migration. */
export type DocumentStatus = "waiting" | "ready" | "failed" | "skipped" | "gone";

/** A page or file of a source. */
export interface KnowledgeDocument {
  id: string;
  source_id: string;
  address: string;
  title: string;
  status: DocumentStatus;
  error: string | null;
  depth: number;
  attempts: number;
  misses: number;
  content_hash: string | null;
  etag: string | null;
  last_modified: string | null;
  passage_count: number;
  size: number;
  read_number: number;
  read_at: Date | null;
  created_at: Date;
}

/** A source, within its project. */
export interface SourcePlace {
  projectId: string;
  sourceId: string;
}

const columns = (db: Db) =>
  db`id, source_id, address, title, status, error, depth, attempts, misses, content_hash, etag,
    last_modified, passage_count, size, read_number, read_at, created_at`;

/** The next documents of a read, those near the first page first. */
export async function nextDocuments(
  db: Db,
  { projectId, sourceId }: SourcePlace,
  limit: number,
  at: Date,
): Promise<KnowledgeDocument[]> {
  return await db<KnowledgeDocument[]>`
    select ${columns(db)} from knowledge_documents
    where project_id = ${projectId} and source_id = ${sourceId} and status = 'waiting'
      and (not_before is null or not_before <= ${at})
    order by depth, id limit ${limit}`;
}

/** When the next document that has to wait may be tried; null when none waits. */
export async function nextTime(
  db: Db,
  { projectId, sourceId }: SourcePlace,
): Promise<Date | null> {
  const [row] = await db<{ next: Date | null }[]>`
    select min(not_before) as next from knowledge_documents
    where project_id = ${projectId} and source_id = ${sourceId} and status = 'waiting'`;
  return row!.next;
}

/** A document to be read. */
export interface FoundAddress {
  id: string;
  address: string;
  depth: number;
}

/**
 * Queues addresses for a read, unless this read knows them already, up to a number of documents
 * altogether.
 */
export async function queueDocuments(
  tx: Tx,
  { projectId, sourceId }: SourcePlace,
  readNumber: number,
  most: number,
  found: readonly FoundAddress[],
  at: Date,
): Promise<void> {
  if (found.length === 0) return;
  await tx`
    insert into knowledge_documents as known (project_id, source_id, id, address, depth, status,
      read_number, created_at)
    select ${projectId}, ${sourceId}, item.id, item.address, item.depth, 'waiting', ${readNumber},
      ${at}
    from (
      select item.*, row_number() over (order by item.id) as place
      from jsonb_to_recordset(${tx.json(found as never)}) as item(id text, address text, depth int)
      where not exists (
        select from knowledge_documents seen
        where seen.project_id = ${projectId} and seen.source_id = ${sourceId}
          and seen.address = item.address and seen.read_number = ${readNumber})
    ) as item
    where item.place <= ${most} - (
      select count(*) from knowledge_documents counted
      where counted.project_id = ${projectId} and counted.source_id = ${sourceId}
        and counted.read_number = ${readNumber} and counted.status <> 'skipped')
    on conflict (project_id, source_id, address) do update set status = 'waiting', error = null,
      read_number = excluded.read_number, attempts = 0, not_before = null,
      depth = least(known.depth, excluded.depth)
    where known.read_number < excluded.read_number`;
}

/** Queues what earlier reads found for the read that begins. */
export async function requeueKnown(
  tx: Tx,
  { projectId, sourceId }: SourcePlace,
  readNumber: number,
): Promise<void> {
  await tx`
    update knowledge_documents set status = 'waiting', error = null, attempts = 0,
      not_before = null, read_number = ${readNumber}
    where project_id = ${projectId} and source_id = ${sourceId}
      and status in ('ready', 'failed', 'skipped', 'waiting')`;
}

/** Whether this read has any document yet. */
export async function hasDocuments(
  db: Db,
  { projectId, sourceId }: SourcePlace,
  readNumber: number,
): Promise<boolean> {
  const rows = await db`
    select 1 from knowledge_documents
    where project_id = ${projectId} and source_id = ${sourceId} and read_number = ${readNumber}
    limit 1`;
  return rows.length > 0;
}

/** The document of an address, or null. */
export async function selectDocumentAt(
  db: Db,
  { projectId, sourceId }: SourcePlace,
  address: string,
): Promise<KnowledgeDocument | null> {
  const [row] = await db<KnowledgeDocument[]>`
    select ${columns(db)} from knowledge_documents
    where project_id = ${projectId} and source_id = ${sourceId} and address = ${address}`;
  return row ?? null;
}

/** One document, or null. */
export async function selectDocument(
  db: Db,
  { projectId, sourceId }: SourcePlace,
  id: string,
): Promise<KnowledgeDocument | null> {
  const [row] = await db<KnowledgeDocument[]>`
    select ${columns(db)} from knowledge_documents
    where project_id = ${projectId} and source_id = ${sourceId} and id = ${id}`;
  return row ?? null;
}

/** Documents of a source in the order they were found. */
export async function selectDocuments(
  db: Db,
  { projectId, sourceId }: SourcePlace,
  options: { status: DocumentStatus | null; limit: number; after: string | null },
): Promise<KnowledgeDocument[]> {
  return await db<KnowledgeDocument[]>`
    select ${columns(db)} from knowledge_documents
    where project_id = ${projectId} and source_id = ${sourceId}
      ${options.status ? db`and status = ${options.status}` : db``}
      ${options.after ? db`and id > ${options.after}` : db``}
    order by id limit ${options.limit}`;
}

/** What a read made of a document. */
export interface DocumentResult {
  status: DocumentStatus;
  error: string | null;
  title?: string;
  content_hash?: string;
  etag?: string | null;
  last_modified?: string | null;
  language?: string;
  passage_count?: number;
  size?: number;
  misses?: number;
  attempts?: number;
  not_before?: Date | null;
}

/** Stores what a read made of a document; what is absent stays. */
export async function updateDocument(
  tx: Tx,
  { projectId, sourceId }: SourcePlace,
  id: string,
  result: DocumentResult,
  at: Date,
): Promise<void> {
  const given = Object.fromEntries(
    Object.entries({ ...result, read_at: at }).filter(([, value]) => value !== undefined),
  );
  await tx`
    update knowledge_documents set ${tx(given)}
    where project_id = ${projectId} and source_id = ${sourceId} and id = ${id}`;
}

/** Documents the read that ends has not met, though earlier ones had. */
export async function selectUnmet(
  db: Db,
  { projectId, sourceId }: SourcePlace,
  readNumber: number,
): Promise<KnowledgeDocument[]> {
  return await db<KnowledgeDocument[]>`
    select ${columns(db)} from knowledge_documents
    where project_id = ${projectId} and source_id = ${sourceId} and read_number < ${readNumber}
      and status <> 'gone'`;
}

/** Takes what waits out of the queue: what was read before stays as it was, the rest is forgotten. */
export async function clearQueue(
  tx: Tx,
  { projectId, sourceId }: SourcePlace,
): Promise<void> {
  await tx`
    delete from knowledge_documents
    where project_id = ${projectId} and source_id = ${sourceId} and status = 'waiting'
      and content_hash is null`;
  await tx`
    update knowledge_documents set status = 'ready', error = null, not_before = null
    where project_id = ${projectId} and source_id = ${sourceId} and status = 'waiting'`;
}
