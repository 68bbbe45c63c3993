import {
  type OutgoingMessage,
  type OutgoingSession,
  RefusedReply,
  type Replies,
} from "#plugin-kit";
import type { SlackConnection } from "./connection.ts";
import { ownerChanged } from "./direct_message_open.ts";
import { tellUndelivered } from "./direct_message_failure.ts";
import type { Secret, Settings } from "./form.ts";
import { edit, remove, send } from "./send.ts";
import { stream } from "./stream.ts";
import { discard } from "./stream_end.ts";

/** Brings what is written here into Slack's threads, and sessions to teammates by direct message. */
export const replies: Replies<Settings, Secret> = {
  send: (session, message, connection, attempt) =>
    toldWhenRefused(message, connection, () => send(session, message, connection, attempt)),
  edit: (session, message, connection) =>
    toldWhenRefused(message, connection, () => edit(session, message, connection)),
  delete: (session: OutgoingSession, messageExternalId: string, connection: SlackConnection) =>
    remove(session, messageExternalId, connection),
  stream,
  discard,
  ownerChanged,
};

/** Who answered by direct message does not see the dashboard: they are told there. */
async function toldWhenRefused<Result>(
  message: OutgoingMessage,
  connection: SlackConnection,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RefusedReply) await tellUndelivered(message, error.message, connection);
    throw error;
  }
}
