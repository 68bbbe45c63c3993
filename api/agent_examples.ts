import { isSafeId } from "../core/access/mod.ts";
import { notFound } from "../core/errors.ts";
import {
  type EvaluationCase,
  type EvaluationRun,
  keepCase,
  MOST_CASES,
  removeCase,
  removeRun,
  type RunScore,
  scoreRuns,
  selectCases,
  selectResults,
  selectRun,
  selectRuns,
  startRun,
} from "../core/evaluation/mod.ts";
import { check, readJson } from "../core/http/mod.ts";
import type { ApiContext } from "./context.ts";
import { once } from "./idempotency.ts";
import { caseBody, runBody } from "./schemas/agent_body.ts";

/** So many of the newest runs are listed. */
const RUNS = 100;

/** `GET` of the examples, newest first; there are at most 500. */
export async function getCases(c: ApiContext): Promise<Response> {
  const cases = await selectCases(c.var.services.sql, c.var.projectId, MOST_CASES);
  return c.json({ cases: cases.map(presentCase), total: cases.length });
}

/** `POST`: keeps a session as an example, up to its newest message. */
export async function postCase(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const { session_id, title } = check(caseBody, value, c.var.schemaStatus);
  return await once(c, text, async (sql) => {
    const input = { sessionId: session_id, title, by: personOf(c) };
    const kept = await keepCase(sql, c.var.projectId, input);
    return { status: 201, body: { case: presentCase(kept) } };
  });
}

/** `DELETE` of an example; its session stays. */
export async function deleteOneCase(c: ApiContext): Promise<Response> {
  await removeCase(c.var.services.sql, c.var.projectId, idOf(c, "caseId", "Example"));
  return c.body(null, 204);
}

/** `GET` of the newest runs with what they came to. */
export async function getAgentRuns(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const runs = await selectRuns(sql, projectId, RUNS);
  const scores = await scoreRuns(sql, projectId, runs.map(({ id }) => id));
  return c.json({ runs: runs.map((run) => presentRun(run, scores.get(run.id))) });
}

/** `POST`: answers all examples again, with what the body changes. */
export async function postAgentRun(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const { name, judge, ...changes } = check(runBody, value ?? {}, c.var.schemaStatus);
  const model = c.var.services.model?.model ?? null;
  return await once(c, text, async (sql) => {
    const input = { name, changes, usesJudge: judge, by: personOf(c) };
    const run = await startRun(sql, c.var.projectId, input, model);
    return { status: 202, body: { run: presentRun(run) } };
  });
}

/** `GET` of a run with its answers. */
export async function getAgentRun(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const run = await selectRun(sql, projectId, idOf(c, "runId", "Run"));
  if (!run) throw notFound("Run");
  const cases = await selectCases(sql, projectId, MOST_CASES);
  const [results, scores] = await Promise.all([
    selectResults(sql, projectId, run.id, cases.map(({ id }) => id)),
    scoreRuns(sql, projectId, [run.id]),
  ]);
  return c.json({ run: presentRun(run, scores.get(run.id)), results });
}

/** `DELETE` of a run with its answers. */
export async function deleteAgentRun(c: ApiContext): Promise<Response> {
  await removeRun(c.var.services.sql, c.var.projectId, idOf(c, "runId", "Run"));
  return c.body(null, 204);
}

function presentCase({ id, session_id, title, through_sequence, created_at }: EvaluationCase) {
  return { id, session_id, title, through_sequence, created_at };
}

function presentRun({ cost_micros, created_by: _, ...run }: EvaluationRun, score?: RunScore) {
  const { handedOver, ...rest } = score ?? { handedOver: 0 };
  return {
    ...run,
    cost: cost_micros / 1_000_000,
    score: score ? { ...rest, handed_over: handedOver } : null,
  };
}

function personOf({ var: { caller } }: ApiContext): string | null {
  return caller.kind === "person" ? caller.user.id : null;
}

/** An id of the path; an odd one is as unknown as any other. */
function idOf(c: ApiContext, name: string, what: string): string {
  const id = c.req.param(name);
  if (!isSafeId(id)) throw notFound(what);
  return id;
}
