import type { SourcePlugin, SyncContext, SyncItem } from "../contract/mod.ts";
import { transaction } from "../db/mod.ts";
import { selectMonitored } from "../exchange/channels_sql.ts";
import { createRecords } from "../exchange/records.ts";
import { type JobContext, RetryLater } from "../jobs/mod.ts";
import { log } from "../log.ts";
import { CancelledRun, commitItems, LostRun } from "./commit.ts";
import { type ConnectionRow, selectConnectionRow } from "./connections_sql.ts";
import { isCredentialFault, sentenceOf } from "./credential_fault.ts";
import { openSecret } from "./credentials.ts";
import { CursorGuard, RepeatedCursor } from "./cursor_guard.ts";
import { type SyncEngine, timeOf } from "./engine.ts";
import { finishRun } from "./finish.ts";
import { PauseRun } from "./provider_fetch.ts";
import { countAttempt, type RunRow, setRunWindow, takeRun } from "./runs_sql.ts";
import { settle, type Settlement } from "./settle.ts";
import { createSourceContext } from "./source_context.ts";
import { filterOf, windowOf } from "./window.ts";

/** Items are stored at the latest after this many, so that memory stays flat without checkpoints. */
const MOST_WAITING = 200;
/** How often a run is begun again without getting on before it counts as failed. */
const TRIES = 5;

/**
 * The job `sync.run`: continues a run from its last checkpoint to its end. Any replica may do it,
 * any number of times; the fence lets only the newest one store anything.
 *
 * @throws {RetryLater} when the run is paused or failed in passing
 */
export async function runSync(engine: SyncEngine, job: JobContext): Promise<void> {
  const { projectId } = job;
  const taken = await take(engine, projectId, job.payload.run_id as string);
  if (!taken) return;
  const { run, connection } = taken;
  const { sql } = engine;
  const end = (to: Settlement) => settle(sql, projectId, run, to, timeOf(engine));
  try {
    const plugin = engine.plugins.get(connection.source);
    if (!plugin?.sync) {
      const message = `There is no plugin "${connection.source}" that can sync.`;
      return await end({ status: "failed", message });
    }
    await stream(engine, plugin, connection, run, job.signal);
    await finishRun(sql, projectId, run, timeOf(engine));
  } catch (error) {
    if (error instanceof LostRun) return;
    if (error instanceof CancelledRun) {
      return await end({ status: "cancelled", message: null, keepsCursors: true });
    }
    // To continue at such a marker would be to go in circles again.
    if (error instanceof RepeatedCursor) {
      return await end({ status: "failed", message: error.message });
    }
    if (error instanceof PauseRun) {
      const resumeAt = new Date(timeOf(engine).getTime() + error.seconds * 1000);
      await end({ status: "paused", message: error.message, resumeAt });
      throw new RetryLater(error.seconds, error.message);
    }
    // The process stops: the next one continues.
    if (job.signal.aborted) throw error;
    const sentence = sentenceOf(error, connection.name);
    if (isCredentialFault(error)) {
      return await end({
        status: "failed",
        message: sentence,
        keepsCursors: true,
        needsAttention: true,
      });
    }
    log.warn("A sync run failed and is tried again", { error, run_id: run.id });
    if (await countAttempt(sql, projectId, run.id, run.fence, sentence) >= TRIES) {
      return await end({ status: "failed", message: sentence, keepsCursors: true });
    }
    throw error;
  }
}

async function take(engine: SyncEngine, projectId: string, runId: string) {
  return await transaction(engine.sql, async (tx) => {
    const run = await takeRun(tx, projectId, runId, timeOf(engine));
    if (!run) return null;
    const connection = await selectConnectionRow(tx, projectId, run.connection_id);
    if (!connection) return null;
    if (run.window_to === null) {
      const plugin = engine.plugins.get(connection.source);
      const overlap = plugin?.manifest.overlapSeconds ?? 300;
      const { window, cursors } = windowOf(connection, run.mode, run.started_at!, overlap);
      await setRunWindow(tx, projectId, runId, window, cursors);
      Object.assign(run, { window_from: window.from, window_to: window.to, cursors });
    }
    return { run, connection };
  });
}

async function stream(
  engine: SyncEngine,
  plugin: SourcePlugin,
  connection: ConnectionRow,
  run: RunRow,
  signal: AbortSignal,
): Promise<void> {
  const { project_id: projectId, source } = connection;
  const secret = await openSecret(engine.secret, connection);
  const subject = {
    plugin,
    settings: connection.settings,
    secret,
    connection: { projectId, id: connection.id },
  };
  const context: SyncContext<unknown, unknown, unknown> = {
    ...createSourceContext(engine, subject, signal),
    cursor: (stream = "main") => run.cursors[stream],
    window: { from: run.window_from!, to: run.window_to! },
    filter: filterOf(connection),
    mode: run.mode === "incremental" ? "incremental" : "full",
    channels: () => selectMonitored(engine.sql, projectId, connection.id),
    records: createRecords(engine.sql, projectId, connection.id, () => timeOf(engine)),
  };
  const scope = { projectId, source, run };
  const guard = new CursorGuard();
  let waiting: Exclude<SyncItem, { type: "checkpoint" }>[] = [];
  const commit = async () => {
    const items = waiting;
    waiting = [];
    await commitItems(engine.sql, scope, items, run.cursors, timeOf(engine));
  };
  for await (const item of plugin.sync!(context)) {
    signal.throwIfAborted();
    if (item.type === "checkpoint") {
      const name = item.stream ?? "main";
      if (item.cursor === undefined) delete run.cursors[name];
      else run.cursors = { ...run.cursors, [name]: item.cursor };
      await commit();
      guard.see(name, item.cursor);
      continue;
    }
    waiting.push(item);
    // Without a checkpoint the cursor stays; what is stored early is only stored again.
    if (waiting.length >= MOST_WAITING) await commit();
  }
  await commit();
}
