import type { IssueType, SimilarIssue } from "../issues/mod.ts";
import type { FoundTag } from "./classify.ts";
import type { Draft, ReviewMessage } from "./review_model.ts";
import { evidenceOf, heardMessages, type Sentence, sentencesOf } from "./sentences.ts";
import { titleOf } from "./summarise.ts";

/** From this likeness on a session is linked to an issue; a second issue has to be more alike. */
export const LINK_SCORE = 0.5;
const SECOND_SCORE = 0.62;
/** From here on an issue may be the same: none is made then, and none linked. */
export const MAYBE_SCORE = 0.38;
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
  type: IssueType;
  confidence: number;
  /** What issues are compared with. */
  text: string;
  sentences: Sentence[];
}

/** What a session is about as an issue; null when it speaks of none. */
export function topicOf(
  found: readonly FoundTag[],
  messages: readonly ReviewMessage[],
): Topic | null {
  const relevant = found.filter(({ tag }) => Object.hasOwn(TYPES, tag));
  const first = relevant[0];
  if (!first) return null;
  const said = [...new Map(
    relevant.flatMap(({ sentences }) => sentences).map((one) => [one.message.id + one.text, one]),
  ).values()].slice(0, 5);
  const all = sentencesOf(heardMessages(messages));
  const texts = said.flatMap((sentence) => {
    const place = all.findIndex(({ message, text }) =>
      message.id === sentence.message.id && text === sentence.text
    );
    // "I click Export. Nothing happens." What it is about stands in the sentence before.
    const before = sentence.text.length < 70 ? all[place - 1]?.text : undefined;
    return before ? [before, sentence.text] : [sentence.text];
  });
  return {
    type: TYPES[first.tag]!,
    confidence: first.confidence,
    text: [...new Set(texts)].join("\n").slice(0, 1_500),
    sentences: said,
  };
}

/** What becomes of a topic: linked to issues that are alike, made an issue, or left alone. */
export function decideIssues(
  topic: Topic,
  similar: readonly SimilarIssue[],
): { drafts: Draft[]; note: string | null } {
  const evidence = topic.sentences.slice(0, 3).map(evidenceOf);
  const links = similar.filter(({ score }, place) =>
    score >= (place === 0 ? LINK_SCORE : SECOND_SCORE)
  ).slice(0, 2);
  if (links.length > 0) {
    return { drafts: links.map((issue) => linkDraft(issue, evidence)), note: null };
  }
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
