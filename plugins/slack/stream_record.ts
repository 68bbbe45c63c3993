import type { SlackClient } from "./api.ts";
import type { SlackConnection } from "./connection.ts";
import { type Place, tsBefore } from "./place.ts";
import { postsOf } from "./posts.ts";
import { selfOf } from "./self.ts";

/** What is known of a stream, so that whoever sends or drops the answer later can end it. */
export interface StreamRecord extends Place {
  /** Null until Slack has answered to its beginning. */
  ts: string | null;
  /** When it was begun, in milliseconds; our clock. */
  since: number;
  /** The text that Slack has taken; null when that is not certain. */
  shown: string | null;
  /** We have asked Slack to end it, before the whole text was there. */
  isStopped: boolean;
}

const KIND = "stream";

/** The stream of a message, or null. */
export function readStream(
  connection: SlackConnection,
  messageId: string,
): Promise<StreamRecord | null> {
  return connection.records.get<StreamRecord>(KIND, messageId);
}

/** Notes a stream before it is begun; whether there was none yet. */
export function addStream(
  connection: SlackConnection,
  messageId: string,
  record: StreamRecord,
): Promise<boolean> {
  return connection.records.add(KIND, messageId, record);
}

/** Notes what is known of a stream now. */
export function saveStream(
  connection: SlackConnection,
  messageId: string,
  record: StreamRecord,
): Promise<void> {
  return connection.records.set(KIND, messageId, record);
}

/** Forgets a stream: it was completed or removed. */
export function deleteStream(connection: SlackConnection, messageId: string): Promise<void> {
  return connection.records.delete(KIND, messageId);
}

/**
 * The ts of a stream. When the answer to its beginning was lost, it is looked for: Slack takes no
 * mark with the beginning, and so it is our only post of that time that has none.
 *
 * @returns null when it was never begun
 */
export async function streamTs(
  client: SlackClient,
  record: StreamRecord,
  connection: SlackConnection,
): Promise<string | null> {
  if (record.ts !== null) return record.ts;
  const { botId, botUserId } = await selfOf(connection);
  let found: string | null = null;
  const oldest = tsBefore(record.since, 120);
  for await (const { ts, mark, botId: by, user } of postsOf(client, record, oldest)) {
    const isOurs = by === botId || user === botUserId;
    if (isOurs && !mark && Number(ts) > Number(oldest)) found = ts;
  }
  return found;
}
