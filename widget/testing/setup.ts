import { stop } from "esbuild";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { browserIgnored, launchBrowser } from "../../fresh/testing/browser.ts";
import { buildWidget, type WidgetFile } from "../build.ts";
import { FakeServer } from "./fake_server.ts";
import { type HostPageOptions, serveHostPage } from "./host_page.ts";

/** A browser, a page of another origin and a server that speaks the protocol. */
export interface Stage {
  fake: FakeServer;
  context: BrowserContext;
  page: Page;
  /** Address of the page that carries the widget. */
  url: string;
  /** Errors of the page and violations of its CSP so far. */
  complaints: string[];
}

/** What a test varies. */
export interface StageOptions {
  page?: Partial<HostPageOptions>;
  context?: BrowserContextOptions;
  /** The page shouts at everything with its CSS. @default true */
  hostile?: boolean;
  /** Changes the server before the page is opened. */
  prepare?(fake: FakeServer): void;
}

let files: Promise<WidgetFile[]> | undefined;
/** The machine may be busy with other tests. */
const PATIENCE = 60_000;

let browser: Promise<Browser> | undefined;

/** Registers a test in Chromium; the browser is shared by the tests of a file. */
export function browserTest(
  name: string,
  test: (stage: Stage) => Promise<void>,
  options: StageOptions = {},
): void {
  Deno.test({
    name,
    ignore: browserIgnored(),
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () => onStage(test, options),
  });
}

/** Ends the shared browser; register it as the last test of a file. */
export function closeBrowser(): void {
  Deno.test({
    name: "The browser of these tests ends",
    ignore: browserIgnored(),
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      await (await browser)?.close();
      browser = undefined;
    },
  });
}

async function onStage(test: (stage: Stage) => Promise<void>, options: StageOptions) {
  files ??= buildWidget().finally(() => stop());
  browser ??= launchBrowser();
  const fake = new FakeServer(await files);
  options.prepare?.(fake);
  const host = serveHostPage(
    () => ({ server: fake.url, projectId: fake.projectId, ...options.page }),
    options.hostile ?? true,
  );
  const context = await (await browser).newContext(options.context);
  context.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("console", (message) => {
    if (/Content Security|TrustedScript|Uncaught/i.test(message.text())) {
      complaints.push(message.text());
    }
  });
  const page = await context.newPage();
  try {
    await page.goto(host.url);
    await test({ fake, context, page, url: host.url, complaints });
  } finally {
    await context.close();
    await fake.close();
    await host.close();
  }
}

/** Opens the chat by its button. */
export async function openChat(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Open chat/ }).click();
  await page.getByRole("dialog").waitFor();
}

/** Writes a message and sends it by Enter. */
export async function write(page: Page, text: string): Promise<void> {
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill(text);
  await field.press("Enter");
}

/** Waits until a text stands in the conversation. */
export async function sees(page: Page, text: string | RegExp): Promise<void> {
  await page.getByRole("log").getByText(text).first().waitFor();
}

/** Waits until `condition` holds; fails with `what` after a minute. */
export async function until(what: string, condition: () => boolean | Promise<boolean>) {
  const end = Date.now() + PATIENCE;
  while (!await condition()) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
