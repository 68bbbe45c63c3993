import { cleanText } from "../text.ts";

/** The longest quote, in characters. */
export const QUOTE_LENGTH = 1_000;
/** How much of a message is quoted when nobody says which words. */
const OPENING = 280;

/**
 * The words of a quote exactly as they stand in a message, whatever blanks and letter case they came
 * with: nothing is put into a customer's mouth.
 *
 * @param text the words; absent: the beginning of the message
 * @returns null when the message does not hold them
 */
export function verbatim(content: string, text?: string): string | null {
  const wanted = cleanText(text ?? "").trim();
  if (wanted === "") return opening(content);
  const words = wanted.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // A long pattern costs more than it can find.
  if (wanted.length > QUOTE_LENGTH * 2) return null;
  return new RegExp(words.join("\\s+"), "iu").exec(content)?.[0] ?? null;
}

/** The first words of a message, up to the end of a sentence where one is near. */
function opening(content: string): string | null {
  const text = content.trim();
  if (text === "") return null;
  if (text.length <= OPENING) return text;
  const cut = text.slice(0, OPENING).toWellFormed();
  const end = Math.max(...[". ", "! ", "? ", "\n"].map((mark) => cut.lastIndexOf(mark)));
  if (end > OPENING / 2) return cut.slice(0, end + 1).trim();
  const blank = cut.lastIndexOf(" ");
  return (blank > 0 ? cut.slice(0, blank) : cut.replace(/\uFFFD$/, "")).trim();
}
