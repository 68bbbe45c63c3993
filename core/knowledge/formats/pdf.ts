import { FormatProblem } from "./format_problem.ts";

const MOST_PAGES = 2_000;
const MOST_CHARACTERS = 5_000_000;

/** A page of a document. */
export interface PdfPage {
  number: number;
  text: string;
}

/**
 * The text of a PDF, page by page. Scripts, forms and attachments in it are not touched.
 *
 * @throws FormatProblem when it is encrypted, broken, very long, or pictures of text only
 */
export async function readPdf(bytes: Uint8Array): Promise<{ title: string; pages: PdfPage[] }> {
  // Large, and needed for this kind of file only.
  const { getDocumentProxy, getResolvedPDFJS } = await import("unpdf");
  await getResolvedPDFJS();
  let document;
  try {
    document = await getDocumentProxy(bytes, { disableFontFace: true, verbosity: 0 });
  } catch (error) {
    throw new FormatProblem(
      /password/i.test(String(error))
        ? "The PDF is protected by a password. Upload it without one."
        : "The PDF is broken or not a PDF. Save it again and upload that.",
    );
  }
  if (document.numPages > MOST_PAGES) {
    throw new FormatProblem(`The PDF has more than ${MOST_PAGES} pages. Split it into several.`);
  }
  const pages: PdfPage[] = [];
  let size = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number).catch(() => null);
    const content = await page?.getTextContent().catch(() => null);
    const text = content ? textOf(content.items as Item[]) : "";
    page?.cleanup();
    size += text.length;
    if (size > MOST_CHARACTERS) {
      throw new FormatProblem("The PDF holds more text than fits. Split it into several.");
    }
    if (text !== "") pages.push({ number, text });
  }
  if (pages.length === 0) {
    throw new FormatProblem(
      "No text can be read from the PDF; it may be made of pictures. Run text recognition on it first.",
    );
  }
  const facts = await document.getMetadata().catch(() => null);
  const title = (facts?.info as { Title?: unknown } | undefined)?.Title;
  return { title: typeof title === "string" ? title.trim().slice(0, 200) : "", pages };
}

interface Item {
  str?: string;
  hasEOL?: boolean;
  /** The last of the six numbers is the height on the page. */
  transform?: number[];
  height?: number;
}

/** Lines as they stand, with an empty one where the gap is wider than a line. */
function textOf(items: Item[]): string {
  let text = "";
  let lastY: number | null = null;
  for (const { str = "", hasEOL, transform, height = 0 } of items) {
    const y = transform?.[5] ?? null;
    if (lastY !== null && y !== null && str.trim() !== "") {
      if (lastY - y > Math.max(height, 6) * 1.8 && text.endsWith("\n")) text += "\n";
      lastY = y;
    } else if (str.trim() !== "") lastY = y;
    text += str;
    if (hasEOL) text += "\n";
  }
  return text.replace(/[ \t]+\n/g, "\n").replace(/(\p{L})-\n(\p{Ll})/gu, "$1$2")
    .replace(/\n{3,}/g, "\n\n").trim().toWellFormed();
}
