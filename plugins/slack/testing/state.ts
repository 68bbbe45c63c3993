import { now } from "#plugin-kit";
import {
  ALL_SCOPES,
  DEFAULT_EVENTS,
  type Installation,
  type SlackApp,
  type SlackChannel,
  type SlackFile,
  type SlackMessage,
  type SlackUser,
  type Workspace,
} from "./model.ts";

/** Slack itself: in every workspace, and by the letter no bot. */
export const SLACKBOT = "USLACKBOT";

/** Who a user is, where it differs from a plain member with an e-mail address. */
export type UserOptions =
  & Partial<Omit<SlackUser, "id" | "teamId" | "enterpriseId" | "updated">>
  & { id?: string };

/** What a channel is, where it differs from an empty public one of one workspace. */
export interface ChannelOptions {
  id?: string;
  isPrivate?: boolean;
  isGeneral?: boolean;
  members?: SlackUser[];
  /** Slack Connect: other workspaces that see the channel. */
  sharedWith?: Workspace[];
  topic?: string;
  purpose?: string;
}

/** Everything that the fake Slack knows, and how to make it. */
export class SlackState {
  readonly workspaces = new Map<string, Workspace>();
  readonly users = new Map<string, SlackUser>();
  readonly channels = new Map<string, SlackChannel>();
  readonly files = new Map<string, SlackFile>();
  readonly apps: SlackApp[] = [];
  readonly installations: Installation[] = [];
  /** Old ids of channels whose id changed. */
  readonly formerChannelIds = new Set<string>();
  /** The time, for ts and event times; replace it to travel. */
  clock: () => Date = now;
  #count = 0;

  /** A workspace of its own, or one of an Enterprise Grid organisation. */
  addWorkspace(name = "Acme", options: Partial<Omit<Workspace, "name">> = {}): Workspace {
    const workspace = {
      id: this.nextId("T"),
      domain: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
      enterpriseId: null,
      ...options,
      name,
    };
    this.workspaces.set(workspace.id, workspace);
    if (!this.users.has(SLACKBOT)) {
      this.addUser(workspace, "Slackbot", { id: SLACKBOT, email: null });
    }
    return workspace;
  }

  /** A member of a workspace; `options` make it a guest, an admin, a bot, a stranger. */
  addUser(workspace: Workspace, name: string, options: UserOptions = {}): SlackUser {
    const handle = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, ".");
    const user: SlackUser = {
      id: this.nextId("U"),
      teamId: workspace.id,
      enterpriseId: workspace.enterpriseId,
      name: handle,
      realName: name,
      displayName: name.split(" ")[0]!,
      email: options.isBot ? null : `${handle}@${workspace.domain}.example`,
      isAdmin: false,
      isOwner: false,
      isRestricted: false,
      isUltraRestricted: false,
      isBot: false,
      isDeleted: false,
      isEmailShared: false,
      botId: options.isBot ? this.nextId("B") : null,
      appId: options.isBot ? this.nextId("A") : null,
      updated: this.seconds(),
      ...options,
    };
    this.users.set(user.id, user);
    return user;
  }

  /** A channel of a workspace. */
  addChannel(workspace: Workspace, name: string, options: ChannelOptions = {}): SlackChannel {
    const channel: SlackChannel = {
      id: options.id ?? this.nextId("C"),
      name,
      hostTeamId: workspace.id,
      teamIds: [workspace.id, ...(options.sharedWith ?? []).map(({ id }) => id)],
      isPrivate: options.isPrivate ?? false,
      isIm: false,
      isGeneral: options.isGeneral ?? false,
      isArchived: false,
      isDeleted: false,
      members: new Set((options.members ?? []).map(({ id }) => id)),
      topic: options.topic ?? "",
      purpose: options.purpose ?? "",
      previousNames: [],
      created: this.seconds(),
      messages: new Map(),
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The direct message channel of two users; made when there is none. */
  directMessage(teamId: string, one: string, other: string): SlackChannel {
    for (const channel of this.channels.values()) {
      if (channel.isIm && channel.members.has(one) && channel.members.has(other)) return channel;
    }
    const channel = this.addChannel(this.workspace(teamId), "", { id: this.nextId("D") });
    channel.isIm = true;
    channel.members.add(one).add(other);
    return channel;
  }

  /** An app as from a manifest; the first one is `fake.app`. */
  addApp(name = "Hissuno", options: Partial<SlackApp> = {}): SlackApp {
    const id = this.nextId("A");
    const app: SlackApp = {
      id,
      name,
      clientId: `${this.#number(7)}.${this.#number(7)}`,
      clientSecret: `client-secret-of-${id}`,
      signingSecret: `signing-secret-of-${id}`,
      verificationToken: `verification-token-of-${id}`,
      appToken: `xapp-1-${id}-1-fake`,
      appTokenScopes: new Set(["connections:write"]),
      events: new Set(DEFAULT_EVENTS),
      isSocketMode: false,
      requestUrls: new Map(),
      ...options,
    };
    this.apps.push(app);
    return app;
  }

  /** Installs an app in a workspace, or adds scopes to an installation; a new token after a revocation. */
  install(
    app: SlackApp,
    workspace: Workspace,
    scopes: Iterable<string> = ALL_SCOPES,
  ): Installation {
    const known = this.installations.find((one) =>
      one.app === app && one.teamId === workspace.id && one.state === "installed"
    );
    if (known) {
      for (const scope of scopes) known.scopes.add(scope);
      return known;
    }
    const before = this.installations.find((one) =>
      one.app === app && one.teamId === workspace.id && one.state === "revoked"
    );
    const bot = before ? this.user(before.botUserId) : this.addUser(workspace, app.name, {
      isBot: true,
      appId: app.id,
    });
    const installation: Installation = {
      app,
      teamId: workspace.id,
      botToken: `xoxb-${this.#number(10)}-${bot.id}-fake`,
      botUserId: bot.id,
      botId: bot.botId!,
      scopes: new Set(scopes),
      state: "installed",
    };
    this.installations.push(installation);
    return installation;
  }

  /** Throws when there is none. */
  workspace(id: string): Workspace {
    return found(this.workspaces.get(id), "workspace", id);
  }

  /** Throws when there is none. */
  user(id: string): SlackUser {
    return found(this.users.get(id), "user", id);
  }

  /** Throws when there is none. */
  message(channel: SlackChannel, ts: string): SlackMessage {
    return found(channel.messages.get(ts), `message in ${channel.name}`, ts);
  }

  /** The installation in a workspace; throws when there is none. */
  installationIn(workspace: Workspace | string, app = this.apps[0]): Installation {
    const id = typeof workspace === "string" ? workspace : workspace.id;
    return found(
      this.installations.findLast((one) => one.teamId === id && one.app === app),
      "installation in workspace",
      id,
    );
  }

  /** The messages of a thread, the parent first. */
  thread(channel: SlackChannel, ts: string): SlackMessage[] {
    return inOrder(
      [...channel.messages.values()].filter((one) => one.ts === ts || one.threadTs === ts),
    );
  }

  /** All messages of a channel, oldest first. */
  sorted(channel: SlackChannel): SlackMessage[] {
    return inOrder([...channel.messages.values()]);
  }

  /**
   * A ts that no other message of the channel has.
   *
   * @param at a moment; without it the ts is also later than all others
   */
  nextTs(channel: SlackChannel, at?: Date): string {
    let micros = BigInt((at ?? this.clock()).getTime()) * 1000n;
    let latest = "";
    if (!at) { for (const ts of channel.messages.keys()) if (ts > latest) latest = ts; }
    if (tsOf(micros) <= latest) micros = BigInt(latest.replace(".", "")) + 1n;
    while (channel.messages.has(tsOf(micros))) micros++;
    return tsOf(micros);
  }

  /** A ts for an event or an edit. */
  eventTs(): string {
    return tsOf(BigInt(this.clock().getTime()) * 1000n + BigInt(++this.#count % 1000));
  }

  /** Seconds since 1970. */
  seconds(): number {
    return Math.floor(this.clock().getTime() / 1000);
  }

  /** Ids as Slack's: a letter and at least eight capitals or digits. */
  nextId(letter: string): string {
    return `${letter}0${this.#number(8)}`;
  }

  #number(length: number): string {
    return String(++this.#count).padStart(length, "0");
  }
}

function inOrder(messages: SlackMessage[]): SlackMessage[] {
  return messages.sort((one, other) => one.ts < other.ts ? -1 : 1);
}

/** Sixteen digits of microseconds as `seconds.micros`. */
function tsOf(micros: bigint): string {
  const digits = String(micros).padStart(16, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function found<Value>(value: Value | undefined, what: string, id: string): Value {
  if (value === undefined) throw new Error(`The fake Slack has no ${what} ${id}`);
  return value;
}
