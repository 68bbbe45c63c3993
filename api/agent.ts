import {
  type AgentSettings,
  changeAgentSettings,
  money,
  readAgentSettings,
  usageOfDays,
} from "../core/agent/mod.ts";
import { now } from "../core/clock.ts";
import { check, readJson } from "../core/http/mod.ts";
import { projectOf } from "../core/projects/mod.ts";
import type { ApiContext } from "./context.ts";
import { agentBody } from "./schemas/agent_body.ts";

/** Days of use that are told. */
const DAYS = 30;

/** `GET` of the agent's settings and what it used: today first, then the days before. */
export async function getAgent(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const [project, days] = await Promise.all([
    projectOf(sql, projectId),
    usageOfDays(sql, projectId, DAYS, now()),
  ]);
  return c.json({
    agent: readAgentSettings(project.settings),
    usage: days.map((day) => ({
      day: day.day,
      answers: day.answers,
      replays: day.replays,
      refused: day.refused,
      prompt_tokens: day.promptTokens,
      completion_tokens: day.completionTokens,
      cost: Number(money(day.costMicros)),
    })),
  });
}

/** `PATCH`: changes the settings that the body names. */
export async function patchAgent(c: ApiContext): Promise<Response> {
  const { value } = await readJson(c.req.raw);
  const body = check(agentBody, value, c.var.schemaStatus) as Partial<AgentSettings>;
  return c.json({ agent: await changeAgentSettings(c.var.services.sql, c.var.projectId, body) });
}
