import type { Sql, Tx } from "../db/mod.ts";
import { type ErrorDetail, invalidFields } from "../errors.ts";
import { checkPackageIds } from "../knowledge/mod.ts";
import { projectOf, updateProject } from "../projects/mod.ts";
import { isAgentLanguage } from "./languages.ts";
import {
  agentLimits,
  type AgentSettings,
  isModelName,
  MOST_COST,
  MOST_TOKENS,
  readAgentSettings,
  tones,
} from "./settings.ts";

/**
 * Changes how the agent of a project behaves; what is absent stays.
 *
 * @returns the settings as they are now
 * @throws {AppError} 400 naming each wrong field; 404 when there is no such project
 */
export async function changeAgentSettings(
  sql: Sql | Tx,
  projectId: string,
  change: Partial<AgentSettings>,
): Promise<AgentSettings> {
  const { settings } = await projectOf(sql, projectId);
  const agent: AgentSettings = { ...readAgentSettings(settings), ...change };
  const faults = faultsOf(agent);
  if (agent.package !== "" && change.package !== undefined) {
    try {
      await checkPackageIds(sql, projectId, [agent.package]);
    } catch {
      faults.push({ field: "package", message: "There is no such package. Choose another one." });
    }
  }
  if (faults.length > 0) throw invalidFields(faults);
  await updateProject(sql, projectId, { settings: { agent } });
  return readAgentSettings({ agent });
}

function faultsOf(agent: AgentSettings): ErrorDetail[] {
  const faults: ErrorDetail[] = [];
  for (const [field, most] of Object.entries(agentLimits)) {
    if (agent[field as keyof typeof agentLimits].length > most) {
      const message = `This is too long. Use at most ${most.toLocaleString("en-US")} characters.`;
      faults.push({ field, message });
    }
  }
  if (agent.model !== "" && agent.model.length <= agentLimits.model && !isModelName(agent.model)) {
    const message = "Enter the name of a model as your endpoint calls it, such as gpt-4.1-mini.";
    faults.push({ field: "model", message });
  }
  if (!tones.includes(agent.tone)) {
    faults.push({ field: "tone", message: `The tone must be one of ${tones.join(", ")}.` });
  }
  if (!isAgentLanguage(agent.language)) {
    const message = "The language must be auto or a code such as en, de or fr.";
    faults.push({ field: "language", message });
  }
  const { daily_tokens: tokens, daily_cost: cost } = agent;
  if (tokens !== null && !(Number.isInteger(tokens) && tokens >= 0 && tokens <= MOST_TOKENS)) {
    const message = `Enter a whole number of tokens from 0 to ${
      MOST_TOKENS.toLocaleString("en-US")
    }, or none.`;
    faults.push({ field: "daily_tokens", message });
  }
  if (cost !== null && !(cost >= 0 && cost <= MOST_COST)) {
    const message = `Enter an amount from 0 to ${MOST_COST.toLocaleString("en-US")}, or none.`;
    faults.push({ field: "daily_cost", message });
  }
  return faults;
}
