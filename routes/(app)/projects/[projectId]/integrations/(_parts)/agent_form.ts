import type { AgentSettings } from "../../../../../../core/agent/mod.ts";
import type { Form } from "../../../../../(_common)/form.ts";

/** The agent's settings as their form holds them: budgets as they were typed. */
export type AgentValues = Omit<AgentSettings, "daily_tokens" | "daily_cost"> & {
  daily_tokens: string;
  daily_cost: string;
};

/** The fields errors can be shown at. */
export const agentFields = [
  "name",
  "model",
  "tone",
  "language",
  "instructions",
  "handover_message",
  "package",
  "daily_tokens",
  "daily_cost",
];

/** The settings for the form. */
export function agentValues(settings: AgentSettings): AgentValues {
  return {
    ...settings,
    daily_tokens: settings.daily_tokens === null ? "" : String(settings.daily_tokens),
    daily_cost: settings.daily_cost === null ? "" : String(settings.daily_cost),
  };
}

/** Reads the settings as they were sent. */
export function readAgentValues(form: Form): AgentValues {
  return {
    enabled: form.has("enabled"),
    name: form.text("name"),
    model: form.text("model"),
    // Checked when they are stored.
    tone: form.text("tone") as AgentValues["tone"],
    language: form.text("language") as AgentValues["language"],
    instructions: form.text("instructions"),
    handover_message: form.text("handover_message"),
    package: form.text("package"),
    daily_tokens: form.text("daily_tokens"),
    daily_cost: form.text("daily_cost"),
  };
}

/** What to store; an amount that is no number becomes NaN, which is refused with its field's name. */
export function agentChange(values: AgentValues, isPriced: boolean): Partial<AgentSettings> {
  const { daily_tokens, daily_cost, ...rest } = values;
  const amount = (text: string) =>
    text === "" ? null : Number(text.replace(/[\s,](?=\d{3}\b)/g, ""));
  return {
    ...rest,
    daily_tokens: amount(daily_tokens),
    // Without prices the field is not there: what was set before stays.
    ...(isPriced ? { daily_cost: amount(daily_cost) } : {}),
  };
}
