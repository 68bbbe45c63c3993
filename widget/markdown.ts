import { type Inline, parseInline } from "./markdown_inline.ts";

/** A block of a message. Only these exist: nothing in a message can become another element. */
export type Block =
  | { type: "paragraph" | "heading"; content: Inline[] }
  | { type: "code"; text: string }
  | { type: "quote"; content: Block[] }
  | { type: "list"; ordered: boolean; start: number; items: Block[][] };

const MAX_DEPTH = 5;
const FENCE = /^ {0,3}(```+|~~~+)/;
const HEADING = /^ {0,3}#{1,6} +(.*?)#* *$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])( +|$)/;

function isOrdered(line: string): boolean {
  return /^ *\d/.test(line);
}

/**
 * Reads the subset of Markdown that answers use: paragraphs, headings, lists, quotes, code, and what
 * {@link parseInline} knows. Never throws; what is not understood stays text. HTML stays text.
 */
export function parseMarkdown(text: string): Block[] {
  return parseLines(text.replace(/\r\n?/g, "\n").replace(/\t/g, "    ").split("\n"), 0);
}

function parseLines(lines: string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const endParagraph = () => {
    const content = paragraph.map((line) => line.trim()).join("\n");
    if (content) blocks.push({ type: "paragraph", content: parseInline(content) });
    paragraph = [];
  };
  for (let at = 0; at < lines.length;) {
    const line = lines[at]!;
    const fence = FENCE.exec(line)?.[1];
    const heading = HEADING.exec(line)?.[1];
    if (fence) {
      endParagraph();
      const end = lines.findIndex((each, index) => index > at && each.trim().startsWith(fence));
      const stop = end < 0 ? lines.length : end;
      blocks.push({ type: "code", text: lines.slice(at + 1, stop).join("\n") });
      at = stop + 1;
    } else if (heading !== undefined) {
      endParagraph();
      blocks.push({ type: "heading", content: parseInline(heading) });
      at++;
    } else if (QUOTE.test(line) && depth < MAX_DEPTH) {
      endParagraph();
      const start = at;
      while (at < lines.length && QUOTE.test(lines[at]!)) at++;
      const inner = lines.slice(start, at).map((each) => each.replace(QUOTE, ""));
      blocks.push({ type: "quote", content: parseLines(inner, depth + 1) });
    } else if (ITEM.test(line) && depth < MAX_DEPTH) {
      endParagraph();
      const list = readList(lines, at, depth);
      blocks.push(list.block);
      at = list.next;
    } else {
      if (line.trim()) paragraph.push(line);
      else endParagraph();
      at++;
    }
  }
  endParagraph();
  return blocks;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** A list runs over blank lines as long as an item or an indented line follows. */
function readList(lines: string[], from: number, depth: number): { block: Block; next: number } {
  const ordered = isOrdered(lines[from]!);
  const indent = indentOf(lines[from]!);
  const items: Block[][] = [];
  let item: string[] = [];
  let at = from;
  const endItem = () => {
    if (item.length) items.push(parseLines(item, depth + 1));
    item = [];
  };
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    const marker = ITEM.exec(line);
    if (marker && marker[1]!.length < indent + 2) {
      if (isOrdered(line) !== ordered) break;
      endItem();
      item.push(line.slice(marker[0].length));
    } else if (/^ {2,}\S/.test(line)) {
      item.push(line.replace(/^ {2,4}/, ""));
    } else if (line.trim() === "") {
      const next = lines[at + 1] ?? "";
      if (!/^ {2,}\S/.test(next) && !ITEM.test(next)) break;
      item.push("");
    } else if (lines[at - 1]!.trim() && !FENCE.test(line) && !HEADING.test(line)) {
      item.push(line);
    } else {
      break;
    }
  }
  endItem();
  const start = ordered ? parseInt(lines[from]!.trim(), 10) : 1;
  return { block: { type: "list", ordered, start, items }, next: at };
}
