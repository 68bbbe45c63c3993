import type { Tx } from "../db/mod.ts";
import { fileOf, linesAsFiles, sha256Of } from "./archive/lines.ts";
import {
  MANIFEST,
  type Manifest,
  type ManifestFile,
  SCHEMA_VERSION,
} from "./archive/manifest_model.ts";
import type { Entry } from "./archive/tar.ts";
import { collections, UPLOADS } from "./collections/mod.ts";
import { countLines, linesOf, uploadBytes, uploadsOf } from "./export_sql.ts";

/** How an archive comes along. */
export interface WriteProgress {
  /** Called with the number of lines there will be. */
  begun?(rows: number): void;
  /** Called after each file with the number of lines so far. */
  written?(rows: number): void;
  /** Called at the end of each collection with its number of lines. */
  counted?(name: string, rows: number): void;
}

/**
 * The files of a project's archive, one after another, the manifest last. Keys, secrets, members and
 * credentials of sources are in none of them.
 *
 * @param tx a transaction that sees one moment: repeatable read
 * @param at the time the manifest names
 */
export async function* archiveFiles(
  tx: Tx,
  project: { id: string; name: string },
  at: Date,
  progress: WriteProgress = {},
): AsyncGenerator<Entry> {
  let total = 0;
  for (const one of collections) total += await countLines(tx, project.id, one);
  progress.begun?.(total);
  const files: ManifestFile[] = [];
  const counts: Record<string, number> = {};
  let done = 0;
  for (const one of collections) {
    let rows = 0;
    for await (const part of linesAsFiles(one.name, linesOf(tx, project.id, one))) {
      files.push(fileOf(part));
      rows += part.rows;
      yield part;
      progress.written?.(done += part.rows);
    }
    counts[one.name] = rows;
    progress.counted?.(one.name, rows);
  }
  for (const sourceId of await uploadsOf(tx, project.id)) {
    const bytes = await uploadBytes(tx, project.id, sourceId);
    const name = `${UPLOADS}/${sourceId}`;
    files.push({ name, rows: 0, bytes: bytes.length, sha256: sha256Of(bytes) });
    yield { name, bytes };
  }
  const manifest: Manifest = {
    format: "hissuno-project",
    schema_version: SCHEMA_VERSION,
    exported_at: at.toISOString(),
    project: { id: project.id, name: project.name },
    counts,
    files,
  };
  const text = JSON.stringify(manifest, null, 1) + "\n";
  yield { name: MANIFEST, bytes: new TextEncoder().encode(text) };
}
