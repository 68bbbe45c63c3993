import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { SourcePlugin } from "../core/contract/mod.ts";
import { createKnowledge, createPackage } from "../core/knowledge/mod.ts";
import slack from "../plugins/slack/mod.ts";
import { type SmallWorld, smallWorld } from "../plugins/slack/testing/small_world.ts";
import { assertAccessible } from "./testing/accessible.ts";
import type { TestApp } from "./testing/app.ts";
import { complaintsOf } from "./testing/complaints.ts";
import { pageTest, press } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";

let world: SmallWorld;

/** A test with a small Slack behind the plugin. */
function slackTest(
  name: string,
  test: (app: TestApp, page: Page, plain: () => Promise<Page>) => Promise<void>,
) {
  pageTest(
    name,
    async (app, newPage) => {
      const page = await newPage();
      await signIn(app, page.context());
      const plain = async () => {
        const one = await newPage({ javaScriptEnabled: false });
        await signIn(app, one.context());
        return one;
      };
      try {
        await test(app, page, plain);
      } finally {
        await world.slack.close();
      }
    },
    () => {
      world = smallWorld();
      return { sources: [{ plugin: slack as unknown as SourcePlugin, url: world.slack.url }] };
    },
  );
}

/** Waits until something holds of what is no page. */
async function until(holds: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Connects by consent: fills in what the app's page in Slack shows. */
async function consent(app: TestApp, page: Page): Promise<void> {
  const { clientId, clientSecret, signingSecret } = world.slack.app;
  await page.goto(`${app.url}/projects/${app.project.id}/integrations/sources/slack`);
  await page.getByText("Or connect to Slack by consent").click();
  const form = page.locator("form", { has: page.locator("input[value=consent]") });
  await form.getByLabel("Client ID").fill(clientId);
  await form.getByLabel("Client secret").fill(clientSecret);
  await form.getByLabel("Signing secret").fill(signingSecret);
  await form.getByRole("button", { name: "Connect to Slack" }).click();
}

/** Ticks channels and has them monitored. */
async function monitor(page: Page, names: string[], choice: Record<string, string>): Promise<void> {
  for (const name of names) await page.getByLabel(`Select ${name}`, { exact: true }).check();
  for (const [label, value] of Object.entries(choice)) {
    await page.getByLabel(label, { exact: true }).selectOption(value);
  }
  await press(page, "Monitor");
}

slackTest(
  "Slack is connected by consent, and a conversation passes between customer, agent and teammates",
  async (app, page) => {
    const { slack: fake, shared, carl, bob, acme } = world;
    const { sql } = app.services;
    await createKnowledge(sql, app.project.id, {
      kind: "text",
      name: "Exporting data",
      content: "To export your data, open Settings and press Export. The file arrives by e-mail.",
    });
    const complaints = complaintsOf(page);
    await consent(app, page);
    await page.waitForURL(/\/connections\/conn_\w+\/channels$/);
    const channelsUrl = page.url();
    assert.match(await page.locator(".notice").textContent() ?? "", /Connected to Acme/);
    await page.getByLabel("Select acme-globex").waitFor();
    await assertAccessible(page);
    await monitor(page, ["acme-globex", "help"], { Mode: "interactive", Threads: "external" });
    assert.match(await page.locator(".notice").textContent() ?? "", /2 channels are monitored/);
    await page.locator("tr", { hasText: "acme-globex" }).getByText("Interactive").waitFor();
    await assertAccessible(page);
    assert.ok(await fake.subscribe(acme, `${app.url}/plugins/slack/events`));

    // The very first session of a project replaces the whole welcome page.
    const first = { messages: [{ role: "user", content: "Something else" }] };
    const made = await app.call("POST", `/api/sessions?projectId=${app.project.id}`, first);
    assert.equal(made.status, 201, await made.text());
    await page.goto(`${app.url}/projects/${app.project.id}/feedback`);
    await page.evaluate(() => document.documentElement.classList.add("not-reloaded"));
    fake.say(shared, bob, "Internal: the quarterly numbers look good");
    const question = fake.say(shared, carl, "How do I export my data?");
    await page.locator("tbody tr", { hasText: "How do I export my data?" }).waitFor();
    assert.equal(await page.locator("html.not-reloaded").count(), 1);
    assert.equal(await page.getByText("quarterly numbers").count(), 0);
    const inThread = () => fake.texts(shared, question);
    await until(() => inThread().some((text) => text.includes("press Export")), "the answer");

    await page.getByRole("link", { name: /How do I export my data/ }).click();
    await page.waitForURL(/\/sessions\/sess_/);
    await page.locator(".message.from-agent", { hasText: "press Export" }).waitFor();
    await press(page, "Take over");
    await page.getByText("Your answer appears in Slack as Maya. The agent is silent.").waitFor();
    await page.getByLabel("Reply").fill("Maya here: the button is called **Export all**.");
    await page.keyboard.press("Control+Enter");
    await until(() => inThread().some((text) => text.includes("Export all")), "the reply");
    const count = inThread().length;
    fake.say(shared, carl, "How do I export my data from there?", { thread: question });
    await page.locator(".message.from-user", { hasText: "from there?" }).waitFor();
    await fake.settled();
    assert.equal(inThread().length, count + 1, "The agent is silent while a teammate answers");

    await press(page, "Hand back");
    await until(() => inThread().length > count + 1, "the agent's answer after the hand back");
    await page.locator(".message.from-agent").nth(1).waitFor();

    fake.say(shared, bob, "Bob here, I have sent you the file.", { thread: question });
    await page.locator(".message.from-human", { hasText: "I have sent you" }).waitFor();
    await page.getByTitle("Taken over by Bob Builder").first().waitFor();
    await assertAccessible(page);

    await page.goto(channelsUrl.replace("/channels", ""));
    await page.getByText("Slack calling our address").waitFor();
    await page.getByRole("link", { name: "2 monitored" }).waitFor();
    await assertAccessible(page);
    assert.deepEqual(complaints, []);
  },
);

slackTest(
  "Who declines in Slack, or comes back twice, is told so and nothing is stored",
  async (app, page) => {
    world.slack.oauth.isDenied = true;
    await consent(app, page);
    await page.getByText("the request was declined there").waitFor();
    await assertAccessible(page);
    const declined = page.url();
    await page.goto(declined);
    await page.getByText("was used already").waitFor();
    await page.goto(`${app.url}/integrations/callback`);
    await page.getByText("was used already").waitFor();
    const connections = await app.services.sql`select from connections`;
    assert.equal(connections.length, 0);

    // Somebody who is not signed in signs in first; the state is not used up by that.
    const other = await page.context().browser()!.newContext();
    const stranger = await other.newPage();
    await stranger.goto(`${app.url}/integrations/callback?state=x&code=y`);
    assert.match(stranger.url(), /\/login\?next=%2Fintegrations%2Fcallback%3Fstate/);
  },
);

slackTest(
  "Without a script channels are searched, monitored and stopped; members only look",
  async (app, page, plain) => {
    for (let index = 0; index < 60; index++) {
      world.slack.addChannel(world.acme, `topic-${String(index).padStart(2, "0")}`, {
        members: [world.ada],
      });
    }
    const { sql } = app.services;
    await createPackage(sql, app.project.id, { name: "For partners" });
    await consent(app, page);
    await page.waitForURL(/\/channels$/);
    await page.getByLabel("Select topic-00").waitFor();
    const one = await plain();
    await one.goto(page.url());
    await one.getByRole("link", { name: "Next" }).click();
    await one.getByLabel("Select topic-59").waitFor();
    await one.getByRole("link", { name: "Previous" }).click();
    await one.getByLabel("Search channels by name").fill("#TOPIC-5");
    await press(one, "Search");
    assert.equal(await one.locator("tbody tr").count(), 10);
    await one.getByLabel("Select topic-52").check();
    await one.getByLabel("Past", { exact: true }).selectOption("30");
    await one.getByLabel("Knowledge", { exact: true }).selectOption({ label: "For partners" });
    await press(one, "Monitor");
    assert.match(await one.locator(".notice").textContent() ?? "", /1 channel is monitored/);
    await until(
      () => world.slack.callsOf("conversations.join").length === 1,
      "the bot joins what is public",
    );
    await one.getByRole("link", { name: /^Monitored/ }).click();
    assert.equal(await one.locator("tbody tr").count(), 1);
    await one.locator("tr", { hasText: "topic-52" }).getByText("For partners").waitFor();
    await one.getByLabel("Select topic-52").check();
    await one.getByText("Stop", { exact: true }).click();
    await press(one, "Stop monitoring");
    await one.getByText("No channel matches").waitFor();

    await sql`update project_members set role = 'member'`;
    await page.reload();
    await page.getByText("Only owners and admins can choose channels").waitFor();
    assert.equal(await page.getByRole("checkbox").count(), 0);
    assert.equal(await page.getByRole("button", { name: "Refresh" }).count(), 0);
    await assertAccessible(page);
  },
);
