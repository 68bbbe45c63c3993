import { CredentialError, type Records, type SourceContext } from "#plugin-kit";
import { slackClient } from "./api.ts";
import type { Secret, Settings } from "./form.ts";

/** How long what is known of us is believed, in milliseconds: workspaces join organisations. */
const FRESH = 24 * 3_600_000;

/** What a plugin's function gets to work with: a live connection, a sync, or neither. */
export type SlackSource = SourceContext<Settings, Secret> & { records?: Records };

/** Who we are in Slack. */
export interface Self {
  teamId: string;
  teamName: string;
  /** The organisation of an Enterprise Grid, or null. */
  enterpriseId: string | null;
  /** Address of the workspace, with a slash at its end. */
  url: string;
  /** The bot as messages name it. */
  botId: string;
  /** The bot as mentions and member lists name it. */
  botUserId: string;
  /** The app that the bot belongs to; null when Slack does not tell. */
  appId: string | null;
  scopes: string[];
}

/** The answer of `auth.test`, as far as it is used. */
interface AuthTest {
  url?: string;
  team?: string;
  team_id?: string;
  user_id?: string;
  bot_id?: string;
  enterprise_id?: string | null;
  is_enterprise_install?: boolean;
  response_metadata?: { scopes?: string[] };
}

/**
 * Asks Slack who the bot token belongs to.
 *
 * @throws {CredentialError} when it is no bot of one workspace
 */
export async function askSelf(source: SlackSource): Promise<Self> {
  const client = await slackClient(source, source.secret.bot_token);
  // https://docs.slack.dev/reference/methods/auth.test
  const me = await client.auth.test() as AuthTest;
  if (me.is_enterprise_install) throw new CredentialError(ORGANISATION, "bot_token");
  const { team_id: teamId, user_id: botUserId, bot_id: botId } = me;
  if (!teamId || !botUserId || !botId) {
    throw new CredentialError(
      "This token belongs to a person, not to the app's bot. Enter the bot token, which begins " +
        "with xoxb-.",
      "bot_token",
    );
  }
  return {
    teamId,
    botUserId,
    botId,
    teamName: me.team || teamId,
    enterpriseId: me.enterprise_id || null,
    url: workspaceUrl(me.url),
    appId: null,
    scopes: me.response_metadata?.scopes?.filter(Boolean) ?? [],
  };
}

/** Why a token for a whole organisation does not do. */
export const ORGANISATION =
  "The app is installed for a whole organisation, which Hissuno does not support. Install it in " +
  "one workspace, and connect that.";

/** Who we are, asked for once a day per token. */
export async function selfOf(source: SlackSource): Promise<Self> {
  const id = await fingerprint(source.secret.bot_token);
  const at = source.now().getTime();
  const known = await source.records?.get<{ self: Self; at: number }>("self", id);
  if (known && at - known.at < FRESH) return known.self;
  const self = await askSelf(source);
  const client = await slackClient(source, source.secret.bot_token);
  // https://docs.slack.dev/reference/methods/bots.info
  const { bot } = await client.bots.info({ bot: self.botId });
  self.appId = bot?.app_id ?? null;
  await source.records?.set("self", id, { self, at });
  return self;
}

/** Names a token without telling it: records are not encrypted. */
async function fingerprint(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return new Uint8Array(digest).toHex().slice(0, 16);
}

/** The workspace's address when it is one of Slack's, else the one that finds any workspace. */
function workspaceUrl(url: string | undefined): string {
  try {
    const { protocol, hostname } = new URL(url ?? "");
    if (protocol === "https:" && hostname.endsWith(".slack.com")) return `https://${hostname}/`;
  } catch { /* no address */ }
  return "https://slack.com/";
}

/** The address of a message in Slack. */
export function permalink(self: Self, channelId: string, ts: string): string {
  return `${self.url}archives/${encodeURIComponent(channelId)}/p${ts.replace(".", "")}`;
}
