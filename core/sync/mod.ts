/** Connections to sources and their syncs: nothing lost, nothing doubled, nothing overwritten. */
export {
  asFormError,
  checkPart,
  type ConnectionInput,
  type ConnectionPatch,
  connectSource,
  disconnectSource,
  pluginOf,
  testConnection,
  updateConnection,
} from "./connections.ts";
export { type SyncAdminContext, syncCommands } from "./admin_commands.ts";
export { selectConnection, selectConnections } from "./connections_sql.ts";
export { createSyncEngine } from "./create_engine.ts";
export { type SyncEngine, timeOf } from "./engine.ts";
export { formFields, readFields } from "./form.ts";
export { PauseRun } from "./provider_fetch.ts";
export { type Preview, previewSync } from "./preview.ts";
export { resealCredentials } from "./reseal.ts";
export { retryProblem } from "./retry.ts";
export { AlreadyConnected } from "./same_account.ts";
export { createSourceContext } from "./source_context.ts";
export { openConnectionSecret } from "./stored_secret.ts";
export { runSync } from "./run.ts";
export { runsAfter } from "./run_pages_sql.ts";
export { selectProblems, selectRun, selectRuns } from "./runs_sql.ts";
export { cancelSync, startDueSyncs, startSync } from "./start.ts";
