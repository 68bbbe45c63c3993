import type { Db } from "../db/mod.ts";
import { findExcerpts } from "./excerpt_sql.ts";

/** A piece of a text and whether the search matched it. Joined, the pieces are the text. */
export interface TextSegment {
  text: string;
  match: boolean;
}

/** A word somebody searches for; long ones also find what begins with them. */
export interface SearchWord {
  text: string;
  isPrefix: boolean;
}

const MOST_WORDS = 12;
const PREFIX_LENGTH = 3;

/**
 * The words of a search, read as the search itself reads them: `-word` excludes, `or` joins, quotes
 * group. In lower case, each once.
 */
export function searchWords(search: string): SearchWord[] {
  const words = new Set<string>();
  for (const [piece] of search.slice(0, 1_000).matchAll(/[^\s"]+/g)) {
    if (/^-[\p{L}\p{N}]/u.test(piece) || /^or$/i.test(piece)) continue;
    for (const [word] of piece.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) words.add(word);
  }
  return [...words].slice(0, MOST_WORDS).map((text) => ({
    text,
    isPrefix: [...text].length >= PREFIX_LENGTH,
  }));
}

/** Cuts a text where words of the search begin, so that these can be marked. */
export function highlight(text: string, words: SearchWord[]): TextSegment[] {
  const pattern = patternOf(words);
  if (!pattern) return text === "" ? [] : [{ text, match: false }];
  const segments: TextSegment[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) segments.push({ text: text.slice(end, match.index), match: false });
    segments.push({ text: match[0], match: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) segments.push({ text: text.slice(end), match: false });
  return segments;
}

/**
 * For each of these sessions the stretch of the first message that holds a word of the search; those
 * without one are left out.
 */
export async function excerptsOf(
  db: Db,
  projectId: string,
  sessionIds: string[],
  words: SearchWord[],
): Promise<Map<string, string>> {
  if (sessionIds.length === 0 || words.length === 0) return new Map();
  const rows = await findExcerpts(db, projectId, sessionIds, words);
  return new Map(rows.map(({ session_id, excerpt }) => [session_id, tidy(excerpt)]));
}

function patternOf(words: SearchWord[]): RegExp | null {
  if (words.length === 0) return null;
  // Words are letters and digits only, so nothing in them needs escaping.
  const all = words.map(({ text, isPrefix }) =>
    isPrefix ? `${text}[\\p{L}\\p{N}]*` : `${text}(?![\\p{L}\\p{N}])`
  );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.join("|")})`, "giu");
}

/** On one line, without the cut word it may begin with. */
function tidy(excerpt: string): string {
  const line = excerpt.replace(/\s+/g, " ").trim().toWellFormed();
  return line.startsWith("…") ? line.replace(/^…\S{0,20} (?=\S)/u, "…") : line;
}
