import { dbTest, SyncHarness } from "#plugin-kit/testing";
import zendesk from "../mod.ts";
import { FakeZendesk } from "./fake.ts";
import { AGENT, type FakeTickets } from "./tickets.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** What a test of the sync gets to work with. */
export interface Parts {
  fake: FakeZendesk;
  tickets: FakeTickets;
  harness: SyncHarness;
  /** Lets time pass. */
  pass(milliseconds: number): void;
  sessions(): Promise<Record<string, unknown>[]>;
  texts(): Promise<string[]>;
}

/** Registers a test with a fake account whose clock the test moves. */
export function fakeTest(name: string, test: (parts: Parts) => Promise<void>): void {
  dbTest(name, async (sql) => {
    let at = new Date("2026-03-01T12:00:00Z");
    const clock = () => at;
    const fake = new FakeZendesk({ clock, holdBackSeconds: 60 });
    const harness = new SyncHarness(sql, zendesk, fake.server.url, { clock });
    const parts: Parts = {
      fake,
      tickets: fake.tickets,
      harness,
      pass: (milliseconds) => void (at = new Date(at.getTime() + milliseconds)),
      sessions: async () => [
        ...await sql`select external_id, status, name, message_count, tags from sessions
          order by external_id`,
      ],
      texts: async () =>
        (await sql`select content from messages order by session_id, sequence`)
          .map(({ content }) => content as string),
    };
    try {
      await harness.connect(fake.credentials);
      await test(parts);
    } finally {
      await fake.server.close();
    }
  });
}

/** A ticket that a customer opened, an agent answered and solved. */
export function solvedTicket({ tickets, pass }: Parts, id: number): void {
  tickets.add(id, `Question ${id}`);
  pass(MINUTE);
  tickets.comment(id, AGENT.id, `Answer ${id}`);
  tickets.setStatus(id, "solved");
  pass(2 * MINUTE);
}
