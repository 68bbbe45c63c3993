import { fillerWords, functionWords } from "./function_words.ts";

/** The most words of a question that are looked up; the rest of a long one adds little. */
export const QUESTION_WORDS = 12;

// Written without spaces: every two neighbouring characters become a word of their own.
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const word = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;

/** The text as it is indexed and asked for: spellings that mean the same become the same. */
export function normalize(text: string): string {
  return text.normalize("NFKC")
    .replace(/\b(e)-(?=mails?\b)/gi, "$1")
    .replace(/\b(?:log|sign)(?:ged|ging|ned|ning|s)?[ -]?in\b/gi, "login")
    .replace(/\b(?:log|sign)(?:ged|ging|ned|ning|s)?[ -]?(?:out|off)\b/gi, "logout")
    .replace(/\b(sign|set|back)[ -]up\b/gi, "$1up")
    .replaceAll("’", "'")
    .replace(unspaced, (run) => ` ${pairs(run).join(" ")} `);
}

/**
 * The language of a text, as the name of a PostgreSQL text search configuration. Told by its small
 * words; `english` when too few are known, because names and code read as such.
 */
export function languageOf(text: string): string {
  const sample = text.slice(0, 20_000).toLowerCase().match(word) ?? [];
  const counts = new Map<string, number>();
  for (const token of sample) {
    for (const [language, known] of Object.entries(functionWords)) {
      if (known.has(token)) counts.set(language, (counts.get(language) ?? 0) + 1);
    }
  }
  let best = "english";
  // English wins ties: the others must be ahead.
  for (const [language, count] of counts) {
    if (count > (counts.get(best) ?? 0) && count >= 2) best = language;
  }
  return best;
}

/**
 * The words a question is about: the first {@link QUESTION_WORDS} of its {@link contentWords}.
 */
export function questionWords(question: string): string[] {
  return contentWords(question).slice(0, QUESTION_WORDS);
}

/**
 * The words a text is about, in lower case and each once: without the small words of its language and
 * without politeness.
 */
export function contentWords(content: string): string[] {
  const text = normalize(content).toLowerCase();
  const small = functionWords[languageOf(text)]!;
  const english = functionWords.english!;
  const tokens = text.match(word) ?? [];
  const about = tokens.filter((token) =>
    !small.has(token) && !english.has(token) && !fillerWords.has(token) &&
    (token.length > 1 || /\p{N}/u.test(token)) && token.length <= 60
  );
  return [...new Set(about)];
}

/**
 * A long message in the parts that are worth asking for, questions first; a short one as it is.
 */
export function questionParts(message: string): string[] {
  const text = message.slice(0, 8_000);
  const sentences = text.split(/(?<=[.!?;。！？])\s+|\n+/).filter((part) => part.trim() !== "");
  if (sentences.length <= 1) return [text];
  const asking = sentences.filter((part) => /[?？]\s*$/.test(part));
  const others = sentences.filter((part) => !asking.includes(part));
  const worthwhile = [...asking, ...others].filter((part) => questionWords(part).length >= 2);
  return [...new Set([text, ...worthwhile])].slice(0, 6);
}

function pairs(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => characters[index]! + character);
}
