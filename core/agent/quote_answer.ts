import type { MessageSource } from "../contract/mod.ts";
import { type FoundPassage, questionWords } from "../knowledge/mod.ts";
import { sourceOf } from "./citations.ts";
import type { Phrases } from "./phrases.ts";

/** The most characters quoted from one passage. */
export const QUOTE_LENGTH = 700;

/**
 * An answer without a model: it quotes the best passage, and a second one when that is about as
 * good, each with a mark that points to its source.
 */
export function quoteAnswer(
  question: string,
  passages: readonly FoundPassage[],
  phrases: Phrases,
): { text: string; sources: MessageSource[] } {
  const [best, second] = passages;
  if (!best) return { text: phrases.unknown, sources: [] };
  const words = questionWords(question);
  const chosen = second && second.score >= best.score * 0.92 ? [best, second] : [best];
  const sources = chosen.map(sourceOf);
  const quotes = chosen.map((passage, index) =>
    `${index === 0 ? phrases.found : phrases.more}\n\n${quote(passage, words)} [${index + 1}]`
  );
  return { text: quotes.join("\n\n"), sources };
}

/** The paragraphs around the one that holds most of the question's words, as a Markdown quote. */
function quote(passage: FoundPassage, words: string[]): string {
  const paragraphs = passage.content.split(/\n{2,}/);
  const stems = words.map((word) => word.slice(0, Math.max(4, word.length - 3)));
  const hits = paragraphs.map((paragraph) => {
    const text = paragraph.toLowerCase();
    return stems.filter((stem) => text.includes(stem)).length;
  });
  let from = passage.content.length <= QUOTE_LENGTH ? 0 : hits.indexOf(Math.max(...hits));
  let to = from;
  const length = () => paragraphs.slice(from, to + 1).join("\n\n").length;
  while (to + 1 < paragraphs.length && length() + paragraphs[to + 1]!.length < QUOTE_LENGTH) to++;
  while (from > 0 && length() + paragraphs[from - 1]!.length < QUOTE_LENGTH) from--;
  const text = shorten(paragraphs.slice(from, to + 1).join("\n\n"));
  return text.split("\n").map((line) => line === "" ? ">" : `> ${line}`).join("\n");
}

function shorten(text: string): string {
  if (text.length <= QUOTE_LENGTH + 100) return text;
  const sentence = text.lastIndexOf(". ", QUOTE_LENGTH);
  const space = text.lastIndexOf(" ", QUOTE_LENGTH);
  const end = sentence > QUOTE_LENGTH / 2 ? sentence + 1 : space > 0 ? space : QUOTE_LENGTH;
  const fence = (text.slice(0, end).match(/^ {0,3}```/gm)?.length ?? 0) % 2 === 1 ? "\n```" : "";
  return `${text.slice(0, end).toWellFormed()} …${fence}`;
}
