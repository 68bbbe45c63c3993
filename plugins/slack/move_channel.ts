import type { SlackConnection } from "./connection.ts";
import { type DirectMessage, saveThread } from "./direct_message_record.ts";

/** Kinds of records whose ids begin with the channel's. */
const KINDS = ["dm", "sent", "answered"];

/**
 * What is remembered of a channel's conversations moves along when Slack gives the channel another
 * id. Being called again changes nothing.
 */
export async function moveRecords(
  connection: SlackConnection,
  oldId: string,
  newId: string,
): Promise<void> {
  if (oldId === "" || oldId === newId) return;
  const { records } = connection;
  for (const kind of KINDS) {
    // A list has an end; what was moved is not in the next one.
    while (true) {
      const found = await records.list<unknown>(kind, `${oldId}:`);
      for (const { id, value } of found) {
        const moved = newId + id.slice(oldId.length);
        await records.set(kind, moved, value);
        if (kind === "dm") {
          const { channel, root } = value as DirectMessage;
          if (root) await saveThread(connection, channel, root, moved);
        }
        await records.delete(kind, id);
      }
      if (found.length === 0) break;
    }
  }
}
