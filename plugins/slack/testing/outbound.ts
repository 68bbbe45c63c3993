import {
  defineSource,
  type OutgoingMessage,
  type OutgoingSession,
  type Session,
} from "#plugin-kit";
import { dbTest, openLive, SyncHarness } from "#plugin-kit/testing";
import type { SlackConnection } from "../connection.ts";
import { validateCredentials } from "../credentials.ts";
import { type Secret, secret, type Settings, settings } from "../form.ts";
import { manifest } from "../manifest.ts";
import { pacing } from "../pace.ts";
import { replies } from "../replies.ts";
import { handleDirectMessage } from "../direct_message.ts";
import { handleInteraction } from "../interactions.ts";
import type { Json, SlackMessage, SlackUser } from "./model.ts";
import { type SmallWorld, smallWorld } from "./small_world.ts";

/** A conversation of a customer in a connected workspace. */
export interface OutboundParts extends SmallWorld {
  connection: SlackConnection;
  /** Another process's view of the same connection. */
  reopen(signal?: AbortSignal): Promise<SlackConnection>;
  /** The customer's question. */
  question: SlackMessage;
  session: OutgoingSession;
  /** The stored session as it is now. */
  stored(): Promise<Session>;
  /** A message of ours, numbered so that each has its own id. */
  message(content: string, more?: Partial<OutgoingMessage>): OutgoingMessage;
  /** What stands in the customer's thread, without the question. */
  thread(): SlackMessage[];
  /** The direct message with a user, all of it. */
  direct(user: { id: string }): SlackMessage[];
  /** Somebody of the team takes the session over in the dashboard; the owner is told to Slack. */
  takeOver(user: SlackUser): Promise<void>;
  /** The session goes back to the agent; the owner is told to Slack. */
  handBack(): Promise<void>;
  /** What the session says, oldest first: who and what. */
  said(): Promise<[senderType: string, content: string][]>;
  /** Hands over what Slack has sent since: events of direct messages, and pressed buttons. */
  deliver(): Promise<void>;
}

/** The source's outgoing half: nothing is read. */
const source = defineSource({
  manifest,
  settings,
  secret,
  validateCredentials,
  replies,
  async *sync() {
    yield* [];
  },
});

/** Registers a test about a customer's conversation in a fake Slack and a real database. */
export function outboundTest(
  name: string,
  test: (parts: OutboundParts) => Promise<void>,
  { scopes, directMessages = true }: { scopes?: Iterable<string>; directMessages?: boolean } = {},
): void {
  dbTest(name, async (sql) => {
    pacing.milliseconds = 0;
    const world = smallWorld(scopes);
    const { slack, installation, shared, carl } = world;
    const inbox = new Inbox();
    slack.app.requestUrls.set(installation.teamId, inbox.url);
    try {
      const harness = new SyncHarness(sql, source, slack.url);
      await harness.connect({
        settings: { direct_messages: directMessages },
        secret: { bot_token: installation.botToken, signing_secret: slack.app.signingSecret },
      });
      const reopen = (signal?: AbortSignal) => openLive<Settings, Secret>(harness, signal);
      const connection = await reopen();
      await sql`insert into connection_channels
        (project_id, connection_id, id, source, name, is_external, is_member, is_monitored, mode,
          updated_at)
        values (${harness.projectId}, ${harness.connectionId}, ${shared.id}, 'slack', ${shared.name},
          true, true, true, 'interactive', ${connection.now()})`;
      const question = slack.say(shared, carl, "How do I *export* my data?");
      const externalId = `${shared.id}:${question.ts}`;
      await connection.ingest([{
        externalId,
        name: "Export",
        isLive: true,
        customer: { externalId: carl.id, name: carl.realName },
        messages: [{ externalId: question.ts, senderType: "user", content: question.text }],
      }]);
      const stored = async () => (await connection.session(externalId))!;
      const session = { id: (await stored()).id, externalId, name: "Export" };
      let count = 0;
      await test({
        ...world,
        ...{ connection, reopen, question, session, stored },
        message: (content, more = {}) => ({
          id: `msg_${++count}`,
          senderType: "ai",
          senderName: null,
          content,
          sources: [],
          externalId: null,
          ...more,
        }),
        thread: () => slack.thread(shared, question.ts).filter(({ ts }) => ts !== question.ts),
        direct: ({ id }) => {
          const { botUserId } = installation;
          return slack.sorted(slack.directMessage(installation.teamId, botUserId, id));
        },
        async takeOver({ id, realName: name, email }) {
          await connection.takeOver(externalId, { externalId: id, name, email }, "dashboard");
          const owner = (await stored()).taken_over_by!;
          await replies.ownerChanged!(session, { id: owner, name, email }, connection);
        },
        async handBack() {
          await connection.handBack(externalId, "dashboard");
          await replies.ownerChanged!(session, null, connection);
        },
        async said() {
          const rows = await sql<{ sender_type: string; content: string }[]>`
            select sender_type, content from messages order by sequence`;
          return rows.map(({ sender_type, content }) => [sender_type, content]);
        },
        async deliver() {
          await slack.settled();
          for (const { event, payload } of inbox.take()) {
            if (payload) await handleInteraction(payload, connection);
            else if (event?.channel_type === "im") await handleDirectMessage(event, connection);
          }
        },
      });
    } finally {
      await slack.close();
      await inbox.close();
    }
  });
}

/** Takes what Slack sends, and keeps it until it is handed over. */
class Inbox {
  #bodies: { event?: Json; payload?: Json }[] = [];
  readonly #server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const text = await request.text();
      const payload = request.headers.get("content-type")?.includes("form")
        ? new URLSearchParams(text).get("payload")
        : null;
      this.#bodies.push(payload === null ? JSON.parse(text) : { payload: JSON.parse(payload) });
      return new Response();
    },
  );

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/`;
  }

  take() {
    return this.#bodies.splice(0);
  }

  close(): Promise<void> {
    return this.#server.shutdown();
  }
}

/** The text without what keeps it from calling people. */
export function visible(text: string): string {
  return text.replaceAll("\u2060", "");
}
