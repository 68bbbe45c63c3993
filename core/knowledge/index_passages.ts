import type { Passage } from "./split.ts";
import { languageOf, normalize } from "./words.ts";

/** A passage with what the search needs of it; `indexed` texts are normalised. */
export interface IndexedPassage extends Passage {
  indexedHeading: string;
  indexedContent: string;
}

/** A text as the search knows it. */
export interface IndexedText {
  /** The text search configuration of its words. */
  language: string;
  passages: IndexedPassage[];
}

/** The most characters of one heading path. */
const HEADING_LENGTH = 600;

/** Prepares passages for the search; the language is told from all of them together. */
export function indexPassages(passages: readonly Passage[]): IndexedText {
  let sample = "";
  for (const { content } of passages) {
    if (sample.length > 20_000) break;
    sample += `${content}\n`;
  }
  return {
    language: languageOf(sample),
    passages: passages.map(({ heading, content }) => {
      const path = heading.slice(0, HEADING_LENGTH).toWellFormed();
      return {
        heading: path,
        content,
        indexedHeading: normalize(path),
        indexedContent: normalize(content),
      };
    }),
  };
}
