import type { MessageSource } from "../contract/mod.ts";
import type { FoundPassage } from "../knowledge/mod.ts";
import type { Claim } from "./grounding.ts";

// [1]  [1, 2]  [1][2]  【1】  【1†source】, with the space before it.
const marker = /[ \t]*[[【]\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)(?:†[^\]】]{0,40})?\s*[\]】](?!\()/g;

/** An answer whose marks point into the list of its sources. */
export interface CitedText {
  text: string;
  sources: MessageSource[];
}

/**
 * Renumbers the marks of an answer by their first appearance and lists only the passages they point
 * to; marks that point to no passage, or to one that does not hold their claim, are removed. Code is
 * left alone.
 *
 * @param passages the passages as the model saw them: the first is number 1
 * @param holds whether a passage holds a claim
 * @param isGrowing more of the text may follow
 */
export function citeSources(
  text: string,
  passages: readonly FoundPassage[],
  holds: (claim: Claim, passage: FoundPassage) => boolean = () => true,
  isGrowing = false,
): CitedText {
  const sources: MessageSource[] = [];
  const places = new Map<string, number>();
  const placeOf = (number: number, claims: readonly Claim[]): number | null => {
    const passage = passages[number - 1];
    if (!passage || !claims.some((claim) => holds(claim, passage))) return null;
    const source = sourceOf(passage);
    const key = `${source.url ?? ""} ${source.title}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    sources.push(source);
    places.set(key, sources.length);
    return sources.length;
  };
  const marks = marksOf(text);
  let cited = "";
  let end = 0;
  for (const [index, mark] of marks.entries()) {
    const claims = claimsOf(text, marks, index, isGrowing);
    const kept = mark.numbers.map((number) => placeOf(number, claims))
      .filter((place) => place !== null);
    const space = /^[ \t]/.test(text.slice(mark.start)) ? " " : "";
    const shown = kept.length === 0 ? "" : space + [...new Set(kept)].map((n) => `[${n}]`).join("");
    const between = text.slice(end, mark.start);
    // The same mark twice in a row is one.
    cited += between + (between === "" && shown !== "" && cited.endsWith(shown) ? "" : shown);
    end = mark.end;
  }
  return { text: cited + text.slice(end), sources };
}

interface Mark {
  start: number;
  end: number;
  numbers: number[];
}

function marksOf(text: string): Mark[] {
  const code = [...text.matchAll(/```[\s\S]*?(?:```|$)|`[^`\n]*`/g)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
  return [...text.matchAll(marker)]
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      numbers: match[1]!.split(/[,;]/).map(Number),
    }))
    .filter((mark) => !code.some(({ start, end }) => mark.start < end && mark.end > start));
}

/**
 * What a mark stands for: the text before it in its line, back to the mark before. Where its line begins
 * with it, the text that follows in the line, or the text above: either will do. Marks in a row stand
 * for the same.
 */
function claimsOf(
  text: string,
  marks: readonly Mark[],
  index: number,
  isGrowing: boolean,
): Claim[] {
  let first = index;
  while (first > 0 && !isSaying(text.slice(marks[first - 1]!.end, marks[first]!.start))) first--;
  let last = index;
  while (
    last + 1 < marks.length && !isSaying(text.slice(marks[last]!.end, marks[last + 1]!.start))
  ) {
    last++;
  }
  const above = text.slice(marks[first - 1]?.end ?? 0, marks[first]!.start);
  const line = above.slice(above.lastIndexOf("\n") + 1);
  if (isSaying(line)) return [{ text: line, isOpen: false }];
  const rest = text.slice(marks[last]!.end, marks[last + 1]?.start).trimStart();
  const end = rest.indexOf("\n");
  const isOpen = isGrowing && last + 1 === marks.length && end < 0;
  const below = { text: end < 0 ? rest : rest.slice(0, end), isOpen };
  return isSaying(above) ? [{ text: above, isOpen: false }, below] : [below];
}

const isSaying = (text: string) => /[\p{L}\p{N}]/u.test(text);

/** A passage as a reader finds it again: its nearest heading and the name of its source. */
export function sourceOf(passage: FoundPassage): MessageSource {
  const heading = passage.heading.split(" > ").at(-1) ?? "";
  const title = heading === "" || heading === passage.source_name
    ? passage.source_name
    : `${passage.source_name}: ${heading}`;
  return { title, url: passage.url };
}
