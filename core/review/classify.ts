import { BUILT_IN_TAGS, type SessionType } from "../contract/mod.ts";
import type { Draft, ReviewMessage } from "./review_model.ts";
import { evidenceOf, heardMessages, plainOf, type Sentence, sentencesOf } from "./sentences.ts";
import { TAG_RULES } from "./tag_rules.ts";

/** What the rules for tags look at. */
export interface ClassifyInput {
  sessionType: SessionType;
  messages: readonly ReviewMessage[];
  /** Every tag the project knows. */
  tags: readonly string[];
  /** Further words by tag, from the settings. */
  words?: Record<string, string[]>;
}

/** A tag the rules found, and the sentences that say it, the most telling first. */
export interface FoundTag {
  tag: string;
  confidence: number;
  /** The words that were met, as written. */
  words: string[];
  /** The title of the issue that it follows from, when no words say it. */
  issue?: string;
  sentences: Sentence[];
}

/** What answers a question for something that is not there. */
const NO_SUCH =
  /\b(?:not yet|not (?:currently|at the moment|supported|possible|available)|there (?:is|are|'s) no|unfortunately|i am afraid|i'm afraid|we (?:don't|do not) (?:have|offer|support)|only (?:the|a|on)|noch nicht|leider|todavía no|pas encore)\b/;
/** A question for something new is a wish once the answer is no. */
const ASKED = 0.45;
const WISH = 0.6;

/** From here on a tag is suggested. */
export const ENOUGH = 0.55;
/** How sure a project's own tag is when one of its words is met. */
const OWN_WEIGHT = 0.65;
/** How many sentences are shown as evidence. */
const SHOWN = 3;

/** Words before a match, in its own clause, that turn it into the opposite. */
const DENIAL =
  /(?:^|\s)(?:no|not|never|without|hardly|barely|n't|neither|nor|isn't|wasn't|aren't|weren't|don't|doesn't|didn't|haven't|hasn't|no longer|any more|zero|fixed|resolved|solved|kein\p{L}*|nicht|nie|ohne|sin|nunca|pas|aucune?|sans|jamais|ningún|ninguna)(?:\s+[\p{L}\p{N}'-]+){0,3}\s*$/u;
/** What would be, was asked, or is only thought of. */
const IMAGINED =
  /(?:^|\s)(?:in case of|what if|what happens if|what happens when|imagine|afraid of|worried about|wenn es einen?|how do you handle)\s[^,;]*$/u;
/** Praise that is a wish: "would be great if", "I'd love to". */
const WISHED =
  /(?:would|'d|could|might|may|wäre|würde\p{L}*|sería|serait|aimerai\p{L}*)(?: \p{L}+){0,3}\s*$/u;
/** Trouble that is over and was told of with thanks. */
const OVER =
  /(?:thank|thanks|glad|great|nice|danke|gracias|merci).{0,60}(?:fix|resolv|solv|sort|behoben|arregla|corrig)|(?:fixed|resolved|solved|works now|works again|working again)|(?:is|are|was|were) (?:now |all |finally )?gone/u;

/** The tags of a session by our own rules, the surest first. */
export function findTags(input: ClassifyInput): FoundTag[] {
  const messages = heardMessages(input.messages);
  if (input.sessionType === "behavioral") return behaviour(input.messages);
  const sentences = sentencesOf(messages);
  const known = new Set(input.tags);
  const rules = [...TAG_RULES.filter(({ tag }) => known.has(tag)), ...ownRules(input)];
  const isRefused = input.messages.some(({ sender_type, content }) =>
    (sender_type === "ai" || sender_type === "human_agent") && NO_SUCH.test(plainOf(content))
  );
  const weightOf = ({ tag, weight }: { tag: string; weight: number }) =>
    tag === "feature_request" && weight === ASKED && isRefused ? WISH : weight;
  const hits = new Map<
    string,
    Map<unknown, { weight: number; sentence: Sentence; word: string }>
  >();
  for (const sentence of sentences) {
    for (const rule of rules) {
      const match = rule.pattern.exec(sentence.plain);
      if (!match || !counts(rule, sentence.plain, match)) continue;
      const ofTag = hits.get(rule.tag) ?? new Map();
      hits.set(rule.tag, ofTag);
      // The same way of saying it twice makes nobody surer.
      if (!ofTag.has(rule)) {
        ofTag.set(rule, { weight: weightOf(rule), sentence, word: match[0].trim() });
      }
    }
  }
  return [...hits].map(([tag, found]) => {
    const all = [...found.values()].sort((one, other) => other.weight - one.weight);
    const confidence = 1 - all.reduce((doubt, { weight }) => doubt * (1 - weight), 1);
    return {
      tag,
      confidence: Math.round(Math.min(0.97, confidence) * 100) / 100,
      words: [...new Set(all.map(({ word }) => word))],
      sentences: [...new Set(all.map(({ sentence }) => sentence))],
    };
  }).filter(({ confidence }) => confidence >= ENOUGH)
    .sort((one, other) => other.confidence - one.confidence);
}

/** Tags that were found, as decisions. */
export function tagDrafts(found: readonly FoundTag[]): Draft[] {
  return found.map(({ tag, confidence, words, issue, sentences }) => ({
    kind: "tag",
    subject: tag,
    value: { tag },
    reason: issue
      ? `Speaks of “${issue}”.`
      : `Says ${words.slice(0, 3).map((word) => `“${word}”`).join(", ")}.`,
    confidence,
    evidence: sentences.slice(0, SHOWN).map(evidenceOf),
  }));
}

function counts(
  rule: { tag: string; isWhole?: boolean },
  plain: string,
  match: RegExpExecArray,
): boolean {
  const clause = plain.slice(0, match.index).split(/[,;:–—]| but | aber | pero | mais /).at(-1)!;
  if (IMAGINED.test(clause)) return false;
  if (rule.tag === "bug" && OVER.test(plain)) return false;
  if (rule.tag === "wins" && WISHED.test(clause)) return false;
  return rule.isWhole === true || !DENIAL.test(clause);
}

/** Rules of the project's own tags: their names as words, and the words of the settings. */
function ownRules({ tags, words = {} }: ClassifyInput) {
  const builtIn: readonly string[] = BUILT_IN_TAGS;
  return tags.flatMap((tag) => {
    const isOwn = !builtIn.includes(tag);
    const texts = [...(isOwn ? [tag.replaceAll("_", " ")] : []), ...(words[tag] ?? [])];
    return texts.map(plainOf).filter((text) => text.length > 1).map((text) => ({
      tag,
      weight: OWN_WEIGHT,
      isWhole: false,
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}])${
          text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "[\\s-]+")
        }(?:s|es|en)?(?![\\p{L}\\p{N}])`,
        "u",
      ),
    }));
  });
}

/** What a trail of actions tells: errors, and clicking again and again at what does not react. */
function behaviour(messages: readonly ReviewMessage[]): FoundTag[] {
  const signs: [RegExp, number][] = [
    [
      /\b(?:error|exception|crash(?:ed)?|failed|failure)\b|\b(?:answer(?:ed)?:?|status|http) 5\d\d\b/i,
      0.75,
    ],
    [/\brage[ _-]?click/i, 0.6],
    [/\b(?:answer(?:ed)?:?|status|http) 4(?:00|22)\b|\bdead[ _-]?click/i, 0.4],
  ];
  const found = signs.flatMap(([sign, weight]) => {
    const those = messages.filter(({ content }) => sign.test(content.slice(0, 1_000)));
    return those.length === 0 ? [] : [{ weight, message: those[0]!, amount: those.length }];
  });
  const doubt = found.reduce(
    (all, { weight, amount }) => all * (1 - weight) ** Math.min(2, amount),
    1,
  );
  if (1 - doubt < ENOUGH) return [];
  const sentences = [...new Set(found.map(({ message }) => message))].map((message) => {
    const text = message.content.slice(0, 300).toWellFormed().trim();
    return { message, text, plain: plainOf(text) };
  });
  const words = sentences.map(({ text }) => text.split("\n")[0]!);
  return [{ tag: "bug", confidence: Math.round((1 - doubt) * 100) / 100, words, sentences }];
}
