/** docs/sources/slack.md from nothing, on a machine that Slack cannot reach. */
import assert from "node:assert/strict";
import { type SmallWorld, smallWorld } from "../plugins/slack/testing/small_world.ts";
import { assertAccessible } from "./testing/accessible.ts";
import { press } from "./testing/page.ts";
import { type Product, productTest, type Stage } from "./testing/product.ts";

async function withSlack(test: (world: SmallWorld) => Promise<void>): Promise<void> {
  const world = smallWorld();
  try {
    await test(world);
  } finally {
    await world.slack.close();
  }
}

/** Makes the first account with its project; a page at the project's address. */
async function setUp(stage: Stage, product: Product) {
  const link = /^Set up the first account: (\S+)$/m.exec(product.printed());
  assert.ok(link, product.printed());
  const page = await stage.newPage();
  await page.goto(link[1]!);
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("E-mail address").fill("ada@acme.example.com");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByLabel("Project name").fill("Acme");
  await press(page, "Create account");
  await page.waitForURL(/\/projects\/proj_\w+\/feedback$/);
  return page;
}

productTest(
  "A newcomer follows the guide: app, tokens, channels, and a thread arrives over the socket",
  (stage) =>
    withSlack(async ({ slack, shared, carl, bob, installation }) => {
      const product = await stage.start({ HISSUNO_BASE_URLS: `slack=${slack.url}` });
      const page = await setUp(stage, product);
      await page.getByRole("navigation").getByRole("link", { name: "Integrations" }).first()
        .click();
      await page.locator(".card", { hasText: "Slack" }).getByRole("link", { name: "Connect" })
        .click();
      await page.getByText("Slack cannot reach this Hissuno.").waitFor();
      const manifest = JSON.parse(await page.locator("#setup-0").textContent() ?? "");
      assert.equal(manifest.settings.socket_mode_enabled, true);
      await assertAccessible(page);

      const form = page.locator("form", { has: page.locator("input[name=key]") });
      await form.getByLabel("Bot token").fill("xoxb-nobody-knows-this");
      await form.getByLabel("App-level token").fill(slack.app.appToken);
      await press(page, "Connect");
      await form.getByText("Slack does not accept the token").waitFor();
      await form.getByLabel("Bot token").fill(installation.botToken);
      await form.getByLabel("App-level token").fill(slack.app.appToken);
      await press(page, "Connect");
      await page.waitForURL(/\/channels$/);
      await page.getByLabel("Select acme-globex").check();
      await page.getByLabel("Past", { exact: true }).selectOption("7");
      await press(page, "Monitor");
      await page.goto(page.url().replace(/\/channels.*/, ""));
      await page.getByText("Socket, connected").waitFor();

      await page.getByRole("navigation").getByRole("link", { name: "Feedback" }).first().click();
      await page.waitForURL(/\/feedback$/);
      const question = slack.say(shared, carl, "The export button does nothing");
      await page.getByRole("link", { name: /The export button does nothing/ }).click();
      await page.waitForURL(/\/sessions\/sess_/);
      // The channel is passive: the agent says nothing, a teammate's answer is kept as theirs.
      slack.say(shared, bob, "We look into it", { thread: question });
      await page.locator(".message.from-human", { hasText: "We look into it" }).waitFor();
      assert.equal(slack.callsOf("chat.postMessage").length, 0);
    }),
);
