import type { MessageSource } from "../contract/mod.ts";
import type { FoundPassage } from "../knowledge/mod.ts";

// [1]  [1, 2]  [1][2]  【1】  【1†source】, with the space before it.
const marker = /[ \t]*[[【]\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)(?:†[^\]】]{0,40})?\s*[\]】](?!\()/g;

/** An answer whose marks point into the list of its sources. */
export interface CitedText {
  text: string;
  sources: MessageSource[];
}

/**
 * Renumbers the marks of an answer by their first appearance and lists only the passages they point
 * to; marks that point to no passage are removed. Code is left alone.
 *
 * @param passages the passages as the model saw them: the first is number 1
 */
export function citeSources(text: string, passages: readonly FoundPassage[]): CitedText {
  const sources: MessageSource[] = [];
  const places = new Map<string, number>();
  const placeOf = (number: number): number | null => {
    const passage = passages[number - 1];
    if (!passage) return null;
    const source = sourceOf(passage);
    const key = `${source.url ?? ""} ${source.title}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    sources.push(source);
    places.set(key, sources.length);
    return sources.length;
  };
  const pieces = text.split(/(```[\s\S]*?(?:```|$)|`[^`\n]*`)/);
  const cited = pieces.map((piece, index) =>
    index % 2 === 1 ? piece : piece.replace(marker, (whole, numbers: string) => {
      const kept = numbers.split(/[,;]/).map((number) => placeOf(Number(number)))
        .filter((place) => place !== null);
      const space = /^[ \t]/.test(whole) ? " " : "";
      return kept.length === 0 ? "" : space + [...new Set(kept)].map((n) => `[${n}]`).join("");
    }).replace(/(\[\d+\])\1+/g, "$1")
  );
  return { text: cited.join(""), sources };
}

/** A passage as a reader finds it again: its nearest heading and the name of its source. */
export function sourceOf(passage: FoundPassage): MessageSource {
  const heading = passage.heading.split(" > ").at(-1) ?? "";
  const title = heading === "" || heading === passage.source_name
    ? passage.source_name
    : `${passage.source_name}: ${heading}`;
  return { title, url: passage.url };
}
