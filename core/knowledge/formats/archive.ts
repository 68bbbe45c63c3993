import { FormatProblem } from "./format_problem.ts";
import { listTar } from "./tar.ts";
import { inflate, listZip } from "./zip.ts";

/** A file of an archive that is worth reading. */
export interface ArchiveFile {
  name: string;
  format: "markdown" | "text" | "html";
  bytes: Uint8Array;
}

const MOST_ENTRIES = 50_000;
const MOST_FILES = 3_000;
const MOST_FILE_BYTES = 2_000_000;
const MOST_BYTES = 50_000_000;
/** A repository has more than its documents. */
const MOST_TAR_BYTES = 300_000_000;

/**
 * The documents of a ZIP or tar.gz archive. The one folder that archives of Git hosts put around
 * everything is taken off their paths.
 *
 * @param folder only what is below it; empty for all
 * @throws FormatProblem when the archive is broken, too large, or holds no documents
 */
export async function readArchive(
  bytes: Uint8Array,
  folder: string,
): Promise<{ files: ArchiveFile[]; problems: { address: string; problem: string }[] }> {
  const entries = bytes[0] === 0x1f && bytes[1] === 0x8b
    ? listTar(await inflate(bytes, "gzip", MOST_TAR_BYTES), MOST_ENTRIES)
      .map(({ path, bytes }) => ({
        path,
        read: (most: number) =>
          bytes.length <= most ? Promise.resolve(bytes) : Promise.reject(tooLarge()),
      }))
    : listZip(bytes, MOST_ENTRIES);
  const root = commonRoot(entries.map(({ path }) => path));
  const below = folder.replace(/^\/+|\/+$/g, "");
  const files: ArchiveFile[] = [];
  const problems: { address: string; problem: string }[] = [];
  let total = 0;
  for (const entry of entries) {
    const name = entry.path.slice(root.length);
    const format = formatOf(name);
    if (!format || (below !== "" && !name.startsWith(`${below}/`))) continue;
    if (files.length >= MOST_FILES) {
      throw new FormatProblem(
        `The archive holds more than ${MOST_FILES} documents. Name a folder.`,
      );
    }
    try {
      const content = await entry.read(MOST_FILE_BYTES);
      total += content.length;
      files.push({ name, format, bytes: content });
    } catch (error) {
      if (!(error instanceof FormatProblem)) throw error;
      problems.push({ address: name, problem: error.message });
    }
    if (total > MOST_BYTES) {
      throw new FormatProblem("The archive's documents unpack to more than 50 MB. Name a folder.");
    }
  }
  if (files.length === 0 && problems.length === 0) {
    throw new FormatProblem(
      "The archive holds no documents. Markdown, text and HTML files are read.",
    );
  }
  return { files, problems };
}

const tooLarge = () => new FormatProblem("The file is larger than 2 MB. Split it.");

function formatOf(path: string): ArchiveFile["format"] | null {
  if (
    path.length > 500 || path.split("/").some((part) => /^(\.|node_modules$|__MACOSX$)/.test(part))
  ) {
    return null;
  }
  if (/\.(md|mdx|markdown)$/i.test(path)) return "markdown";
  if (/\.(txt|rst|adoc|asciidoc)$/i.test(path)) return "text";
  return /\.html?$/i.test(path) ? "html" : null;
}

function commonRoot(paths: string[]): string {
  const first = /^[^/]+\//.exec(paths[0] ?? "")?.[0] ?? "";
  return first !== "" && paths.every((path) => path.startsWith(first)) ? first : "";
}
