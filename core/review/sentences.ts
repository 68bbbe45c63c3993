import type { Evidence, ReviewMessage } from "./review_model.ts";

/** A sentence as it stands in a message. */
export interface Sentence {
  message: ReviewMessage;
  /** Exactly as written. */
  text: string;
  /** In small letters, with plain apostrophes and blanks: what rules look at. */
  plain: string;
}

/** The most characters of one message and of a whole session that rules read. */
const OF_MESSAGE = 20_000;
const OF_SESSION = 120_000;
/** The longest sentence; what goes on without a full stop is cut. */
const LONGEST = 400;

/** The messages a review listens to: the customer's. */
export function heardMessages(messages: readonly ReviewMessage[]): ReviewMessage[] {
  return messages.filter(({ sender_type }) => sender_type === "user");
}

/** The sentences of messages, in their order. */
export function sentencesOf(messages: readonly ReviewMessage[]): Sentence[] {
  const sentences: Sentence[] = [];
  let left = OF_SESSION;
  for (const message of messages) {
    const content = message.content.slice(0, Math.min(OF_MESSAGE, left));
    left -= content.length;
    // What others wrote and mail programs quote is nobody's word here.
    for (const line of content.split("\n")) {
      if (/^\s*>/.test(line)) continue;
      for (const part of line.match(/[^.!?。]+(?:[.!?。]+(?=\s|$)|[.!?。]+|$)/gu) ?? []) {
        join(sentences, message, part);
      }
    }
    if (left <= 0) break;
  }
  return sentences;
}

/** Puts a part after a full stop that ended nothing ("v2.1", "e.g.") back to what it belongs to. */
function join(sentences: Sentence[], message: ReviewMessage, part: string): void {
  const last = sentences.at(-1);
  const ended = !last || last.message !== message || !/[^\s]$/.test(last.text) ||
    /^\s/.test(part) || !last.text.endsWith(".") || !message.content.includes(last.text + part);
  const text = ended ? part.trim() : last.text + part.trimEnd();
  if (text === "") return;
  const cut = text.slice(0, LONGEST).toWellFormed().replace(/\uFFFD$/, "");
  const sentence = { message, text: cut, plain: plainOf(cut) };
  if (ended) sentences.push(sentence);
  else sentences[sentences.length - 1] = sentence;
}

/** A text as rules look at it. */
export function plainOf(text: string): string {
  return text.toLowerCase().normalize("NFC").replace(/[’‘`´]/g, "'").replace(/\s+/g, " ").trim();
}

/** A sentence as evidence. */
export function evidenceOf({ message, text }: Sentence): Evidence {
  return { message_id: message.id, sequence: message.sequence, text };
}
