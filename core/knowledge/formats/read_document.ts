import { type IndexedPassage, indexPassages } from "../index_passages.ts";
import { type Passage, splitText } from "../split.ts";
import { readArchive } from "./archive.ts";
import { readCsv } from "./csv.ts";
import { decodeText } from "./decode.ts";
import { readDocx } from "./docx.ts";
import { FormatProblem } from "./format_problem.ts";
import { type HtmlLink, readHtml } from "./html.ts";
import { readOpenApi } from "./openapi.ts";
import { readPdf } from "./pdf.ts";

/** What can be read. */
export const formats = [
  "html",
  "markdown",
  "text",
  "csv",
  "pdf",
  "docx",
  "openapi",
  "archive",
] as const;

/** One of the formats. */
export type Format = (typeof formats)[number];

/** Something to read. */
export interface ReadRequest {
  format: Format;
  bytes: Uint8Array;
  /** Its name, for a title when it has none of its own. */
  name: string;
  /** As sent with it; names the character set. */
  contentType?: string;
  /** Of an archive, only what is below this folder. */
  folder?: string;
}

/** A document with its passages, ready to be stored. */
export interface ReadDocument {
  /** Its path within an archive; else the name. */
  address: string;
  title: string;
  language: string;
  /** Of the passages: unchanged when they are. */
  hash: string;
  /** Characters of text. */
  size: number;
  passages: IndexedPassage[];
}

/** What a page says about itself, beside its text. */
export interface PageFacts {
  links: HtmlLink[];
  noindex: boolean;
  nofollow: boolean;
  canonical: string | null;
  base: string | null;
}

/** What came out. */
export interface ReadResult {
  documents: ReadDocument[];
  /** Of HTML only. */
  page: PageFacts | null;
  /** Files of an archive that could not be read, with the reason. */
  problems: { address: string; problem: string }[];
}

/** A document may hold this much text. */
const MOST_CHARACTERS = 10_000_000;

/**
 * Reads a file into documents with passages. Meant for a worker of its own: it may take long and need
 * much memory.
 *
 * @throws FormatProblem with a sentence for people
 */
export async function readDocument(request: ReadRequest): Promise<ReadResult> {
  if (request.format === "archive") {
    const { files, problems } = await readArchive(request.bytes, request.folder ?? "");
    const documents: ReadDocument[] = [];
    for (const file of files) {
      try {
        documents.push(...(await readOne({ ...request, ...file })).documents);
      } catch (error) {
        if (!(error instanceof FormatProblem)) throw error;
        problems.push({ address: file.name, problem: error.message });
      }
    }
    return { documents, page: null, problems };
  }
  return await readOne(request);
}

async function readOne(request: ReadRequest): Promise<ReadResult> {
  const { bytes, name, format } = request;
  let title = titleOfName(name);
  let passages: Passage[];
  let page: PageFacts | null = null;
  const text = () => clean(decodeText(bytes, request.contentType));
  if (format === "html") {
    const { title: own, text: body, ...facts } = readHtml(text());
    page = facts;
    title = own || title;
    passages = splitText("markdown", body);
  } else if (format === "pdf") {
    const pdf = await readPdf(bytes);
    title = pdf.title || title;
    passages = pdf.pages.flatMap(({ number, text }) =>
      splitText("text", clean(text)).map(({ content }) => ({ heading: `Page ${number}`, content }))
    );
  } else if (format === "docx") passages = splitText("markdown", clean(await readDocx(bytes)));
  else if (format === "csv") passages = readCsv(text());
  else if (format === "openapi") {
    const api = await readOpenApi(text());
    title = api.title;
    passages = api.passages;
  } else {
    const { body, frontTitle } = withoutFrontMatter(text());
    title = frontTitle || /^ {0,3}# +(.+?)[ \t#]*$/m.exec(body)?.[1]?.trim().slice(0, 200) || title;
    passages = splitText(format, body);
  }
  const size = passages.reduce((sum, { content }) => sum + content.length, 0);
  if (size > MOST_CHARACTERS) {
    throw new FormatProblem("The document holds more than 10 MB of text. Split it into several.");
  }
  // A page may be read for its links alone; anything else has to say something.
  if (passages.length === 0 && format !== "html") {
    throw new FormatProblem("The document holds no text.");
  }
  const led = passages.map((passage) => ({
    ...passage,
    content: clean(passage.content),
    heading: clean(headingBelow(title, passage.heading)),
  }));
  const hash = await sha256(
    led.map(({ heading, content }) => `${heading}\n${content}`).join("\n\f"),
  );
  return {
    documents: [{ address: name, title: clean(title), hash, size, ...indexPassages(led) }],
    page,
    problems: [],
  };
}

/** The path of headings begins with the title of the document. */
function headingBelow(title: string, heading: string): string {
  if (heading === "") return title;
  return heading === title || heading.startsWith(`${title} > `) ? heading : `${title} > ${heading}`;
}

function withoutFrontMatter(text: string): { body: string; frontTitle: string } {
  const match = /^---\n([\s\S]{0,10000}?)\n---(?:\n|$)/.exec(text);
  if (!match) return { body: text, frontTitle: "" };
  const title = /^title:\s*(.+)$/m.exec(match[1]!)?.[1]?.trim().replace(/^(["'])(.*)\1$/, "$2");
  return { body: text.slice(match[0].length), frontTitle: title?.slice(0, 200) ?? "" };
}

function titleOfName(name: string): string {
  const last = name.split("/").at(-1) ?? name;
  return last.replace(/\.[a-z0-9]{1,8}$/i, "").replace(/[-_]+/g, " ").trim().slice(0, 200) || name;
}

/** As the database can hold it; the marks of highlights are ours. */
function clean(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(/[\0\uE000\uE001]/g, "");
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).toHex();
}
