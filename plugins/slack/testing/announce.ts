import { eventBody, wants } from "./events.ts";
import type { Installation, Json, SlackChannel, SlackUser, Workspace } from "./model.ts";
import { SlackState } from "./state.ts";
import { SlackViews } from "./views.ts";

/** Something that Slack sends to an app. */
export interface Outgoing {
  installation: Installation;
  /** `event` as JSON to the request URL, `interaction` as a form; over sockets both as envelopes. */
  kind: "event" | "interaction";
  /** The event's own type, such as `message` or `block_actions`. */
  type: string;
  body: Json;
  /** Made by a test by hand, so that it need not be as Slack's samples are. */
  isRaw?: boolean;
}

/** Builds an event as an installation sees it; null when it is not for this one. */
export type BuildEvent = (views: SlackViews, installation: Installation) => Json | null;

/** State whose changes are told to the apps that asked for them. */
export abstract class AnnouncingSlack extends SlackState {
  /** Hands something over to the delivery. */
  protected abstract send(outgoing: Outgoing): void;

  /** Tells every installation that sees a channel, once for each workspace, of an event in it. */
  announce(channel: SlackChannel, type: string, build: BuildEvent): void {
    for (const installation of this.installations) {
      if (!channel.teamIds.includes(installation.teamId)) continue;
      if (!wants(installation, type, channel)) continue;
      const views = new SlackViews(this, installation.teamId);
      this.#sendEvent(installation, type, build(views, installation), channel);
    }
  }

  /** Tells the installations of a workspace of something that is in no channel. */
  announceIn(teamId: string, type: string, build: BuildEvent): void {
    for (const installation of this.installations) {
      if (installation.teamId !== teamId || !wants(installation, type)) continue;
      const views = new SlackViews(this, teamId);
      this.#sendEvent(installation, type, build(views, installation));
    }
  }

  /**
   * Sends one event to one app, whether it fits or not: for malformed and hostile ones, too.
   *
   * @param more fields of the wrapper that differ, such as `team_id`
   */
  sendRaw(workspace: Workspace, event: Json, more: Json = {}): void {
    const installation = this.installationIn(workspace);
    this.sendBody(workspace, { ...eventBody(this, installation, event), ...more });
  }

  /** Sends a whole body of a test's making, such as `app_rate_limited`, which has no wrapper. */
  sendBody(workspace: Workspace, body: Json): void {
    const installation = this.installationIn(workspace);
    const type = String((body.event as Json | undefined)?.type ?? body.type);
    this.send({ installation, kind: "event", type, body, isRaw: true });
  }

  /** A channel by itself or its id; throws when there is none. */
  protected channelOf(channel: SlackChannel | string): SlackChannel {
    const found = typeof channel === "string" ? this.channels.get(channel) : channel;
    if (!found) throw new Error(`The fake Slack has no channel ${channel}`);
    return found;
  }

  /** A user by itself or its id; throws when there is none. */
  protected userOf(user: SlackUser | string): SlackUser {
    return typeof user === "string" ? this.user(user) : user;
  }

  #sendEvent(installation: Installation, type: string, event: Json | null, channel?: SlackChannel) {
    if (!event) return;
    const body = eventBody(this, installation, { type, ...event }, channel);
    this.send({ installation, kind: "event", type, body });
  }
}
