import type { SlackConnection } from "./connection.ts";
import { handleDirectMessage } from "./direct_message.ts";
import type { Payload } from "./events.ts";
import { handleChannel } from "./handle_channel.ts";
import { handleMessage } from "./handle_message.ts";
import { handleInteraction } from "./interactions.ts";
import { People } from "./people.ts";
import { selfOf } from "./self.ts";

type Json = Record<string, unknown>;

/** Handles a stored delivery. */
export async function handle(payload: unknown, connection: SlackConnection): Promise<void> {
  const delivery = payload as Payload;
  // Slack held events back: what they told of is looked for in the history.
  if (delivery.kind === "gap") return await connection.repair();
  if (delivery.kind === "interaction") {
    return await handleInteraction(delivery.interaction, connection);
  }
  const { event } = delivery;
  switch (event.type) {
    case "message":
      return isDirect(event)
        ? await handleDirectMessage(event, connection)
        : await handleMessage(event, connection);
    case "app_uninstalled":
      return await connection.needsAttention(UNINSTALLED);
    case "tokens_revoked":
      return await tokensRevoked(event, connection);
    case "user_change":
      return await new People(connection, await selfOf(connection)).refresh(event.user);
    default:
      return await handleChannel(event, connection);
  }
}

/** Whether it was said to the app alone. */
function isDirect({ channel, channel_type }: Json): boolean {
  return channel_type === "im" || String(channel).startsWith("D");
}

async function tokensRevoked(event: Json, connection: SlackConnection): Promise<void> {
  const { bot } = (event.tokens ?? {}) as { bot?: unknown };
  // Tokens of persons may be revoked too; we have none.
  if (Array.isArray(bot) && bot.length > 0) await connection.needsAttention(REVOKED);
}

const UNINSTALLED =
  "The app was removed from the Slack workspace. Install it again and enter its new bot token.";
const REVOKED =
  "The app's token was revoked in Slack. Install the app again and enter its new bot token.";
