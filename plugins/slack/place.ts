import { RefusedReply } from "#plugin-kit";
import { placeOf } from "./message.ts";

/** Where a conversation happens: a thread of a channel. */
export interface Place {
  channel: string;
  /** The ts of the thread's first message. */
  thread: string;
}

/**
 * The place that a session's outer id names.
 *
 * @throws {RefusedReply} when it names none
 */
export function replyPlace(externalId: string): Place {
  const place = placeOf(externalId);
  if (!place) throw new RefusedReply("The session has no thread in Slack.");
  return { channel: place.channel, thread: place.ts };
}

/** A ts that lies some seconds before a time: for `oldest`, with room for clocks that differ. */
export function tsBefore(milliseconds: number, seconds: number): string {
  return Math.max(0, milliseconds / 1000 - seconds).toFixed(6);
}
