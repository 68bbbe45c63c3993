import { channelLetter, eventName } from "./events.ts";
import { interactionBody } from "./interaction.ts";
import type {
  Installation,
  Json,
  SlackApp,
  SlackChannel,
  SlackMessage,
  SlackUser,
  Workspace,
} from "./model.ts";
import { TalkingSlack } from "./talk.ts";

/** What people and administrators do with channels, apps and members. */
export abstract class SlackWorld extends TalkingSlack {
  /** A user joins a channel, by themselves or invited. */
  joinChannel(channel: SlackChannel | string, user: SlackUser | string, inviter?: SlackUser): void {
    const place = this.channelOf(channel);
    const { id, teamId } = this.userOf(user);
    if (place.members.has(id)) return;
    place.members.add(id);
    const invitation = inviter ? { inviter: inviter.id } : {};
    this.#note(place, "channel_join", id, `<@${id}> has joined the channel`, invitation);
    const channel_type = channelLetter(place);
    this.announce(place, "member_joined_channel", () => ({
      user: id,
      channel: place.id,
      channel_type,
      team: teamId,
      ...invitation,
    }));
  }

  /** A user leaves a channel; when it is the app's bot, the app is told that it was removed. */
  leaveChannel(channel: SlackChannel | string, user: SlackUser | string): void {
    const place = this.channelOf(channel);
    const { id, teamId } = this.userOf(user);
    if (!place.members.delete(id)) return;
    this.#note(place, "channel_leave", id, `<@${id}> has left the channel`);
    const channel_type = channelLetter(place);
    const left = { user: id, channel: place.id, channel_type, team: teamId };
    this.announce(place, "member_left_channel", () => left);
    const isBot = (installation: Installation) => installation.botUserId === id;
    this.announce(
      place,
      eventName(place, "channel_left"),
      (_, installation) => isBot(installation) ? { channel: place.id, actor_id: id } : null,
    );
  }

  /** Somebody invites the app's bot of a workspace. */
  inviteBot(channel: SlackChannel | string, workspace?: Workspace, inviter?: SlackUser): void {
    const place = this.channelOf(channel);
    const { botUserId } = this.installationIn(workspace ?? place.hostTeamId);
    this.joinChannel(place, botUserId, inviter);
  }

  /** Gives a channel another name. */
  rename(channel: SlackChannel, name: string, by?: SlackUser): void {
    const old = channel.name;
    channel.previousNames.unshift(old);
    channel.name = name;
    const user = by?.id ?? [...channel.members][0] ?? "USLACKBOT";
    const text = `<@${user}> has renamed the channel from "${old}" to "${name}"`;
    this.#note(channel, "channel_name", user, text, { name, old_name: old });
    this.announce(channel, eventName(channel, "channel_rename"), () => ({
      channel: {
        id: channel.id,
        is_channel: !channel.isPrivate,
        is_mpim: false,
        name,
        name_normalized: name,
        created: channel.created,
      },
    }));
  }

  /** Closes a channel for new messages, or opens it again. */
  archive(channel: SlackChannel, isArchived = true): void {
    channel.isArchived = isArchived;
    const user = [...channel.members][0] ?? "USLACKBOT";
    const name = eventName(channel, isArchived ? "channel_archive" : "channel_unarchive");
    this.announce(channel, name, () => ({ channel: channel.id, user }));
  }

  /** Deletes a channel with all that is in it. */
  deleteChannel(channel: SlackChannel): void {
    const actor_id = [...channel.members][0] ?? "USLACKBOT";
    this.announce(channel, eventName(channel, "channel_deleted"), () => ({
      channel: channel.id,
      actor_id,
    }));
    this.channels.delete(channel.id);
  }

  /** Slack Connect: lets another workspace into a channel. */
  share(channel: SlackChannel, workspace: Workspace): void {
    channel.teamIds.push(workspace.id);
    const more = { connected_team_id: workspace.id };
    this.announce(channel, "channel_shared", () => ({ ...more, channel: channel.id }));
  }

  /** Slack Connect: takes a channel away from a workspace and its people. */
  unshare(channel: SlackChannel, workspace: Workspace): void {
    const rest = channel.teamIds.filter((id) => id !== workspace.id);
    this.announce(channel, "channel_unshared", (_, { teamId }) => ({
      previously_connected_team_id: teamId === workspace.id ? channel.hostTeamId : workspace.id,
      channel: channel.id,
      is_ext_shared: rest.length > 1,
    }));
    channel.teamIds = rest;
    for (const id of channel.members) {
      if (this.user(id).teamId === workspace.id) channel.members.delete(id);
    }
  }

  /** Gives a channel a new id, as happens when it is shared or made private; returns the new one. */
  changeId(channel: SlackChannel): string {
    const old_channel_id = channel.id;
    this.channels.delete(old_channel_id);
    this.formerChannelIds.add(old_channel_id);
    channel.id = this.nextId("C");
    this.channels.set(channel.id, channel);
    for (const message of channel.messages.values()) message.channel = channel.id;
    const event = { old_channel_id, new_channel_id: channel.id };
    this.announce(channel, "channel_id_changed", () => event);
    return channel.id;
  }

  /** Changes a member's profile, role or state. */
  changeUser(user: SlackUser, patch: Partial<SlackUser>): void {
    Object.assign(user, patch, { updated: this.seconds() });
    const teams = new Set([user.teamId]);
    for (const channel of this.channels.values()) {
      if (channel.members.has(user.id)) channel.teamIds.forEach((id) => teams.add(id));
    }
    for (const id of teams) {
      this.announceIn(id, "user_change", (views, { scopes }) => ({
        user: views.user(user, scopes.has("users:read.email")),
        cache_ts: this.seconds(),
      }));
    }
  }

  /** An administrator removes the app from a workspace: both farewell events, then no token is good. */
  uninstall(workspace: Workspace, app?: SlackApp): void {
    const installation = this.installationIn(workspace, app ?? this.apps[0]);
    installation.state = "uninstalled";
    for (const { members } of this.channels.values()) members.delete(installation.botUserId);
    this.user(installation.botUserId).isDeleted = true;
    this.#tellApp(installation, "tokens_revoked", {
      tokens: { oauth: [], bot: [installation.botUserId] },
    });
    this.#tellApp(installation, "app_uninstalled", {});
  }

  /** The tokens of a workspace are revoked; the app stays listed until it is authorized again. */
  revokeTokens(workspace: Workspace, app?: SlackApp): void {
    const installation = this.installationIn(workspace, app ?? this.apps[0]);
    installation.state = "revoked";
    this.#tellApp(installation, "tokens_revoked", {
      tokens: { oauth: [], bot: [installation.botUserId] },
    });
  }

  /**
   * Somebody presses a button in a message of the app.
   *
   * @throws when the message has no such button
   */
  press(message: SlackMessage, user: SlackUser | string, actionId: string): void {
    const installation = this.installations.find((one) => one.botId === message.botId);
    if (!installation) throw new Error("Only messages of an app have buttons that tell it");
    const body = interactionBody(this, installation, message, this.userOf(user), actionId);
    this.send({ installation, kind: "interaction", type: "block_actions", body });
  }

  #tellApp(installation: Installation, type: string, event: Json): void {
    this.announceIn(
      installation.teamId,
      type,
      (_, other) => other === installation ? event : null,
    );
  }

  /** A message that Slack itself writes into a channel. */
  #note(channel: SlackChannel, subtype: string, user: string, text: string, more: Json = {}): void {
    const { teamId } = this.users.get(user) ?? { teamId: channel.hostTeamId };
    this.put(channel, { ts: this.nextTs(channel), subtype, user, teamId, text, more });
  }
}
