import type { Db, Tx } from "../db/mod.ts";
import type { SourcePlace } from "./documents_sql.ts";
import type { KnowledgeStatus } from "./knowledge_model.ts";
import type { ReadSourcePatch, Schedule, SourceSettings } from "./source_settings.ts";

/** A source as its reader needs it. */
export interface ReadSourceRow {
  project_id: string;
  id: string;
  kind: string;
  name: string;
  url: string | null;
  settings: SourceSettings;
  schedule: Schedule;
  status: KnowledgeStatus;
  read_number: number;
  stop_requested: boolean;
  documents_total: number;
}

/** Adds a source that nobody has read yet. */
export async function insertReadSource(
  tx: Tx,
  source: {
    projectId: string;
    id: string;
    kind: string;
    name: string;
    url: string | null;
    settings: SourceSettings;
    schedule: Schedule;
    at: Date;
  },
): Promise<void> {
  await tx`
    insert into knowledge_sources (project_id, id, kind, name, url, settings, schedule, status,
      created_at, updated_at)
    values (${source.projectId}, ${source.id}, ${source.kind}, ${source.name}, ${source.url},
      ${tx.json(source.settings as never)}, ${source.schedule}, 'idle', ${source.at},
      ${source.at})`;
}

/** Keeps an uploaded file, in place of the one before. */
export async function upsertUpload(
  tx: Tx,
  { projectId, sourceId }: SourcePlace,
  file: { name: string; type: string; bytes: Uint8Array },
  at: Date,
): Promise<void> {
  await tx`
    insert into knowledge_uploads (project_id, source_id, file_name, media_type, size, bytes,
      created_at)
    values (${projectId}, ${sourceId}, ${file.name}, ${file.type}, ${file.bytes.length},
      ${file.bytes}, ${at})
    on conflict (project_id, source_id) do update set file_name = excluded.file_name,
      media_type = excluded.media_type, size = excluded.size, bytes = excluded.bytes,
      created_at = excluded.created_at`;
}

/** The uploaded file of a source, or null. */
export async function selectUpload(
  db: Db,
  { projectId, sourceId }: SourcePlace,
): Promise<{ file_name: string; media_type: string; bytes: Uint8Array } | null> {
  const [row] = await db<{ file_name: string; media_type: string; bytes: Uint8Array }[]>`
    select file_name, media_type, bytes from knowledge_uploads
    where project_id = ${projectId} and source_id = ${sourceId}`;
  return row ?? null;
}

/** Changes what a source is read by. */
export async function patchReadSource(
  tx: Tx,
  { projectId, sourceId }: SourcePlace,
  patch: ReadSourcePatch & { next_read_at?: Date | null },
  at: Date,
): Promise<void> {
  const given = Object.fromEntries(
    Object.entries({ ...patch, updated_at: at })
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, key === "settings" ? tx.json(value as never) : value]),
  );
  await tx`
    update knowledge_sources set ${tx(given as never)}
    where project_id = ${projectId} and id = ${sourceId}`;
}

const columns = (db: Db) =>
  db`project_id, id, kind, name, url, settings, schedule, status, read_number, stop_requested,
    documents_total`;

/** Marks a source as being read; null when it is already. */
export async function beginRead(
  tx: Tx,
  { projectId, sourceId }: SourcePlace,
): Promise<ReadSourceRow | null> {
  const [row] = await tx<ReadSourceRow[]>`
    update knowledge_sources set status = 'reading', error = null, reader = null,
      read_number = read_number + 1, stop_requested = false, next_read_at = null
    where project_id = ${projectId} and id = ${sourceId} and status <> 'reading'
    returning ${columns(tx)}`;
  return row ?? null;
}

/** Goes on with the last read of a source, for documents that were put back into its queue. */
export async function resumeRead(tx: Tx, { projectId, sourceId }: SourcePlace): Promise<void> {
  await tx`
    update knowledge_sources set status = 'reading', error = null, reader = null,
      stop_requested = false
    where project_id = ${projectId} and id = ${sourceId} and status <> 'reading'`;
}

/** Takes over the reading of a source; null when nobody wants it read. */
export async function takeReading(
  db: Db,
  { projectId, sourceId }: SourcePlace,
  reader: string,
): Promise<ReadSourceRow | null> {
  const [row] = await db<ReadSourceRow[]>`
    update knowledge_sources set reader = ${reader}
    where project_id = ${projectId} and id = ${sourceId} and status = 'reading'
    returning ${columns(db)}`;
  return row ?? null;
}

/** Whether a reader still has the source; holds it until the transaction ends. */
export async function holdReading(
  tx: Tx,
  { projectId, sourceId }: SourcePlace,
  reader: string,
): Promise<boolean> {
  const rows = await tx`
    select 1 from knowledge_sources
    where project_id = ${projectId} and id = ${sourceId} and status = 'reading'
      and reader = ${reader}
    for no key update`;
  return rows.length > 0;
}

/** Adds to the number of passages and to the languages of a source. */
export async function addToSource(
  tx: Tx,
  { projectId, sourceId }: SourcePlace,
  change: { passages: number; language: string | null },
): Promise<void> {
  await tx`
    update knowledge_sources set passage_count = passage_count + ${change.passages},
      embedded_model = null,
      language = case when languages = '{}' then coalesce(${change.language}, language)
        else language end,
      languages = case when ${change.language}::text is null
          or languages @> array[${change.language}]::text[] then languages
        else array_append(languages, ${change.language}) end
    where project_id = ${projectId} and id = ${sourceId}`;
}

/** What the documents of a source add up to. */
export interface ReadCounts {
  total: number;
  done: number;
  failed: number;
  waiting: number;
  ready: number;
}

/** Counts the documents of a source, keeps the numbers for lists, and says whether to stop. */
export async function countRead(
  tx: Tx,
  { projectId, sourceId }: SourcePlace,
): Promise<ReadCounts & { stop_requested: boolean }> {
  const [row] = await tx<(ReadCounts & { stop_requested: boolean })[]>`
    with counted as (
      select count(*) filter (where status in ('waiting', 'ready', 'failed'))::int as total,
        count(*) filter (where status in ('ready', 'failed'))::int as done,
        count(*) filter (where status = 'failed')::int as failed,
        count(*) filter (where status = 'waiting')::int as waiting,
        count(*) filter (where status = 'ready')::int as ready
      from knowledge_documents where project_id = ${projectId} and source_id = ${sourceId}
    )
    update knowledge_sources set documents_total = counted.total,
      documents_done = counted.done, documents_failed = counted.failed
    from counted where project_id = ${projectId} and id = ${sourceId}
    returning counted.*, stop_requested`;
  return row!;
}

/** Ends a read. */
export async function endRead(
  tx: Tx,
  { projectId, sourceId }: SourcePlace,
  end: { status: KnowledgeStatus; error: string | null; nextReadAt: Date | null },
  at: Date,
): Promise<void> {
  await tx`
    update knowledge_sources set status = ${end.status}, error = ${end.error}, reader = null,
      stop_requested = false, next_read_at = ${end.nextReadAt}, read_at = ${at}, updated_at = ${at}
    where project_id = ${projectId} and id = ${sourceId}`;
}

/** Asks whoever reads a source to stop; false when nobody does. */
export async function requestStop(
  db: Db,
  { projectId, sourceId }: SourcePlace,
): Promise<boolean> {
  const result = await db`
    update knowledge_sources set stop_requested = true
    where project_id = ${projectId} and id = ${sourceId} and status = 'reading'`;
  return result.count > 0;
}

/** Sources of every project that are due to be read, or whose reading may have been forgotten. */
export async function selectDue(
  db: Db,
  at: Date,
): Promise<{ project_id: string; id: string; is_reading: boolean }[]> {
  return await db`
    select project_id, id, false as is_reading from knowledge_sources where next_read_at <= ${at}
    union all
    select project_id, id, true from knowledge_sources source
    where status = 'reading' and not exists (
      select from jobs where jobs.project_id = source.project_id and jobs.kind = 'knowledge.read'
        and jobs.dedupe_key = source.id and jobs.status in ('queued', 'running'))
    limit 1000`;
}
