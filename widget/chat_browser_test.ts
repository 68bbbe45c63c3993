import assert from "node:assert/strict";
import type { FakeSession } from "./testing/fake_server.ts";
import { browserTest, closeBrowser, openChat, sees, until, write } from "./testing/setup.ts";

const LONG = "Sentence after sentence of an answer that takes its time. ".repeat(6) + "The end.";

browserTest("A visitor asks, the answer streams in with its sources", async (stage) => {
  const { fake, page } = stage;
  await openChat(page);
  await sees(page, "Hello! Ask me anything about Acme.");
  await write(page, "How do I export?");
  await until("a session exists", () => fake.sessions.size === 1);
  await until("the stream is open", () => fake.streams === 1);
  fake.tell(fake.only, "typing", { who: "agent", name: null });
  await sees(page, "Acme assistant is writing…");
  const text = "Open **Settings** and then `Exports`. " + LONG;
  const stored = fake.streamAnswer(fake.only, text, {
    sources: [
      { title: "Exports", url: "https://acme.test/docs" },
      { title: "Bad", url: "javascript:alert(1)" },
    ],
  });
  await page.locator(".draft").getByText("Open Settings and then").waitFor();
  await stored;
  await sees(page, "The end.");
  assert.equal(await page.locator(".draft").count(), 0);
  assert.equal(await page.locator(".md strong").last().textContent(), "Settings");
  assert.equal(await page.locator(".md code").textContent(), "Exports");
  const link = page.getByRole("link", { name: "Exports" });
  assert.equal(await link.getAttribute("href"), "https://acme.test/docs");
  assert.equal(await link.getAttribute("rel"), "noopener nofollow");
  assert.equal(await page.getByRole("link", { name: "Bad" }).count(), 0);
  assert.deepEqual(stage.complaints, []);
});

browserTest(
  "Nothing is asked of the server for a visitor before the first message",
  async (stage) => {
    const { fake, page, url } = stage;
    await openChat(page);
    await page.getByRole("textbox", { name: "Message" }).fill("not sent");
    await page.waitForTimeout(300);
    assert.deepEqual([...new Set(fake.calls)], ["config"]);
    await write(page, "first");
    await until("it is received", () => fake.received.length === 1);
    const [message] = fake.received;
    assert.equal(message!.session_id, undefined);
    assert.deepEqual(message!.page, { url: `${url}/`, title: "Acme: Pricing" });
    assert.match(message!.client_id, /^[\w-]{10,64}$/);
  },
);

browserTest(
  "A half-written answer goes on after a reload, on the same page and the next",
  async (stage) => {
    const { fake, page } = stage;
    await openChat(page);
    await write(page, "Tell me everything");
    await until("the stream is open", () => fake.streams === 1);
    const stored = fake.streamAnswer(fake.only, LONG, {}, 40);
    await page.locator(".draft").getByText("Sentence after").waitFor();
    await page.reload();
    // The chat was open, so it is open again; what was written so far is there at once.
    await page.locator(".draft").getByText("Sentence after").waitFor();
    // The page's own CSS has pushed the link below the panel.
    await page.getByRole("link", { name: "Documentation" }).dispatchEvent("click");
    await page.waitForURL("**/docs");
    await sees(page, "Tell me everything");
    await stored;
    await sees(page, "The end.");
    assert.equal(await page.getByText("The end.").count(), 1);
    assert.equal(fake.sessions.size, 1);
  },
);

browserTest("A second tab shows the same conversation while it happens", async (stage) => {
  const { fake, page, context } = stage;
  await openChat(page);
  const second = await context.newPage();
  await second.goto(page.url());
  await openChat(second);
  await write(page, "from the first tab");
  await sees(second, "from the first tab");
  await write(second, "from the second tab");
  await sees(page, "from the second tab");
  assert.equal(fake.sessions.size, 1);
  await until("both follow", () => fake.streams === 2);
  const stored = fake.streamAnswer(fake.only, LONG, {}, 30);
  await page.locator(".draft").getByText("Sentence").waitFor();
  await second.locator(".draft").getByText("Sentence").waitFor();
  await stored;
  await sees(second, "The end.");
  assert.deepEqual(fake.only.messages.map(({ content }) => content).slice(0, 2), [
    "from the first tab",
    "from the second tab",
  ]);
});

browserTest(
  "A dropped stream comes back by itself and nothing is lost or doubled",
  async (stage) => {
    const { fake, page } = stage;
    await openChat(page);
    await write(page, "hi");
    await until("the stream is open", () => fake.streams === 1);
    fake.dropStreams();
    fake.addMessage(fake.only, { content: "said while the line was down" });
    await sees(page, "said while the line was down");
    fake.tell(fake.only, "draft", { message_id: "msg_x", offset: 50, text: "a gap" });
    await until("it starts over after a gap", () => {
      return fake.calls.filter((call) => call.endsWith("/stream")).length >= 3;
    });
    assert.equal(await page.getByText("a gap").count(), 0);
    assert.equal(await page.getByText("said while the line was down").count(), 1);
  },
);

browserTest(
  "A teammate who takes over is named the moment it happens, and the draft goes",
  async (stage) => {
    const { fake, page } = stage;
    await openChat(page);
    await write(page, "I want a person");
    await until("the stream is open", () => fake.streams === 1);
    fake.streamAnswer(fake.only, LONG, {}, 40);
    await page.locator(".draft").waitFor();
    fake.takeOver(fake.only, "Anna Berg");
    await sees(page, "Anna Berg joined the conversation");
    await page.getByRole("dialog").getByRole("heading", { name: "Anna Berg" }).waitFor();
    assert.equal(await page.locator(".draft").count(), 0);
    fake.tell(fake.only, "typing", { who: "human", name: "Anna Berg" });
    await sees(page, "Anna Berg is writing…");
    fake.addMessage(fake.only, {
      sender_type: "human_agent",
      sender_name: "Anna Berg",
      content: "Hi, Anna here.",
    });
    await sees(page, "Hi, Anna here.");
    fake.change(fake.only, { is_human_takeover: false, human_name: null });
    await sees(page, "Anna Berg handed the conversation back");
  },
);

browserTest(
  "A conversation closed for idling says so; writing again opens a new one",
  async (stage) => {
    const { fake, page } = stage;
    await openChat(page);
    await write(page, "first question");
    await until("the stream is open", () => fake.streams === 1);
    fake.change(fake.only, { status: "closed", closed_by: "idle" });
    await sees(page, /closed after 15 minutes without a message/);
    await page.reload();
    await sees(page, /closed after 15 minutes without a message/);
    await write(page, "second question");
    await until("there are two", () => fake.sessions.size === 2);
    await sees(page, "second question");
    assert.equal(await page.getByText("first question").count(), 0);

    await page.getByRole("button", { name: "All conversations" }).click();
    await page.getByRole("button", { name: /first question.*Closed/ }).click();
    await sees(page, "first question");
  },
);

browserTest(
  "Answers that come while the chat is closed are counted on the button",
  async (stage) => {
    const { fake, page } = stage;
    await openChat(page);
    await write(page, "hello");
    await until("the stream is open", () => fake.streams === 1);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    fake.addMessage(fake.only, { content: "one" });
    fake.addMessage(fake.only, { content: "two" });
    await page.getByRole("button", { name: "Open chat, 2 unread" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Open chat, 2 unread" }).click();
    await sees(page, "two");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Open chat", exact: true }).waitFor();
  },
);

browserTest(
  "The way to a person is in sight once the agent spoke, and goes when somebody came",
  async (stage) => {
    const { fake, page } = stage;
    await openChat(page);
    const link = page.getByRole("button", { name: "Talk to a person" });
    assert.equal(await link.count(), 0);
    await write(page, "hello");
    await until("the stream is open", () => fake.streams === 1);
    fake.addMessage(fake.only, { content: "Hi, ask me." });
    await link.click();
    await sees(page, "I would like to talk to a person.");
    await link.waitFor({ state: "detached" });
    assert.equal(fake.received.at(-1)!.text, "I would like to talk to a person.");
  },
);

const eventful = `
window.seen = [];
window.Hissuno = window.Hissuno || [];
for (const name of ["ready", "open", "close", "message", "session", "takeover"]) {
  window.Hissuno.push(["on", name, (value) => window.seen.push([name, value && (value.content || value.status)])]);
}
window.Hissuno.push(["identify", { id: 42, name: "Jane", email: "jane@example.com" }, { plan: "pro" }]);
`;

browserTest(
  "The page can identify the visitor, write for them and listen",
  async (stage) => {
    const { fake, page } = stage;
    type Window = { Hissuno: Record<string, (...input: unknown[]) => void>; seen: string[][] };
    await page.evaluate(() => (globalThis as unknown as Window).Hissuno.send!("from the page"));
    await until("it is received", () => fake.received.length === 1);
    assert.deepEqual(fake.received[0]!.user, { id: "42", name: "Jane", email: "jane@example.com" });
    assert.deepEqual(fake.received[0]!.metadata, { plan: "pro" });
    await until("the stream is open", () => fake.streams === 1);
    fake.takeOver(fake.only, "Anna");
    await sees(page, "Anna joined the conversation");
    await page.evaluate(() => (globalThis as unknown as Window).Hissuno.close!());
    const seen = await page.evaluate(() => (globalThis as unknown as Window).seen);
    const names = seen.map(([name]) => name);
    for (const name of ["ready", "open", "session", "takeover", "close"]) {
      assert.ok(names.includes(name), `${name} in ${names}`);
    }
    // Another person at this browser starts with nothing.
    await page.evaluate(() => {
      const { Hissuno } = globalThis as unknown as Window;
      Hissuno.identify!({ id: 43 });
      Hissuno.open!({ draft: "prepared" });
    });
    await page.getByRole("dialog").waitFor();
    assert.equal(await page.getByText("from the page").count(), 0);
    assert.equal(await page.getByRole("textbox", { name: "Message" }).inputValue(), "prepared");
    await page.keyboard.press("Enter");
    await until("it is received", () => fake.sessions.size === 2);
    const [first, second] = [...fake.sessions.values()] as [FakeSession, FakeSession];
    assert.notEqual(first.visitor, second.visitor);
    assert.deepEqual(second.user, { id: "43" });
  },
  { page: { before: eventful } },
);

closeBrowser();
