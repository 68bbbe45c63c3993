import { RefusedReply } from "#plugin-kit";

/** Where a conversation happens: a thread of a channel. */
export interface Place {
  channel: string;
  /** The ts of the thread's first message. */
  thread: string;
}

/**
 * The place that a session's outer id names: `<channel>:<ts of the first message>`.
 *
 * @throws {RefusedReply} when it names none
 */
export function placeOf(externalId: string): Place {
  const [, channel, thread] = /^([A-Z0-9]{2,30}):(\d{1,12}\.\d{1,8})$/i.exec(externalId) ?? [];
  if (!channel || !thread) throw new RefusedReply("The session has no thread in Slack.");
  return { channel, thread };
}

/** A ts that lies some seconds before a time: for `oldest`, with room for clocks that differ. */
export function tsBefore(milliseconds: number, seconds: number): string {
  return Math.max(0, milliseconds / 1000 - seconds).toFixed(6);
}
