import { z } from "#plugin-kit";
import type { SlackConnection } from "./connection.ts";
import { HAND_BACK } from "./direct_message_digest.ts";
import { cannotReach } from "./direct_message_open.ts";
import { readDirectMessage, sessionOfThread } from "./direct_message_record.ts";
import { postOnce } from "./post_once.ts";

const shape = z.object({
  type: z.literal("block_actions"),
  user: z.object({ id: z.string().min(1) }),
  channel: z.object({ id: z.string().min(1) }),
  message: z.object({ ts: z.string().min(1) }),
  actions: z.array(z.looseObject({ action_id: z.string() })).max(100),
});

/**
 * Handles a pressed button: `Hand back`, pressed by the teammate in whose direct message it stands,
 * gives the conversation back to the agent. Everything else is passed over.
 *
 * @param payload what Slack sent; may be anything
 */
export async function handleInteraction(
  payload: unknown,
  connection: SlackConnection,
): Promise<void> {
  const given = shape.safeParse(payload);
  if (!given.success) return;
  const { user, channel, message, actions } = given.data;
  if (!actions.some(({ action_id }) => action_id === HAND_BACK)) return;
  // Not by the button's value: the message it stands in says which conversation is meant.
  const id = await sessionOfThread(connection, channel.id, message.ts);
  if (id === null) return;
  const direct = await readDirectMessage(connection, id);
  if (!direct || direct.user !== user.id || direct.channel !== channel.id) return;
  const session = await connection.session(id);
  const owner = session?.taken_over_by;
  const isTheirs = session?.is_human_takeover === true && direct.state === "open" &&
    direct.root === message.ts && (owner === direct.teammate.id || owner === `slack:${user.id}`);
  if (isTheirs) return await connection.handBack(id, "direct_message");
  const text = "This conversation is not yours any more; nothing was changed.";
  const key = `pressed:${channel.id}:${message.ts}`;
  try {
    await postOnce(connection, key, { channel: channel.id, thread: message.ts, text });
  } catch (error) {
    if (!cannotReach(error)) throw error;
  }
}
