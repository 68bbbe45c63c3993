import type { ReviewSettings } from "./settings.ts";

/** What the reviews of a project used of a model on one day (UTC). */
export interface ReviewUsage {
  promptTokens: number;
  completionTokens: number;
  /** Steps that went without the model because the budget was spent. */
  refused: number;
  /** When the budget was first found to be spent. */
  spentAt: Date | null;
}

/** Why reviews must not ask a model any more today, as people read it; null while there is budget left. */
export function reviewSpent(
  { daily_tokens }: Pick<ReviewSettings, "daily_tokens">,
  used: Pick<ReviewUsage, "promptTokens" | "completionTokens">,
): string | null {
  const tokens = used.promptTokens + used.completionTokens;
  if (daily_tokens === null || tokens < daily_tokens) return null;
  const [of, most] = [tokens, daily_tokens].map((amount) => amount.toLocaleString("en-US"));
  return `The review's budget for today is spent: ${of} of ${most} tokens. ` +
    "It asks the model again from midnight UTC, or once the budget is raised.";
}
