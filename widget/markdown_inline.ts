/** A piece of a line. `link` always carries an address that {@link safeUrl} accepted. */
export type Inline =
  | string
  | { type: "bold" | "italic"; content: Inline[] }
  | { type: "code"; text: string }
  | { type: "link"; url: string; content: Inline[] }
  | { type: "break" };

const MAX_DEPTH = 5;
/** Longer addresses stay text, so that no text takes long to read. */
const MAX_ADDRESS = 2000;
const BARE_LINK = /https?:\/\/[^\s<>"]{1,2000}/y;

/** The address as the browser writes it when it is http(s) or mailto; null for all else. */
export function safeUrl(address: string): string | null {
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return null;
  try {
    return new URL(address).href;
  } catch {
    return null;
  }
}

/** Closing brackets and punctuation at the end belong to the sentence, not to the address. */
function trimLink(address: string): string {
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1]!;
    if (
      last === ")" &&
      address.slice(0, end).split("(").length >= address.slice(0, end).split(")").length
    ) {
      break;
    }
    if (!".,;:!?'*_~)]".includes(last)) break;
  }
  return address.slice(0, end);
}

/** Where a link's address ends: the closing bracket, counting the ones inside. -1 without. */
function closingBracket(text: string, from: number): number {
  let open = 0;
  const end = Math.min(text.length, from + MAX_ADDRESS);
  for (let at = from; at < end && text[at] !== "\n"; at++) {
    // Addresses hold few brackets; a text full of them would be searched over and over.
    if (text[at] === "(" && ++open > 8) return -1;
    if (text[at] === ")" && open-- === 0) return at;
  }
  return -1;
}

/**
 * Reads bold, italic, code, links, bare addresses and line breaks. The time it takes grows with the
 * length of the text: an opening mark without an end is looked for once and then is text.
 */
export function parseInline(text: string, depth = 0): Inline[] {
  const parts: Inline[] = [];
  const hopeless = new Set<string>();
  let plain = "";
  let at = 0;
  const add = (part: Inline, next: number) => {
    if (plain) parts.push(plain);
    plain = "";
    parts.push(part);
    at = next;
  };
  const find = (mark: string, from: number, fits: (at: number) => boolean): number => {
    if (hopeless.has(mark)) return -1;
    let found = text.indexOf(mark, from);
    while (found >= 0 && !fits(found)) found = text.indexOf(mark, found + 1);
    if (found < 0) hopeless.add(mark);
    return found;
  };
  const link = (url: string | null, label: string, next: number) => {
    const content = depth < MAX_DEPTH ? parseInline(label, MAX_DEPTH) : [label];
    if (url) add({ type: "link", url, content }, next);
    else {
      plain += label;
      at = next;
    }
  };

  while (at < text.length) {
    const char = text[at]!;
    const before = text[at - 1] ?? " ";
    if (char === "\\" && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? "")) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    if (char === "\n") {
      add({ type: "break" }, at + 1);
      continue;
    }
    if (char === "`") {
      const mark = /`+/y.exec(text.slice(at))![0];
      const end = find(
        mark,
        at + mark.length,
        (i) => text[i + mark.length] !== "`" && text[i - 1] !== "`",
      );
      if (end >= 0) {
        const code = text.slice(at + mark.length, end);
        add({ type: "code", text: code.trim() || code }, end + mark.length);
        continue;
      }
      plain += mark;
      at += mark.length;
      continue;
    }
    if ((char === "*" || char === "_") && depth < MAX_DEPTH) {
      const mark = text[at + 1] === char ? char + char : char;
      const from = at + mark.length;
      // Inside a word an underline is part of a name: snake_case.
      const opens = /\S/.test(text[from] ?? " ") && (char === "*" || !/\w/.test(before));
      const end = opens
        ? find(mark, from + 1, (i) =>
          /\S/.test(text[i - 1]!) &&
          (mark.length === 2
            ? text[i + 2] !== char
            : text[i + 1] !== char && text[i - 1] !== char) &&
          (char === "*" || !/\w/.test(text[i + mark.length] ?? " ")))
        : -1;
      if (end >= 0) {
        const content = parseInline(text.slice(from, end), depth + 1);
        add({ type: mark.length === 2 ? "bold" : "italic", content }, end + mark.length);
        continue;
      }
      plain += mark;
      at = from;
      continue;
    }
    if (char === "[" && depth < MAX_DEPTH) {
      const middle = find("](", at + 1, () => true);
      const label = text.slice(at + 1, middle);
      const end = middle > 0 && !/[[\n]/.test(label) ? closingBracket(text, middle + 2) : -1;
      if (end >= 0) {
        const [address = ""] = text.slice(middle + 2, end).trim().split(/\s/);
        link(safeUrl(address.replace(/^<|>$/g, "")), label, end + 1);
        continue;
      }
    }
    if (char === "h" && !/\w/.test(before) && depth < MAX_DEPTH) {
      BARE_LINK.lastIndex = at;
      const address = trimLink(BARE_LINK.exec(text)?.[0] ?? "");
      const url = safeUrl(address);
      if (url) {
        add({ type: "link", url, content: [address] }, at + address.length);
        continue;
      }
    }
    plain += char;
    at++;
  }
  if (plain) parts.push(plain);
  return parts;
}
