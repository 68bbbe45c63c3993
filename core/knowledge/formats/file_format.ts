import type { Format } from "./read_document.ts";

const byName: [pattern: RegExp, format: Format][] = [
  [/\.(md|mdx|markdown)$/i, "markdown"],
  [/\.(html?|xhtml)$/i, "html"],
  [/\.(csv|tsv)$/i, "csv"],
  [/\.(txt|text|rst|adoc|log)$/i, "text"],
  [/\.pdf$/i, "pdf"],
  [/\.docx$/i, "docx"],
];

/** What a file upload may be, for people. */
export const FILE_KINDS = "PDF, Word (.docx), Markdown, HTML, CSV or text";

/**
 * The format of an uploaded file: by its first bytes where they tell, else by its name.
 *
 * @returns null when it is none that can be read
 */
export function formatOfFile(name: string, bytes: Uint8Array): Format | null {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 1_024));
  if (start.includes("%PDF-")) return "pdf";
  const named = byName.find(([pattern]) => pattern.test(name))?.[1] ?? null;
  if (named === "pdf" || named === "docx") return named;
  // Pictures, programs and archives have NUL bytes; texts do not, UTF-16 with its mark aside.
  const isUtf16 = /^(\xff\xfe|\xfe\xff)/.test(start);
  return start.includes("\0") && !isUtf16 ? null : named;
}
