import type { BrowserContextOptions, Page } from "playwright-core";
import type { SourcePlugin } from "../../core/contract/mod.ts";
import intercom from "../../plugins/intercom/mod.ts";
import { type FakeIntercom, startIntercom } from "../../plugins/intercom/testing/fake.ts";
import type { TestApp } from "./app.ts";
import { pageTest, press } from "./page.ts";

/** What a test of the pages for connections works with. */
export interface SyncParts {
  app: TestApp;
  newPage: (options?: BrowserContextOptions) => Promise<Page>;
  /** The imaginary Intercom that the app calls instead of the real one. */
  fake: FakeIntercom;
  /** The page that connects Intercom. */
  sourceUrl: string;
}

/** As `pageTest`, with Intercom's stand-in behind the plugin. */
export function syncTest(name: string, test: (parts: SyncParts) => Promise<void>): void {
  let fake: FakeIntercom;
  pageTest(name, async (app, newPage) => {
    const sourceUrl = `${app.url}/projects/${app.project.id}/integrations/sources/intercom`;
    try {
      await test({ app, newPage, fake, sourceUrl });
    } finally {
      await fake.server.close();
    }
  }, () => {
    fake = startIntercom();
    return { sources: [{ plugin: intercom as SourcePlugin, url: fake.server.url }] };
  });
}

/** Fills in and sends the form that connects Intercom, to be synced by hand. */
export async function connect(page: Page, token: string, name = ""): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Access token").fill(token);
  await page.getByLabel("Sync frequency").selectOption("manual");
  await press(page, "Connect");
}

/** Gives the workspace `amount` conversations from `first` on, the newest an hour old. */
export function converse(fake: FakeIntercom, amount: number, first = 1): void {
  const newest = Date.now() - 3_600_000;
  for (let index = 0; index < amount; index++) {
    const at = new Date(newest - (amount - index) * 60_000);
    fake.put({ key: String(first + index), text: `Question ${first + index}`, at });
  }
}

/** The counts of the newest run, as the page shows them, once `done` holds for its state. */
export async function newestRun(page: Page, state: string | RegExp): Promise<number[]> {
  const run = page.locator(".run-table tbody").first();
  await run.locator(".run-status", { hasText: state }).waitFor();
  const texts = await run.locator(".run-count span").allTextContents();
  return texts.map((text) => Number(text.replaceAll(",", "")));
}
