import { ProviderError, type SourceContext, type SourcePlugin } from "../contract/mod.ts";
import { transaction } from "../db/mod.ts";
import { AppError, messageOf } from "../errors.ts";
import { type JobContext, type JobHandlerOptions, RetryLater } from "../jobs/mod.ts";
import { NetworkError } from "../net/mod.ts";
import { type ConnectionRow, selectConnectionRow } from "../sync/connections_sql.ts";
import { isCredentialFault, sentenceOf } from "../sync/credential_fault.ts";
import { openSecret } from "../sync/credentials.ts";
import { type SyncEngine, timeOf } from "../sync/engine.ts";
import { PauseRun } from "../sync/provider_fetch.ts";
import { createSourceContext } from "../sync/source_context.ts";
import { startSync } from "../sync/start.ts";
import { needsAttention } from "./attention.ts";
import { upsertChannels } from "./channels_sql.ts";
import { tellOfChannels } from "./picker.ts";
import {
  dropVanished,
  markNamed,
  selectUnjoined,
  setChannelList,
  setChannelProblems,
  setMember,
} from "./picker_sql.ts";

/** How long an open sync run is waited for between two looks, in seconds. */
const LOOK_SECONDS = 20;

/** A connection whose plugin knows channels, ready to ask its provider. */
interface Asked {
  connection: ConnectionRow;
  plugin: SourcePlugin;
  context: SourceContext<unknown, unknown>;
  tell(): Promise<void>;
}

/** What jobs do with channels: `source.channels`, `source.join` and `source.leave`. */
export function channelJobs(engine: SyncEngine): Record<string, JobHandlerOptions> {
  return {
    "source.channels": {
      run: (job) => withProvider(engine, job, (asked) => readChannels(engine, asked)),
      failed: (job, error) => noteFailure(engine, job, error),
    },
    "source.join": {
      run: (job) => withProvider(engine, job, (asked) => joinChannels(engine, asked, job)),
    },
    "source.leave": {
      run: (job) => withProvider(engine, job, (asked) => leaveChannels(engine, asked, job)),
    },
  };
}

async function withProvider(
  engine: SyncEngine,
  { projectId, payload, signal }: JobContext,
  work: (asked: Asked) => Promise<void>,
): Promise<void> {
  const { sql } = engine;
  const id = payload.connection_id as string;
  const connection = await selectConnectionRow(sql, projectId, id);
  const plugin = connection && engine.plugins.get(connection.source);
  // Disconnected meanwhile.
  if (!plugin?.channels) return;
  const tell = () => transaction(sql, (tx) => tellOfChannels(tx, projectId, id, timeOf(engine)));
  if (connection!.status === "needs_attention") {
    // New credentials have the channels read again.
    const problem = "The connection needs attention. Enter its credentials again.";
    await setChannelList(sql, projectId, id, { state: "failed", problem });
    return await tell();
  }
  try {
    const secret = await openSecret(engine.secret, connection!);
    const { settings } = connection!;
    const subject = { plugin, settings, secret, connection: { projectId, id } };
    const context = createSourceContext(engine, subject, signal);
    await work({ connection: connection!, plugin, context, tell });
  } catch (error) {
    if (error instanceof PauseRun) throw new RetryLater(error.seconds, error.message);
    if (!isCredentialFault(error) || signal.aborted) throw error;
    const problem = sentenceOf(error, connection!.name);
    await setChannelList(sql, projectId, id, { state: "failed", problem });
    await needsAttention(sql, connection!, problem, timeOf(engine));
  }
}

/** Notes all the provider names, and forgets what it names no more. */
async function readChannels(
  engine: SyncEngine,
  { connection, plugin, context, tell }: Asked,
): Promise<void> {
  const { sql } = engine;
  const { project_id: projectId, id, source } = connection;
  const begun = timeOf(engine);
  let found = 0;
  await setChannelList(sql, projectId, id, { state: "reading", found });
  await tell();
  for await (const channels of plugin.channels!.list(context as never)) {
    context.signal.throwIfAborted();
    await upsertChannels(sql, { projectId, id, source }, channels, begun);
    await markNamed(sql, projectId, id, channels.map((channel) => channel.id));
    found += channels.length;
    await setChannelList(sql, projectId, id, { state: "reading", found });
    await tell();
  }
  await transaction(sql, async (tx) => {
    await dropVanished(tx, projectId, id, begun);
    const refreshedAt = timeOf(engine);
    await setChannelList(tx, projectId, id, { state: "done", found, refreshedAt });
    await tellOfChannels(tx, projectId, id, refreshedAt);
  });
}

async function noteFailure(engine: SyncEngine, job: JobContext, error: unknown): Promise<void> {
  const { projectId, payload } = job;
  const id = payload.connection_id as string;
  const problem = messageOf(error).slice(0, 1_000);
  await setChannelList(engine.sql, projectId, id, { state: "failed", problem });
  await transaction(engine.sql, (tx) => tellOfChannels(tx, projectId, id, timeOf(engine)));
}

/** Enters what was chosen; then has a sync read its past, when that was asked for. */
async function joinChannels(
  engine: SyncEngine,
  { connection, plugin, context, tell }: Asked,
  job: JobContext,
): Promise<void> {
  const { sql } = engine;
  const { project_id: projectId, id } = connection;
  for (const channel of await selectUnjoined(sql, projectId, id)) {
    try {
      await plugin.channels!.join(channel.id, context as never);
      await setMember(sql, projectId, id, channel.id, true, timeOf(engine));
    } catch (error) {
      if (error instanceof PauseRun || isCredentialFault(error)) throw error;
      if (context.signal.aborted) throw error;
      // Passing troubles are waited out a while; what the provider says is for a person.
      if (isPassing(error) && job.attempt < 5) throw error;
      const problem = messageOf(error).slice(0, 1_000);
      await setChannelProblems(sql, projectId, id, [{ id: channel.id, problem }]);
    }
    await tell();
  }
  if (!job.payload.is_synced) return;
  try {
    await startSync(sql, projectId, id, "incremental", timeOf(engine));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    throw new RetryLater(LOOK_SECONDS, "Another sync of this connection is under way");
  }
}

async function leaveChannels(
  engine: SyncEngine,
  { connection, plugin, context, tell }: Asked,
  { payload }: JobContext,
): Promise<void> {
  const { project_id: projectId, id } = connection;
  for (const channel of payload.channels as string[]) {
    context.signal.throwIfAborted();
    try {
      await plugin.channels!.leave(channel, context as never);
      await setMember(engine.sql, projectId, id, channel, false, timeOf(engine));
    } catch (error) {
      if (!(error instanceof AppError) || error instanceof NetworkError) throw error;
      // What only a person may do.
      await setChannelProblems(engine.sql, projectId, id, [{
        id: channel,
        problem: error.message,
      }]);
    }
  }
  await tell();
}

function isPassing(error: unknown): boolean {
  return (error instanceof NetworkError && error.kind === "failed") ||
    (error instanceof ProviderError && error.status >= 500);
}
