import { agentLimits, isAgentLanguage, isModelName, tones } from "../agent/mod.ts";
import { now } from "../clock.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { type ErrorDetail, invalid, invalidFields, notFound } from "../errors.ts";
import { newId } from "../id.ts";
import { enqueue } from "../jobs/mod.ts";
import { checkPackageIds } from "../knowledge/mod.ts";
import { getSession, listMessages } from "../sessions/mod.ts";
import { cleanText } from "../text.ts";
import { countCases, deleteCase, type EvaluationCase, upsertCase } from "./cases_sql.ts";
import { type RunChanges, turnsOf } from "./evaluation_model.ts";
import { deleteRun, type EvaluationRun, insertRun, selectRun } from "./runs_sql.ts";

/** The most cases of a project: each run answers all of them. */
export const MOST_CASES = 500;
const TITLE_LENGTH = 200;

/**
 * Keeps a session as an example, up to its newest message. Kept again, it goes up to what is newest
 * then.
 *
 * @throws {AppError} 404; 400 when nobody answered a question in it, or there are too many cases
 */
export async function keepCase(
  sql: Sql | Tx,
  projectId: string,
  input: { sessionId: string; title?: string; by: string | null },
  at: Date = now(),
): Promise<EvaluationCase> {
  const session = await getSession(sql, projectId, input.sessionId);
  if (!session) throw notFound("Session");
  const messages = await listMessages(sql, projectId, input.sessionId);
  const through = messages.at(-1)?.sequence ?? 0;
  const turns = turnsOf(messages, through);
  if (!turns.some(({ kept }) => kept !== "")) {
    throw invalid("session_id", "No question of this session has an answer. Choose another one.");
  }
  if (await countCases(sql, projectId) >= MOST_CASES) {
    throw invalid("session_id", `There are ${MOST_CASES} examples already. Remove some first.`);
  }
  const given = cleanText(input.title ?? "").trim();
  const title = given || session.name || turns[0]!.question;
  return await upsertCase(sql, projectId, {
    id: newId("case", at),
    session_id: input.sessionId,
    through_sequence: through,
    title: title.replace(/\s+/g, " ").slice(0, TITLE_LENGTH).toWellFormed(),
    created_by: input.by,
    created_at: at,
  });
}

/** @throws {AppError} 404 */
export async function removeCase(sql: Sql | Tx, projectId: string, id: string): Promise<void> {
  if (!await deleteCase(sql, projectId, id)) throw notFound("Example");
}

/** What a new run is made of. */
export interface NewRun {
  name?: string;
  changes: RunChanges;
  /** Has a model compare each answer with the kept one. @default false */
  usesJudge?: boolean;
  by: string | null;
}

/**
 * Begins a run: all examples are answered again, by a job.
 *
 * @param model the operator's; null when there is none
 * @param isQueued false when the caller does the work itself
 * @throws {AppError} 400 naming each wrong field, or when there are no examples
 */
export async function startRun(
  sql: Sql | Tx,
  projectId: string,
  input: NewRun,
  model: string | null,
  isQueued = true,
  at: Date = now(),
): Promise<EvaluationRun> {
  const changes = await checkChanges(sql, projectId, input.changes);
  if (await countCases(sql, projectId) === 0) {
    throw invalid("cases", "There are no examples yet. Keep a good session as one first.");
  }
  const id = newId("eval", at);
  const used = model === null ? null : changes.model || model;
  const run = {
    ...{ id, changes, created_by: input.by, created_at: at, model: used },
    name: cleanText(input.name ?? "").trim().slice(0, TITLE_LENGTH).toWellFormed() ||
      nameOf(changes, used),
    uses_judge: (input.usesJudge ?? false) && model !== null,
  };
  return await transaction(sql, async (tx) => {
    await insertRun(tx, projectId, run);
    if (isQueued) {
      await enqueue(tx, projectId, { kind: "agent.evaluate", payload: { run_id: id } });
    }
    return (await selectRun(tx, projectId, id))!;
  });
}

/** @throws {AppError} 404 */
export async function removeRun(sql: Sql | Tx, projectId: string, id: string): Promise<void> {
  if (!await deleteRun(sql, projectId, id)) throw notFound("Run");
}

function nameOf(changes: RunChanges, model: string | null): string {
  const changed = Object.keys(changes).filter((field) => field !== "model");
  const with_ = changed.length === 0 ? "" : `, other ${changed.join(", ")}`;
  return `${model ?? "Quotes"}${with_}`;
}

async function checkChanges(
  sql: Sql | Tx,
  projectId: string,
  given: RunChanges,
): Promise<RunChanges> {
  const faults: ErrorDetail[] = [];
  const fault = (field: string, message: string) => void faults.push({ field, message });
  const changes = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== ""),
  ) as RunChanges;
  if (changes.model !== undefined && !isModelName(changes.model)) {
    fault("model", "Enter the name of a model as your endpoint calls it, such as gpt-4.1-mini.");
  }
  if (changes.tone !== undefined && !tones.some((tone) => tone === changes.tone)) {
    fault("tone", `The tone must be one of ${tones.join(", ")}.`);
  }
  if (changes.language !== undefined && !isAgentLanguage(changes.language)) {
    fault("language", "The language must be auto or a code such as en, de or fr.");
  }
  if ((changes.instructions?.length ?? 0) > agentLimits.instructions) {
    fault("instructions", `Use at most ${agentLimits.instructions} characters.`);
  }
  if (changes.package !== undefined) {
    await checkPackageIds(sql, projectId, [changes.package]).catch(() =>
      fault("package", "There is no such package. Choose another one.")
    );
  }
  if (faults.length > 0) throw invalidFields(faults);
  return changes;
}
