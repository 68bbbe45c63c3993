import { now } from "../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { conflict, invalid, notFound, tooLarge } from "../errors.ts";
import { isId, newId } from "../id.ts";
import { enqueue } from "../jobs/mod.ts";
import {
  type KnowledgeDocument,
  queueDocuments,
  requeueKnown,
  selectDocument,
  selectDocuments,
  type SourcePlace,
  updateDocument,
} from "./documents_sql.ts";
import { FILE_KINDS, formatOfFile } from "./formats/file_format.ts";
import { getKnowledge } from "./knowledge.ts";
import { cleanText, type KnowledgeSource, NAME_LENGTH } from "./knowledge_model.ts";
import { DEFAULT_PACKAGE, joinPackages } from "./packages_sql.ts";
import { addressOf } from "./reading/site.ts";
import {
  checkReadSource,
  type NewReadSource,
  pauseOf,
  type ReadKind,
  readKinds,
  type ReadSourcePatch,
} from "./source_settings.ts";
import {
  beginRead,
  insertReadSource,
  patchReadSource,
  requestStop,
  resumeRead,
  selectDue,
  upsertUpload,
} from "./sources_sql.ts";

/** The most bytes of an uploaded file. */
export const UPLOAD_BYTES = 20_000_000;

/** A file somebody uploads. */
export interface UploadedFile {
  name: string;
  /** As the sender calls it; it is not believed. */
  type: string;
  bytes: Uint8Array;
}

/** Whether a kind is read from elsewhere. */
export function isReadKind(kind: string): kind is ReadKind {
  return readKinds.includes(kind as ReadKind);
}

/**
 * Adds a source and has it read.
 *
 * @param file of kind `file`, and for the others instead of an address
 * @throws AppError 400 naming the bad fields, 413 when the file is over 20 MB
 */
export async function createSource(
  sql: Sql | Tx,
  projectId: string,
  input: NewReadSource & { package_ids?: string[] },
  file: UploadedFile | null = null,
  at: Date = now(),
): Promise<KnowledgeSource> {
  const place = (input.url ?? "").replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");
  const named = { ...input, name: input.name || file?.name || place.slice(0, NAME_LENGTH) };
  const clean = checkReadSource(named, input.kind, null);
  const upload = file && checkFile(input.kind, file);
  if (upload && clean.url) {
    throw invalid("file", "Give an address or upload a file, not both.");
  }
  if (!upload && !clean.url) {
    throw invalid(
      input.kind === "file" ? "file" : "url",
      input.kind === "file"
        ? "The file is missing. Choose one."
        : "The address is missing. Give one, or upload a file.",
    );
  }
  const id = newId("know", at);
  const source = { projectId, sourceId: id };
  return await transaction(sql, async (tx) => {
    await insertReadSource(tx, {
      ...{ projectId, id, kind: input.kind, name: clean.name!, url: clean.url ?? null, at },
      settings: clean.settings ?? {},
      schedule: clean.schedule ?? "manual",
    });
    if (upload) await upsertUpload(tx, source, upload, at);
    await joinPackages(tx, projectId, id, input.package_ids ?? [DEFAULT_PACKAGE]);
    await startRead(tx, source, at);
    return await getKnowledge(tx, projectId, id);
  });
}

/**
 * Changes a source that is read from elsewhere; a new address or file is read at once.
 *
 * @throws AppError 400, 404, 409 while it is being read, 413
 */
export async function updateSource(
  sql: Sql | Tx,
  projectId: string,
  id: string,
  patch: ReadSourcePatch,
  file: UploadedFile | null = null,
  at: Date = now(),
): Promise<KnowledgeSource> {
  return await transaction(sql, async (tx) => {
    const stored = await getKnowledge(tx, projectId, id);
    if (!isReadKind(stored.kind)) {
      throw invalid("settings", "A typed text has no settings. Change its content instead.");
    }
    const place = { projectId, sourceId: id };
    const clean = checkReadSource(patch, stored.kind, {
      url: stored.url,
      settings: stored.settings,
      hasUpload: stored.file_name !== null,
    });
    const upload = file && checkFile(stored.kind, file);
    if (upload && stored.url) {
      throw invalid(
        "file",
        "This source has an address. Change that, or add a source for the file.",
      );
    }
    const isNew = upload !== null || (clean.url !== undefined && clean.url !== stored.url) ||
      (clean.settings !== undefined &&
        JSON.stringify(clean.settings) !==
          JSON.stringify(ordered(stored.settings, clean.settings)));
    if (isNew && stored.status === "reading") {
      throw conflict("The source is being read. Stop that first, or wait until it is done.");
    }
    const pause = pauseOf(clean.schedule ?? stored.schedule);
    const isRescheduled = clean.schedule !== undefined && clean.schedule !== stored.schedule;
    await patchReadSource(tx, place, {
      ...clean,
      ...(isRescheduled && stored.status !== "reading"
        ? { next_read_at: pause === null ? null : new Date(at.getTime() + pause) }
        : {}),
    }, at);
    if (upload) await upsertUpload(tx, place, upload, at);
    if (isNew) await startRead(tx, place, at);
    return await getKnowledge(tx, projectId, id);
  });
}

/** The same keys in the same order, so that two settings can be compared as texts. */
function ordered<T extends object>(settings: T, like: T): T {
  return Object.fromEntries(
    Object.keys(like).map((key) => [key, settings[key as keyof T]]),
  ) as T;
}

/**
 * Has a source read (again); what is unchanged is not stored again.
 *
 * @throws AppError 404, 409 while it is being read already, 400 for a typed text
 */
export async function refreshSource(
  sql: Sql | Tx,
  projectId: string,
  id: string,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    const stored = await getKnowledge(tx, projectId, id);
    if (!isReadKind(stored.kind)) {
      throw invalid("id", "A typed text is not read from anywhere. Change its content instead.");
    }
    if (!await startRead(tx, { projectId, sourceId: id }, at)) {
      throw conflict("The source is being read already.");
    }
  });
}

/** Queues a read in the caller's transaction; false when one is going on. */
export async function startRead(tx: Tx, place: SourcePlace, at: Date): Promise<boolean> {
  const source = await beginRead(tx, place);
  if (!source) return false;
  if (source.kind === "website" && source.url) {
    const mode = source.settings.mode ?? "site";
    const start = addressOf(source.url, source.url)?.href ?? source.url;
    if (mode !== "sitemap") {
      const first = [{ id: newId("doc", at), address: start, depth: 0 }];
      await queueDocuments(tx, place, source.read_number, 1, first, at);
    }
    if (mode === "site") await requeueKnown(tx, place, source.read_number);
  }
  await tellChange(tx, place, "reading", at);
  await enqueue(tx, place.projectId, {
    kind: "knowledge.read",
    payload: { source_id: place.sourceId },
    dedupeKey: place.sourceId,
  });
  return true;
}

/** Tells open pages that a source changed. */
export async function tellChange(
  tx: Tx,
  { projectId, sourceId }: SourcePlace,
  status: string,
  at: Date,
): Promise<void> {
  const data = { source_id: sourceId, status };
  await appendEvents(tx, projectId, [{ type: "knowledge.updated", sessionId: null, data }], at);
}

/**
 * Stops reading a source; what was read so far stays. Nothing happens when it is not being read.
 *
 * @throws AppError 404
 */
export async function stopSource(sql: Sql, projectId: string, id: string): Promise<void> {
  await getKnowledge(sql, projectId, id);
  await requestStop(sql, { projectId, sourceId: id });
}

/** The pages or files of a source. */
export interface DocumentPage {
  documents: KnowledgeDocument[];
  /** Give it back as `after` for the next page; null on the last one. */
  next: string | null;
}

const statuses = ["waiting", "ready", "failed", "skipped", "gone"] as const;

/**
 * Lists the pages or files of a source as they were found.
 *
 * @throws AppError 400 for bad options, 404 when there is no such source
 */
export async function listDocuments(
  db: Db,
  projectId: string,
  sourceId: string,
  options: { status?: string | null; limit?: number; after?: string | null } = {},
): Promise<DocumentPage> {
  await getKnowledge(db, projectId, sourceId);
  const limit = options.limit ?? 50;
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) {
    throw invalid("limit", "The limit is out of range. Use 1 to 500.");
  }
  const status = options.status ? statuses.find((one) => one === options.status) : null;
  if (status === undefined) {
    throw invalid("status", `The status is unknown. Use ${statuses.join(", ")}.`);
  }
  const after = options.after || null;
  if (after && !isId("doc", after)) {
    throw invalid("after", "The page mark is not valid. Use one from an earlier answer.");
  }
  const place = { projectId, sourceId };
  const rows = await selectDocuments(db, place, { status, limit: limit + 1, after });
  const documents = rows.slice(0, limit);
  return { documents, next: rows.length > limit ? documents.at(-1)!.id : null };
}

/**
 * Has one page of a website tried again.
 *
 * @throws AppError 404, 400 for what is no page of a website, 409 when it waits already
 */
export async function retryDocument(
  sql: Sql | Tx,
  projectId: string,
  sourceId: string,
  documentId: string,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    const source = await getKnowledge(tx, projectId, sourceId);
    const place = { projectId, sourceId };
    const document = isId("doc", documentId) ? await selectDocument(tx, place, documentId) : null;
    if (!document) throw notFound("Page");
    if (source.kind !== "website") {
      throw invalid(
        "id",
        "Only pages of a website can be tried one by one. Read the source again.",
      );
    }
    if (document.status === "waiting") throw conflict("The page waits to be read already.");
    const again = { status: "waiting" as const, error: null, attempts: 0, not_before: null };
    await updateDocument(tx, place, documentId, again, at);
    // Into the read that runs, or into one for this page alone.
    await beginRetry(tx, place, source.status === "reading", at);
  });
}

async function beginRetry(tx: Tx, place: SourcePlace, runs: boolean, at: Date): Promise<void> {
  if (!runs) {
    await resumeRead(tx, place);
    await tellChange(tx, place, "reading", at);
  }
  await enqueue(tx, place.projectId, {
    kind: "knowledge.read",
    payload: { source_id: place.sourceId, only: runs ? undefined : "queue" },
    dedupeKey: place.sourceId,
  });
}

/** Starts what is due by its schedule, and what was being read when everything stopped. */
export async function startDueSources(sql: Sql, at: Date = now()): Promise<number> {
  const due = await selectDue(sql, at);
  for (const { project_id, id, is_reading } of due) {
    await transaction(sql, async (tx) => {
      const place = { projectId: project_id, sourceId: id };
      if (!is_reading) return void await startRead(tx, place, at);
      await enqueue(tx, project_id, {
        kind: "knowledge.read",
        payload: { source_id: id },
        dedupeKey: id,
      });
    });
  }
  return due.length;
}

function checkFile(kind: ReadKind, file: UploadedFile): UploadedFile {
  const name = cleanText(file.name).replace(/^.*[/\\]/, "").trim().slice(0, 200) || "file";
  if (file.bytes.length > UPLOAD_BYTES) {
    throw tooLarge("The file is larger than 20 MB. Split it, or upload a smaller one.");
  }
  if (kind === "website") throw invalid("file", "A website has no file. Use kind file.");
  if (file.bytes.length === 0) throw invalid("file", "The file is empty. Choose another one.");
  if (kind === "file" && formatOfFile(name, file.bytes) === null) {
    throw invalid("file", `This kind of file cannot be read. Upload ${FILE_KINDS}.`);
  }
  return { name, type: file.type.slice(0, 200), bytes: file.bytes };
}
