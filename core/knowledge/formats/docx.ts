import { Parser } from "htmlparser2";
import { FormatProblem } from "./format_problem.ts";
import { listZip } from "./zip.ts";

/** The most bytes a document may unpack to. */
const MOST_BYTES = 60_000_000;

/**
 * The text of a Word document as Markdown: headings by their styles, lists, tables. Only its own text
 * is read; links, pictures, comments and what is embedded are not.
 *
 * @throws FormatProblem
 */
export async function readDocx(bytes: Uint8Array): Promise<string> {
  // What Word writes for a password is an older container, not an archive.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    throw new FormatProblem(
      "The document is protected by a password or in the old .doc format. Save it as .docx without a password.",
    );
  }
  const entries = listZip(bytes, 5_000);
  const find = (path: string) => entries.find((entry) => entry.path === path);
  const body = find("word/document.xml");
  if (!body) throw new FormatProblem("The file is not a Word document. Save it as .docx.");
  const styles = find("word/styles.xml");
  const levels = styles
    ? headingStyles(decode(await styles.read(MOST_BYTES)))
    : new Map<string, number>();
  return textOf(decode(await body.read(MOST_BYTES)), levels);
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Ids of paragraph styles that are headings; the ids are translated, the names inside are not. */
function headingStyles(xml: string): Map<string, number> {
  const levels = new Map<string, number>();
  let style = "";
  parse(xml, (name, attributes) => {
    if (name === "w:style") style = attributes["w:styleId"] ?? "";
    const level = /^heading ([1-6])$/i.exec(attributes["w:val"] ?? "")?.[1];
    if (name === "w:name" && level) levels.set(style, Number(level));
    if (name === "w:name" && /^title$/i.test(attributes["w:val"] ?? "")) levels.set(style, 1);
  });
  return levels;
}

function textOf(xml: string, levels: Map<string, number>): string {
  const blocks: string[] = [];
  let line = "";
  let prefix = "";
  let isText = false;
  let cells: string[] | null = null;
  parse(
    xml,
    (name, attributes) => {
      if (name === "w:t") isText = true;
      else if (name === "w:tab") line += " ";
      else if (name === "w:br" || name === "w:cr") line += "\n";
      else if (name === "w:pStyle") {
        const level = levels.get(attributes["w:val"] ?? "");
        if (level) prefix = "#".repeat(level) + " ";
      } else if (name === "w:numPr") prefix ||= "- ";
      else if (name === "w:tr") cells = [];
    },
    (text) => void (isText && (line += text)),
    (name) => {
      if (name === "w:t") isText = false;
      else if (name === "w:p") {
        const text = line.trim();
        if (cells) line = text === "" ? "" : `${text} `;
        else {
          if (text !== "") {
            blocks.push(prefix.startsWith("#") ? prefix + flat(text) : prefix + text);
          }
          line = "";
        }
        prefix = "";
      } else if (name === "w:tc") {
        cells?.push(flat(line));
        line = "";
      } else if (name === "w:tr") {
        if (cells?.some((cell) => cell !== "")) blocks.push(`| ${cells.join(" | ")} |`);
        cells = null;
      }
    },
  );
  // Items and rows that follow one another are one list, one table.
  return blocks.reduce((all, block, index) => {
    const before = blocks[index - 1] ?? "";
    const joins = ["- ", "| "].some((mark) => block.startsWith(mark) && before.startsWith(mark));
    return all + (index === 0 ? "" : joins ? "\n" : "\n\n") + block;
  }, "").toWellFormed();
}

const flat = (text: string) => text.replace(/\s+/g, " ").trim();

function parse(
  xml: string,
  open: (name: string, attributes: Record<string, string>) => void,
  text: (text: string) => void = () => {},
  close: (name: string) => void = () => {},
): void {
  let depth = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > 1_000) {
        throw new FormatProblem("The document nests its parts too deeply to be read.");
      }
      open(name, attributes);
    },
    ontext: text,
    onclosetag(name) {
      depth--;
      close(name);
    },
  }, { xmlMode: true, decodeEntities: true });
  parser.write(xml);
  parser.end();
}
