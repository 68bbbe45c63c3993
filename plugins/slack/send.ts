import { type OutgoingMessage, type OutgoingSession, RefusedReply } from "#plugin-kit";
import { asReply } from "./api.ts";
import type { SlackConnection } from "./connection.ts";
import { codeOf } from "./errors.ts";
import { clientOf, forgetScopes } from "./identity.ts";
import { pace } from "./pace.ts";
import { type Place, replyPlace } from "./place.ts";
import { findParts, messageMark, removePost } from "./posts.ts";
import { completeStream } from "./stream_end.ts";
import { named, postsFor, type Voice, voiceOf } from "./voice.ts";

/** What is noted of a message whose posts cannot be told from its first one alone. */
interface SentMessage {
  /** The ts of all its posts but the first. */
  rest: string[];
  /** The name that stands before its text. */
  prefix?: string;
}

/**
 * Sends a message into its thread: a stream that was begun is completed, anything else is posted, a
 * long text as several posts. From the second attempt on, what is there already is found by its mark
 * and not posted again.
 *
 * @returns the ts of its first post
 * @throws {RefusedReply} when Slack will never take it
 */
export function send(
  session: OutgoingSession,
  message: OutgoingMessage,
  connection: SlackConnection,
  attempt: number,
): Promise<{ externalId: string }> {
  return asReply(async () => {
    const place = replyPlace(session.externalId);
    if (message.content.trim() === "") throw new RefusedReply("The message is empty.");
    const client = await clientOf(connection);
    let voice = await voiceOf(message, connection);
    let texts = postsFor(message, voice);
    const posted = attempt > 1
      ? await findParts(client, place, message.id)
      : new Map<number, string>();
    const streamed = await completeStream(
      { place, messageId: message.id, text: texts[0]!, isThere: posted.get(0) },
      connection,
    );
    if (streamed !== null) posted.set(0, streamed);
    for (let part = 0; part < texts.length; part++) {
      if (posted.has(part)) continue;
      const post = { place, messageId: message.id, part, text: texts[part]! };
      try {
        posted.set(part, await postPart(post, voice, connection));
      } catch (error) {
        if (codeOf(error) !== "missing_scope" || !voice.username || part > 0) throw error;
        // The scope for names was taken away since we looked: the name goes before the text.
        await forgetScopes(connection);
        voice = named(voice.username);
        texts = postsFor(message, voice);
        posted.set(0, await postPart({ ...post, text: texts[0]! }, voice, connection));
      }
    }
    const [first, ...rest] = texts.map((_, part) => posted.get(part)!);
    await noteSent(place, first!, { rest, prefix: voice.prefix }, connection);
    return { externalId: first! };
  });
}

/**
 * Changes a message that was sent, all its posts. One that is gone in Slack is left so.
 *
 * @throws {RefusedReply} when Slack does not allow it
 */
export function edit(
  session: OutgoingSession,
  message: OutgoingMessage & { externalId: string },
  connection: SlackConnection,
): Promise<void> {
  return asReply(async () => {
    const place = replyPlace(session.externalId);
    const client = await clientOf(connection);
    const sent = await sentMessage(place, message.externalId, connection);
    const voice: Voice = { prefix: sent.prefix };
    const texts = postsFor(message, voice);
    const known = new Map([message.externalId, ...sent.rest].entries());
    if (texts.length > known.size) {
      // A change that was cut short may have posted some of them.
      for (const [part, ts] of await findParts(client, place, message.id)) {
        if (!known.has(part)) known.set(part, ts);
      }
    }
    for (const [part, text] of texts.entries()) {
      const ts = known.get(part);
      if (ts === undefined) {
        const post = { place, messageId: message.id, part, text };
        known.set(part, await postPart(post, voice, connection));
        continue;
      }
      try {
        await client.chat.update({ channel: place.channel, ts, markdown_text: text });
      } catch (error) {
        if (codeOf(error) !== "message_not_found") throw error;
        if (part === 0) return;
      }
    }
    for (const [part, ts] of known) {
      if (part < texts.length) continue;
      await removePost(client, place.channel, ts);
      known.delete(part);
    }
    const rest = [...known].filter(([part]) => part > 0).sort(([a], [b]) => a - b);
    const noted = { rest: rest.map(([, ts]) => ts), prefix: sent.prefix };
    await noteSent(place, message.externalId, noted, connection);
  });
}

/**
 * Removes a message that was sent, all its posts.
 *
 * @throws {RefusedReply} when Slack does not allow it
 */
export function remove(
  session: OutgoingSession,
  messageExternalId: string,
  connection: SlackConnection,
): Promise<void> {
  return asReply(async () => {
    const place = replyPlace(session.externalId);
    const client = await clientOf(connection);
    const { rest } = await sentMessage(place, messageExternalId, connection);
    for (const ts of [...rest, messageExternalId]) await removePost(client, place.channel, ts);
    await connection.records.delete("sent", `${place.channel}:${messageExternalId}`);
  });
}

async function postPart(
  post: { place: Place; messageId: string; part: number; text: string },
  voice: Voice,
  connection: SlackConnection,
): Promise<string> {
  const { channel, thread } = post.place;
  const client = await clientOf(connection);
  await pace(connection, channel);
  const answer = await client.chat.postMessage({
    channel,
    thread_ts: thread,
    markdown_text: post.text,
    metadata: messageMark(post.messageId, post.part),
    unfurl_links: false,
    unfurl_media: false,
    ...(voice.username ? { username: voice.username } : {}),
  });
  return answer.ts!;
}

async function sentMessage(
  place: Place,
  ts: string,
  connection: SlackConnection,
): Promise<SentMessage> {
  const id = `${place.channel}:${ts}`;
  return await connection.records.get<SentMessage>("sent", id) ?? { rest: [] };
}

/** Most messages are one post without a name before it: nothing is noted of them. */
async function noteSent(
  place: Place,
  ts: string,
  sent: SentMessage,
  connection: SlackConnection,
): Promise<void> {
  const id = `${place.channel}:${ts}`;
  if (sent.rest.length > 0 || sent.prefix !== undefined) {
    await connection.records.set("sent", id, sent);
  } else if (await connection.records.get("sent", id)) {
    await connection.records.delete("sent", id);
  }
}
