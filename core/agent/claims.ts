import type { MessageSource } from "../contract/mod.ts";

/** The most characters of what may stand without a source. */
const MOST_ASKED = 300;

/**
 * Whether an answer may stand as it is: it cites a passage, or it only asks back. Whatever else a
 * model writes without a source is a claim that nobody can check.
 */
export function isBacked(text: string, sources: readonly MessageSource[]): boolean {
  return sources.length > 0 || onlyAsks(text);
}

function onlyAsks(text: string): boolean {
  if (text.length > MOST_ASKED || /[\n\[\]<>`]|\/\//.test(text)) return false;
  const sentences = text.trim().split(/(?<=[.!?…。！？؟])\s*(?=\S)/);
  return sentences.length <= 2 && sentences.every((sentence) => /[?？؟\u037e]$/.test(sentence));
}
