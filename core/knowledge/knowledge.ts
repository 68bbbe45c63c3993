import { now } from "../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { invalid, notFound } from "../errors.ts";
import { isId, newId } from "../id.ts";
import {
  checkSource,
  type KnowledgeSource,
  type KnowledgeSourceDetail,
  type KnowledgeSourcePatch,
  type NewKnowledgeSource,
  typedKinds,
} from "./knowledge_model.ts";
import {
  deleteSource,
  hasSources,
  lockKnowledge,
  selectSource,
  selectSources,
  upsertSource,
} from "./knowledge_sql.ts";
import { indexPassages } from "./index_passages.ts";
import { DEFAULT_PACKAGE, joinPackages } from "./packages_sql.ts";
import { deletePassages, insertPassages } from "./passages_sql.ts";
import { splitText } from "./split.ts";
import { languageOf, normalize } from "./words.ts";

/** A page of sources. */
export interface KnowledgePage {
  sources: KnowledgeSource[];
  /** Give it back as `after` for the next page; null on the last one. */
  next: string | null;
}

/**
 * The knowledge of a project, last changed first, without the texts.
 *
 * @throws AppError 400 when `limit` is not 1 to 200 or `after` is not from an earlier page
 */
export async function listKnowledge(
  db: Db,
  projectId: string,
  options: { limit?: number; after?: string | null } = {},
): Promise<KnowledgePage> {
  const limit = options.limit ?? 50;
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) {
    throw invalid("limit", "The limit is out of range. Use 1 to 200.");
  }
  const after = options.after ? parsePlace(options.after) : null;
  const rows = await selectSources(db, projectId, limit + 1, after);
  const sources = rows.slice(0, limit);
  const last = sources.at(-1);
  const next = rows.length > limit && last ? `${last.updated_at.getTime()}-${last.id}` : null;
  return { sources, next };
}

/**
 * One source with its text.
 *
 * @throws AppError 404 when the project has none with that id
 */
export async function getKnowledge(
  db: Db,
  projectId: string,
  id: string,
): Promise<KnowledgeSourceDetail> {
  const source = isId("know", id) ? await selectSource(db, projectId, id) : null;
  if (!source) throw notFound("Knowledge entry");
  return source;
}

/** Whether there is anything to answer from. */
export async function hasKnowledge(db: Db, projectId: string): Promise<boolean> {
  return await hasSources(db, projectId);
}

/**
 * Adds a text or a Markdown document; it can be found as soon as this returns.
 *
 * @throws AppError 400 naming the bad fields, 413 when the text is over 1 MB
 */
export async function createKnowledge(
  sql: Sql | Tx,
  projectId: string,
  input: NewKnowledgeSource,
  at: Date = now(),
): Promise<KnowledgeSourceDetail> {
  const clean = checkSource(input, "new") as NewKnowledgeSource;
  const id = newId("know", at);
  return await transaction(sql, async (tx) => {
    await lockKnowledge(tx, projectId);
    await store(tx, projectId, { ...clean, id, created_at: at }, at);
    await joinPackages(tx, projectId, id, input.package_ids ?? [DEFAULT_PACKAGE]);
    return (await selectSource(tx, projectId, id))!;
  });
}

/**
 * Changes a source; its passages are made anew in the same transaction.
 *
 * @throws AppError 400, 404 or 413
 */
export async function updateKnowledge(
  sql: Sql | Tx,
  projectId: string,
  id: string,
  patch: KnowledgeSourcePatch,
  at: Date = now(),
): Promise<KnowledgeSourceDetail> {
  const clean = checkSource(patch, "change");
  return await transaction(sql, async (tx) => {
    await lockKnowledge(tx, projectId);
    const before = await getKnowledge(tx, projectId, id);
    if (!typedKinds.includes(before.kind as never)) {
      throw invalid(
        "content",
        "This source is read from elsewhere; its text cannot be written here.",
      );
    }
    await deletePassages(tx, projectId, id);
    return await store(tx, projectId, { ...before, ...clean }, at);
  });
}

/**
 * Removes a source and everything found through it.
 *
 * @throws AppError 404 when the project has none with that id
 */
export async function deleteKnowledge(sql: Sql | Tx, projectId: string, id: string): Promise<void> {
  await transaction(sql, async (tx) => {
    await lockKnowledge(tx, projectId);
    await getKnowledge(tx, projectId, id);
    await deletePassages(tx, projectId, id);
    await deleteSource(tx, projectId, id);
  });
}

type Stored = {
  id: string;
  kind: string;
  name: string;
  content: string;
  url?: string | null;
  created_at: Date;
};

async function store(
  tx: Tx,
  projectId: string,
  source: Stored,
  at: Date,
): Promise<KnowledgeSourceDetail> {
  const { id, kind, name, content, created_at } = source;
  const url = source.url ?? null;
  const { passages } = indexPassages(splitText(kind, content));
  const language = languageOf(content);
  if (passages.length === 0) {
    throw invalid("content", "The content holds nothing but headings. Write some text.");
  }
  await upsertSource(tx, {
    ...{ project_id: projectId, id, kind, name, content, url, language, created_at },
    passage_count: passages.length,
    updated_at: at,
  });
  const place = { projectId, sourceId: id, documentId: "" };
  await insertPassages(tx, place, { language, name: normalize(name), url }, passages);
  return (await selectSource(tx, projectId, id))!;
}

function parsePlace(text: string): { updatedAt: Date; id: string } {
  const match = /^(\d{1,15})-(know_[0-9a-z]{26})$/.exec(text);
  if (!match) throw invalid("after", "The page mark is not valid. Use one from an earlier answer.");
  return { updatedAt: new Date(Number(match[1])), id: match[2]! };
}
