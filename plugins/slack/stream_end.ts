import type { OutgoingSession } from "#plugin-kit";
import type { SlackConnection } from "./connection.ts";
import { SlackError } from "./errors.ts";
import { clientOf } from "./identity.ts";
import type { Place } from "./place.ts";
import { findParts, messageMark, removePost } from "./posts.ts";
import { runningStream } from "./stream.ts";
import {
  deleteStream,
  readStream,
  saveStream,
  type StreamRecord,
  streamTs,
} from "./stream_record.ts";

/** An answer whose stream is to become its first post. */
interface StreamedAnswer {
  place: Place;
  messageId: string;
  /** The whole text of the post. */
  text: string;
  /** The post with the whole text, when it was found in the thread already. */
  isThere: string | undefined;
}

/**
 * Completes the stream of an answer. The mark is put on it together with the last of the text: a post
 * with the mark is complete. One that Slack has ended by itself is removed.
 *
 * @returns the ts of the post; null when there is none, and the text is to be posted anew
 */
export async function completeStream(
  answer: StreamedAnswer,
  connection: SlackConnection,
): Promise<string | null> {
  const { messageId, isThere } = answer;
  await runningStream(connection, messageId)?.close();
  const record = await readStream(connection, messageId);
  if (record === null) return null;
  const client = await clientOf(connection);
  const ts = await streamTs(client, record, connection);
  if (ts === isThere || ts === null) {
    await deleteStream(connection, messageId);
    return null;
  }
  const isComplete = isThere === undefined && await finish({ ...answer, ts, record }, connection);
  if (!isComplete) await removePost(client, record.channel, ts);
  await deleteStream(connection, messageId);
  return isComplete ? ts : null;
}

async function finish(
  { place, messageId, text, ts, record }: StreamedAnswer & { ts: string; record: StreamRecord },
  connection: SlackConnection,
): Promise<boolean> {
  const { channel } = record;
  const client = await clientOf(connection);
  const metadata = messageMark(messageId, 0);
  const isPrefix = record.shown !== null && text.startsWith(record.shown);
  if (!record.isStopped) {
    try {
      if (isPrefix) {
        const rest = text.slice(record.shown!.length);
        const more = rest === "" ? {} : { markdown_text: rest };
        await client.chat.stopStream({ channel, ts, metadata, ...more });
        return true;
      }
      await client.chat.stopStream({ channel, ts });
      await saveStream(connection, messageId, { ...record, ts, isStopped: true });
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      if (error.code !== "message_not_in_streaming_state") {
        if (error.code === "message_not_found") return false;
        throw error;
      }
      // Ended by us, when the answer to that was lost, or by Slack, which then shows an error.
      return (await findParts(client, place, messageId)).get(0) === ts;
    }
  }
  try {
    await client.chat.update({ channel, ts, markdown_text: text, metadata });
    return true;
  } catch (error) {
    if (error instanceof SlackError && FRESH.has(error.code)) return false;
    throw error;
  }
}

/** What keeps a post from getting its text: it is posted anew. */
const FRESH = new Set([
  "message_not_found",
  "cant_update_message",
  "edit_window_closed",
  "block_mismatch",
  "streaming_state_conflict",
]);

/** Removes what was shown of an answer that will not be given. */
export async function discard(
  _session: OutgoingSession,
  { id }: { id: string },
  connection: SlackConnection,
): Promise<void> {
  await runningStream(connection, id)?.close();
  const record = await readStream(connection, id);
  if (record === null) return;
  const client = await clientOf(connection);
  const ts = await streamTs(client, record, connection);
  if (ts !== null) {
    try {
      if (!record.isStopped) await client.chat.stopStream({ channel: record.channel, ts });
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
    }
    await removePost(client, record.channel, ts);
  }
  await deleteStream(connection, id);
}
