import type { SessionType } from "../contract/mod.ts";
import type { FoundTag } from "./classify.ts";
import { DESCRIPTION_LENGTH, type Draft, NAME_LENGTH, type ReviewMessage } from "./review_model.ts";
import { evidenceOf, heardMessages, type Sentence, sentencesOf } from "./sentences.ts";

/** What a summary by rules is made of. */
export interface SummaryInput {
  sessionType: SessionType;
  messages: readonly ReviewMessage[];
  /** What the rules found: sentences that say why a session has its tags say what it is about. */
  found: readonly FoundTag[];
  /** Which of the two nobody has given yet. */
  wants: { name: boolean; description: boolean };
}

/** Greetings and politeness that begin a sentence and say nothing. */
const OPENING =
  /^(?:(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|dear \p{L}+|hallo|guten (?:morgen|tag|abend)|moin|hola|buenos días|buenas(?: tardes)?|bonjour|bonsoir|salut)(?:\s+(?:there|all|team|everyone|guys|folks|zusammen|support|à tous|\p{Lu}\p{L}+))?\s*[,!.:–-]*\s*)+/iu;
const SMALL =
  /^(?:thanks?(?: you)?(?: so much| a lot| in advance)?|ok(?:ay)?|yes|no|sure|great|cheers|danke|gracias|merci|got it|perfect|best regards|kind regards|regards|viele grüße|saludos|cordialement)[\s,.!]*$/iu;

/** The sentences a session is about, the most telling first. */
export function tellingSentences(
  messages: readonly ReviewMessage[],
  found: readonly FoundTag[],
): Sentence[] {
  const sentences = sentencesOf(heardMessages(messages));
  const weights = new Map<string, number>();
  const key = ({ message, text }: Sentence) => `${message.id}\n${text}`;
  for (const { sentences: said, confidence } of found) {
    for (const [place, sentence] of said.entries()) {
      weights.set(key(sentence), (weights.get(key(sentence)) ?? 0) + confidence / (place + 1));
    }
  }
  const scored = sentences.map((sentence, place) => {
    const length = sentence.text.replace(OPENING, "").length;
    const fits = length < 12 ? -1 : length < 25 ? -0.2 : length > 220 ? -0.3 : 0;
    const early = 0.5 / (1 + place);
    const small = SMALL.test(sentence.text) ? -2 : 0;
    return { sentence, score: (weights.get(key(sentence)) ?? 0) + early + fits + small };
  });
  return scored.filter(({ score }) => score > -0.9).sort((a, b) => b.score - a.score)
    .map(({ sentence }) => sentence);
}

/** A name and a description made of the customer's own sentences, where nobody gave any. */
export function summariseByRules(input: SummaryInput): Draft[] {
  if (input.sessionType === "behavioral") return ofBehaviour(input);
  const telling = tellingSentences(input.messages, input.found);
  const first = telling[0];
  if (!first) return [];
  const drafts: Draft[] = [];
  const name = titleOf(first.text);
  if (input.wants.name && name !== "") {
    drafts.push(draft("name", name, "The customer's most telling sentence.", [first]));
  }
  const few = inOrder(telling.slice(0, 4).filter(({ text }) => text.length > 20).slice(0, 3));
  const description = few.map(({ text }) => text.replace(OPENING, "")).join(" ");
  if (input.wants.description && few.length > 1 && description.length > name.length + 20) {
    const text = cut(description, DESCRIPTION_LENGTH);
    drafts.push(draft("description", text, "The customer's most telling sentences.", few));
  }
  return drafts;
}

/** A sentence as a title: without greeting and full stop, cut between words. */
export function titleOf(text: string): string {
  const bare = text.replace(/\s+/g, " ").trim().replace(OPENING, "").replace(/[\s.!,;:]+$/u, "");
  const short = cut(bare, NAME_LENGTH);
  return short === "" ? "" : short[0]!.toLocaleUpperCase("en") + short.slice(1);
}

function ofBehaviour({ messages, found, wants }: SummaryInput): Draft[] {
  const notable = found[0]?.sentences[0] ?? (messages[0] && {
    message: messages[0],
    text: messages[0].content.slice(0, 300).toWellFormed().trim(),
    plain: "",
  });
  if (!notable || notable.text === "") return [];
  const drafts: Draft[] = [];
  const title = titleOf(notable.text.split("\n")[0]!);
  const why = found.length > 0 ? "The most notable thing that happened." : "What happened first.";
  if (wants.name && title !== "") drafts.push(draft("name", title, why, [notable]));
  const steps = messages.map(({ content }) => content.trim().split("\n")[0]!).filter(Boolean);
  // A few clicks that lead nowhere in particular need no words.
  if (wants.description && steps.length > 2 && found.length > 0) {
    const shown = steps.length > 6 ? [...steps.slice(0, 3), "…", ...steps.slice(-2)] : steps;
    const text = cut(`${messages.length} events: ${shown.join(" → ")}`, DESCRIPTION_LENGTH);
    drafts.push(draft("description", text, "What happened, in its order.", [notable]));
  }
  return drafts;
}

function draft(
  kind: "name" | "description",
  text: string,
  reason: string,
  sentences: Sentence[],
): Draft {
  const evidence = sentences.map(evidenceOf);
  return { kind, subject: kind, value: { text }, reason, confidence: 0.6, evidence };
}

function inOrder(sentences: Sentence[]): Sentence[] {
  return [...sentences].sort((one, other) =>
    one.message.sequence - other.message.sequence ||
    one.message.content.indexOf(one.text) - other.message.content.indexOf(other.text)
  );
}

/** At most `length` characters, cut between words. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const short = text.slice(0, length - 1);
  const blank = short.lastIndexOf(" ");
  return `${(blank > length / 2 ? short.slice(0, blank) : short).toWellFormed().trimEnd()}…`;
}
