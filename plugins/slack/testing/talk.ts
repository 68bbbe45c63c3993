import { AnnouncingSlack } from "./announce.ts";
import { channelType } from "./events.ts";
import type { Json, SlackChannel, SlackFile, SlackMessage, SlackUser } from "./model.ts";

/** How a message differs from a plain one in the channel, now. */
export interface SayOptions {
  /** The message (or its ts) to answer in a thread. */
  thread?: SlackMessage | string;
  /** The answer is shown in the channel, too. */
  broadcast?: boolean;
  files?: Partial<SlackFile>[];
  blocks?: unknown[];
  /** Said at an earlier moment: it lies in the history and no event is sent. */
  at?: Date;
  /** No event is sent, as if it got lost. */
  silent?: boolean;
  subtype?: string;
  clientMsgId?: string;
}

/** What people do with messages. */
export abstract class TalkingSlack extends AnnouncingSlack {
  /** A person (or another bot) writes; they must be in the channel. */
  say(
    channel: SlackChannel | string,
    user: SlackUser | string,
    text: string,
    options: SayOptions = {},
  ): SlackMessage {
    const place = this.channelOf(channel);
    const author = this.userOf(user);
    if (author.isDeleted) throw new Error(`${author.realName} is deactivated and cannot write`);
    if (place.isArchived) throw new Error(`#${place.name} is archived`);
    if (!place.members.has(author.id)) {
      throw new Error(`${author.realName} is not in #${place.name} and cannot write there`);
    }
    const { thread, at, silent, files = [], broadcast = false } = options;
    const shared = files.map((file) => this.#addFile(place, author, file));
    const plain = [{
      type: "rich_text",
      block_id: this.nextId("b"),
      elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
    }];
    return this.put(place, {
      ts: this.nextTs(place, at),
      subtype: options.subtype ?? (broadcast && thread ? "thread_broadcast" : undefined) ??
        (files.length > 0 ? "file_share" : undefined),
      user: author.id,
      teamId: author.teamId,
      text,
      threadTs: typeof thread === "string" ? thread : thread?.threadTs ?? thread?.ts,
      isBroadcast: broadcast && thread !== undefined,
      blocks: options.blocks ?? (text === "" ? undefined : plain),
      files: shared,
      ...(author.isBot
        ? { botId: author.botId!, appId: author.appId! }
        : { clientMsgId: options.clientMsgId ?? `${this.nextId("c")}-4e43-8a8d-fake` }),
    }, !at && !silent);
  }

  /** A workflow or an old integration posts under a name; there is no user. */
  sayAsWorkflow(channel: SlackChannel | string, username: string, text: string): SlackMessage {
    const place = this.channelOf(channel);
    return this.put(place, {
      ts: this.nextTs(place),
      subtype: "bot_message",
      botId: this.nextId("B"),
      username,
      teamId: place.hostTeamId,
      text,
    });
  }

  /** Stores a message and tells the apps. */
  put(
    channel: SlackChannel,
    message: Partial<SlackMessage> & { ts: string; teamId: string; text: string },
    isTold = true,
  ): SlackMessage {
    const stored: SlackMessage = {
      channel: channel.id,
      isBroadcast: false,
      files: [],
      reactions: new Map(),
      more: {},
      ...message,
    };
    if (stored.threadTs) {
      const parent = this.message(channel, stored.threadTs);
      stored.threadTs = parent.threadTs ?? parent.ts;
      this.message(channel, stored.threadTs).threadTs = stored.threadTs;
    }
    channel.messages.set(stored.ts, stored);
    if (isTold) this.#tell(channel, stored);
    return stored;
  }

  /** The author (or somebody else, where that is allowed) changes the text. */
  edit(message: SlackMessage, text: string, options: { by?: string; silent?: boolean } = {}): void {
    const previous = structuredClone(message);
    message.text = text;
    if (message.blocks) {
      message.blocks = [{
        type: "rich_text",
        block_id: this.nextId("b"),
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
      }];
    }
    message.edited = { user: options.by ?? message.user ?? message.botId!, ts: this.eventTs() };
    if (!options.silent) this.changed(message, previous);
  }

  /** Slack adds a preview of a link: a change that changes no text. */
  unfurl(message: SlackMessage, link: string): void {
    const previous = structuredClone(message);
    message.attachments = [{ id: 1, from_url: link, fallback: link, title: "A page" }];
    this.changed(message, previous);
  }

  /** Deletes a message; a parent with answers leaves a tombstone. */
  remove(message: SlackMessage, options: { silent?: boolean } = {}): void {
    const channel = this.channelOf(message.channel);
    const previous = structuredClone(message);
    if (message.threadTs === message.ts && this.thread(channel, message.ts).length > 1) {
      Object.assign(message, {
        subtype: "tombstone",
        text: "This message was deleted.",
        user: "USLACKBOT",
        files: [],
        reactions: new Map(),
      });
      for (
        const key of ["botId", "appId", "username", "clientMsgId", "blocks", "edited"] as const
      ) {
        delete message[key];
      }
      if (!options.silent) this.changed(message, previous);
      return;
    }
    channel.messages.delete(message.ts);
    const parent = message.threadTs ? channel.messages.get(message.threadTs) : undefined;
    if (parent && this.thread(channel, parent.ts).length === 1) delete parent.threadTs;
    if (options.silent) return;
    this.announce(channel, "message", (views) => ({
      subtype: "message_deleted",
      hidden: true,
      deleted_ts: message.ts,
      previous_message: views.message(previous),
      channel: channel.id,
      channel_type: channelType(channel),
      ...this.#times(),
    }));
  }

  /** Adds a reaction. */
  react(message: SlackMessage, user: SlackUser | string, name: string): void {
    const { id } = this.userOf(user);
    const users = message.reactions.get(name) ?? new Set();
    message.reactions.set(name, users.add(id));
    this.#tellReaction("reaction_added", message, id, name);
  }

  /** Takes a reaction back. */
  unreact(message: SlackMessage, user: SlackUser | string, name: string): void {
    const { id } = this.userOf(user);
    message.reactions.get(name)?.delete(id);
    if (message.reactions.get(name)?.size === 0) message.reactions.delete(name);
    this.#tellReaction("reaction_removed", message, id, name);
  }

  /** Tells the apps that a message is not what it was. */
  changed(message: SlackMessage, previous: SlackMessage): void {
    const channel = this.channelOf(message.channel);
    this.announce(channel, "message", (views) => ({
      subtype: "message_changed",
      hidden: true,
      message: views.message(message),
      previous_message: views.message(previous),
      channel: channel.id,
      channel_type: channelType(channel),
      ...this.#times(),
    }));
  }

  #tell(channel: SlackChannel, message: SlackMessage): void {
    const place = { channel: channel.id, event_ts: message.ts };
    const root = message.subtype === "thread_broadcast"
      ? channel.messages.get(message.threadTs!)
      : undefined;
    this.announce(channel, "message", (views) => ({
      ...views.message(message),
      ...(root ? { root: views.message(root, true) } : {}),
      ...place,
      channel_type: channelType(channel),
    }));
    this.announce(channel, "app_mention", (views, { botUserId }) => {
      if (!message.text.includes(`<@${botUserId}>`) || message.user === botUserId) return null;
      const { parent_user_id: _, ...mention } = views.message(message);
      return { ...mention, type: "app_mention", ...place };
    });
  }

  #tellReaction(type: string, message: SlackMessage, user: string, reaction: string): void {
    const channel = this.channelOf(message.channel);
    const item = { type: "message", channel: channel.id, ts: message.ts };
    this.announce(channel, type, () => ({ user, reaction, item_user: message.user, item }));
  }

  #addFile(channel: SlackChannel, author: SlackUser, options: Partial<SlackFile>): string {
    const file: SlackFile = {
      id: this.nextId("F"),
      name: "screenshot.png",
      mimetype: "image/png",
      user: author.id,
      teamId: author.teamId,
      content: new TextEncoder().encode("not really a picture"),
      isHidden: false,
      mode: "hosted",
      channels: new Set([channel.id]),
      created: this.seconds(),
      ...options,
    };
    this.files.set(file.id, file);
    return file.id;
  }

  #times(): Json {
    const ts = this.eventTs();
    return { ts, event_ts: ts };
  }
}
