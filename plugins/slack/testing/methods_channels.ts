import { type ApiCall, type Handler, SlackError } from "./call.ts";
import { kindOf } from "./events.ts";
import type { Json, SlackChannel } from "./model.ts";

const SCOPES: Record<string, string> = {
  public_channel: "channels:read",
  private_channel: "groups:read",
  mpim: "mpim:read",
  im: "im:read",
};
const TYPES = { channels: "public_channel", groups: "private_channel", im: "im" } as const;

/** Methods about channels and who is in them. */
export const channelMethods: Record<string, Handler> = {
  "conversations.list": (call) => list(call, (channel) => call.sees(channel)),

  "users.conversations"(call) {
    const user = call.text("user") || call.installation.botUserId;
    const answer = list(call, (channel) => call.sees(channel) && channel.members.has(user));
    for (const channel of answer.channels as Json[]) delete channel.is_member;
    return answer;
  },

  "conversations.info"(call) {
    const channel = call.channel("read");
    const withCount = call.args.include_num_members === true;
    return { ok: true, channel: call.views.channel(channel, bot(call), "info", withCount) };
  },

  "conversations.members"(call) {
    const channel = call.channel("read");
    const { items, metadata } = call.page([...channel.members], 100);
    return { ok: true, members: items, ...metadata };
  },

  "conversations.join"(call) {
    call.need("channels:join");
    const channel = call.channel();
    if (channel.isIm || channel.isPrivate) {
      throw new SlackError("method_not_supported_for_channel_type");
    }
    if (channel.isArchived) throw new SlackError("is_archived");
    const isMember = channel.members.has(bot(call));
    call.slack.joinChannel(channel, bot(call));
    return {
      ok: true,
      channel: call.views.channel(channel, bot(call), "join"),
      ...(isMember
        ? {
          warning: "already_in_channel",
          response_metadata: { warnings: ["already_in_channel"] },
        }
        : {}),
    };
  },

  "conversations.leave"(call) {
    const channel = call.channel();
    if (channel.isIm) throw new SlackError("method_not_supported_for_channel_type");
    call.need(channel.isPrivate ? "groups:write" : "channels:manage");
    if (channel.isGeneral) throw new SlackError("cant_leave_general");
    if (!channel.members.has(bot(call))) return { ok: true, not_in_channel: true };
    call.slack.leaveChannel(channel, bot(call));
    return { ok: true };
  },

  "conversations.open"(call) {
    call.need("im:write");
    const users = call.text("users").split(",").filter((id) => id !== "");
    if (call.args.channel) {
      return { ok: true, channel: { id: call.channel().id } };
    }
    if (users.length === 0) throw new SlackError("users_list_not_supplied");
    if (users.length > 1) throw new SlackError("method_not_supported_for_channel_type");
    const user = call.slack.users.get(users[0]!);
    if (!user) throw new SlackError("user_not_found");
    if (user.isDeleted) throw new SlackError("user_disabled");
    const channel = call.slack.directMessage(call.teamId, bot(call), user.id);
    return {
      ok: true,
      channel: call.args.return_im
        ? call.views.channel(channel, bot(call), "info")
        : { id: channel.id },
    };
  },
};

function list(call: ApiCall, isIncluded: (channel: SlackChannel) => boolean): Json {
  const types = (call.text("types") || "public_channel").split(",").map((type) => type.trim());
  if (types.some((type) => !SCOPES[type])) throw new SlackError("invalid_types");
  for (const type of types) call.need(SCOPES[type]!);
  const all = [...call.slack.channels.values()].filter((channel) =>
    types.includes(TYPES[kindOf(channel)]) && isIncluded(channel) &&
    !(call.args.exclude_archived === true && channel.isArchived)
  );
  const { items, metadata } = call.page(all, 100);
  return {
    ok: true,
    channels: items.map((channel) => call.views.channel(channel, bot(call), "list")),
    ...metadata,
  };
}

function bot(call: ApiCall): string {
  return call.installation.botUserId;
}
