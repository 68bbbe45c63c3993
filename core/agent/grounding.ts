import { contentWords, type FoundPassage, languageOf, normalize } from "../knowledge/mod.ts";
import { agentLanguages } from "./languages.ts";
import type { AgentSettings } from "./settings.ts";

/** What stands before a mark, or after one that nothing stands before. */
export interface Claim {
  text: string;
  /** More of it may follow: it stands after its mark in an answer that is still written. */
  isOpen: boolean;
}

/** With fewer words there is nothing to compare. */
const FEWEST_WORDS = 2;
/** One word in so many of a claim's must stand in the passage. */
const ONE_IN = 6;
/** Fewer letters begin many words. */
const SHORT = 4;

/**
 * Whether a passage holds something of what a claim says: its words in any form, its numbers exactly. A
 * claim in another language or script than the passage cannot be compared and holds; so does one of
 * hardly a word. Once an open claim holds, it does however it goes on.
 *
 * @param language of the answer as far as it is known before it is written, as `languageOf` names it
 */
export function isGrounded(claim: Claim, passage: FoundPassage, language: string): boolean {
  const words = contentWords(claim.text);
  if (words.length < FEWEST_WORDS && !claim.isOpen) return true;
  if (!isComparable(claim.text, passage.content, language)) return true;
  const needed = claim.isOpen ? 1 : Math.max(1, Math.floor(words.length / ONE_IN));
  const known = vocabularyOf(passage);
  let shared = 0;
  for (const word of words) {
    if (isIn(known, word) && ++shared >= needed) return true;
  }
  return false;
}

/** The language an answer will most likely be in: the one that is set, else the question's. */
export function expectedLanguage({ language }: Pick<AgentSettings, "language">, question: string) {
  return language === "auto" ? languageOf(question) : agentLanguages[language].toLowerCase();
}

interface Vocabulary {
  text: string;
  words: ReadonlySet<string>;
  /** Beginnings of longer words. */
  stems: readonly string[];
}

const vocabularies = new WeakMap<FoundPassage, Vocabulary>();

function vocabularyOf(passage: FoundPassage): Vocabulary {
  const known = vocabularies.get(passage);
  if (known) return known;
  const all = `${passage.source_name}\n${passage.heading}\n${passage.content}`;
  const text = normalize(all).toLowerCase();
  const words = new Set(contentWords(all));
  const stems = [...words].filter((word) => word.length > SHORT).map(stemOf);
  const vocabulary = { text, words, stems };
  vocabularies.set(passage, vocabulary);
  return vocabulary;
}

/** Other forms of a word, and words it is a part of or made from, count as the word. */
function isIn({ text, words, stems }: Vocabulary, word: string): boolean {
  if (words.has(word)) return true;
  if (word.length <= SHORT || /^\p{N}/u.test(word)) return false;
  return text.includes(stemOf(word)) || stems.some((stem) => word.includes(stem));
}

function stemOf(word: string): string {
  return word.slice(0, Math.max(SHORT, word.length - 3));
}

function isComparable(claim: string, passage: string, language: string): boolean {
  const script = scriptOf(claim);
  if (script !== scriptOf(passage)) return false;
  return script !== "Latin" || sureLanguageOf(claim, language) === languageOf(passage);
}

const scripts = {
  Latin: /\p{Script=Latin}/gu,
  Cyrillic: /\p{Script=Cyrillic}/gu,
  Greek: /\p{Script=Greek}/gu,
  Arabic: /\p{Script=Arabic}/gu,
  Hebrew: /\p{Script=Hebrew}/gu,
  Devanagari: /\p{Script=Devanagari}/gu,
  Thai: /\p{Script=Thai}/gu,
  Hangul: /\p{Script=Hangul}/gu,
  Eastern: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu,
};

/** The script most of a text's letters are of; `Latin` when it has none. */
function scriptOf(text: string): string {
  let [best, most] = ["Latin", 0];
  for (const [script, letters] of Object.entries(scripts)) {
    const count = text.match(letters)?.length ?? 0;
    if (count > most) [best, most] = [script, count];
  }
  return best;
}

/**
 * The language of a claim. Short ones and those in languages whose small words are not known read as
 * English: without other signs they are taken to be in the expected language, and with letters that
 * English lacks in none.
 */
function sureLanguageOf(claim: string, expected: string): string | null {
  const told = languageOf(claim);
  if (told !== "english") return told;
  const isForeign = /[^\p{ASCII}]/u.test(claim.replace(/[^\p{L}]/gu, ""));
  return isForeign ? (expected === "english" ? null : expected) : expected;
}
