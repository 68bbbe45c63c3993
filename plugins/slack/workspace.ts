import { codeOf } from "./errors.ts";
import { type SlackClient, slackClient } from "./api.ts";
import { type AuthorHint, People, type Person } from "./people.ts";
import { isBot, isOwn, type Message } from "./message.ts";
import { type Self, selfOf, type SlackSource } from "./self.ts";

/** How a channel is called, where the connection knows it. */
export type KnownChannel = (id: string) => Promise<string | null>;

/** Who wrote a message. */
export type Author =
  | { kind: "self" }
  | { kind: "bot"; name: string }
  | { kind: "customer" | "teammate"; person: Person };

/** A workspace as a connection sees it: who we are, who writes, what things are called. */
export interface Workspace {
  source: SlackSource;
  client: SlackClient;
  self: Self;
  people: People;
  author(message: Message): Promise<Author>;
  /** A channel's name without `#`; null when nobody tells it. */
  channelName(id: string): Promise<string | null>;
}

/** Opens the workspace of a connection. */
export async function openWorkspace(
  source: SlackSource,
  known: KnownChannel = () => Promise.resolve(null),
): Promise<Workspace> {
  const client = await slackClient(source, source.secret.bot_token);
  const self = await selfOf(source);
  const people = new People(source, self);
  const names = new Map<string, string | null>();

  async function askName(id: string): Promise<string | null> {
    try {
      // https://docs.slack.dev/reference/methods/conversations.info
      const { channel } = await client.conversations.info({ channel: id });
      return channel?.name ?? null;
    } catch (error) {
      // One we are not in: it stays without a name.
      if (codeOf(error) !== "channel_not_found") throw error;
      return null;
    }
  }

  return {
    source,
    client,
    self,
    people,
    async author(message) {
      if (isOwn(message, self)) return { kind: "self" };
      if (isBot(message) || !message.user) return { kind: "bot", name: botName(message) };
      const person = await people.get(message.user, hintOf(message));
      if (person.isBot) return { kind: "bot", name: person.name };
      return { kind: people.isExternal(person) ? "customer" : "teammate", person };
    },
    async channelName(id) {
      if (!names.has(id)) names.set(id, await known(id) ?? await askName(id));
      return names.get(id)!;
    },
  };
}

function botName(message: Message): string {
  return message.username?.trim() || message.bot_profile?.name?.trim() || "Bot";
}

/** Messages of shared channels tell of their author what Slack may not tell otherwise. */
function hintOf({ user_team, source_team, team, user_profile }: Message): AuthorHint {
  const teamId = user_team ?? source_team ?? team;
  return {
    ...(teamId ? { teamId } : {}),
    ...(user_profile?.real_name ? { name: user_profile.real_name } : {}),
    isGuest: user_profile?.is_restricted === true || user_profile?.is_ultra_restricted === true,
  };
}
