import { type AgentLanguage, isAgentLanguage } from "./languages.ts";

/** How an agent can sound. */
export const tones = ["friendly", "formal", "concise", "technical"] as const;

/** One of {@link tones}. */
export type Tone = (typeof tones)[number];

/** How the agent of a project behaves; kept under `agent` in the project's settings. */
export interface AgentSettings {
  /** Whether it answers at all. @default true */
  enabled: boolean;
  /** What visitors see it called. @default "Assistant" */
  name: string;
  /** A model of the operator's endpoint; empty takes the operator's choice. @default "" */
  model: string;
  /** @default "friendly" */
  tone: Tone;
  /** In which language it answers; `auto` is the visitor's. @default "auto" */
  language: AgentLanguage;
  /** What the team wants it to know or to do, in its own words. @default "" */
  instructions: string;
  /** Said when it hands over and says nothing itself; empty takes a sentence of ours. @default "" */
  handover_message: string;
  /** The knowledge it answers from; empty takes the project's default package. @default "" */
  package: string;
  /** The most tokens a day; null for no limit. @default null */
  daily_tokens: number | null;
  /** The most money a day, in the currency of the operator's prices. @default null */
  daily_cost: number | null;
}

/** The settings of an agent that nobody has touched. */
export const defaultAgentSettings: AgentSettings = {
  enabled: true,
  name: "Assistant",
  model: "",
  tone: "friendly",
  language: "auto",
  instructions: "",
  handover_message: "",
  package: "",
  daily_tokens: null,
  daily_cost: null,
};

/** The most characters of each text. */
export const agentLimits = {
  name: 80,
  model: 120,
  instructions: 8_000,
  handover_message: 1_000,
} as const;

/** The highest budgets that make sense. */
export const MOST_TOKENS = 1_000_000_000;
/** As {@link MOST_TOKENS}, in money. */
export const MOST_COST = 1_000_000;

/** Whether a text can be the name of a model: what endpoints use, nothing that could be an address. */
export function isModelName(text: string): boolean {
  return text.length <= agentLimits.model && /^[A-Za-z0-9][A-Za-z0-9._:/@+-]*$/.test(text) &&
    !text.includes("//");
}

/**
 * Reads the agent's part of a project's settings. What is missing or of the wrong type takes its
 * default: a bad setting must not silence the agent. A bad budget is none, but 0 stops it.
 */
export function readAgentSettings(projectSettings: unknown): AgentSettings {
  const given = objectOf(objectOf(projectSettings).agent);
  const model = textOf(given.model, agentLimits.model);
  return {
    enabled: typeof given.enabled === "boolean" ? given.enabled : defaultAgentSettings.enabled,
    name: textOf(given.name, agentLimits.name) || defaultAgentSettings.name,
    model: isModelName(model) ? model : "",
    tone: tones.find((tone) => tone === given.tone) ?? defaultAgentSettings.tone,
    language: isAgentLanguage(given.language) ? given.language : defaultAgentSettings.language,
    instructions: textOf(given.instructions, agentLimits.instructions),
    handover_message: textOf(given.handover_message, agentLimits.handover_message),
    package: textOf(given.package, 64),
    daily_tokens: amountOf(given.daily_tokens),
    daily_cost: amountOf(given.daily_cost),
  };
}

function amountOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
}

function textOf(value: unknown, length: number): string {
  return typeof value === "string" ? value.trim().slice(0, length).toWellFormed() : "";
}
