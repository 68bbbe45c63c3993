import { now } from "../clock.ts";
import { transaction } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import type { Opened } from "./connection.ts";
import { markAttention } from "./connections_sql.ts";
import type { OutboxOptions } from "./outbox.ts";

/**
 * The credentials of a connection do not do any more: it needs attention, with this sentence.
 *
 * @param opened the connection, unless it could not even be opened
 */
export async function needsAttention(
  { sql }: OutboxOptions,
  projectId: string,
  connectionId: string,
  opened: Opened | null | undefined,
  sentence: string,
): Promise<void> {
  if (opened) return await opened.connection.needsAttention(sentence);
  await transaction(sql, async (tx) => {
    const at = now();
    await markAttention(tx, projectId, connectionId, sentence, at);
    const data = { connection_id: connectionId };
    await appendEvents(tx, projectId, [{ type: "connection.updated", sessionId: null, data }], at);
  });
}
