import type { SlackClient } from "./api.ts";
import { codeOf } from "./errors.ts";
import type { Place } from "./place.ts";

/** The mark on what we post for a session's message. */
export const MESSAGE_MARK = "hissuno_message";

/** A message as histories give it: what we look at. */
export interface Post {
  ts: string;
  text: string;
  user?: string;
  botId?: string;
  username?: string;
  /** The author's workspace. */
  team?: string;
  mark?: { type: string; payload: Record<string, unknown> };
  isHidden: boolean;
  /** The whole of it. */
  raw: unknown;
}

/** No thread is read further than this many pages of a thousand. */
const MOST_PAGES = 20;

/**
 * All messages of a thread, oldest first, with marks.
 *
 * @param oldest a ts: only what came later, and the first message
 */
export async function* postsOf(
  client: SlackClient,
  { channel, thread }: Place,
  oldest?: string,
): AsyncGenerator<Post, void, void> {
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await client.conversations.replies({
      channel,
      ts: thread,
      limit: 1000,
      include_all_metadata: true,
      ...(oldest === undefined ? {} : { oldest }),
      ...(cursor ? { cursor } : {}),
    });
    for (const message of answer.messages ?? []) yield postOf(message as Record<string, unknown>);
    const following = answer.response_metadata?.next_cursor;
    if (!following || following === cursor) return;
    cursor = following;
  }
}

/** The messages of a direct message that came after a ts, oldest first, with marks. */
export async function postsIn(
  client: SlackClient,
  channel: string,
  oldest: string,
): Promise<Post[]> {
  const answer = await client.conversations.history({
    channel,
    oldest,
    limit: 200,
    include_all_metadata: true,
  });
  return (answer.messages ?? []).map((one) => postOf(one as Record<string, unknown>)).reverse();
}

/** The ts of each part of a message that is in the thread already, found by its mark. */
export async function findParts(
  client: SlackClient,
  place: Place,
  messageId: string,
): Promise<Map<number, string>> {
  const parts = new Map<number, string>();
  for await (const { ts, mark } of postsOf(client, place)) {
    if (mark?.type !== MESSAGE_MARK || mark.payload.message_id !== messageId) continue;
    const part = Number(mark.payload.part ?? 0);
    if (!parts.has(part)) parts.set(part, ts);
  }
  return parts;
}

/** The mark for a part of a message. */
export function messageMark(messageId: string, part: number) {
  return {
    event_type: MESSAGE_MARK,
    event_payload: { message_id: messageId, ...(part > 0 ? { part } : {}) },
  };
}

/** Removes a post; one that is gone already counts as removed. */
export async function removePost(
  client: SlackClient,
  channel: string,
  ts: string,
): Promise<void> {
  try {
    await client.chat.delete({ channel, ts });
  } catch (error) {
    if (codeOf(error) !== "message_not_found") throw error;
  }
}

function postOf(message: Record<string, unknown>): Post {
  const text = (value: unknown) => typeof value === "string" && value !== "" ? value : undefined;
  const mark = message.metadata as
    | { event_type?: string; event_payload?: Record<string, unknown> }
    | undefined;
  return {
    ts: text(message.ts) ?? "",
    text: text(message.text) ?? "",
    user: text(message.user),
    botId: text(message.bot_id),
    username: text(message.username),
    team: text(message.user_team) ?? text(message.team),
    isHidden: message.hidden === true || message.subtype === "tombstone",
    raw: message,
    ...(mark?.event_type
      ? { mark: { type: mark.event_type, payload: mark.event_payload ?? {} } }
      : {}),
  };
}
