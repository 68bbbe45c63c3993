import { safeUrl } from "./safe_url.ts";

/** A piece of a line. */
export type Inline =
  | { kind: "text" | "code" | "bold"; text: string }
  | { kind: "link"; text: string; url: string };

/** A block of a message. */
export type Block =
  | { kind: "paragraph"; content: Inline[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "quote"; content: Inline[] }
  | { kind: "code"; text: string };

const FENCE = /^\s{0,3}```/;
const QUOTE = /^\s{0,3}>\s?(.*)$/;
const ITEM = /^\s{0,3}(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/;
// Bounded everywhere: a hostile message costs time in proportion to its length.
const LITERAL = /`([^`\n]{1,2000})`|(https?:\/\/[^\s<>"'`]{1,2000})/giu;
const MARKDOWN =
  /`([^`\n]{1,2000})`|(https?:\/\/[^\s<>"'`]{1,2000})|\*\*([^*\n]{1,2000})\*\*|\[([^\]\n[]{1,500})\]\((https?:\/\/[^\s()]{1,2000})\)/giu;

/**
 * Cuts a message into blocks that are rendered as elements, never as HTML. Code, addresses and
 * fences are known in every message; bold, quotes, lists and named links only with `markdown`, which is
 * for the agent's answers: a customer's asterisks stay what they typed.
 */
export function parseRichText(source: string, markdown = false): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    const text = paragraph.join("\n").trim();
    if (text) blocks.push({ kind: "paragraph", content: parseInline(text, markdown) });
    paragraph = [];
  };
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    if (FENCE.test(line)) {
      flush();
      const code: string[] = [];
      while (++index < lines.length && !FENCE.test(lines[index]!)) code.push(lines[index]!);
      blocks.push({ kind: "code", text: code.join("\n") });
      continue;
    }
    if (markdown && QUOTE.test(line)) {
      flush();
      const quoted = [QUOTE.exec(line)![1]!];
      while (index + 1 < lines.length && QUOTE.test(lines[index + 1]!)) {
        quoted.push(QUOTE.exec(lines[++index]!)![1]!);
      }
      blocks.push({ kind: "quote", content: parseInline(quoted.join("\n"), markdown) });
      continue;
    }
    const item = markdown ? ITEM.exec(line) : null;
    if (item) {
      flush();
      const ordered = item[1] !== undefined;
      const content = parseInline(item[2]!, markdown);
      const last = blocks.at(-1);
      if (last?.kind === "list" && last.ordered === ordered) last.items.push(content);
      else blocks.push({ kind: "list", ordered, items: [content] });
      continue;
    }
    if (line.trim() === "") flush();
    else paragraph.push(line);
  }
  flush();
  return blocks;
}

/** Cuts one paragraph into text, code, links and, with `markdown`, bold. */
export function parseInline(text: string, markdown: boolean): Inline[] {
  const out: Inline[] = [];
  let end = 0;
  const push = (from: number, to: number) => {
    if (to > from) out.push({ kind: "text", text: text.slice(from, to) });
  };
  for (const match of text.matchAll(markdown ? MARKDOWN : LITERAL)) {
    const [whole, code, address, bold, label, target] = match;
    let length = whole.length;
    let piece: Inline | null = null;
    if (code !== undefined) piece = { kind: "code", text: code };
    else if (bold !== undefined) piece = { kind: "bold", text: bold };
    else if (label !== undefined) {
      const url = safeUrl(target);
      if (url) piece = { kind: "link", text: label, url };
    } else if (address !== undefined) {
      const trimmed = address.replace(/[.,;:!?)\]}*]+$/, "");
      const url = safeUrl(trimmed);
      length = trimmed.length;
      if (url) piece = { kind: "link", text: trimmed, url };
    }
    if (!piece) continue;
    push(end, match.index);
    out.push(piece);
    end = match.index + length;
  }
  push(end, text.length);
  return out;
}
