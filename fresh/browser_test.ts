import { deepStrictEqual, strictEqual } from "node:assert";
import type { Browser, Page } from "playwright-core";
import { App, type Middleware, staticFiles } from "./mod.ts";
import { browserIgnored, launchBrowser } from "./testing/browser.ts";
import { buildFixture } from "./testing/fixture.ts";

const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  "img-src 'self'; base-uri 'none'";

const strictPolicy: Middleware = async (ctx) => {
  const response = await ctx.next();
  response.headers.set("content-security-policy", STRICT);
  return response;
};

/** Opens a page of the fixture; fails on anything the browser complains about. */
async function withPage(
  browser: Browser,
  address: string,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage();
  try {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    // Marks what the server sent, before any island starts.
    await page.addInitScript(`document.addEventListener("readystatechange", () => {
      if (document.readyState !== "interactive") return;
      for (const element of document.body.querySelectorAll("*")) element.fromServer = true;
    })`);
    await page.goto(address, { waitUntil: "networkidle" });
    await use(page);
    deepStrictEqual(complaints, []);
  } finally {
    await page.close();
  }
}

function texts(page: Page, selector: string): Promise<(string | null)[]> {
  return page.locator(selector).allTextContents();
}

const cases: Record<string, [path: string, use: (page: Page) => Promise<void>]> = {
  "a signal passed to several islands stays one signal": ["/islands", async (page) => {
    await page.click("button.first");
    await page.click("button.second");
    deepStrictEqual(await texts(page, "button.first"), ["first: 2"]);
    deepStrictEqual(await texts(page, "button.second"), ["second: 2"]);
    deepStrictEqual(await texts(page, "button.fourth"), ["fourth: 2"]);
  }],

  "elements the server sent are kept when islands start, in slots too": [
    "/islands",
    async (page) => {
      await page.click("button.fourth");
      deepStrictEqual(await texts(page, "button.first"), ["first: 1"]);
      const created = await page.evaluate(() =>
        [...document.querySelectorAll("main *")].filter((element) => !("fromServer" in element))
          .map((element) => element.outerHTML)
      );
      deepStrictEqual(created, []);
      deepStrictEqual(await texts(page, ".toggle > div"), ["one: tab body"]);
    },
  ],

  "JSX the server did not show appears when the island asks for it, and goes again": [
    "/islands",
    async (page) => {
      await page.click("button.first");
      await page.click("button.switch");
      deepStrictEqual(await texts(page, "p.slot"), []);
      deepStrictEqual(await texts(page, "p.hidden-slot"), ["hidden third: 1"]);
      await page.click("button.third");
      deepStrictEqual(await texts(page, "button.first"), ["first: 2"]);
      await page.click("button.switch");
      deepStrictEqual(await texts(page, "p.hidden-slot"), []);
      deepStrictEqual(await texts(page, "button.fourth"), ["fourth: 2"]);
      strictEqual(await page.locator("p.slot input").isDisabled(), true);
      strictEqual(await page.locator("p.slot input").isChecked(), true);
    },
  ],

  "stored HTML that imitates markers and data is left alone": ["/forged", async (page) => {
    deepStrictEqual(await texts(page, ".stored b"), ["stored", "stored"]);
    deepStrictEqual(await texts(page, "em"), ["real"]);
  }],

  "an island of a plugin answers to clicks": ["/plugins/echo/setup", async (page) => {
    await page.click("button.knob");
    deepStrictEqual(await texts(page, "button.knob"), ["4"]);
  }],

  "an island that renders nothing at first shows something later in its place": [
    "/late",
    async (page) => {
      await page.waitForSelector("p.late");
      deepStrictEqual(await page.locator("main").innerText(), "before\n\nlate\n\nafter");
    },
  ],
};

Deno.test({
  name: "islands start in a browser under a policy without inline code",
  ignore: browserIgnored(),
  fn: inTheBrowser,
});

async function inTheBrowser(test: Deno.TestContext): Promise<void> {
  const app = new App().use(strictPolicy, staticFiles()).fsRoutes();
  (await buildFixture())(app);
  const server = Deno.serve({ port: 0, onListen() {} }, app.handler());
  const browser = await launchBrowser();
  try {
    for (const [name, [path, use]] of Object.entries(cases)) {
      const address = `http://localhost:${server.addr.port}${path}`;
      await test.step(name, () => withPage(browser, address, use));
    }
  } finally {
    await browser.close();
    await server.shutdown();
  }
}
