import { changeAgentSettings, chargeUsage } from "../../core/agent/mod.ts";
import { now } from "../../core/clock.ts";
import { keepCase, startRun, workRun } from "../../core/evaluation/mod.ts";
import { rotateIdentitySecret } from "../../core/visitors/mod.ts";
import type { TestApp } from "./app.ts";

/**
 * Addresses of the agent's pages, filled: an example, a run of it, some use, a secret.
 *
 * @param sessionId a chat with answers
 */
export async function agentPages(
  app: TestApp,
  sessionId: string,
): Promise<Record<string, string>> {
  const { sql, agent, secret } = app.services;
  const { id: projectId } = app.project;
  await changeAgentSettings(sql, projectId, { daily_tokens: 100_000, tone: "formal" });
  const used = { promptTokens: 41_210, completionTokens: 5_330, costMicros: 250_000, answers: 38 };
  for (const back of [0, 1, 2]) {
    await chargeUsage(sql, projectId, used, new Date(now().getTime() - back * 86_400_000));
  }
  await keepCase(sql, projectId, { sessionId, by: null });
  const input = { changes: { language: "de" }, by: null };
  const run = await startRun(sql, projectId, input, agent.status().model, false);
  await workRun({ sql, agent }, projectId, run.id, new AbortController().signal);
  await rotateIdentitySecret(sql, secret, projectId, null);
  const base = `${app.url}/projects/${projectId}/integrations`;
  return {
    examples: `${base}/agent/examples`,
    run: `${base}/agent/runs/${run.id}`,
    identity: `${base}/widget/identity`,
  };
}
