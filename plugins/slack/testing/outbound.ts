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
import type { SlackMessage } from "./model.ts";
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
    try {
      const harness = new SyncHarness(sql, source, slack.url);
      await harness.connect({
        settings: { direct_messages: directMessages },
        secret: { bot_token: installation.botToken, signing_secret: slack.app.signingSecret },
      });
      const reopen = (signal?: AbortSignal) => openLive<Settings, Secret>(harness, signal);
      const connection = await reopen();
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
      });
    } finally {
      await slack.close();
    }
  });
}

/** The text without what keeps it from calling people. */
export function visible(text: string): string {
  return text.replaceAll("\u2060", "");
}
