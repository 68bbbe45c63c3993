import type { Sql, Tx } from "../core/db/mod.ts";
import { transaction } from "../core/db/mod.ts";
import { invalid } from "../core/errors.ts";
import { check } from "../core/http/mod.ts";
import {
  checkPackageIds,
  countSources,
  createKnowledge,
  createSource,
  deleteKnowledge,
  getKnowledge,
  isReadKind,
  type KnowledgeDocument,
  type KnowledgeSource,
  type KnowledgeSourceDetail,
  listDocuments,
  listKnowledge,
  type NewKnowledgeSource,
  refreshSource,
  retryDocument,
  searchKnowledge,
  selectPackagesOf,
  setPackagesOf,
  stopSource,
  updateKnowledge,
  updateSource,
} from "../core/knowledge/mod.ts";
import type { ApiContext } from "./context.ts";
import { once } from "./idempotency.ts";
import { readSourceBody } from "./knowledge_body.ts";
import { sourceBody, sourcePatchBody } from "./schemas/knowledge_body.ts";

/** `GET` of a project's sources of knowledge, last changed first, without their texts. */
export async function getSources(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const { limit, cursor } = c.req.query();
  const [page, total] = await Promise.all([
    listKnowledge(sql, projectId, {
      limit: limit === undefined ? undefined : Number(limit),
      after: cursor,
    }),
    countSources(sql, projectId),
  ]);
  return c.json({
    sources: page.sources.map(presentSource),
    total,
    ...(page.next ? { next_cursor: page.next } : {}),
  });
}

/** `POST`: adds a text, or a source that is read from elsewhere. */
export async function postSource(c: ApiContext): Promise<Response> {
  const { value, file, text } = await readSourceBody(c.req.raw);
  const body = check(sourceBody, value, c.var.schemaStatus);
  const kind = body.kind ??
    (file ? "file" : body.content !== undefined ? "markdown" : body.url ? "website" : "markdown");
  const { projectId } = c.var;
  return await once(c, text, async (sql) => {
    await checkPackageIds(sql, projectId, body.package_ids ?? []);
    const source = isReadKind(kind)
      ? await createSource(sql, projectId, { ...body, kind, name: body.name ?? "" }, file)
      : await createKnowledge(sql, projectId, { ...body, kind } as NewKnowledgeSource);
    return { status: 201, body: { source: await detailOf(sql, projectId, source.id) } };
  });
}

/** `GET` of one source, with its text when it was typed, and its packages. */
export async function getSource(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  return c.json({ source: await detailOf(sql, projectId, idOf(c)) });
}

/** `PATCH`: changes a source; a new address or file is read at once. */
export async function patchSource(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const id = idOf(c);
  const { value, file } = await readSourceBody(c.req.raw);
  const { package_ids, ...body } = check(sourcePatchBody, value, c.var.schemaStatus);
  await transaction(sql, async (tx) => {
    const stored = await getKnowledge(tx, projectId, id);
    if (isReadKind(stored.kind)) {
      if (body.content !== undefined) {
        throw invalid("content", "This source is read from elsewhere and has no content to write.");
      }
      const { name, url, settings, schedule } = body;
      const given = { name, url: url ?? undefined, settings, schedule };
      await updateSource(tx, projectId, id, given, file);
    } else if (Object.keys(body).length > 0 || file) {
      if (file) throw invalid("file", "A typed text has no file. Add a source for the file.");
      await updateKnowledge(tx, projectId, id, body);
    }
    if (package_ids) await setPackagesOf(tx, projectId, id, package_ids);
  });
  return c.json({ source: await detailOf(sql, projectId, id) });
}

/** `DELETE`: removes a source and everything found through it. */
export async function removeSource(c: ApiContext): Promise<Response> {
  await deleteKnowledge(c.var.services.sql, c.var.projectId, idOf(c));
  return c.body(null, 204);
}

/** `POST /refresh`: reads a source again. */
export async function postRefresh(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  await refreshSource(sql, projectId, idOf(c));
  return c.json({ source: await detailOf(sql, projectId, idOf(c)) }, 202);
}

/** `POST /stop`: stops the reading of a source. */
export async function postStop(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  await stopSource(sql, projectId, idOf(c));
  return c.json({ source: await detailOf(sql, projectId, idOf(c)) }, 202);
}

/** `GET /pages`: the pages or files of a source. */
export async function getPages(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const { status, limit, cursor } = c.req.query();
  const { documents, next } = await listDocuments(sql, projectId, idOf(c), {
    ...{ status, after: cursor },
    limit: limit === undefined ? undefined : Number(limit),
  });
  return c.json({
    pages: documents.map(presentPage),
    ...(next ? { next_cursor: next } : {}),
  });
}

/** `POST /pages/:pageId/retry`: reads one page again. */
export async function postPageRetry(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  await retryDocument(sql, projectId, idOf(c), c.req.param("pageId") ?? "");
  return c.body(null, 202);
}

/** `GET /knowledge/search`: the passages that answer a question, and why. */
export async function getKnowledgeSearch(c: ApiContext): Promise<Response> {
  const { services: { sql, embedder }, projectId } = c.var;
  const { q = "", limit = "5", package_ids } = c.req.query();
  if (q.length > 8_000) throw invalid("q", "q is too long. Use at most 8,000 characters.");
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1 || most > 20) {
    throw invalid("limit", "limit must be a whole number from 1 to 20.");
  }
  const packageIds = package_ids?.split(",").map((id) => id.trim()).filter(Boolean);
  await checkPackageIds(sql, projectId, packageIds ?? []);
  const found = await searchKnowledge(sql, projectId, q.toWellFormed().replaceAll("\0", ""), {
    ...{ limit: most, packageIds, embedder },
  });
  const passages = found.map(({ highlights: _highlights, ...passage }) => passage);
  return c.json({ passages, total: passages.length });
}

async function detailOf(sql: Sql | Tx, projectId: string, id: string) {
  const [source, package_ids] = await Promise.all([
    getKnowledge(sql, projectId, id),
    selectPackagesOf(sql, projectId, id),
  ]);
  return { ...presentSource(source), content: contentOf(source), package_ids };
}

function contentOf(source: KnowledgeSourceDetail): string | null {
  return isReadKind(source.kind) ? null : source.content;
}

function presentSource(source: KnowledgeSource) {
  const { documents_total: total, documents_done: done, documents_failed: failed } = source;
  return {
    id: source.id,
    kind: source.kind,
    name: source.name,
    url: source.url,
    file_name: source.file_name,
    status: source.status,
    error: source.error,
    settings: source.settings,
    schedule: source.schedule,
    progress: { total, done, failed },
    passage_count: source.passage_count,
    language: source.language,
    read_at: source.read_at,
    next_read_at: source.next_read_at,
    created_at: source.created_at,
    updated_at: source.updated_at,
  };
}

function presentPage(page: KnowledgeDocument) {
  return {
    id: page.id,
    address: page.address,
    title: page.title,
    status: page.status,
    error: page.error,
    passage_count: page.passage_count,
    read_at: page.read_at,
  };
}

function idOf(c: ApiContext): string {
  return c.req.param("sourceId") ?? "";
}
