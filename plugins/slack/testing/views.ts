import type { Json, SlackChannel, SlackFile, SlackMessage, SlackUser } from "./model.ts";
import { SLACKBOT, type SlackState } from "./state.ts";

/** How users, channels, files and messages look to an app in one workspace. */
export class SlackViews {
  constructor(readonly state: SlackState, readonly teamId: string) {}

  /**
   * A user as `users.info` gives it.
   *
   * @param mayReadEmail the token has `users:read.email`
   */
  user(user: SlackUser, mayReadEmail: boolean): Json {
    const workspace = this.state.workspace(user.teamId);
    const isForeign = this.isForeign(user);
    const hasEmail = mayReadEmail && user.email && (!isForeign || user.isEmailShared);
    const image = "https://secure.gravatar.com/avatar/0.jpg";
    return {
      id: user.id,
      team_id: isForeign ? user.teamId : this.teamId,
      name: user.name,
      deleted: user.isDeleted,
      ...(user.isDeleted ? {} : {
        color: "9f69e7",
        real_name: user.realName,
        tz: "Europe/Amsterdam",
        tz_label: "Central European Time",
        tz_offset: 3600,
      }),
      profile: {
        avatar_hash: "ge3b51ca72de",
        status_text: "",
        status_emoji: "",
        real_name: user.realName,
        real_name_normalized: user.realName,
        display_name: user.displayName,
        display_name_normalized: user.displayName,
        ...(hasEmail ? { email: user.email } : {}),
        ...(user.isBot ? { bot_id: user.botId, api_app_id: user.appId, always_active: true } : {}),
        image_24: image,
        image_48: image,
        image_72: image,
        team: isForeign ? user.teamId : this.teamId,
      },
      is_admin: user.isAdmin,
      is_owner: user.isOwner,
      is_primary_owner: false,
      is_restricted: user.isRestricted,
      is_ultra_restricted: user.isUltraRestricted,
      is_bot: user.isBot,
      is_app_user: false,
      updated: user.updated,
      ...(isForeign
        ? { is_stranger: user.isStranger ?? !this.#shareChannel(user) }
        : { has_2fa: false, is_email_confirmed: user.email !== null }),
      ...(workspace.enterpriseId
        ? {
          enterprise_user: {
            id: user.id,
            enterprise_id: workspace.enterpriseId,
            enterprise_name: `Organisation ${workspace.enterpriseId}`,
            is_admin: false,
            is_owner: false,
            teams: [user.teamId],
          },
        }
        : {}),
    };
  }

  /** Whether a user belongs to another workspace than the one that looks. */
  isForeign(user: SlackUser): boolean {
    return user.teamId !== this.teamId && user.id !== SLACKBOT;
  }

  /**
   * A channel as the bot user sees it.
   *
   * @param detail lists tell the host but not the other teams of a shared channel, `join` neither
   */
  channel(
    channel: SlackChannel,
    botUserId: string,
    detail: "info" | "list" | "join",
    withCount = detail === "list",
  ): Json {
    const { state } = this;
    const isMember = channel.members.has(botUserId);
    if (channel.isIm) {
      const user = [...channel.members].find((id) => id !== botUserId) ?? botUserId;
      return {
        id: channel.id,
        created: channel.created,
        is_archived: false,
        is_im: true,
        is_org_shared: false,
        user,
        is_user_deleted: state.user(user).isDeleted,
        context_team_id: this.teamId,
        updated: channel.created * 1000,
        priority: 0,
      };
    }
    const enterprise = state.workspace(channel.hostTeamId).enterpriseId;
    const isOutside = (id: string) =>
      id !== channel.hostTeamId &&
      (!enterprise || state.workspace(id).enterpriseId !== enterprise);
    const isExternal = channel.teamIds.some(isOutside);
    return {
      id: channel.id,
      name: channel.name,
      name_normalized: channel.name,
      is_channel: !channel.isPrivate,
      is_group: channel.isPrivate,
      is_im: false,
      is_mpim: false,
      is_private: channel.isPrivate,
      created: channel.created,
      creator: [...channel.members][0] ?? "USLACKBOT",
      is_archived: channel.isArchived,
      is_general: channel.isGeneral,
      is_member: isMember,
      unlinked: 0,
      is_shared: channel.teamIds.length > 1,
      is_ext_shared: isExternal,
      is_org_shared: channel.teamIds.length > 1 && !isExternal,
      is_pending_ext_shared: false,
      pending_shared: [],
      pending_connected_team_ids: [],
      shared_team_ids: channel.teamIds,
      ...(isExternal
        ? {
          ...(detail === "info"
            ? { connected_team_ids: channel.teamIds.filter((id) => id !== this.teamId) }
            : {}),
          ...(detail === "join" ? {} : { conversation_host_id: channel.hostTeamId }),
          internal_team_ids: channel.teamIds.filter((id) => !isOutside(id)),
        }
        : {}),
      context_team_id: this.teamId,
      updated: channel.created * 1000,
      topic: { value: channel.topic, creator: "", last_set: 0 },
      purpose: { value: channel.purpose, creator: "", last_set: 0 },
      previous_names: channel.previousNames,
      ...(withCount ? { num_members: channel.members.size } : {}),
    };
  }

  /** A message as events carry it; `withThread` adds what the history knows besides. */
  message(message: SlackMessage, withThread = false): Json {
    const { state } = this;
    const author = message.user ? state.users.get(message.user) : undefined;
    const channel = state.channels.get(message.channel)!;
    const isHidden = message.subtype === "tombstone";
    const thread = message.threadTs ? state.thread(channel, message.threadTs) : [];
    const isParent = message.threadTs === message.ts;
    const replies = thread.filter((one) => one.ts !== message.threadTs);
    const repliers = [...new Set(replies.map((one) => one.user ?? one.botId!))];
    return {
      type: "message",
      ...(message.subtype ? { subtype: message.subtype } : {}),
      ...(message.user ? { user: message.user } : {}),
      text: message.text,
      ts: message.ts,
      ...(message.clientMsgId ? { client_msg_id: message.clientMsgId } : {}),
      ...(message.botId ? { bot_id: message.botId } : {}),
      ...(message.username ? { username: message.username } : {}),
      ...(message.appId && message.user
        ? { app_id: message.appId, bot_profile: this.#botProfile(message) }
        : {}),
      ...(isHidden || !message.user ? {} : { team: message.teamId }),
      ...(author && channel.teamIds.length > 1 && !isHidden ? this.#connect(author) : {}),
      ...(message.blocks ? { blocks: message.blocks } : {}),
      ...(message.attachments ? { attachments: message.attachments } : {}),
      ...(message.metadata ? { metadata: message.metadata } : {}),
      ...(message.edited ? { edited: message.edited } : {}),
      ...(message.files.length > 0
        ? {
          files: message.files.map((id) => this.file(state.files.get(id)!, true)),
          upload: false,
          display_as_bot: false,
        }
        : {}),
      ...(isHidden ? { hidden: true } : {}),
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
      ...(message.threadTs && !isParent
        ? { parent_user_id: thread.find((one) => one.ts === message.threadTs)?.user }
        : {}),
      ...(isParent && (withThread || isHidden)
        ? {
          reply_count: replies.length,
          reply_users_count: repliers.length,
          reply_users: repliers.slice(0, 5),
          latest_reply: replies.at(-1)?.ts,
          is_locked: false,
          subscribed: false,
        }
        : {}),
      ...(withThread && message.reactions.size > 0
        ? {
          reactions: [...message.reactions].map(([name, users]) => ({
            name,
            users: [...users],
            count: users.size,
          })),
        }
        : {}),
      ...message.more,
    };
  }

  /** A file; inside a message of Slack Connect perhaps only its id. */
  file(file: SlackFile, isInMessage: boolean): Json {
    if (file.mode === "tombstone") return { id: file.id, mode: "tombstone" };
    if (file.mode === "hidden_by_limit") {
      return { id: file.id, mode: "hidden_by_limit", created: file.created, user: file.user };
    }
    if (isInMessage && file.isHidden) {
      return { id: file.id, mode: "file_access", file_access: "check_file_info", created: 0 };
    }
    const path = `${file.teamId}-${file.id}`;
    return {
      id: file.id,
      created: file.created,
      timestamp: file.created,
      name: file.name,
      title: file.name,
      mimetype: file.mimetype,
      filetype: file.name.split(".").at(-1),
      pretty_type: file.name.split(".").at(-1)!.toUpperCase(),
      user: file.user,
      user_team: file.teamId,
      editable: false,
      size: file.content.length,
      mode: "hosted",
      is_external: false,
      external_type: "",
      is_public: true,
      public_url_shared: false,
      display_as_bot: false,
      username: "",
      url_private: `https://files.slack.com/files-pri/${path}/${encodeURIComponent(file.name)}`,
      url_private_download: `https://files.slack.com/files-pri/${path}/download/${
        encodeURIComponent(file.name)
      }`,
      permalink: `https://${this.state.workspace(file.teamId).domain}.slack.com/files/${file.id}`,
      has_rich_preview: false,
      file_access: "visible",
    };
  }

  #botProfile(message: SlackMessage): Json {
    const app = this.state.apps.find(({ id }) => id === message.appId);
    const image = "https://a.slack-edge.com/80588/img/plugins/app/bot_36.png";
    return {
      id: message.botId,
      deleted: false,
      name: app?.name ?? this.state.users.get(message.user!)?.realName ?? "Bot",
      updated: 1_700_000_000,
      app_id: message.appId,
      icons: { image_36: image, image_48: image, image_72: image },
      team_id: message.teamId,
    };
  }

  /** What messages in channels of several workspaces say about their author. */
  #connect(author: SlackUser): Json {
    return {
      user_team: author.teamId,
      source_team: author.teamId,
      user_profile: {
        name: author.name,
        first_name: author.realName.split(" ")[0],
        real_name: author.realName,
        display_name: author.displayName,
        team: author.teamId,
        is_restricted: author.isRestricted,
        is_ultra_restricted: author.isUltraRestricted,
        avatar_hash: "ge3b51ca72de",
        image_72: "https://secure.gravatar.com/avatar/0.jpg",
      },
    };
  }

  #shareChannel(user: SlackUser): boolean {
    return [...this.state.channels.values()].some((channel) =>
      !channel.isIm && channel.members.has(user.id) && channel.teamIds.includes(this.teamId)
    );
  }
}
