import { shaped, z } from "#plugin-kit";
import type { Self } from "./self.ts";
import { isTs } from "./ts.ts";

const ts = z.string().refine(isTs, "is no time of Slack's");
const id = z.string().min(1).max(64);
/** What only helps is left out when it is not what it should be. */
const help = <Shape extends z.ZodType>(shape: Shape) => shape.nullish().catch(null);

const shape = z.object({
  ts,
  thread_ts: ts.nullish(),
  subtype: z.string().nullish(),
  user: id.nullish(),
  bot_id: id.nullish(),
  app_id: help(id),
  username: help(z.string()),
  text: z.string().nullish(),
  blocks: help(z.array(z.unknown())),
  attachments: help(z.array(z.unknown())),
  files: help(z.array(z.unknown())),
  edited: help(z.object({ ts })),
  hidden: help(z.boolean()),
  client_msg_id: help(z.string().min(1).max(255)),
  parent_user_id: help(id),
  reply_count: help(z.number()),
  latest_reply: help(ts),
  bot_profile: help(z.object({ name: help(z.string()), app_id: help(id) })),
  user_team: help(id),
  source_team: help(id),
  team: help(id),
  user_profile: help(z.object({
    real_name: help(z.string()),
    is_restricted: help(z.boolean()),
    is_ultra_restricted: help(z.boolean()),
  })),
});

/** A message of a channel, from an event or from the history. */
export type Message = z.infer<typeof shape>;

/** Kinds of messages that somebody said; what Slack itself notes is none of them. */
const SAID = ["file_share", "thread_broadcast", "me_message", "bot_message"];

/** A message that is none; the text names the field. */
export class UnreadableMessage extends Error {
  override name = "UnreadableMessage";
}

/**
 * Reads a message.
 *
 * @throws {UnreadableMessage} naming the field that is not what it should be
 */
export function readMessage(value: unknown): Message {
  let message: Message;
  try {
    message = shaped(shape, value);
  } catch (error) {
    throw new UnreadableMessage((error as Error).message);
  }
  if (!message.user && !message.bot_id && isSaid(message)) {
    throw new UnreadableMessage("user: nobody is named who wrote it");
  }
  return message;
}

/** Whether somebody said it, and it is to be seen. */
export function isSaid({ subtype, hidden }: Message): boolean {
  return hidden !== true && (!subtype || SAID.includes(subtype));
}

/** The ts of the thread a message is in, its own when it began one. */
export function threadOf({ ts, thread_ts }: Message): string {
  return thread_ts ?? ts;
}

/** Whether we wrote it. */
export function isOwn(message: Message, self: Self): boolean {
  const app = message.app_id ?? message.bot_profile?.app_id;
  return message.bot_id === self.botId || message.user === self.botUserId ||
    (self.appId !== null && app === self.appId && !!message.bot_id);
}

/** Whether a program wrote it: an app, a workflow, an integration. */
export function isBot({ bot_id, subtype }: Message): boolean {
  return !!bot_id || subtype === "bot_message";
}

/** The outer id of a thread's session. */
export function sessionId(channelId: string, threadTs: string): string {
  return `${channelId}:${threadTs}`;
}

/** Channel and thread of an outer id of ours; null for another one. */
export function placeOf(externalId: string): { channel: string; ts: string } | null {
  const [channel, ts, ...rest] = externalId.split(":");
  return channel && isTs(ts) && rest.length === 0 ? { channel, ts } : null;
}
