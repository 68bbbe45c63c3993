import type { Message } from "../contract/mod.ts";

/** The most questions of one session that are asked again. */
export const MOST_TURNS = 10;

/** A question of a kept session with the answer it got. */
export interface KeptTurn {
  /** Its place among the questions, from 0 on. */
  turn: number;
  /** The conversation up to the question, which stands last. */
  messages: Message[];
  question: string;
  questionSequence: number;
  /** What was answered, by agent or teammate; empty when nobody did. */
  kept: string;
  answerSequence: number | null;
}

/** The questions of a session: each run of the customer's messages with what was said after it. */
export function turnsOf(messages: readonly Message[], throughSequence: number): KeptTurn[] {
  const known = messages.filter(({ sequence }) => sequence <= throughSequence);
  const turns: KeptTurn[] = [];
  for (const [index, message] of known.entries()) {
    const next = known[index + 1];
    if (message.sender_type !== "user" || next?.sender_type === "user") continue;
    const before = known.slice(0, index + 1);
    const first = before.findLastIndex(({ sender_type }) => sender_type !== "user") + 1;
    const after = known.slice(index + 1);
    const end = after.findIndex(({ sender_type }) => sender_type === "user");
    const answers = (end < 0 ? after : after.slice(0, end))
      .filter(({ sender_type }) => sender_type === "ai" || sender_type === "human_agent");
    turns.push({
      turn: turns.length,
      messages: before,
      question: before.slice(first).map(({ content }) => content).join("\n"),
      questionSequence: message.sequence,
      kept: answers.map(({ content }) => content).join("\n\n"),
      answerSequence: answers[0]?.sequence ?? null,
    });
  }
  return turns.slice(0, MOST_TURNS);
}

/** How alike two answers are: the share of their words that both have, 0 to 1. */
export function likeness(one: string, other: string): number {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  if (left.size + right.size === 0) return 1;
  const common = [...left].filter((word) => right.has(word)).length;
  return 2 * common / (left.size + right.size);
}

function wordsOf(text: string): Set<string> {
  // The marks of sources are no words.
  const plain = text.toLowerCase().replace(/\[\d+\]/g, " ");
  return new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** What a run changes about the agent; absent fields are as in the project's settings. */
export interface RunChanges {
  model?: string;
  tone?: string;
  language?: string;
  instructions?: string;
  package?: string;
}

/** What the results of a run come to. */
export interface RunScore {
  answers: number;
  cited: number;
  handedOver: number;
  unknown: number;
  failed: number;
  /** The mean, 0 to 1. */
  likeness: number;
  /** The mean of what the judging model said, 0 to 10; null without any. */
  verdict: number | null;
}
