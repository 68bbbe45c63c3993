import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest, closeBrowser, openChat, sees, until, write } from "./testing/setup.ts";

const AXE = new URL("../node_modules/axe-core/axe.min.js", import.meta.url);

/** What axe finds wrong in the widget, as sentences. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(await Deno.readTextFile(AXE));
  return await page.evaluate(async () => {
    // deno-lint-ignore no-explicit-any -- axe puts itself on the window without types.
    const { violations } = await (globalThis as any).axe.run("hissuno-widget");
    // deno-lint-ignore no-explicit-any
    return violations.map((each: any) =>
      // deno-lint-ignore no-explicit-any
      `${each.id}: ${each.help}: ${each.nodes.map((node: any) => node.html + node.failureSummary)}`
    );
  });
}

const style = (page: Page, selector: string, name: string) =>
  page.locator(selector).first().evaluate(
    (element, property) => getComputedStyle(element).getPropertyValue(property),
    name,
  );

browserTest(
  "The page's CSS does not reach the widget, nor the widget's the page",
  async (stage) => {
    const { page } = stage;
    const before = await style(page, "h1", "font-size");
    await openChat(page);
    await page.waitForTimeout(300);
    assert.equal(await style(page, "hissuno-widget", "display"), "inline");
    assert.equal(await style(page, "hissuno-widget", "opacity"), "1");
    assert.equal(await style(page, ".root", "text-transform"), "none");
    assert.equal(await style(page, ".root", "letter-spacing"), "normal");
    assert.equal(await style(page, ".panel", "position"), "fixed");
    assert.equal(await style(page, ".panel textarea", "display"), "block");
    assert.equal(await style(page, ".panel .head h2", "font-size"), "15px");
    assert.match(await style(page, ".panel h2", "border-top-style"), /none/);
    const box = (await page.locator(".panel").boundingBox())!;
    const view = page.viewportSize()!;
    assert.equal(Math.round(box.width), 392);
    assert.equal(Math.round(box.x + box.width), view.width - 20);
    assert.equal(await style(page, "h1", "font-size"), before);
    assert.equal(await page.locator("head style, body style").count(), 0);
    assert.deepEqual(stage.complaints, []);
  },
);

browserTest(
  "The button moves nothing on the page and asks nothing before the page is idle",
  async (stage) => {
    const { page, fake } = stage;
    const shift = await page.evaluate(() =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            sum += (entry as unknown as { value: number }).value;
          }
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 500);
      })
    );
    assert.equal(shift, 0);
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)
    );
    assert.deepEqual(loaded.filter((path) => path.includes("app-")), []);
    assert.deepEqual(fake.calls, ["config"]);
  },
  { hostile: false },
);

browserTest(
  "axe finds nothing wrong in a full conversation, light or dark, open or closed",
  async (stage) => {
    const { fake, page } = stage;
    assert.deepEqual(await violations(page), []);
    await openChat(page);
    await write(page, "How?");
    await until("the stream is open", () => fake.streams === 1);
    fake.addMessage(fake.only, {
      content: "**Like** [this](https://acme.test): `x`\n\n```\ncode\n```\n\n> quote\n\n1. one",
      sources: [{ title: "Docs", url: "https://acme.test" }],
    });
    fake.takeOver(fake.only, "Anna Berg");
    fake.addMessage(fake.only, {
      sender_type: "human_agent",
      sender_name: "Anna Berg",
      content: "Hi",
    });
    await sees(page, "Hi");
    fake.failing = { status: 400, error: "No." };
    await write(page, "failing");
    await page.getByText("Not sent: No.").waitFor();
    await page.getByRole("textbox", { name: "Message" }).fill("x".repeat(10_001));
    await page.waitForTimeout(300);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page), []);
    }
    fake.change(fake.only, { status: "closed", closed_by: "person" });
    await sees(page, /closed by our team/);
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "All conversations" }).click();
    await page.getByRole("button", { name: "New conversation" }).waitFor();
    assert.deepEqual(await violations(page), []);
  },
  { prepare: (fake) => void (fake.config.color = "#f2b705"), hostile: false },
);

browserTest(
  "The keyboard is enough: open, write, a new line, send, escape back to the button",
  async (stage) => {
    const { fake, page } = stage;
    const button = page.getByRole("button", { name: "Open chat" });
    await button.focus();
    await page.keyboard.press("Enter");
    const field = page.getByRole("textbox", { name: "Message" });
    await field.waitFor();
    await page.waitForTimeout(100);
    await page.keyboard.type("one");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two");
    await page.keyboard.press("Enter");
    await until("it arrives", () => fake.received.length === 1);
    assert.equal(fake.received[0]!.text, "one\ntwo");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal(
      await page.evaluate(() =>
        document.querySelector("hissuno-widget")!.shadowRoot!.activeElement?.className
      ),
      "l",
    );
  },
);

browserTest("Enter that ends a word of an input method sends nothing", async (stage) => {
  const { fake, page } = stage;
  await openChat(page);
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill("にほん");
  await field.evaluate((element) => {
    element.dispatchEvent(
      new KeyboardEvent("keydown", {
        key: "Enter",
        isComposing: true,
        bubbles: true,
        cancelable: true,
      }),
    );
  });
  await page.waitForTimeout(200);
  assert.equal(fake.received.length, 0);
  await field.press("Enter");
  await until("it arrives", () => fake.received.length === 1);
});

browserTest("Shortcuts of the page do not fire while somebody writes", async (stage) => {
  const { page } = stage;
  await page.evaluate(() => {
    document.addEventListener("keydown", () => document.body.dataset.pressed = "yes");
  });
  await openChat(page);
  await page.getByRole("textbox", { name: "Message" }).press("s");
  assert.equal(await page.evaluate(() => document.body.dataset.pressed), undefined);
});

browserTest("Texts beyond the limit are counted and not sent", async (stage) => {
  const { fake, page } = stage;
  await openChat(page);
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill("x".repeat(9_990));
  await page.getByText("10 characters left").waitFor();
  await field.fill("x".repeat(10_003));
  await page.getByText("3 characters too many").waitFor();
  await field.press("Enter");
  assert.equal(await page.getByRole("button", { name: "Send message" }).isDisabled(), true);
  assert.equal(fake.received.length, 0);
  // What was written is still there on the next page.
  await page.reload();
  await page.getByText("3 characters too many").waitFor();
});

browserTest("On a phone the chat fills the screen, and closes again", async (stage) => {
  const { page } = stage;
  await openChat(page);
  await page.waitForTimeout(300);
  const box = await page.locator(".panel").boundingBox();
  assert.deepEqual(box, { x: 0, y: 0, width: 390, height: 780 });
  assert.equal(await style(page, "textarea", "font-size"), "16px");
  await page.getByRole("dialog").getByRole("button", { name: "Close chat" }).click();
  await page.getByRole("button", { name: "Open chat" }).waitFor();
  // A page opened from the chat must not be hidden by it.
  await openChat(page);
  await page.reload();
  await page.getByRole("button", { name: "Open chat" }).waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0);
}, {
  hostile: false,
  context: { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true },
});

browserTest("Pages can set colour, side, theme and language", async (stage) => {
  const { page } = stage;
  await page.getByRole("button", { name: "Chat öffnen" }).click();
  await page.getByRole("dialog").waitFor();
  assert.equal((await page.locator(".panel").boundingBox())!.x, 20);
  assert.equal(await style(page, ".root", "color-scheme"), "dark");
  assert.equal(await style(page, ".avatar", "background-color"), "rgb(255, 204, 0)");
  assert.equal(await style(page, ".avatar", "color"), "rgb(17, 17, 20)");
}, {
  hostile: false,
  page: {
    attributes: 'data-position="left" data-theme="dark" data-color="#ffcc00"',
    before: 'window.hissunoSettings = { strings: { open: "Chat öffnen" }, locale: "de" };',
  },
});

browserTest("A right-to-left page gets a right-to-left chat", async (stage) => {
  const { fake, page } = stage;
  await openChat(page);
  await write(page, "שלום");
  await until("the stream is open", () => fake.streams === 1);
  fake.addMessage(fake.only, { content: "Left to right" });
  await sees(page, "Left to right");
  assert.equal(await style(page, ".panel", "direction"), "rtl");
  const texts = page.locator(".bubble [dir=auto]");
  assert.equal(await texts.nth(0).evaluate((each) => getComputedStyle(each).direction), "rtl");
  assert.equal(await texts.nth(1).evaluate((each) => getComputedStyle(each).direction), "ltr");
}, { hostile: false, page: { dir: "rtl", lang: "he" } });

browserTest(
  "A chat that opens by itself leaves the focus alone, and stays closed once closed",
  async (stage) => {
    const { page } = stage;
    await page.getByRole("dialog").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "BODY");
    await page.getByRole("dialog").getByRole("button", { name: "Close chat" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("button", { name: "Open chat" }).waitFor();
    await page.waitForTimeout(500);
    assert.equal(await page.getByRole("dialog").count(), 0);
  },
  { page: { attributes: "data-open" } },
);

browserTest("A loader from before an update finds the application of today", async (stage) => {
  const { page } = stage;
  await page.route(/\/widget\/app-[^?]*$/, (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await openChat(page);
  await sees(page, "Hello! Ask me anything about Acme.");
});

closeBrowser();
