import type { SourcePlugin } from "../../contract/mod.ts";
import type { Sql } from "../../db/mod.ts";
import type { FakeServer } from "./fake_server.ts";
import type { SyncHarness } from "./harness.ts";

/** A conversation as the suite gives it to a fake. */
export interface FakeItem {
  key: string;
  /** What the customer says; an edit changes it. */
  text: string;
  /** When the provider says it was changed last. */
  at: Date;
}

/** What a fake provider must be able to do for the suite. */
export interface FakeProvider {
  server: FakeServer;
  credentials: { settings: Record<string, unknown>; secret: Record<string, unknown> };
  /** As `credentials`, but refused by the provider. */
  badCredentials: { settings: Record<string, unknown>; secret: Record<string, unknown> };
  /**
   * Adds a conversation, or changes the one with the key. `at` is the time the provider gives for it;
   * the change itself happens now, and a provider with a change log of its own notes it now.
   */
  put(item: FakeItem): void;
  /** How many items a page holds; the suite asks for 2. */
  setPageSize(size: number): void;
  /** Makes one item unusable: null where a string was promised, a type nobody knows. */
  malform(key: string): void;
  /** Makes the provider give the same page marker again and again. */
  repeatCursor(): void;
  /** Removes an item at the source, where the provider tells. */
  remove?(key: string): void;
  /** Adds an internal note to an item, where the provider has such. */
  putNote?(key: string, text: string): void;
  /** Adds a reply to an item that only a list of its own tells of, where the provider has such. */
  putReply?(key: string, text: string, at: Date): void;
  /** Called once its source is connected, for those in which a person then chooses channels. */
  connected?(harness: SyncHarness): Promise<void>;
  /** Stops what runs besides its server. */
  close?(): Promise<void>;
  /** The external id that the plugin gives the item. */
  externalId(key: string): string;
}

/** What differs between sources. */
export interface ConformanceOptions {
  /** Items can be changed after the fact (calls cannot). @default true */
  edits?: boolean;
  /** The provider pages by a marker that can repeat. @default true */
  pages?: boolean;
}

/** What a rule gets to work with. */
export interface RuleParts {
  plugin: SourcePlugin;
  sql: Sql;
  fake: FakeProvider;
  harness: SyncHarness;
  /** A moment some time ago: providers hold the newest ones back. */
  base: Date;
}

/** Registers one rule as a test. */
export type Rule = (sentence: string, test: (parts: RuleParts) => Promise<void>) => void;

/** Minutes in milliseconds. */
export const minutes = (amount: number): number => amount * 60_000;

/** Gives a fake `amount` items, a minute apart, the last one a minute before `base`. */
export function fill(fake: FakeProvider, base: Date, amount = 9): void {
  for (let index = 0; index < amount; index++) {
    const at = new Date(base.getTime() - minutes(amount - index));
    fake.put({ key: `k${index}`, text: `Question ${index}`, at });
  }
}

/** What customers said, of all that was imported. */
export async function texts(sql: Sql): Promise<string[]> {
  const rows = await sql`select content from messages where sender_type = 'user' order by content`;
  return rows.map(({ content }) => content as string);
}
