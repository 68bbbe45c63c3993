import type { OutgoingMessage } from "#plugin-kit";
import type { SlackConnection } from "./connection.ts";
import { react } from "./direct_message.ts";
import { inert } from "./direct_message_digest.ts";
import { cannotReach } from "./direct_message_open.ts";
import { postOnce } from "./post_once.ts";

/**
 * Tells a teammate that what they wrote in a direct message did not reach the customer. Nothing
 * happens for messages that were written elsewhere.
 */
export async function tellUndelivered(
  message: Pick<OutgoingMessage, "id">,
  sentence: string,
  connection: SlackConnection,
): Promise<void> {
  const place = await connection.records.get<{ channel: string; ts: string; root: string }>(
    "dm_message",
    message.id,
  );
  if (!place) return;
  const { channel, ts, root } = place;
  try {
    await react(connection, channel, ts, "warning");
    const text = `This did not reach the customer. ${inert(sentence)}`;
    await postOnce(connection, `undelivered:${message.id}`, { channel, thread: root, text });
  } catch (error) {
    if (!cannotReach(error)) throw error;
  }
}
