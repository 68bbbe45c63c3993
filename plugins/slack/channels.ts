import { type ChannelSource, conflict, type ProviderChannel } from "#plugin-kit";
import { slackClient } from "./api.ts";
import { codeOf } from "./errors.ts";
import type { Secret, Settings } from "./form.ts";
import { selfOf, type SlackSource } from "./self.ts";

/** As many as Slack gives at once. */
const PAGE = 999;
/** A list that is longer goes in circles. */
const MOST_PAGES = 500;

/** A channel of `conversations.list` or `conversations.info`, as far as it is used. */
export interface SlackChannel {
  id?: string;
  name?: string;
  is_private?: boolean;
  is_ext_shared?: boolean;
  is_archived?: boolean;
  is_member?: boolean;
  is_im?: boolean;
  is_mpim?: boolean;
  num_members?: number;
}

/** A channel as the picker shows it; null for direct messages. */
export function providerChannel(channel: SlackChannel): ProviderChannel | null {
  if (typeof channel.id !== "string" || channel.is_im || channel.is_mpim) return null;
  return {
    id: channel.id,
    name: channel.name || channel.id,
    isPrivate: channel.is_private === true,
    isExternal: channel.is_ext_shared === true,
    isArchived: channel.is_archived === true,
    isMember: channel.is_member === true,
    memberCount: typeof channel.num_members === "number" ? channel.num_members : null,
  };
}

/** The channels of a workspace that the bot may see, and its way in and out. */
export const channels: ChannelSource<Settings, Secret> = {
  async *list(connection) {
    const client = await slackClient(connection, connection.secret.bot_token);
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      // https://docs.slack.dev/reference/methods/conversations.list
      const answer = await client.conversations.list({
        types: "public_channel,private_channel",
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
      });
      const found = (answer.channels ?? []) as SlackChannel[];
      yield found.flatMap((channel) => providerChannel(channel) ?? []);
      const next = answer.response_metadata?.next_cursor;
      if (!next || next === cursor) return;
      cursor = next;
    }
  },

  async join(id, connection) {
    const client = await slackClient(connection, connection.secret.bot_token);
    const known = await channelInfo(id, connection);
    if (!known) throw conflict(await invitation(connection));
    if (known.isMember) return;
    if (known.isPrivate) throw conflict(await invitation(connection));
    if (known.isArchived) {
      throw conflict(`#${known.name} is archived. Unarchive it in Slack, then choose it again.`);
    }
    try {
      // https://docs.slack.dev/reference/methods/conversations.join
      await client.conversations.join({ channel: id });
    } catch (error) {
      const code = codeOf(error) ?? "";
      if (!NEEDS_INVITATION.includes(code)) throw error;
      throw conflict(await invitation(connection));
    }
  },

  async leave(id, connection) {
    const client = await slackClient(connection, connection.secret.bot_token);
    try {
      // https://docs.slack.dev/reference/methods/conversations.leave
      await client.conversations.leave({ channel: id });
    } catch (error) {
      const code = codeOf(error) ?? "";
      if (ALREADY_OUT.includes(code)) return;
      if (!["missing_scope", "cant_leave_general", "last_member"].includes(code)) throw error;
      throw conflict(
        "Slack lets apps leave a channel only with a permission to manage channels, which Hissuno " +
          "does not ask for. Nothing of the channel is kept any more; to remove the bot, write " +
          `/remove @${await botName(connection)} there.`,
      );
    }
  },
};

const NEEDS_INVITATION = [
  "method_not_supported_for_channel_type",
  "channel_not_found",
  "channel_is_limited_access",
  "too_many_members",
];
const ALREADY_OUT = ["channel_not_found", "not_in_channel", "is_archived"];

/** A channel as it is now; null when we may not see it. */
export async function channelInfo(
  id: string,
  source: SlackSource,
): Promise<ProviderChannel | null> {
  const client = await slackClient(source, source.secret.bot_token);
  try {
    // https://docs.slack.dev/reference/methods/conversations.info
    const answer = await client.conversations.info({ channel: id, include_num_members: true });
    return answer.channel ? providerChannel(answer.channel as SlackChannel) : null;
  } catch (error) {
    if (codeOf(error) === "channel_not_found") return null;
    throw error;
  }
}

async function invitation(source: SlackSource): Promise<string> {
  const name = await botName(source);
  return "Slack lets apps into this channel only by invitation. Write " +
    `/invite @${name} there, then choose the channel again.`;
}

/** How the bot is called in its workspace. */
async function botName(source: SlackSource): Promise<string> {
  const { botUserId } = await selfOf(source);
  const client = await slackClient(source, source.secret.bot_token);
  // https://docs.slack.dev/reference/methods/users.info
  const { user } = await client.users.info({ user: botUserId });
  return user?.name || user?.real_name || "Hissuno";
}
