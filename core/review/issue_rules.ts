import type { IssueType, SimilarIssue } from "../issues/mod.ts";
import type { FoundTag } from "./classify.ts";
import type { Draft, ReviewMessage } from "./review_model.ts";
import { evidenceOf, heardMessages, type Sentence, sentencesOf } from "./sentences.ts";
import { tellingSentences, titleOf } from "./summarise.ts";

/** From this likeness on a session is linked to an issue; a second issue has to be more alike. */
export const LINK_SCORE = 0.45;
const SECOND_SCORE = 0.62;
/** Without a word of trouble or of a wish, an issue has to be more alike. */
const CALM_SCORE = 0.5;
/** From here on an issue may be the same: none is made then, and none linked. */
export const MAYBE_SCORE = 0.38;
/** A session of so many characters is compared as a whole; of a longer one what it says most tellingly. */
const WHOLE = 2_000;
/** How sure a tag has to be before an issue is made of it. */
const NEW_CONFIDENCE = 0.6;

/** Tags that an issue is made for, with its type. */
const TYPES: Record<string, IssueType> = {
  bug: "bug",
  feature_request: "feature_request",
  change_request: "change_request",
};

/** What a session says of trouble or wishes. */
export interface Topic {
  /** Null: of none by our words, though it may still speak of an issue. */
  type: IssueType | null;
  confidence: number;
  /** What issues are compared with. */
  text: string;
  sentences: Sentence[];
}

/** What a session is about as an issue; null when nothing was said. */
export function topicOf(
  found: readonly FoundTag[],
  messages: readonly ReviewMessage[],
): Topic | null {
  const heard = heardMessages(messages);
  const relevant = found.filter(({ tag }) => Object.hasOwn(TYPES, tag));
  const first = relevant[0];
  const said = first
    ? [
      ...new Map(
        relevant.flatMap(({ sentences }) => sentences)
          .map((one) => [one.message.id + one.text, one]),
      ).values(),
    ].slice(0, 5)
    : tellingSentences(messages, found).slice(0, 3);
  if (said.length === 0) return null;
  const whole = heard.map(({ content }) => content).join("\n");
  return {
    type: first ? TYPES[first.tag]! : null,
    confidence: first?.confidence ?? 0,
    text: whole.length <= WHOLE ? whole : around(said, heard).slice(0, WHOLE),
    sentences: said,
  };
}

/** The sentences with what stands before them: "I click Export. Nothing happens." */
function around(said: readonly Sentence[], heard: readonly ReviewMessage[]): string {
  const all = sentencesOf(heard);
  const texts = said.flatMap((sentence) => {
    const place = all.findIndex(({ message, text }) =>
      message.id === sentence.message.id && text === sentence.text
    );
    return [all[place - 1]?.text ?? "", sentence.text];
  });
  return [...new Set(texts)].join("\n");
}

/** What a session is about that has a tag of its own already must be this alike to get another. */
const SURE_SCORE = 0.6;

/**
 * The tags with those that follow from the issues a session speaks of: who speaks of a known bug
 * reports a bug, in whatever words.
 */
export function withIssueTags(
  found: readonly FoundTag[],
  topic: Topic | null,
  similar: readonly SimilarIssue[],
  known: readonly string[],
): FoundTag[] {
  const all = [...found];
  if (!topic) return all;
  for (const { drafts: [link] } of similar.map((issue) => decideIssues(topic, [issue]))) {
    if (link?.kind !== "issue_link") continue;
    const issue = similar.find(({ id }) => id === link.subject)!;
    const tag = Object.keys(TYPES).find((one) => TYPES[one] === issue.type);
    if (!tag || !known.includes(tag) || all.some((one) => one.tag === tag)) continue;
    const hasOther = all.some((one) => Object.hasOwn(TYPES, one.tag));
    if (issue.score < (hasOther ? SURE_SCORE : CALM_SCORE)) continue;
    const { sentences } = topic;
    const confidence = Math.min(0.85, issue.score);
    all.push({ tag, confidence, words: [], issue: issue.title, sentences });
  }
  return all;
}

/** What becomes of a topic: linked to issues that are alike, made an issue, or left alone. */
export function decideIssues(
  topic: Topic,
  similar: readonly SimilarIssue[],
): { drafts: Draft[]; note: string | null } {
  const evidence = topic.sentences.slice(0, 3).map(evidenceOf);
  const links = similar.filter(({ score }, place) =>
    score >= Math.max(place === 0 ? LINK_SCORE : SECOND_SCORE, topic.type ? 0 : CALM_SCORE)
  ).slice(0, 2);
  if (links.length > 0) {
    return { drafts: links.map((issue) => linkDraft(issue, evidence)), note: null };
  }
  if (!topic.type) return { drafts: [], note: "It speaks of no trouble and no wish." };
  const best = similar[0];
  if (best && best.score >= MAYBE_SCORE) {
    const note = `It may be “${best.title}”, but too little is alike (${percent(best.score)}).`;
    return { drafts: [], note };
  }
  if (topic.confidence < NEW_CONFIDENCE) {
    return { drafts: [], note: "No issue is alike, and it is not clear enough for a new one." };
  }
  const title = titleOf(topic.sentences[0]!.text);
  if (title.length < 12) return { drafts: [], note: "No issue is alike, and no title was found." };
  return {
    drafts: [{
      kind: "issue_new",
      subject: "new",
      value: { title, type: topic.type, description: null },
      reason: "No issue speaks of this yet.",
      confidence: Math.min(0.75, topic.confidence),
      evidence,
    }],
    note: null,
  };
}

function linkDraft(issue: SimilarIssue, evidence: Draft["evidence"]): Draft {
  const words = issue.words.slice(0, 4).join(", ");
  const over = issue.status === "done" ? " The issue is done: it may be back." : "";
  return {
    kind: "issue_link",
    subject: issue.id,
    value: { issue_id: issue.id, title: issue.title },
    reason: `Speaks of the same: ${words} (${percent(issue.score)} alike).${over}`,
    confidence: Math.min(0.95, issue.score),
    evidence,
  };
}

const percent = (share: number) => `${Math.round(share * 100)}%`;
