import { REVIEW_MODES, REVIEW_STEPS, type ReviewMode, type ReviewStep } from "./review_model.ts";

/** How the sessions of a project are reviewed; kept under `review` in the project's settings. */
export interface ReviewSettings {
  /** @default "suggest" */
  mode: ReviewMode;
  /** @default {all} */
  steps: ReviewStep[];
  /** What happens when a model cannot be used: our rules take over, or the step fails. @default "rules" */
  without_model: "rules" | "fail";
  /** Further words by which our rules know a tag, by tag. @default {} */
  words: Record<string, string[]>;
  /** What a model costs per million tokens, in whatever currency; null when nobody said. */
  prompt_price: number | null;
  completion_price: number | null;
  /** The most tokens reviews may use in a day (UTC): then our rules do it. @default {null: any number} */
  daily_tokens: number | null;
}

/** The most words of one tag, and the longest one. */
export const MOST_WORDS = 50;
export const WORD_LENGTH = 80;

/**
 * Reads the review's part of a project's settings. What is missing or of the wrong type takes its
 * default: a bad setting must not end the reviews.
 */
export function readReviewSettings(projectSettings: unknown): ReviewSettings {
  const given = objectOf(objectOf(projectSettings).review);
  const steps = Array.isArray(given.steps)
    ? REVIEW_STEPS.filter((step) => (given.steps as unknown[]).includes(step))
    : [...REVIEW_STEPS];
  return {
    mode: REVIEW_MODES.find((mode) => mode === given.mode) ?? "suggest",
    steps,
    without_model: given.without_model === "fail" ? "fail" : "rules",
    words: wordsOf(given.words),
    prompt_price: priceOf(given.prompt_price),
    completion_price: priceOf(given.completion_price),
    daily_tokens: priceOf(given.daily_tokens),
  };
}

/** What so many tokens cost by the settings' prices; null without prices. */
export function costOf(
  settings: ReviewSettings,
  promptTokens: number,
  completionTokens: number,
): number | null {
  const { prompt_price, completion_price } = settings;
  if (prompt_price === null && completion_price === null) return null;
  const total = promptTokens * (prompt_price ?? 0) + completionTokens * (completion_price ?? 0);
  return total / 1_000_000;
}

function wordsOf(value: unknown): Record<string, string[]> {
  const entries = Object.entries(objectOf(value)).slice(0, 100).map(([tag, words]) => {
    const list = Array.isArray(words) ? words : [];
    const texts = list.filter((word): word is string => typeof word === "string")
      .map((word) => word.trim().slice(0, WORD_LENGTH)).filter((word) => word !== "");
    return [tag, texts.slice(0, MOST_WORDS)] as const;
  });
  return Object.fromEntries(entries.filter(([, words]) => words.length > 0));
}

function priceOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
}
