import type { AgentSettings } from "./settings.ts";

/** What a million tokens cost. */
export interface Price {
  input: number;
  output: number;
}

/** What the operator pays: by model, and for models that are not named. */
export interface Prices extends Price {
  models?: Readonly<Record<string, Price>>;
}

/** What the tokens of a model cost. */
export function priceOf(prices: Prices, model: string | null): Price {
  const { input, output, models = {} } = prices;
  return model !== null && Object.hasOwn(models, model) ? models[model]! : { input, output };
}

/** What was used so far. */
export interface Used {
  promptTokens: number;
  completionTokens: number;
  /** In millionths of the prices' currency. */
  costMicros: number;
}

/** What a model's tokens cost, in millionths of the prices' currency; 0 without prices. */
export function costMicros(
  prices: Prices | null,
  model: string | null,
  used: Pick<Used, "promptTokens" | "completionTokens">,
): number {
  if (!prices) return 0;
  const { input, output } = priceOf(prices, model);
  // A price for a million is, in millionths, the price of one.
  return Math.round(used.promptTokens * input + used.completionTokens * output);
}

/** The day a time belongs to, as `2026-01-31`. Days begin at midnight UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** About how many tokens a text has, for endpoints that do not say. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / 4);
}

/**
 * Why a project's agent must not be asked any more today, as the team reads it; null while there is
 * budget left. Money counts only when prices are known.
 */
export function spentReason(
  settings: Pick<AgentSettings, "daily_tokens" | "daily_cost">,
  used: Used,
  prices: Prices | null,
): string | null {
  const tokens = used.promptTokens + used.completionTokens;
  const { daily_tokens, daily_cost } = settings;
  const again = "It answers again from midnight UTC, or once the budget is raised.";
  if (daily_tokens !== null && tokens >= daily_tokens) {
    return `The agent's budget for today is spent: ${counted(tokens)} of ${
      counted(daily_tokens)
    } tokens. ${again}`;
  }
  if (prices && daily_cost !== null && used.costMicros >= daily_cost * 1_000_000) {
    return `The agent's budget for today is spent: ${money(used.costMicros)} of ${
      money(daily_cost * 1_000_000)
    }. ${again}`;
  }
  return null;
}

/** An amount in millionths as people read it: two decimals, four when it is small. */
export function money(micros: number): string {
  const amount = micros / 1_000_000;
  return amount.toFixed(amount !== 0 && amount < 0.1 ? 4 : 2);
}

function counted(amount: number): string {
  return amount.toLocaleString("en-US");
}
