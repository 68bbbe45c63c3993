/** A project with something of everything; what the tests of core/exports share. */
import type { Sql } from "../../db/mod.ts";
import { fillWithSamples } from "../../demo/mod.ts";
import { createIssue, linkSession, updateIssue } from "../../issues/mod.ts";
import { createKnowledge, createPackage, createSource } from "../../knowledge/mod.ts";
import { readAll } from "../../knowledge/testing/reading.ts";
import { createScope } from "../../product_scopes/mod.ts";
import { createProject, updateProject } from "../../projects/mod.ts";
import { ingest } from "../../sessions/mod.ts";
import { type Entry, packed, unpacked } from "../archive/tar.ts";
import { ARCHIVE_LIMITS } from "../check_archive.ts";
import { openExport, startExport } from "../exports.ts";
import type { ArchiveStore } from "../files.ts";
import { startArchiveImport } from "../imports.ts";
import type { ArchiveImport } from "../imports_sql.ts";
import { readArchiveImport } from "../mod.ts";
import { writeExport } from "../run_export.ts";
import { bringIn } from "../run_import.ts";

/** A time that tests begin at. */
export const AT = new Date("2026-03-01T10:00:00Z");

/** A store in a folder of its own, removed afterwards. */
export async function withStore<T>(
  sql: Sql,
  work: (store: ArchiveStore) => Promise<T>,
): Promise<T> {
  const dataDir = await Deno.makeTempDir({ prefix: "hissuno-exports-" });
  try {
    return await work({ sql, dataDir });
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** A project with something of everything: samples, and a file that was read. */
export async function fullProject(sql: Sql): Promise<string> {
  const id = await smallProject(sql);
  await fillWithSamples(sql, id, AT);
  const bytes = new TextEncoder().encode("# Anchors\n\nDrop the anchor in the bay.\n");
  const file = await createSource(sql, id, { kind: "file", name: "Anchors" }, {
    ...{ name: "anchors.md", type: "text/markdown", bytes },
  }, AT);
  await readAll(sql, id, file.id);
  return id;
}

/** A project with a little: three sessions, a customer, an issue, scopes, a text. */
export async function smallProject(sql: Sql): Promise<string> {
  const { id } = await createProject(sql, { name: "Harbor" }, AT);
  await updateProject(sql, id, { settings: { tags: ["urgent"], idle_minutes: 45 } });
  const customer = {
    email: "kim@harbor.example",
    name: "Kim",
    company: { domain: "harbor.example" },
  };
  const said = (content: string) => [{ senderType: "user" as const, content, at: AT }];
  const [first] = await ingest(sql, { projectId: id, source: "zendesk" }, [
    { externalId: "1", status: "closed", customer, tags: ["bug"], messages: said("Export fails") },
    { externalId: "2", messages: said("No export of = 1 + 1, 🚢 “quoted”\nand a second line") },
    { externalId: "3", messages: said("Hello") },
  ], AT);
  const area = await createScope(sql, id, { name: "Reports", kind: "area" }, AT);
  const part = await createScope(sql, id, {
    name: "Export",
    kind: "initiative",
    parent_id: area.id,
  }, AT);
  const maya = { kind: "person", id: "usr_maya", name: "Maya" } as const;
  const issue = await createIssue(sql, id, { title: "Export fails" }, maya, AT);
  await updateIssue(sql, id, issue.id, { product_scopes: [part.id], impact: 4 }, maya, AT);
  await linkSession(
    sql,
    id,
    issue.id,
    {
      ...{ sessionId: first!.sessionId, by: "person", byId: "usr_maya" },
      quotes: [{ messageId: first!.messageIds[0]!, text: "Export fails" }],
    },
    maya,
    AT,
  );
  const guide = await createKnowledge(sql, id, {
    kind: "markdown",
    name: "Guide",
    content: "# Exports\n\nChoose *Export* in the settings to take out a spreadsheet.",
  }, AT);
  await createPackage(sql, id, { name: "For customers", source_ids: [guide.id] }, AT);
  return id;
}

/** Takes a project out; the files of the archive. */
export async function takeOut(store: ArchiveStore, projectId: string): Promise<Entry[]> {
  const { id } = await startExport(store.sql, projectId, "usr_maya");
  await writeExport(store, projectId, id);
  const { body } = await openExport(store, projectId, id);
  const files: Entry[] = [];
  for await (const entry of unpacked(body, ARCHIVE_LIMITS)) files.push(entry);
  return files;
}

/** An archive of some files. */
export function archiveOf(files: Entry[]): AsyncIterable<Uint8Array> {
  return packed(
    (async function* () {
      yield* files;
    })(),
    AT,
  );
}

/** Brings an archive into a project, at once; what came of it. */
export async function putIn(
  store: ArchiveStore,
  projectId: string,
  files: Entry[],
): Promise<ArchiveImport> {
  const { id } = await startArchiveImport(
    store,
    projectId,
    { body: archiveOf(files) },
    "usr_maya",
    { isQueued: false },
  );
  await bringIn(store, projectId, id);
  return await readArchiveImport(store.sql, projectId, id);
}

/** The text of a file. */
export function textOf({ bytes }: Entry): string {
  return new TextDecoder().decode(bytes);
}
