import type { SlackConnection } from "./connection.ts";
import { quotedLine } from "./direct_message_digest.ts";
import { cannotReach } from "./direct_message_open.ts";
import { readDirectMessage } from "./direct_message_record.ts";
import { postOnce } from "./post_once.ts";

/** Something that was said in a conversation, as its owner is to read it. */
export interface MirroredMessage {
  ts: string;
  /** Who said it in Slack; null for programs. */
  user: string | null;
  name: string;
  /** In words: mentions and links are names and addresses already. */
  text: string;
}

/**
 * Shows what a customer or another teammate says to the teammate who answers by direct message, in
 * the thread there, once. Without such a teammate nothing happens.
 */
export async function forwardToDirectMessage(
  sessionExternalId: string,
  message: MirroredMessage,
  connection: SlackConnection,
): Promise<void> {
  const direct = await readDirectMessage(connection, sessionExternalId);
  if (direct?.state !== "open" || direct.user === message.user) return;
  const { channel, root } = direct;
  const text = [...message.text].slice(0, 3_500).join("");
  const line = quotedLine(message.name, text || "(a file)");
  try {
    const key = `mirror:${sessionExternalId}:${message.ts}`;
    await postOnce(connection, key, { channel, thread: root, text: line });
  } catch (error) {
    if (!cannotReach(error)) throw error;
  }
}
