import { chosenProject, type Command, projectFlag, usage } from "../access/mod.ts";
import { type Agent, money } from "../agent/mod.ts";
import type { Sql } from "../db/mod.ts";
import { scoreRuns, selectRun } from "./runs_sql.ts";
import { workRun } from "./run.ts";
import { startRun } from "./evaluation.ts";

/** What the command works with. */
export interface EvaluationAdminContext {
  sql: Sql;
  agent: Pick<Agent, "replay" | "judge" | "status">;
}

const evaluate: Command<EvaluationAdminContext> = {
  name: "agent:evaluate",
  summary: "answer the kept examples of a project again and compare; customers see nothing of it",
  flags: [
    projectFlag,
    { name: "model", value: "NAME", meaning: "another model of the same endpoint" },
    { name: "tone", value: "TONE", meaning: "friendly, formal, concise or technical" },
    { name: "language", value: "CODE", meaning: "auto, or a code such as en or de" },
    { name: "instructions", value: "TEXT", meaning: "other instructions" },
    { name: "package", value: "ID", meaning: "another package of knowledge" },
    { name: "name", value: "NAME", meaning: "how the run is called" },
    { name: "judge", value: "yes", meaning: "yes has the model compare each answer, too" },
  ],
  async run({ sql, agent }, flags) {
    const project = await chosenProject(sql, flags.project!);
    if (flags.judge !== undefined && flags.judge !== "yes" && flags.judge !== "no") {
      throw usage("judge", "Write yes or no.");
    }
    const { model, tone, language, instructions, package: chosen } = flags;
    const { id } = await startRun(
      sql,
      project.id,
      {
        name: flags.name,
        changes: { model, tone, language, instructions, package: chosen },
        usesJudge: flags.judge === "yes",
        by: null,
      },
      agent.status().model,
      false,
    );
    await workRun({ sql, agent }, project.id, id, new AbortController().signal);
    const run = (await selectRun(sql, project.id, id))!;
    const score = (await scoreRuns(sql, project.id, [id])).get(id);
    const percent = (part: number) => `${Math.round(100 * part / Math.max(1, run.done))} %`;
    const rows = [
      ["answers", `${run.done} of ${run.total}`],
      ["cited", percent(score?.cited ?? 0)],
      ["handed over", percent(score?.handedOver ?? 0)],
      ["not known", percent(score?.unknown ?? 0)],
      ["failed", percent(score?.failed ?? 0)],
      ["words in common", `${Math.round(100 * (score?.likeness ?? 0))} %`],
      ["judged", score?.verdict == null ? "-" : `${score.verdict.toFixed(1)} of 10`],
      ["tokens", String(run.prompt_tokens + run.completion_tokens)],
      ["cost", agent.status().prices ? money(run.cost_micros) : "-"],
    ];
    const problem = run.problem === null ? "" : `\n\n${run.problem}`;
    return {
      text: `${run.name}\n\n${
        rows.map(([name, value]) => `${name!.padEnd(16)}${value}`).join("\n")
      }${problem}\n\nRun ${id}`,
      data: { run, score: score ?? null },
    };
  },
};

/** Commands of the operator. */
export const evaluationCommands: Command<EvaluationAdminContext>[] = [evaluate];
