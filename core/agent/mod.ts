/** The agent: answers customers from the project's knowledge until a person takes over. */
export {
  type Agent,
  type AgentOptions,
  type AgentStatus,
  createAgent,
  modelSettings,
} from "./agent.ts";
export { currentDraft, type Draft } from "./agent_sql.ts";
export { type ModelSettings, openClient, streamTurn, type Turn } from "./model.ts";
export { ModelFailure } from "./model_failure.ts";
export type { AnswerOutlet, ShownAnswer } from "./outlet.ts";
export { type AgentSettings, defaultAgentSettings, readAgentSettings } from "./settings.ts";
