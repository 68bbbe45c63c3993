/** The agent: answers customers from the project's knowledge until a person takes over. */
export {
  type Agent,
  type AgentOptions,
  type AgentStatus,
  createAgent,
  modelSettings,
  priceSettings,
} from "./agent.ts";
export { currentDraft, type Draft } from "./agent_sql.ts";
export { createEmbedder } from "./embeddings.ts";
export { type ModelSettings, openClient, streamTurn, type Turn } from "./model.ts";
export { ModelFailure } from "./model_failure.ts";
export type { AnswerOutlet, ShownAnswer } from "./outlet.ts";
export { changeAgentSettings } from "./change_settings.ts";
export {
  costMicros,
  dayOf,
  money,
  priceOf,
  type Prices,
  spentReason,
  type Used,
} from "./budget.ts";
export type { Replayed, ReplayInput } from "./replay.ts";
export { type AgentLanguage, agentLanguages, isAgentLanguage } from "./languages.ts";
export {
  agentLimits,
  type AgentSettings,
  defaultAgentSettings,
  isModelName,
  MOST_COST,
  MOST_TOKENS,
  readAgentSettings,
  type Tone,
  tones,
} from "./settings.ts";
export {
  chargeUsage,
  type DayUsage,
  usageOfDay,
  usageOfDays,
  usageOfSession,
} from "./usage_sql.ts";
