import { type SlackClient, slackClient } from "./api.ts";
import type { SlackConnection } from "./connection.ts";

/** Who we are in a workspace, and what we may do there. */
export interface Identity {
  botId: string;
  userId: string;
  teamId: string;
  /** The workspace's address, ending with a slash. */
  url: string;
  scopes: string[];
  /** When it was asked for, in milliseconds. */
  at: number;
}

const ONE_HOUR = 3_600_000;

/** The client that speaks as the connection's bot. */
export function clientOf(connection: SlackConnection): Promise<SlackClient> {
  return slackClient(connection, connection.secret.bot_token);
}

/** Our identity in the connection's workspace, asked for once an hour. */
export async function identityOf(connection: SlackConnection): Promise<Identity> {
  const known = await connection.records.get<Identity>("identity", "bot");
  const at = connection.now().getTime();
  if (known && Math.abs(at - known.at) < ONE_HOUR) return known;
  const answer = await (await clientOf(connection)).auth.test();
  const identity: Identity = {
    botId: answer.bot_id ?? "",
    userId: answer.user_id ?? "",
    teamId: answer.team_id ?? connection.accountId ?? "",
    url: answer.url ?? "https://slack.com/",
    scopes: answer.response_metadata?.scopes ?? [],
    at,
  };
  await connection.records.set("identity", "bot", identity);
  return identity;
}

/** Has the identity asked for anew, after Slack said that a scope is gone. */
export async function forgetIdentity(connection: SlackConnection): Promise<void> {
  await connection.records.delete("identity", "bot");
}
