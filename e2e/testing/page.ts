import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { browserIgnored, launchBrowser } from "../../fresh/testing/browser.ts";
import { startTestApp, type TestApp, type TestAppOptions } from "./app.ts";

/** The machine may be busy with other tests. */
const PATIENCE = 60_000;

/** One for a file of tests; each page has a context, and with it cookies and storage, of its own. */
let browser: Promise<Browser> | undefined;
let isEnding = false;

/**
 * Runs a test on an app of its own, with pages that each have their own cookies.
 *
 * @param options what the app is started with; called once the test begins
 */
export function pageTest(
  name: string,
  test: (
    app: TestApp,
    newPage: (options?: BrowserContextOptions) => Promise<Page>,
  ) => Promise<void>,
  options: () => TestAppOptions = () => ({}),
): void {
  if (!isEnding) Deno.test.afterAll(async () => await (await browser)?.close());
  isEnding = true;
  Deno.test({
    name,
    ignore: browserIgnored(),
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      const app = await startTestApp(options());
      const contexts: BrowserContext[] = [];
      const newPage = async (options?: BrowserContextOptions) => {
        browser ??= launchBrowser();
        // Whatever pulses would be painted again and again, without a graphics card.
        const context = await (await browser).newContext({ reducedMotion: "reduce", ...options });
        contexts.push(context);
        context.setDefaultTimeout(PATIENCE);
        return await context.newPage();
      };
      try {
        await test(app, newPage);
      } finally {
        await Promise.all(contexts.map((context) => context.close()));
        await app.stop();
      }
    },
  });
}

/** Presses a button of the page's own part and waits for the page it leads to. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole("main").getByRole("button", { name, exact: true });
  await Promise.all([page.waitForEvent("load"), button.click()]);
}

/** Presses a key until something in the page's list has the focus: islands start after the page. */
export async function pressUntilFocused(page: Page, key: string): Promise<void> {
  const isFocused = () => page.evaluate(() => document.activeElement?.closest("main") != null);
  for (let turn = 0; !await isFocused(); turn++) {
    if (turn > 300) throw new Error(`${key} reaches nothing`);
    await page.keyboard.press(key);
    await page.waitForTimeout(100);
  }
}

/** Signs somebody in on the log-in page. */
export async function logIn(
  page: Page,
  app: TestApp,
  email: string,
  password: string,
): Promise<void> {
  await page.goto(`${app.url}/login`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await press(page, "Sign in");
}
