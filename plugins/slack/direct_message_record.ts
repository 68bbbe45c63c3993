import type { SessionTeammate } from "#plugin-kit";
import type { SlackConnection } from "./connection.ts";

/** Why a teammate did not get a conversation by direct message. */
export type Absence = "no_email" | "not_found" | "unreachable" | "in_thread";

/** The direct message in which a teammate answers a session. */
export interface DirectMessage {
  /** `opening`: begun, perhaps by a process that ended. `none`: there is none, see `why`. */
  state: "opening" | "open" | "closed" | "none";
  teammate: SessionTeammate;
  /** Tells this takeover from earlier ones. */
  key: string;
  /** The teammate in Slack. */
  user: string;
  channel: string;
  /** The ts of the first message; answers in its thread go to the customer. */
  root: string;
  why?: Absence;
}

/** The direct message of a session, or null when there never was one. */
export function readDirectMessage(
  connection: SlackConnection,
  sessionExternalId: string,
): Promise<DirectMessage | null> {
  return connection.records.get<DirectMessage>("dm", sessionExternalId);
}

/** Keeps what is known of a session's direct message. */
export function saveDirectMessage(
  connection: SlackConnection,
  sessionExternalId: string,
  value: DirectMessage,
): Promise<void> {
  return connection.records.set("dm", sessionExternalId, value);
}

/** The session that a thread of a direct message belongs to, by its outer id; or null. */
export async function sessionOfThread(
  connection: SlackConnection,
  channel: string,
  root: string,
): Promise<string | null> {
  const known = await connection.records.get<{ session: string }>(
    "dm_thread",
    `${channel}:${root}`,
  );
  return known?.session ?? null;
}

/** Notes which session a thread of a direct message belongs to; it stays known afterwards. */
export function saveThread(
  connection: SlackConnection,
  channel: string,
  root: string,
  sessionExternalId: string,
): Promise<void> {
  return connection.records.set("dm_thread", `${channel}:${root}`, { session: sessionExternalId });
}
