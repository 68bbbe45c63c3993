/** Good sessions as examples, answered again with other settings and compared. */
export { caseOfSession, countCases, type EvaluationCase, selectCases } from "./cases_sql.ts";
export {
  keepCase,
  MOST_CASES,
  type NewRun,
  removeCase,
  removeRun,
  startRun,
} from "./evaluation.ts";
export {
  type KeptTurn,
  likeness,
  type RunChanges,
  type RunScore,
  turnsOf,
} from "./evaluation_model.ts";
export { type EvaluationAdminContext, evaluationCommands } from "./admin_command.ts";
export { evaluationJobs, workRun } from "./run.ts";
export {
  type EvaluationResult,
  type EvaluationRun,
  scoreRuns,
  selectResults,
  selectRun,
  selectRuns,
  type UsedPassage,
} from "./runs_sql.ts";
