/** A permission of the app in Slack, and what it is for. */
export interface Scope {
  name: string;
  /** Completes "It lets Hissuno ...". */
  reason: string;
  /** Without it everything but this one thing goes on. */
  isOptional?: boolean;
}

/** What the bot token may do: all of it, and why. */
export const BOT_SCOPES: readonly Scope[] = [
  { name: "channels:read", reason: "list public channels to choose from, and follow their names" },
  { name: "groups:read", reason: "list the private channels it was invited to" },
  { name: "channels:history", reason: "read messages in the public channels it is in" },
  { name: "groups:history", reason: "read messages in the private channels it is in" },
  { name: "channels:join", reason: "enter public channels you choose" },
  { name: "users:read", reason: "tell customers from teammates, and call them by their names" },
  { name: "users:read.email", reason: "recognise customers and teammates by their e-mail address" },
  { name: "team:read", reason: "name the company that a customer of Slack Connect belongs to" },
  {
    name: "chat:write",
    reason: "answer in interactive channels, and bring conversations by message",
  },
  {
    name: "chat:write.customize",
    reason: "show a teammate's name on what they answer in the dashboard",
    isOptional: true,
  },
  { name: "im:write", reason: "open a direct message with the teammate who takes over" },
  { name: "im:history", reason: "read the teammate's answers in that direct message" },
  { name: "reactions:write", reason: "confirm with a reaction that an answer was forwarded" },
  { name: "files:read", reason: "read names and types of files that customers share" },
];

/** What the app-level token of Socket Mode may do. */
export const APP_SCOPES: readonly Scope[] = [
  { name: "connections:write", reason: "receive events over a connection that it opens itself" },
];

/** The events the app asks for. */
export const BOT_EVENTS: readonly string[] = [
  "message.channels",
  "message.groups",
  "message.im",
  "app_uninstalled",
  "tokens_revoked",
  "member_joined_channel",
  "member_left_channel",
  "channel_rename",
  "channel_archive",
  "channel_unarchive",
  "channel_deleted",
  "channel_left",
  "channel_shared",
  "channel_unshared",
  "channel_id_changed",
  // Private channels have names of their own for the same.
  "group_rename",
  "group_archive",
  "group_unarchive",
  "group_deleted",
  "group_left",
  "user_change",
];

/** The scopes of the list that a token lacks. */
export function missingScopes(granted: readonly string[]): Scope[] {
  return BOT_SCOPES.filter(({ name }) => !granted.includes(name));
}

/** A scope as it stands in sentences: `users:read (to tell customers from teammates ...)`. */
export function inWords({ name, reason }: Scope): string {
  return `${name} (to ${reason})`;
}
