import { now } from "../../clock.ts";
import { newId } from "../../id.ts";
import { queueDocuments, selectDocumentAt, selectUnmet, updateDocument } from "../documents_sql.ts";
import { dropDocument, type Reading, storeDocument, whileReading } from "../documents.ts";
import { FILE_KINDS, formatOfFile } from "../formats/file_format.ts";
import { FormatProblem } from "../formats/format_problem.ts";
import type { Format, ReadRequest } from "../formats/read_document.ts";
import { type ReadSourceRow, selectUpload } from "../sources_sql.ts";
import { UPLOAD_BYTES } from "../sources.ts";
import { downloadFile } from "./download.ts";
import { linkBaseOf } from "./git_hosts.ts";
import type { ReaderContext } from "./reader.ts";

/** Archives of repositories are larger than what people upload. */
const ARCHIVE_BYTES = 50_000_000;

/** Called between documents; false when a person asked to stop. */
type OnProgress = () => Promise<boolean>;

/**
 * Reads a source that comes in one piece: an uploaded file, an API description, an archive.
 *
 * @throws FormatProblem or NetworkError when it cannot be read; ReadingLost
 */
export async function readWhole(
  context: ReaderContext,
  reading: Reading,
  source: ReadSourceRow,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<void> {
  const request = await contentOf(context, reading, source, signal);
  signal.throwIfAborted();
  const { documents, problems } = await context.parser.read(request);
  const linkBase = source.settings.link_base || linkBaseOf(source.url ?? "");
  const at = now();
  const { read_number } = source;
  for (const document of documents) {
    signal.throwIfAborted();
    // The address of an API is what is cited; a file on somebody's disk has none.
    const url = source.kind === "docs_archive"
      ? linkTo(linkBase, document.address)
      : source.kind === "openapi"
      ? source.url
      : null;
    await whileReading(context.sql, reading, async (tx) => {
      const found = [{ id: newId("doc", at), address: document.address, depth: 0 }];
      await queueDocuments(tx, reading, read_number, 100_000, found, at);
      const stored = (await selectDocumentAt(tx, reading, document.address))!;
      const marks = { etag: null, last_modified: null };
      // A changed address of citations is a change, too.
      await storeDocument(
        tx,
        reading,
        stored,
        {
          ...document,
          hash: `${document.hash} ${url ?? ""}`,
        },
        url,
        marks,
        at,
      );
    });
    if (!await onProgress()) return;
  }
  for (const { address, problem } of problems) {
    await whileReading(context.sql, reading, async (tx) => {
      const found = [{ id: newId("doc", at), address, depth: 0 }];
      await queueDocuments(tx, reading, read_number, 100_000, found, at);
      const stored = (await selectDocumentAt(tx, reading, address))!;
      await updateDocument(tx, reading, stored.id, { status: "failed", error: problem }, at);
    });
  }
  for (const document of await selectUnmet(context.sql, reading, read_number)) {
    const result = { status: "gone" as const, error: "The file is not there any more." };
    await whileReading(
      context.sql,
      reading,
      (tx) => dropDocument(tx, reading, document, result, at),
    );
  }
  if (documents.length > 0) await context.onStored?.(reading.projectId);
}

async function contentOf(
  context: ReaderContext,
  reading: Reading,
  source: ReadSourceRow,
  signal: AbortSignal,
): Promise<ReadRequest> {
  const folder = source.settings.folder;
  const upload = await selectUpload(context.sql, reading);
  if (upload) {
    const { file_name: name, bytes } = upload;
    const format = source.kind === "file" ? formatOfFile(name, bytes) : formatOfKind(source.kind);
    if (!format) {
      throw new FormatProblem(`This kind of file cannot be read. Upload ${FILE_KINDS}.`);
    }
    return { format, name, bytes, folder };
  }
  const url = new URL(source.url!);
  await context.pace.turn(url.host, context.paceMilliseconds, signal);
  const { bytes, headers } = await downloadFile(context.fetch, url, {
    signal,
    maxBytes: source.kind === "docs_archive" ? ARCHIVE_BYTES : UPLOAD_BYTES,
    timeoutMilliseconds: context.timeoutMilliseconds * 6,
  });
  const name = decodeURIComponentSafely(url.pathname.split("/").at(-1) || url.host);
  const contentType = headers.get("content-type") ?? "";
  return { format: formatOfKind(source.kind), name, bytes, contentType, folder };
}

function formatOfKind(kind: string): Format {
  return kind === "openapi" ? "openapi" : "archive";
}

/** The address of a file below the base; null without one. */
function linkTo(base: string | null, path: string): string | null {
  if (!base) return null;
  const href = base.replace(/\/*$/, "/") + path.split("/").map(encodeURIComponent).join("/");
  return URL.canParse(href) ? href : null;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
