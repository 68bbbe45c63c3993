import { z } from "zod";
import { ISSUE_TYPES, QUOTE_LENGTH, type SimilarIssue, verbatim } from "../issues/mod.ts";
import { cleanText } from "../text.ts";
import { type Asked, askModel, type ReviewModel } from "./ask_model.ts";
import {
  DESCRIPTION_LENGTH,
  type Draft,
  type Evidence,
  NAME_LENGTH,
  type ReviewMessage,
} from "./review_model.ts";
import type { ReviewSession } from "./facts_sql.ts";
import { cut } from "./summarise.ts";

/** What a step asks a model about. */
export interface ModelInput {
  session: ReviewSession;
  messages: readonly ReviewMessage[];
}

/** What a model found, checked, with what it used. */
export interface ModelResult {
  drafts: Draft[];
  note: string | null;
  promptTokens: number;
  completionTokens: number;
}

const quotes = z.array(z.object({ message: z.int(), text: z.string() })).max(10);
const confidence = z.number().min(0).max(1);
/** How much of a session a model reads: its beginning and its end, in characters. */
const READ = 24_000;

/** Has a model tag a session; tags the project does not know and claims without a quote are dropped. */
export async function classifyByModel(
  model: ReviewModel,
  { session, messages }: ModelInput,
  tags: readonly string[],
  signal: AbortSignal,
): Promise<ModelResult> {
  const schema = z.object({
    tags: z.array(z.object({ tag: z.string(), reason: z.string(), confidence, quotes })).max(20),
  });
  const asked = await askModel(model, "tags", schema, CLASSIFY, {
    known_tags: tags,
    session: dataOf(session, messages),
  }, signal);
  const known = new Set(tags);
  const seen = new Set<string>();
  const drafts = asked.answer.tags.flatMap((found): Draft[] => {
    const evidence = provenBy(messages, found.quotes);
    if (!known.has(found.tag) || seen.has(found.tag) || evidence.length === 0) return [];
    seen.add(found.tag);
    return [{
      kind: "tag",
      subject: found.tag,
      value: { tag: found.tag },
      reason: sentenceOf(found.reason),
      confidence: found.confidence,
      evidence,
    }];
  });
  return resultOf(asked, drafts, dropped(asked.answer.tags.length - drafts.length));
}

/** Has a model name and describe a session. */
export async function summariseByModel(
  model: ReviewModel,
  { session, messages }: ModelInput,
  wants: { name: boolean; description: boolean },
  signal: AbortSignal,
): Promise<ModelResult> {
  const schema = z.object({ name: z.string(), description: z.string(), quotes });
  const data = { session: dataOf(session, messages) };
  const asked = await askModel(model, "summary", schema, SUMMARISE, data, signal);
  const evidence = provenBy(messages, asked.answer.quotes);
  const base = { reason: "What the conversation was about.", confidence: 0.8, evidence };
  const drafts: Draft[] = [];
  for (const kind of ["name", "description"] as const) {
    const most = kind === "name" ? NAME_LENGTH : DESCRIPTION_LENGTH;
    const text = cut(plain(asked.answer[kind]), most);
    if (wants[kind] && text !== "") drafts.push({ kind, subject: kind, value: { text }, ...base });
  }
  return resultOf(asked, drafts, null);
}

/** Has a model say which of the issues that are alike a session speaks of, or what a new one would be. */
export async function issuesByModel(
  model: ReviewModel,
  { session, messages }: ModelInput,
  candidates: readonly SimilarIssue[],
  signal: AbortSignal,
): Promise<ModelResult> {
  const schema = z.object({
    links: z.array(z.object({ issue_id: z.string(), reason: z.string(), confidence, quotes }))
      .max(5),
    new_issue: z.object({
      title: z.string(),
      type: z.enum(ISSUE_TYPES),
      description: z.string(),
      reason: z.string(),
      confidence,
      quotes,
    }).nullable(),
  });
  const asked = await askModel(model, "issues", schema, ISSUES, {
    known_issues: candidates.map(({ id, title, type, status }) => ({ id, title, type, status })),
    session: dataOf(session, messages),
  }, signal);
  const { links, new_issue } = asked.answer;
  const seen = new Set<string>();
  const drafts = links.flatMap((link): Draft[] => {
    const issue = candidates.find(({ id }) => id === link.issue_id);
    const evidence = provenBy(messages, link.quotes);
    if (!issue || seen.has(issue.id) || evidence.length === 0) return [];
    seen.add(issue.id);
    return [{
      kind: "issue_link",
      subject: issue.id,
      value: { issue_id: issue.id, title: issue.title },
      reason: sentenceOf(link.reason),
      confidence: link.confidence,
      evidence,
    }];
  });
  const title = new_issue ? cut(plain(new_issue.title), NAME_LENGTH) : "";
  const evidence = new_issue ? provenBy(messages, new_issue.quotes) : [];
  if (new_issue && drafts.length === 0 && title !== "" && evidence.length > 0) {
    const description = cut(plain(new_issue.description), DESCRIPTION_LENGTH) || null;
    drafts.push({
      kind: "issue_new",
      subject: "new",
      value: { title, type: new_issue.type, description },
      reason: sentenceOf(new_issue.reason),
      confidence: new_issue.confidence,
      evidence,
    });
  }
  const claimed = links.length + (new_issue && links.length === 0 ? 1 : 0);
  return resultOf(asked, drafts, dropped(claimed - drafts.length));
}

/** The quotes that really stand in the customer's messages, as they stand there. */
function provenBy(
  messages: readonly ReviewMessage[],
  given: { message: number; text: string }[],
): Evidence[] {
  return given.flatMap(({ message: sequence, text }) => {
    const message = messages.find((one) => one.sequence === sequence && one.sender_type === "user");
    if (!message || text.trim() === "" || text.length > QUOTE_LENGTH) return [];
    const found = verbatim(message.content, text);
    return found ? [{ message_id: message.id, sequence, text: found }] : [];
  }).slice(0, 5);
}

/** A session as a model reads it. */
function dataOf({ session_type, source, name }: ReviewSession, messages: readonly ReviewMessage[]) {
  const all = messages.map(({ sequence, sender_type, content }) => ({
    message: sequence,
    by: sender_type === "user" ? "customer" : sender_type === "ai" ? "assistant" : "team",
    text: content.slice(0, 4_000).toWellFormed(),
  }));
  const size = all.reduce((sum, { text }) => sum + text.length, 0);
  if (size <= READ) return { type: session_type, source, name, messages: all };
  const kept = new Set<number>();
  // From both ends inwards: how it began and how it ended say most.
  for (let first = 0, last = all.length - 1, left = READ; first <= last;) {
    const place = kept.size % 3 === 2 ? last-- : first++;
    left -= all[place]!.text.length;
    if (left < 0) break;
    kept.add(place);
  }
  return { type: session_type, source, name, messages: all.filter((_, place) => kept.has(place)) };
}

function resultOf(asked: Asked<unknown>, drafts: Draft[], note: string | null): ModelResult {
  const { promptTokens, completionTokens } = asked;
  return { drafts, note, promptTokens, completionTokens };
}

function dropped(amount: number): string | null {
  if (amount <= 0) return null;
  const what = amount === 1 ? "One claim of the model was" : `${amount} claims of the model were`;
  return `${what} left out: no such tag or issue, or no words of the customer to prove it.`;
}

/** Words without links, images or markup: a model that was talked into something leads nowhere. */
function plain(text: string): string {
  return cleanText(text)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\b(?:https?:\/\/|www\.)\S+/gi, "(link left out)")
    .replace(/[<>]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

const sentenceOf = (text: string) => cut(plain(text), 300) || "The model gave no reason.";

const CLASSIFY = `You tag a conversation with a customer for a product team.
Tags: bug (something does not work as it should), feature_request (something that is not there),
change_request (something that is there and should be otherwise), wins (praise, success, an upgrade),
losses (disappointment, a cancellation, a lost deal), general_feedback (an opinion that is none of
these). Other known tags mean what their names say. Give a tag only when the customer's own words
prove it, and quote those words. No tag is a good answer.`;

const SUMMARISE = `You summarise a conversation with a customer for a product team.
name: what it is about, at most 80 characters, without a full stop, in the customer's language.
description: two sentences at most: what the customer wanted, and how it ended. quotes: the words of
the customer that say it best. Plain text without links or markup.`;

const ISSUES =
  `You find out which known issues of a product a conversation with a customer speaks of.
links: known issues about the very same trouble or wish, by their id; being about the same part of the
product is not enough. new_issue: only when the customer reports trouble or a wish that no known issue
covers, else null; title: what happens or is missing, at most 80 characters. Quote the customer's own
words. Neither link nor new issue is a good answer.`;
