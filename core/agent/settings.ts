/** How the agent of a project behaves; kept under `agent` in the project's settings. */
export interface AgentSettings {
  /** Whether it answers at all. @default true */
  enabled: boolean;
  /** What visitors see it called. @default "Assistant" */
  name: string;
  /** What the team wants it to know or to do, in its own words. @default "" */
  instructions: string;
  /** Said when it hands over and says nothing itself; empty takes a sentence of ours. @default "" */
  handover_message: string;
}

/** The settings of an agent that nobody has touched. */
export const defaultAgentSettings: AgentSettings = {
  enabled: true,
  name: "Assistant",
  instructions: "",
  handover_message: "",
};

/**
 * Reads the agent's part of a project's settings. What is missing or of the wrong type takes its
 * default: a bad setting must not silence the agent.
 */
export function readAgentSettings(projectSettings: unknown): AgentSettings {
  const given = objectOf(objectOf(projectSettings).agent);
  return {
    enabled: typeof given.enabled === "boolean" ? given.enabled : defaultAgentSettings.enabled,
    name: textOf(given.name, 80) || defaultAgentSettings.name,
    instructions: textOf(given.instructions, 8_000),
    handover_message: textOf(given.handover_message, 1_000),
  };
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
}

function textOf(value: unknown, length: number): string {
  return typeof value === "string" ? value.trim().slice(0, length).toWellFormed() : "";
}
