import type { FoundPassage } from "../knowledge/mod.ts";
import { type CitedText, citeSources } from "./citations.ts";
import { EARLIER_SOURCE } from "./earlier.ts";
import { type Claim, isGrounded } from "./grounding.ts";
import { addressesOf, hostsOf, removeForeignLinks } from "./links.ts";

/** What makes a text look other than it reads: reversed order, and characters nobody sees. */
const deceptive = /[\0\u202d\u202e\u{e0000}-\u{e007f}]/gu;

/** The most characters of an answer; more is cut. */
export const ANSWER_LENGTH = 8_000;

/**
 * What a model wrote, as a visitor may see it: links only to the places the passages come from and to
 * addresses that stand in them, marks that point to the listed sources and stand for something these
 * hold.
 *
 * @param language the answer is expected in; see `isGrounded`
 * @param isGrowing more of it may follow
 */
export function cleanAnswer(
  raw: string,
  passages: readonly FoundPassage[],
  language = "english",
  isGrowing = false,
): CitedText {
  const text = raw.toWellFormed().replace(deceptive, "").trimStart().slice(0, ANSWER_LENGTH);
  const knowledge = passages.filter(({ source_id }) => source_id !== EARLIER_SOURCE);
  const hosts = hostsOf(knowledge.map(({ url }) => url));
  const addresses = addressesOf(knowledge.map(({ content }) => content));
  const linked = removeForeignLinks(text, hosts, addresses);
  const holds = (claim: Claim, passage: FoundPassage) => isGrounded(claim, passage, language);
  return citeSources(linked, passages, holds, isGrowing);
}

/**
 * The part of a growing answer whose look is settled, cleaned, with the sources it cites so far: an
 * address, a link or a mark that is still being written is held back, because more of it may have to be
 * removed.
 */
export function settledDraft(
  raw: string,
  passages: readonly FoundPassage[],
  language?: string,
): CitedText {
  return cleanAnswer(raw.slice(0, settledLength(raw)), passages, language, true);
}

function settledLength(raw: string): number {
  // The last run of plain characters may become an address, and half a surrogate pair is no text.
  let end = /[\x21-\x7e\uD800-\uDBFF]*$/.exec(raw)!.index;
  const from = Math.max(0, end - 2_000);
  const open = raw.indexOf("[", lastClosed(raw, from, end));
  if (open >= 0 && open < end) end = open;
  return raw[end - 1] === "!" ? end - 1 : end;
}

/** Where the last link or mark that is surely complete ends. */
function lastClosed(raw: string, from: number, end: number): number {
  let position = from;
  for (
    const match of raw.slice(from, end).matchAll(/\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|(?=[^(]))/g)
  ) {
    position = from + match.index + match[0].length;
  }
  return position;
}
