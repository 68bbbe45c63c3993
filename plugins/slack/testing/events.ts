import type { Installation, Json, SlackChannel } from "./model.ts";
import type { SlackState } from "./state.ts";

/** The letters that events and `conversations.list` use for kinds of channels. */
export type ChannelKind = "channels" | "groups" | "im";

/** The kind of a channel, as scopes name it: `channels:history`, `groups:read`. */
export function kindOf(channel: SlackChannel): ChannelKind {
  return channel.isIm ? "im" : channel.isPrivate ? "groups" : "channels";
}

const CHANNEL_TYPES = { channels: "channel", groups: "group", im: "im" } as const;
/** How `member_*_channel` events name the kind of a channel. */
const CHANNEL_LETTERS = { channels: "C", groups: "G", im: "D" } as const;

/** `channel_type` of message events. */
export function channelType(channel: SlackChannel): string {
  return CHANNEL_TYPES[kindOf(channel)];
}

/** `channel_type` of membership events. */
export function channelLetter(channel: SlackChannel): string {
  return CHANNEL_LETTERS[kindOf(channel)];
}

/** Private channels have event names of their own: `channel_rename` is `group_rename` there. */
export function eventName(channel: SlackChannel, name: string): string {
  return channel.isPrivate ? name.replace(/^channel_/, "group_") : name;
}

const FAREWELLS = ["app_uninstalled", "tokens_revoked"];
/** Only told to apps whose bot is in the channel. */
const FOR_MEMBERS = ["message", "app_mention", "reaction_added", "reaction_removed"];
const SHARING = ["channel_shared", "channel_unshared", "channel_id_changed"];

/** Whether an installation is told of an event: asked for it, has the scope, is in the channel. */
export function wants(installation: Installation, type: string, channel?: SlackChannel): boolean {
  const { app, scopes, state, botUserId } = installation;
  if (state !== "installed" && !FAREWELLS.includes(type)) return false;
  const kind = channel ? kindOf(channel) : "channels";
  const name = type === "message" ? `message.${kind}` : type;
  if (!app.events.has(name)) return false;
  const scope = scopeOf(type, kind);
  if (scope && !scopes.has(scope)) return false;
  if (!channel || type === "channel_left" || type === "group_left") return true;
  const isMember = channel.members.has(botUserId);
  if (FOR_MEMBERS.includes(type) || type.startsWith("member_")) return isMember;
  return SHARING.includes(type) ? isMember : isMember || !channel.isPrivate;
}

function scopeOf(type: string, kind: ChannelKind): string | null {
  if (type === "message") return `${kind}:history`;
  if (type === "app_mention") return "app_mentions:read";
  if (type === "user_change") return "users:read";
  if (type.startsWith("reaction_")) return "reactions:read";
  if (/^(channel|group|member)_/.test(type)) return `${kind}:read`;
  return null;
}

/** The wrapper that Slack puts around an event for one installation. */
export function eventBody(
  state: SlackState,
  installation: Installation,
  event: Json,
  channel?: SlackChannel,
): Json {
  const { app, teamId, botUserId } = installation;
  const { enterpriseId } = state.workspace(teamId);
  const context = { t: teamId, a: app.id, c: channel?.id };
  const hosts = new Set(channel?.teamIds.map((id) => state.workspace(id).enterpriseId ?? id));
  return {
    token: app.verificationToken,
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: enterpriseId,
    api_app_id: app.id,
    event: { event_ts: state.eventTs(), ...event },
    type: "event_callback",
    event_id: state.nextId("Ev"),
    event_time: state.seconds(),
    authorizations: [{
      enterprise_id: enterpriseId,
      team_id: teamId,
      user_id: botUserId,
      is_bot: true,
      is_enterprise_install: false,
    }],
    is_ext_shared_channel: hosts.size > 1,
    event_context: `4-${btoa(JSON.stringify(context)).replaceAll("=", "")}`,
  };
}
