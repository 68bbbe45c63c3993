import { z } from "zod";
import {
  type ArchiveImport,
  archiveLink,
  listArchiveImports,
  listExports,
  type ProjectExport,
  readArchiveImport,
  readExport,
  removeExport,
  startExport,
} from "../../core/exports/mod.ts";
import { conflict } from "../../core/errors.ts";
import { page } from "./components.ts";
import {
  archiveImport,
  exportList,
  importList,
  importUpload,
  projectExport,
} from "./export_schemas.ts";
import { type Call, operation } from "./operation.ts";

const tag = "Exports";
const exportParams = { export_id: { description: "The export's id.", noun: "Export" } };
const importParams = { import_id: { description: "The import's id.", noun: "Import" } };

/** How many exports or imports a list has at most: the newest. */
const NEWEST = 50;

const list = operation({
  id: "listExports",
  method: "get",
  path: "/exports",
  tag,
  summary: "List exports",
  description: "The newest 50.",
  scope: "full",
  query: z.strictObject({}),
  responses: { 200: { description: "The newest exports.", schema: exportList } },
  handler: async ({ sql, projectId }) => {
    const exports = await listExports(sql, projectId, NEWEST);
    return { status: 200, body: page(exports.map((one) => presentExport(one, null)), null) };
  },
});

const create = operation({
  id: "createExport",
  method: "post",
  path: "/exports",
  tag,
  summary: "Begin an export",
  description:
    "Writes all of the project to an archive that can be downloaded for 7 days. Read the " +
    "export until it is `done`. One at a time: 409 while another is under way.",
  scope: "full",
  responses: { 201: { description: "The export that has begun.", schema: projectExport } },
  handler: async ({ db, projectId, key }) => {
    const one = await startExport(db, projectId, key.keyId);
    return { status: 201, body: presentExport(one, null) };
  },
});

const read = operation({
  id: "getExport",
  method: "get",
  path: "/exports/{export_id}",
  tag,
  summary: "Read an export",
  scope: "full",
  params: exportParams,
  responses: { 200: { description: "The export.", schema: projectExport } },
  handler: async (call) => {
    const one = await readExport(call.sql, call.projectId, call.params.export_id!);
    return { status: 200, body: presentExport(one, await downloadOf(call, one)) };
  },
});

const remove = operation({
  id: "deleteExport",
  method: "delete",
  path: "/exports/{export_id}",
  tag,
  summary: "Remove an export's archive",
  description: "It goes before its time; the export stays in the list.",
  scope: "full",
  params: exportParams,
  responses: { 204: { description: "The archive is gone." } },
  handler: async ({ sql, services, projectId, params }) => {
    const store = { sql, dataDir: services.config?.dataDir ?? ".data" };
    await removeExport(store, projectId, params.export_id!);
    return { status: 204 };
  },
});

const listImports = operation({
  id: "listImports",
  method: "get",
  path: "/imports",
  tag,
  summary: "List imports of archives",
  description: "The newest 50.",
  scope: "full",
  query: z.strictObject({}),
  responses: { 200: { description: "The newest imports.", schema: importList } },
  handler: async ({ sql, projectId }) => {
    const imports = await listArchiveImports(sql, projectId, NEWEST);
    return { status: 200, body: page(imports.map(presentImport), null) };
  },
});

const createImport = operation({
  id: "createImport",
  method: "post",
  path: "/imports",
  tag,
  summary: "Begin an import of an archive",
  description: "Answers where to send the archive of an export. Everything in it comes into the " +
    "project with its ids. It has to be empty: what is sent is refused with 409 otherwise.",
  scope: "full",
  responses: { 201: { description: "Where to send it.", schema: importUpload } },
  handler: async ({ services, projectId, key }) => {
    if (!services.secret) throw conflict("This server takes no archives. Use its dashboard.");
    const { secret, publicUrl } = services;
    const use = { use: "upload" as const, projectId, by: key.keyId };
    const { url, expires_at } = await archiveLink(secret, publicUrl, use);
    return { status: 201, body: { upload_url: url, expires_at: expires_at.toISOString() } };
  },
});

const readImport = operation({
  id: "getImport",
  method: "get",
  path: "/imports/{import_id}",
  tag,
  summary: "Read an import of an archive",
  scope: "full",
  params: importParams,
  responses: { 200: { description: "The import.", schema: archiveImport } },
  handler: async ({ sql, projectId, params }) => {
    const one = await readArchiveImport(sql, projectId, params.import_id!);
    return { status: 200, body: presentImport(one) };
  },
});

/** What can be done with archives of the project. */
export const exportOperations = [list, create, read, remove, listImports, createImport, readImport];

async function downloadOf(
  { services: { secret, publicUrl }, projectId, key }: Call,
  { id, status }: ProjectExport,
): Promise<string | null> {
  if (status !== "done" || !secret) return null;
  const use = { use: "download" as const, projectId, exportId: id, by: key.keyId };
  return (await archiveLink(secret, publicUrl, use)).url;
}

function presentExport(one: ProjectExport, download_url: string | null) {
  return {
    id: one.id,
    status: one.status,
    total_rows: one.total_rows,
    done_rows: one.done_rows,
    size: one.size,
    sha256: one.sha256,
    counts: one.counts,
    error: one.error,
    download_url,
    created_at: one.created_at.toISOString(),
    finished_at: one.finished_at?.toISOString() ?? null,
    expires_at: one.expires_at?.toISOString() ?? null,
  };
}

function presentImport(one: ArchiveImport) {
  return {
    id: one.id,
    status: one.status,
    size: one.size,
    total_rows: one.total_rows,
    done_rows: one.done_rows,
    counts: one.counts,
    origin_name: one.origin_name,
    error: one.error,
    created_at: one.created_at.toISOString(),
    finished_at: one.finished_at?.toISOString() ?? null,
  };
}
