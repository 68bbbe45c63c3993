import { transaction } from "../db/mod.ts";
import { conflict, notFound } from "../errors.ts";
import { asFormError, pluginOf } from "./connections.ts";
import { storeItem } from "./commit.ts";
import { selectConnectionRow } from "./connections_sql.ts";
import { openSecret } from "./credentials.ts";
import { type SyncEngine, timeOf } from "./engine.ts";
import { resolveProblems, selectProblem } from "./runs_sql.ts";
import { createSourceContext } from "./source_context.ts";

/**
 * Tries one item again that could not be taken.
 *
 * @throws {AppError} 404; 409 when the source cannot fetch single items, or it fails again
 */
export async function retryProblem(
  engine: SyncEngine,
  projectId: string,
  problemId: string,
  at: Date = timeOf(engine),
): Promise<void> {
  const problem = await selectProblem(engine.sql, projectId, problemId);
  if (!problem) throw notFound("Problem");
  const connection = await selectConnectionRow(engine.sql, projectId, problem.connection_id);
  if (!connection) throw notFound("Connection");
  const plugin = pluginOf(engine, connection.source);
  const externalId = problem.external_id;
  if (!plugin.fetchOne || externalId === null) {
    throw conflict("This cannot be tried alone. Run a full sync to read it again.");
  }
  const secret = await openSecret(engine.secret, connection);
  const subject = {
    plugin,
    settings: connection.settings,
    secret,
    connection: { projectId, id: connection.id },
  };
  const context = createSourceContext(engine, subject, AbortSignal.timeout(60_000));
  const item = await plugin.fetchOne(externalId, context as never).catch((error) => {
    throw asFormError(plugin, error);
  });
  if (item.type === "problem") throw conflict(item.message);
  if (item.type === "checkpoint") return;
  const origin = { projectId, source: connection.source, connectionId: connection.id };
  await transaction(engine.sql, async (tx) => {
    await storeItem(tx, origin, item, at);
    await resolveProblems(tx, projectId, connection.id, [externalId], at);
  });
}
