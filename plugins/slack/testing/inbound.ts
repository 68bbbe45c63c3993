import type { Channel } from "#plugin-kit";
import { dbTest, LiveHarness } from "#plugin-kit/testing";
import slackSource from "../mod.ts";
import type { SlackChannel } from "./model.ts";
import { type SmallWorld, smallWorld } from "./small_world.ts";

/** A message as it is stored. */
export interface StoredMessage {
  external_id: string;
  sender_type: string;
  sender_name: string | null;
  content: string;
  attachments: { name: string; url: string | null }[];
}

/** A session as it is stored, with its messages in order. */
export interface StoredSession {
  id: string;
  external_id: string;
  name: string | null;
  status: string;
  original_url: string | null;
  is_human_takeover: boolean;
  contact_name: string | null;
  contact_email: string | null;
  messages: StoredMessage[];
}

/** A connected workspace whose events arrive here. */
export interface InboundParts extends SmallWorld {
  harness: LiveHarness;
  /** Captures channels; passive and for people from outside unless told. */
  capture(channel: SlackChannel, how?: Partial<Omit<Channel, "id">>): Promise<void>;
  /** Waits until everything that Slack sends is stored and handled. */
  settle(): Promise<void>;
  sessions(): Promise<StoredSession[]>;
  /** The messages of the only session, as `name: text`. */
  lines(): Promise<string[]>;
  /** For how many sessions an answer of the agent is waited for. */
  asked(): Promise<number>;
}

/** Registers a test of the source's incoming half with a fake Slack and a real database. */
export function inboundTest(name: string, test: (parts: InboundParts) => Promise<void>): void {
  dbTest(name, async (sql) => {
    const world = smallWorld();
    const { slack, acme, installation } = world;
    const harness = new LiveHarness(sql, slackSource, slack.url);
    const sessions = async () => {
      const rows = await sql`
        select s.id, s.external_id, s.name, s.status, s.original_url, s.is_human_takeover,
          c.name as contact_name, c.email as contact_email,
          coalesce((select jsonb_agg(jsonb_build_object('external_id', m.external_id,
            'sender_type', m.sender_type, 'sender_name', m.sender_name, 'content', m.content,
            'attachments', m.attachments) order by m.sequence)
            from messages m where m.project_id = s.project_id and m.session_id = s.id), '[]')
            as messages
        from sessions s left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
        order by s.external_id`;
      return [...rows] as unknown as StoredSession[];
    };
    try {
      await harness.connect({
        settings: { direct_messages: true },
        secret: { bot_token: installation.botToken, signing_secret: slack.app.signingSecret },
      });
      if (!await slack.subscribe(acme, harness.eventsUrl)) {
        throw new Error("No challenge came back");
      }
      await test({
        ...world,
        harness,
        capture: (channel, how = {}) =>
          harness.capture(channel.id, {
            name: channel.name,
            isPrivate: channel.isPrivate,
            isExternal: channel.teamIds.length > 1,
            ...how,
          }),
        async settle() {
          await slack.settled();
          await harness.drain();
        },
        sessions,
        async lines() {
          const found = await sessions();
          if (found.length !== 1) throw new Error(`There are ${found.length} sessions`);
          return found[0]!.messages.map((one) => `${one.sender_name}: ${one.content}`);
        },
        asked: () => harness.waitingJobs("agent.answer"),
      });
    } finally {
      await slack.close();
      await harness.close();
    }
  });
}
