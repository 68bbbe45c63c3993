import {
  type FakeItem,
  type FakeProvider,
  FakeServer,
  type SyncHarness,
} from "#plugin-kit/testing";
import type { SlackMessage } from "./model.ts";
import { smallWorld } from "./small_world.ts";

/** How far back a test's items may lie. */
const PAST = new Date("2020-01-01T00:00:00Z");

/** The fake Slack as the rules of the suite want a provider: an item is a customer's message. */
export class SlackProvider implements FakeProvider {
  readonly server: FakeServer;
  readonly credentials;
  readonly badCredentials;
  readonly #world = smallWorld();
  readonly #items = new Map<string, SlackMessage>();
  #cursor: string | null = null;

  constructor() {
    const { slack, installation } = this.#world;
    const { signingSecret } = slack.app;
    this.credentials = {
      settings: { direct_messages: true },
      secret: { bot_token: installation.botToken, signing_secret: signingSecret },
    };
    this.badCredentials = {
      settings: { direct_messages: true },
      secret: { bot_token: "xoxb-0000000000-wrong", signing_secret: signingSecret },
    };
    this.server = new FakeServer((request, body) => this.#pass(request, body));
  }

  put({ key, text, at }: FakeItem): void {
    const { slack, shared, carl } = this.#world;
    const known = this.#items.get(key);
    if (!known) this.#items.set(key, slack.say(shared, carl, text, { at }));
    else {
      slack.edit(known, text, { silent: true });
      known.edited!.ts = `${(at.getTime() / 1000).toFixed(3)}000`;
    }
  }

  putReply(key: string, text: string, at: Date): void {
    const { slack, shared, carl } = this.#world;
    slack.say(shared, carl, text, { thread: this.#items.get(key)!, at });
  }

  setPageSize(size: number): void {
    const { limits } = this.#world.slack.api;
    limits.pageCap = (method) => method === "conversations.history" ? size : 1_000;
  }

  malform(key: string): void {
    Object.assign(this.#items.get(key)!.more, { text: { no: "text" } });
  }

  repeatCursor(): void {
    this.#cursor = "bmV4dDoy";
  }

  externalId(key: string): string {
    return `${this.#world.shared.id}:${this.#items.get(key)!.ts}`;
  }

  async connected({ sql, projectId, connectionId }: SyncHarness): Promise<void> {
    const { shared } = this.#world;
    const row = {
      project_id: projectId,
      connection_id: connectionId,
      id: shared.id,
      source: "slack",
      name: shared.name,
      is_external: true,
      is_member: true,
      is_monitored: true,
      backfill_from: PAST,
      updated_at: PAST,
    };
    await sql`insert into connection_channels ${sql(row)} on conflict do nothing`;
  }

  async close(): Promise<void> {
    const { slack } = this.#world;
    slack.api.problems.length = 0;
    await slack.close();
  }

  async #pass(request: Request, body: string): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    headers.delete("host");
    const response = await fetch(this.#world.slack.url + pathname + search, {
      method: request.method,
      headers,
      body: request.method === "GET" ? undefined : body,
    });
    const text = await response.text();
    const answer = new Headers(response.headers);
    answer.delete("content-length");
    if (this.#cursor === null || !pathname.endsWith("conversations.history")) {
      return new Response(text, { status: response.status, headers: answer });
    }
    const json = { ...JSON.parse(text), response_metadata: { next_cursor: this.#cursor } };
    return Response.json(json, { headers: answer });
  }
}
