/** The words a passage aims at: enough to stand alone, few enough to quote. */
export const PASSAGE_WORDS = 320;

/** The most characters of one passage; only a single block longer than this is ever cut apart. */
export const PASSAGE_CHARACTERS = 6_000;

/** A stretch of a text with the headings above it. */
export interface Passage {
  /** Outermost first, joined by ` > `. */
  heading: string;
  content: string;
}

/**
 * Cuts a text into passages that do not overlap. Markdown is cut at its headings first; paragraphs,
 * lists, tables and code blocks stay whole as long as they fit.
 */
export function splitText(kind: string, text: string): Passage[] {
  const sections = kind === "text" ? [{ heading: "", body: text }] : sectionsOf(text);
  return sections.flatMap(({ heading, body }) =>
    pack(blocksOf(body, kind !== "text")).map((content) => ({ heading, content }))
  );
}

interface Section {
  heading: string;
  body: string;
}

const fence = /^ {0,3}(`{3,}|~{3,})/;

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  const path: string[] = [];
  let body: string[] = [];
  let openFence: string | undefined;
  const flush = () => {
    const heading = path.filter((part) => part !== undefined && part !== "").join(" > ");
    if (body.join("").trim() !== "") sections.push({ heading, body: body.join("\n") });
    body = [];
  };
  const enter = (level: number, title: string) => {
    flush();
    path.length = Math.min(path.length, level - 1);
    path[level - 1] = title;
  };
  for (const line of text.split("\n")) {
    const marker = line.match(fence)?.[1];
    if (openFence) {
      if (closes(line, openFence)) openFence = undefined;
      body.push(line);
      continue;
    }
    if (marker) openFence = marker;
    const atx = line.match(/^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$/);
    const previous = body.at(-1)?.trim() ?? "";
    const underline = /^ {0,3}(=+|-{3,})\s*$/.exec(line)?.[1];
    const isParagraph = previous !== "" && !/^([-*+>|#]|\d+[.)])/.test(previous) &&
      (body.at(-2) ?? "").trim() === "";
    if (atx) enter(atx[1]!.length, titleOf(atx[2]!));
    else if (underline && isParagraph && previous.length <= 200) {
      body.pop();
      enter(underline.startsWith("=") ? 1 : 2, titleOf(previous));
    } else body.push(line);
  }
  flush();
  return sections;
}

function closes(line: string, marker: string): boolean {
  const run = line.trim();
  return run.length >= marker.length && run === marker[0]!.repeat(run.length);
}

function titleOf(text: string): string {
  return text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`]/g, "").trim().slice(0, 200);
}

function blocksOf(body: string, markdown: boolean): string[] {
  const blocks: string[] = [];
  let lines: string[] = [];
  let openFence: string | undefined;
  const flush = () => {
    const block = lines.join("\n").replace(/^\n+|\s+$/g, "");
    if (block.trim() !== "") blocks.push(block);
    lines = [];
  };
  for (const line of body.split("\n")) {
    const marker = markdown ? line.match(fence)?.[1] : undefined;
    if (openFence) {
      lines.push(line);
      if (closes(line, openFence)) {
        openFence = undefined;
        flush();
      }
    } else if (marker) {
      flush();
      openFence = marker;
      lines.push(line);
    } else if (line.trim() === "") flush();
    else lines.push(line);
  }
  flush();
  return blocks;
}

function pack(blocks: string[]): string[] {
  const passages: string[] = [];
  let open = "";
  for (const block of blocks.flatMap(fitting)) {
    const joined = open === "" ? block : `${open}\n\n${block}`;
    if (open !== "" && (weight(joined) > PASSAGE_WORDS || joined.length > PASSAGE_CHARACTERS)) {
      passages.push(open);
      open = block;
    } else open = joined;
  }
  if (open !== "") passages.push(open);
  return passages;
}

/** A block in pieces that fit: code only when it passes every limit, prose between sentences. */
function fitting(block: string): string[] {
  const isCode = fence.test(block);
  if (block.length <= PASSAGE_CHARACTERS && (isCode || weight(block) <= PASSAGE_WORDS)) {
    return [block];
  }
  const parts = block.split(isCode ? /(?<=\n)/ : /(?<=[.!?。！？]\s|[。！？]|\n)/);
  const pieces: string[] = [];
  let open = "";
  for (const part of parts.flatMap(hardCut)) {
    const joined = open + part;
    if (
      open !== "" &&
      (joined.length > PASSAGE_CHARACTERS || !isCode && weight(joined) > PASSAGE_WORDS)
    ) {
      pieces.push(open.trimEnd());
      open = part;
    } else open = joined;
  }
  if (open.trim() !== "") pieces.push(open.trimEnd());
  return pieces;
}

function hardCut(text: string): string[] {
  const limit = PASSAGE_CHARACTERS / 3;
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + limit, text.length);
    const space = text.lastIndexOf(" ", end);
    if (end < text.length && space > start + limit / 2) end = space + 1;
    // Never between the halves of a surrogate pair.
    if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1]!)) end--;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

/** About the number of words; languages without spaces count two characters as one. */
function weight(text: string): number {
  const words = text.split(/\s+/).length;
  return Math.max(words, text.length / 12 + (text.match(ideographs)?.length ?? 0) / 2);
}

const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
