/** What the fake Slack keeps. Ids and names are Slack's own, so that a test reads like its pages. */

/** Any JSON object, as it goes over the wire. */
export type Json = Record<string, unknown>;

/** A workspace (team). */
export interface Workspace {
  id: string;
  name: string;
  domain: string;
  /** Set in an Enterprise Grid organisation; the same for its sister workspaces. */
  enterpriseId: string | null;
}

/** A person, guest, or bot user. */
export interface SlackUser {
  id: string;
  teamId: string;
  enterpriseId: string | null;
  name: string;
  realName: string;
  displayName: string;
  email: string | null;
  isAdmin: boolean;
  isOwner: boolean;
  /** A guest of several channels. */
  isRestricted: boolean;
  /** A guest of one channel. */
  isUltraRestricted: boolean;
  isBot: boolean;
  isDeleted: boolean;
  /** Forces `is_stranger`; otherwise a person of another team who shares no channel is one. */
  isStranger?: boolean;
  /** Other workspaces see the e-mail too. */
  isEmailShared: boolean;
  botId: string | null;
  appId: string | null;
  /** Seconds since 1970. */
  updated: number;
}

/** A channel, private channel, or direct message. */
export interface SlackChannel {
  id: string;
  name: string;
  /** The workspace it was made in. */
  hostTeamId: string;
  /** All workspaces that see it; more than one for Slack Connect. */
  teamIds: string[];
  isPrivate: boolean;
  isIm: boolean;
  isGeneral: boolean;
  isArchived: boolean;
  isDeleted: boolean;
  members: Set<string>;
  topic: string;
  purpose: string;
  previousNames: string[];
  /** Seconds since 1970. */
  created: number;
  /** By ts. */
  messages: Map<string, SlackMessage>;
}

/** A file shared in a message. */
export interface SlackFile {
  id: string;
  name: string;
  mimetype: string;
  user: string;
  teamId: string;
  content: Uint8Array;
  /** `check_file_info` as in Slack Connect: the message tells nothing but the id. */
  isHidden: boolean;
  mode: "hosted" | "tombstone" | "hidden_by_limit";
  channels: Set<string>;
  created: number;
}

/** A message as it is stored; how it looks depends on who asks. */
export interface SlackMessage {
  ts: string;
  channel: string;
  subtype?: string;
  /** Absent for posts under a name of the app's choice. */
  user?: string;
  botId?: string;
  appId?: string;
  username?: string;
  teamId: string;
  text: string;
  /** The parent's ts, also on the parent itself once it has replies. */
  threadTs?: string;
  isBroadcast: boolean;
  clientMsgId?: string;
  edited?: { user: string; ts: string };
  blocks?: unknown[];
  attachments?: unknown[];
  files: string[];
  reactions: Map<string, Set<string>>;
  metadata?: Json;
  /** More fields of join, rename and such messages. */
  more: Json;
  /** Set while a stream runs: when it began, in milliseconds. */
  streamingSince?: number;
  isStoppedByUser?: boolean;
  wasStreamed?: boolean;
}

/** An app as made from a manifest at api.slack.com. */
export interface SlackApp {
  id: string;
  name: string;
  clientId: string;
  clientSecret: string;
  signingSecret: string;
  verificationToken: string;
  /** The app-level token, for Socket Mode. */
  appToken: string;
  /** Scopes of the app-level token. */
  appTokenScopes: Set<string>;
  /** Names of the bot events in the manifest, such as `message.channels`. */
  events: Set<string>;
  /** Events go over WebSocket connections and not to a request URL. */
  isSocketMode: boolean;
  /** Request URLs, by workspace; `*` for all. */
  requestUrls: Map<string, string>;
}

/** An app in a workspace. */
export interface Installation {
  app: SlackApp;
  teamId: string;
  botToken: string;
  botUserId: string;
  botId: string;
  scopes: Set<string>;
  state: "installed" | "uninstalled" | "revoked";
}

/** The scopes that the app is meant to ask for. */
export const ALL_SCOPES = [
  "channels:read",
  "groups:read",
  "channels:history",
  "groups:history",
  "channels:join",
  "users:read",
  "users:read.email",
  "team:read",
  "chat:write",
  "chat:write.customize",
  "im:read",
  "im:write",
  "im:history",
  "app_mentions:read",
  "reactions:read",
  "reactions:write",
  "files:read",
];

/** The bot events an app is subscribed to unless told otherwise. */
export const DEFAULT_EVENTS = [
  "message.channels",
  "message.groups",
  "message.im",
  "app_uninstalled",
  "tokens_revoked",
  "member_joined_channel",
  "member_left_channel",
  "channel_archive",
  "channel_unarchive",
  "channel_deleted",
  "channel_id_changed",
  "channel_left",
  "channel_rename",
  "channel_shared",
  "channel_unshared",
  "group_archive",
  "group_unarchive",
  "group_deleted",
  "group_left",
  "group_rename",
  "user_change",
];
