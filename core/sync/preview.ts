import type { Conversation, SyncContext } from "../contract/mod.ts";
import { notFound } from "../errors.ts";
import { selectMonitored } from "../exchange/channels_sql.ts";
import { memoryRecords } from "../exchange/records.ts";
import { asFormError, pluginOf } from "./connections.ts";
import { selectConnectionRow } from "./connections_sql.ts";
import { conversationFault } from "./conversation_check.ts";
import { openSecret } from "./credentials.ts";
import { type SyncEngine, timeOf } from "./engine.ts";
import { createSourceContext } from "./source_context.ts";
import { filterOf } from "./window.ts";

/** How many items a preview shows, and how long it may take. */
const ITEMS = 5;
const MILLISECONDS = 30_000;
/** How far back it looks when no date filter says. */
const DAYS = 30;

/** What a sync would bring. */
export interface Preview {
  conversations: Conversation[];
  problems: string[];
}

/**
 * Reads the first items of a connection and shows them as they would be stored; stores nothing.
 *
 * @throws {AppError} 404; as `connectSource` for what the provider says
 */
export async function previewSync(
  engine: SyncEngine,
  projectId: string,
  connectionId: string,
  at: Date = timeOf(engine),
): Promise<Preview> {
  const connection = await selectConnectionRow(engine.sql, projectId, connectionId);
  if (!connection) throw notFound("Connection");
  const plugin = pluginOf(engine, connection.source);
  const secret = await openSecret(engine.secret, connection);
  const subject = {
    plugin,
    settings: connection.settings,
    secret,
    connection: { projectId, id: connection.id },
  };
  const from = connection.filter_from ?? new Date(at.getTime() - DAYS * 86_400_000);
  const context: SyncContext<unknown, unknown, unknown> = {
    ...createSourceContext(engine, subject, AbortSignal.timeout(MILLISECONDS)),
    cursor: () => undefined,
    window: { from, to: connection.filter_to ?? at },
    filter: filterOf(connection),
    mode: "preview",
    channels: () => selectMonitored(engine.sql, projectId, connection.id),
    records: memoryRecords(),
  };
  const preview: Preview = { conversations: [], problems: [] };
  try {
    for await (const item of plugin.sync!(context)) {
      if (item.type === "problem") preview.problems.push(item.message);
      if (item.type === "conversation") {
        const fault = conversationFault(item.value);
        if (fault) preview.problems.push(fault);
        else preview.conversations.push(item.value);
      }
      if (preview.conversations.length + preview.problems.length >= ITEMS) break;
    }
  } catch (error) {
    throw asFormError(plugin, error);
  }
  return preview;
}
