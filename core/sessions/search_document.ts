/** The most UTF-8 bytes of text in one part; its tsvector stays well under PostgreSQL's 1 MB. */
export const PART_BYTES = 200_000;

/** A part that has grown past this is left alone: what is appended begins a new one. */
export const APPEND_BYTES = 32_000;

/** A stretch of a session's words, indexed as one document. */
export interface SearchPart {
  size: number;
  text: string;
}

const encoder = new TextEncoder();

/** Divides texts into parts of at most {@link PART_BYTES}, cutting between words where there are any. */
export function searchParts(texts: string[]): SearchPart[] {
  const parts: SearchPart[] = [];
  let open: SearchPart = { size: 0, text: "" };
  // In small letters already: what a database takes for one depends on its locale.
  for (const piece of texts.map((text) => text.toLowerCase()).flatMap(pieces)) {
    if (open.size > 0 && open.size + piece.size + 1 > PART_BYTES) {
      parts.push(open);
      open = { size: 0, text: "" };
    }
    open = open.size === 0
      ? piece
      : { size: open.size + piece.size + 1, text: `${open.text}\n${piece.text}` };
  }
  if (open.size > 0) parts.push(open);
  return parts;
}

function pieces(text: string): SearchPart[] {
  const size = encoder.encode(text).length;
  if (size <= PART_BYTES) return size === 0 ? [] : [{ size, text }];
  // A quarter of the limit in characters is never more than the limit in bytes.
  const length = PART_BYTES / 4;
  const result: SearchPart[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + length, text.length);
    const space = text.lastIndexOf(" ", end);
    if (end < text.length && space > start + length / 2) end = space;
    const piece = text.slice(start, end).toWellFormed();
    result.push({ size: encoder.encode(piece).length, text: piece });
    start = end;
  }
  return result;
}
