import assert from "node:assert/strict";
import { browserTest, closeBrowser, openChat, sees, until, write } from "./testing/setup.ts";

browserTest(
  "Messages written offline are kept over a reload of the tab and sent once, in order",
  async (stage) => {
    const { fake, page, context } = stage;
    await openChat(page);
    await write(page, "online");
    await until("the stream is open", () => fake.streams === 1);
    const second = await context.newPage();
    await second.goto(page.url());
    await openChat(second);
    await sees(second, "online");

    await context.setOffline(true);
    await page.getByText("You are offline. Messages are kept").waitFor();
    await write(page, "offline one");
    await write(page, "offline two");
    await sees(page, "Will be sent when you are back online");
    await sees(second, "offline two");
    assert.equal(fake.received.length, 1);

    await context.setOffline(false);
    await until("all are there", () => fake.only.messages.length === 3);
    await page.waitForTimeout(700);
    assert.deepEqual(fake.only.messages.map(({ content }) => content), [
      "online",
      "offline one",
      "offline two",
    ]);
    assert.equal(new Set(fake.received.map(({ client_id }) => client_id)).size, 3);
    assert.equal(await page.getByText("offline one").count(), 1);
    assert.equal(await page.getByText("You are offline").count(), 0);
  },
);

browserTest(
  "A conversation that begins offline becomes one session for all its messages",
  async (stage) => {
    const { fake, page, context } = stage;
    await openChat(page);
    await context.setOffline(true);
    await write(page, "first");
    await write(page, "second");
    await context.setOffline(false);
    await until("both are there", () => fake.sessions.size > 0 && fake.only.messages.length === 2);
    assert.equal(fake.sessions.size, 1);
  },
);

browserTest(
  "When the answer to a message is lost, it is sent again and stays one message",
  async (stage) => {
    const { fake, page } = stage;
    fake.loseAnswers = 1;
    await openChat(page);
    await write(page, "only once");
    await until("it is sent again", () => fake.received.length === 2);
    await until("the stream is open", () => fake.streams === 1);
    assert.equal(fake.only.messages.length, 1);
    assert.equal(fake.sessions.size, 1);
    assert.equal(await page.getByText("only once").count(), 1);
  },
);

browserTest("A message the page was left with is sent by the next page", async (stage) => {
  const { fake, page, url } = stage;
  fake.failing = { status: 503, error: "Starting." };
  await openChat(page);
  await write(page, "do not forget me");
  await page.getByText("Not sent yet. Trying again…").waitFor();
  await page.goto(`${url}/docs`);
  fake.failing = null;
  await until("it arrives", () => fake.received.length === 1);
  assert.equal(fake.received[0]!.text, "do not forget me");
  assert.equal(fake.received[0]!.page.title, "Acme: Pricing");
});

browserTest("A refused message says why, and can be tried again or deleted", async (stage) => {
  const { fake, page } = stage;
  fake.failing = { status: 400, error: "text: must not hold this." };
  await openChat(page);
  await write(page, "odd one");
  await page.getByText("Not sent: text: must not hold this.").waitFor();
  fake.failing = null;
  await page.getByRole("button", { name: "Try again" }).click();
  await until("it is stored", () => fake.received.length === 1);
  fake.failing = { status: 400, error: "No." };
  await write(page, "odd two");
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByText("odd two").waitFor({ state: "detached" });
});

browserTest(
  "Where the site is not allowed, the chat is not shown and the console says why",
  async (stage) => {
    const { fake, page } = stage;
    fake.allowedOrigins = ["https://other.test"];
    const warning = page.waitForEvent("console", (message) => /not shown/.test(message.text()));
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    assert.match((await warning).text(), /This origin is not allowed/);
    await page.getByRole("button", { name: "Open chat" }).waitFor({ state: "detached" });
  },
);

closeBrowser();
