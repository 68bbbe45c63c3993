import { z } from "zod";
import { type Db, transaction, type Tx } from "../../core/db/mod.ts";
import { invalid } from "../../core/errors.ts";
import {
  checkPackageIds,
  createKnowledge,
  createSource,
  deleteKnowledge,
  getKnowledge,
  isReadKind,
  type KnowledgeSource,
  listDocuments,
  listKnowledge,
  lockKnowledge,
  type NewKnowledgeSource,
  refreshSource,
  searchKnowledge,
  selectPackagesOf,
  setPackagesOf,
  updateKnowledge,
  updateSource,
  type UploadedFile,
} from "../../core/knowledge/mod.ts";
import { cleanText } from "../../core/text.ts";
import { page } from "./components.ts";
import { expanding, idGiven, paging, several, words } from "./fields.ts";
import {
  knowledgeDocumentList,
  knowledgePassages,
  knowledgeSource,
  knowledgeSourceCreate,
  knowledgeSourceList,
  knowledgeSourceUpdate,
} from "./knowledge_schemas.ts";
import { type Call, operation } from "./operation.ts";

const tag = "Knowledge sources";
const params = {
  knowledge_source_id: { description: "The source's id.", noun: "Knowledge entry" },
};
const EXPANDABLE = ["content", "package_ids"] as const;
/** 20 MB in base64, and room for the rest. */
const BODY_BYTES = 29 * 1024 * 1024;

function presentSource(source: KnowledgeSource) {
  const { documents_total: total, documents_done: done, documents_failed: failed } = source;
  const { size: _size, documents_total: _a, documents_done: _b, documents_failed: _c, ...rest } =
    source;
  const { content: _content, ...shown } = rest as typeof rest & { content?: string };
  return { ...shown, progress: { total, done, failed } };
}

async function readSource(db: Db, projectId: string, id: string) {
  return presentSource(await getKnowledge(db, projectId, id));
}

const list = operation({
  id: "listKnowledgeSources",
  method: "get",
  path: "/knowledge_sources",
  tag,
  summary: "List sources of knowledge",
  description: "Those that changed last come first.",
  scope: "read",
  query: z.strictObject(paging),
  responses: { 200: { description: "A page of sources.", schema: knowledgeSourceList } },
  handler: async ({ sql, projectId, query }) => {
    const { limit, cursor } = query;
    const { sources, next } = await listKnowledge(sql, projectId, { limit, after: cursor });
    return { status: 200, body: page(sources.map(presentSource), next) };
  },
});

const create = operation({
  id: "createKnowledgeSource",
  method: "post",
  path: "/knowledge_sources",
  tag,
  summary: "Add a source of knowledge",
  description:
    "A typed text can be found as soon as this answers; others are read in the background.",
  scope: "write",
  body: knowledgeSourceCreate,
  maxBytes: BODY_BYTES,
  responses: { 201: { description: "The new source.", schema: knowledgeSource } },
  example: { kind: "markdown", name: "Exports", content: "# Exports\n\nExports are CSV files." },
  isVersioned: true,
  handler: async ({ db, projectId, body }) => {
    const file = fileOf(body.file);
    const kind = body.kind ??
      (file ? "file" : body.content !== undefined ? "markdown" : body.url ? "website" : "markdown");
    await checkPackageIds(db, projectId, body.package_ids ?? []);
    const made = isReadKind(kind)
      ? await createSource(db, projectId, { ...body, kind, name: body.name ?? "" }, file)
      : await createKnowledge(db, projectId, { ...body, kind } as NewKnowledgeSource);
    return { status: 201, body: await readSource(db, projectId, made.id) };
  },
});

const hold = ({ db, projectId }: Call & { db: Tx }) => lockKnowledge(db, projectId);

const current = ({ db, projectId, params }: Call) =>
  readSource(db, projectId, params.knowledge_source_id!);

const read = operation({
  id: "getKnowledgeSource",
  method: "get",
  path: "/knowledge_sources/{knowledge_source_id}",
  tag,
  summary: "Read a source of knowledge",
  scope: "read",
  params,
  query: z.strictObject({ expand: expanding(EXPANDABLE) }),
  responses: { 200: { description: "The source.", schema: knowledgeSource } },
  isVersioned: true,
  expandable: EXPANDABLE,
  handler: async ({ sql, projectId, params, query }) => {
    const source = await getKnowledge(sql, projectId, params.knowledge_source_id!);
    const wants = (word: typeof EXPANDABLE[number]) => query.expand?.includes(word);
    const body = {
      ...presentSource(source),
      ...(wants("content") ? { content: isReadKind(source.kind) ? null : source.content } : {}),
      ...(wants("package_ids")
        ? { package_ids: await selectPackagesOf(sql, projectId, source.id) }
        : {}),
    };
    return { status: 200, body };
  },
});

const update = operation({
  id: "updateKnowledgeSource",
  method: "patch",
  path: "/knowledge_sources/{knowledge_source_id}",
  tag,
  summary: "Change a source of knowledge",
  description: "A new address or file is read at once.",
  scope: "write",
  params,
  body: knowledgeSourceUpdate,
  maxBytes: BODY_BYTES,
  responses: { 200: { description: "The source as it is now.", schema: knowledgeSource } },
  example: { name: "Exports and imports" },
  isVersioned: true,
  current,
  hold,
  handler: async ({ db, projectId, params, body }) => {
    const id = params.knowledge_source_id!;
    const { package_ids, file: given, ...fields } = body;
    const file = fileOf(given);
    const shown = await transaction(db, async (tx) => {
      const stored = await getKnowledge(tx, projectId, id);
      if (isReadKind(stored.kind)) {
        if (fields.content !== undefined) {
          throw invalid("content", "This source is read from elsewhere. Leave its content out.");
        }
        const { name, url, settings, schedule } = fields;
        const patch = { name, url: url ?? undefined, settings, schedule };
        await updateSource(tx, projectId, id, patch, file);
      } else if (file || fields.settings || fields.schedule) {
        throw invalid(
          file ? "file" : fields.settings ? "settings" : "schedule",
          "A typed text is not read from anywhere. Change its content instead.",
        );
      } else if (Object.values(fields).some((value) => value !== undefined)) {
        await updateKnowledge(tx, projectId, id, fields);
      }
      if (package_ids) await setPackagesOf(tx, projectId, id, package_ids);
      return await readSource(tx, projectId, id);
    });
    return { status: 200, body: shown };
  },
});

const remove = operation({
  id: "deleteKnowledgeSource",
  method: "delete",
  path: "/knowledge_sources/{knowledge_source_id}",
  tag,
  summary: "Delete a source of knowledge",
  description: "Nothing is found through it any more.",
  scope: "write",
  params,
  responses: { 204: { description: "It is deleted." } },
  current,
  hold,
  handler: async ({ db, projectId, params }) => {
    await deleteKnowledge(db, projectId, params.knowledge_source_id!);
    return { status: 204 };
  },
});

const refresh = operation({
  id: "refreshKnowledgeSource",
  method: "post",
  path: "/knowledge_sources/{knowledge_source_id}/refresh",
  tag,
  summary: "Read a source again",
  description: "In the background; what is unchanged is not stored again.",
  scope: "write",
  params,
  responses: { 202: { description: "It is going to be read.", schema: knowledgeSource } },
  isVersioned: true,
  handler: async ({ db, projectId, params }) => {
    const id = params.knowledge_source_id!;
    await refreshSource(db, projectId, id);
    return { status: 202, body: await readSource(db, projectId, id) };
  },
});

const documents = operation({
  id: "listKnowledgeDocuments",
  method: "get",
  path: "/knowledge_sources/{knowledge_source_id}/documents",
  tag,
  summary: "List the pages or files of a source",
  scope: "read",
  params,
  query: z.strictObject(paging),
  responses: { 200: { description: "A page of documents.", schema: knowledgeDocumentList } },
  handler: async ({ sql, projectId, params, query }) => {
    const { limit, cursor } = query;
    const id = params.knowledge_source_id!;
    const { documents, next } = await listDocuments(sql, projectId, id, { limit, after: cursor });
    const shown = documents.map((
      { id, address, title, status, error, passage_count, read_at },
    ) => ({
      ...{ id, address, title, status, error, passage_count, read_at },
    }));
    return { status: 200, body: page(shown, next) };
  },
});

const search = operation({
  id: "searchKnowledge",
  method: "get",
  path: "/knowledge_search",
  tag,
  summary: "Find passages that answer a question",
  scope: "read",
  query: z.strictObject({
    query: words(8_000).describe("The question, as people ask it."),
    limit: z.int().min(1).max(20).default(5).describe("How many to answer at most."),
    package_ids: several(idGiven).optional().describe("Only in these packages of knowledge."),
  }),
  responses: { 200: { description: "The passages.", schema: knowledgePassages } },
  handler: async ({ services: { sql, embedder }, projectId, query, signal }) => {
    const { limit, package_ids: packageIds } = query;
    await checkPackageIds(sql, projectId, packageIds ?? []);
    const question = cleanText(query.query);
    const found = await searchKnowledge(sql, projectId, question, {
      ...{ limit, packageIds, embedder, signal },
    });
    const shown = found.map((one) => ({
      id: one.id,
      source_id: one.source_id,
      source_name: one.source_name,
      heading: one.heading,
      content: one.content,
      url: one.url,
      score: one.score,
      coverage: one.coverage,
    }));
    return { status: 200, body: { data: shown } };
  },
});

/** What can be done with sources of knowledge. */
export const knowledgeOperations = [
  list,
  create,
  read,
  update,
  remove,
  refresh,
  documents,
  search,
];

function fileOf(given?: { name: string; type?: string; data: string }): UploadedFile | null {
  if (!given) return null;
  const { name, type = "", data } = given;
  return { name, type, bytes: Uint8Array.fromBase64(data) };
}
