import { kindOf } from "./events.ts";
import type { Limits } from "./limits.ts";
import type { Installation, Json, SlackApp, SlackChannel, SlackMessage } from "./model.ts";
import { SlackViews } from "./views.ts";
import type { SlackWorld } from "./world.ts";

/** An `ok: false` answer. */
export class SlackError extends Error {
  constructor(readonly code: string, readonly more: Json = {}) {
    super(code);
  }
}

/** What answers a method. */
export type Handler = (call: ApiCall) => Json;

/** A call with a bot token: who asks, for what. */
export class ApiCall {
  readonly views: SlackViews;

  constructor(
    readonly slack: SlackWorld,
    readonly limits: Limits,
    readonly method: string,
    readonly installation: Installation,
    readonly args: Json,
  ) {
    this.views = new SlackViews(slack, installation.teamId);
  }

  get app(): SlackApp {
    return this.installation.app;
  }

  get teamId(): string {
    return this.installation.teamId;
  }

  /** An argument as text; empty when it is not given. */
  text(name: string): string {
    return String(this.args[name] ?? "");
  }

  /** An argument that is a list or object. */
  list(name: string): unknown[] | undefined {
    const value = this.args[name];
    return Array.isArray(value) ? value : undefined;
  }

  /** Throws `missing_scope` when the token lacks a scope. */
  need(scope: string): void {
    const { scopes } = this.installation;
    if (scopes.has(scope)) return;
    throw new SlackError("missing_scope", { needed: scope, provided: [...scopes].join(",") });
  }

  /** Whether a channel exists for the bot: public ones, and those it is in. */
  sees(channel: SlackChannel): boolean {
    const isMember = channel.members.has(this.installation.botUserId);
    return channel.teamIds.includes(this.teamId) &&
      (isMember || (!channel.isPrivate && !channel.isIm));
  }

  /** The channel that the call is about; throws `channel_not_found`, or `missing_scope`. */
  channel(permission?: "read" | "history", id = this.text("channel")): SlackChannel {
    const channel = this.slack.channels.get(id);
    if (!channel || !this.sees(channel)) throw new SlackError("channel_not_found");
    if (permission) this.need(`${kindOf(channel)}:${permission}`);
    return channel;
  }

  /** Like `channel`, of those the bot is in; throws `not_in_channel`. */
  ownChannel(permission?: "read" | "history"): SlackChannel {
    const channel = this.channel(permission);
    if (!channel.members.has(this.installation.botUserId)) throw new SlackError("not_in_channel");
    return channel;
  }

  /** A message of a channel; throws `message_not_found`. */
  message(channel: SlackChannel, ts: string): SlackMessage {
    const message = channel.messages.get(ts);
    if (!message) throw new SlackError("message_not_found");
    return message;
  }

  /**
   * A page of a list, by position; the cursor is opaque as Slack's.
   *
   * @throws SlackError `invalid_cursor`
   */
  page<Item>(items: Item[], usual: number): { items: Item[]; metadata: Json } {
    const asked = Number(this.args.limit ?? usual) || usual;
    const limit = Math.min(asked, this.limits.pageCap(this.method));
    const from = this.#position();
    const next = from + limit < items.length ? btoa(`next:${from + limit}`) : "";
    return {
      items: items.slice(from, from + limit),
      metadata: { response_metadata: { next_cursor: next } },
    };
  }

  #position(): number {
    const cursor = this.text("cursor");
    if (cursor === "") return 0;
    try {
      const [, position] = atob(cursor).match(/^next:(\d+)$/) ?? [];
      if (position) return Number(position);
    } catch { /* no base64: as any other nonsense */ }
    throw new SlackError("invalid_cursor");
  }
}
