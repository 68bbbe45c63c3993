import { now, type SourcePlugin } from "#plugin-kit";
import { dbTest, SyncHarness } from "#plugin-kit/testing";
import plugin from "../mod.ts";
import { type FakeIntercom, startIntercom } from "./fake.ts";

/** What a test of the plugin gets: a database, a fake Intercom, and an engine between them. */
export interface Parts {
  sql: Parameters<Parameters<typeof dbTest>[1]>[0];
  fake: FakeIntercom;
  harness: SyncHarness;
}

/** Some minutes ago. */
export const ago = (minutes: number): Date => new Date(now().getTime() - minutes * 60_000);

/** Registers a test of the plugin against a fake Intercom of its own. */
export function rule(sentence: string, test: (parts: Parts) => Promise<void>): void {
  dbTest(`Intercom: ${sentence}`, async (sql) => {
    const fake = startIntercom();
    const harness = new SyncHarness(sql, plugin as unknown as SourcePlugin, fake.server.url);
    try {
      await test({ sql, fake, harness });
    } finally {
      await fake.server.close();
    }
  });
}
