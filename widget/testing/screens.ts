/** Takes pictures of every state of the widget into the folder named by the first argument. */
import { stop } from "esbuild";
import type { Page } from "playwright-core";
import { launchBrowser } from "../../fresh/testing/browser.ts";
import { buildWidget } from "../build.ts";
import { FakeServer } from "./fake_server.ts";
import { serveHostPage } from "./host_page.ts";

const folder = Deno.args[0] ?? ".";
const ANSWER = "You can **export** everything as `NDJSON`, attachments included:\n\n" +
  "1. Open *Settings*\n2. Choose [Exports](https://acme.test/docs)\n3. Press **Start**\n\n" +
  "```sh\ncurl -H 'Authorization: Bearer hiss_live_token' https://acme.test/api/export > all.ndjson\n```\n\n" +
  "> Exports of more than a million rows take a minute.";
const SOURCES = [
  { title: "Exporting your data", url: "https://acme.test/docs/export" },
  { title: "Team notes", url: null },
];
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const files = await buildWidget();
await stop();
const browser = await launchBrowser();

for (const theme of ["light", "dark"] as const) {
  for (const [size, viewport] of [["wide", [1000, 760]], ["phone", [390, 780]]] as const) {
    const fake = new FakeServer(files);
    fake.config.color = theme === "dark" ? "#f2b705" : null;
    const host = serveHostPage(() => ({ server: fake.url, projectId: fake.projectId }), false);
    const context = await browser.newContext({
      viewport: { width: viewport[0], height: viewport[1] },
      colorScheme: theme,
      hasTouch: size === "phone",
      isMobile: size === "phone",
    });
    const page = await context.newPage();
    page.on("pageerror", (error) => console.error(error));
    const shoot = async (name: string) => {
      await wait(350);
      await page.screenshot({ path: `${folder}/${theme}_${size}_${name}.png` });
    };
    await page.goto(host.url);
    await wait(500);
    await shoot("1_launcher");
    await page.getByRole("button", { name: "Open chat" }).click();
    await shoot("2_empty");
    await write(page, "How do I export my data?");
    await wait(300);
    fake.tell(fake.only, "typing", { who: "agent", name: null });
    await shoot("3_typing");
    const answer = fake.streamAnswer(fake.only, ANSWER, { sources: SOURCES }, 30);
    await wait(600);
    await shoot("4_streaming");
    await answer;
    await write(page, "Thanks! And can I get it\nevery week?");
    await wait(200);
    fake.takeOver(fake.only, "Anna Berg");
    fake.addMessage(fake.only, {
      sender_type: "human_agent",
      sender_name: "Anna Berg",
      content: "Hi, Anna here. I can switch that on for you, which day suits?",
    });
    await shoot("5_takeover");
    await context.setOffline(true);
    await write(page, "Mondays, please");
    await shoot("6_offline");
    await context.setOffline(false);
    await wait(800);
    fake.failing = { status: 422, error: "Text holds characters that cannot be stored." };
    await write(page, "odd");
    await shoot("7_failed");
    fake.failing = null;
    fake.change(fake.only, { status: "closed", closed_by: "idle" });
    await shoot("8_closed");
    await write(page, "A very long text without an end ".repeat(12) + "\n\n" + "x".repeat(120));
    await wait(200);
    await page.getByRole("textbox", { name: "Message" }).fill("y".repeat(10_030));
    await shoot("9_long");
    await page.getByRole("button", { name: "All conversations" }).click();
    await shoot("a_home");
    await context.close();
    await fake.close();
    await host.close();
  }
}
await browser.close();

async function write(page: Page, text: string): Promise<void> {
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill(text);
  await field.press("Enter");
}
