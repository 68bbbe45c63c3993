import { type SlackClient, slackClient } from "./api.ts";
import type { SlackConnection } from "./connection.ts";
import { askSelf } from "./self.ts";

/** How long a list of scopes is believed, in milliseconds: adding some keeps the token. */
const FRESH = 3_600_000;

/** The client that speaks as the connection's bot. */
export function clientOf(connection: SlackConnection): Promise<SlackClient> {
  return slackClient(connection, connection.secret.bot_token);
}

/** Whether the connection's token has a scope, as far as is known. */
export async function hasScope(connection: SlackConnection, scope: string): Promise<boolean> {
  const known = await connection.records.get<{ scopes: string[]; at: number }>("scopes", "bot");
  const at = connection.now().getTime();
  if (known && Math.abs(at - known.at) < FRESH) return known.scopes.includes(scope);
  const { scopes } = await askSelf(connection);
  await connection.records.set("scopes", "bot", { scopes, at });
  return scopes.includes(scope);
}

/** Has the scopes asked for anew, after Slack said that one is gone. */
export async function forgetScopes(connection: SlackConnection): Promise<void> {
  await connection.records.delete("scopes", "bot");
}
