/**
 * The main job as the README tells it: the product as a process of its own, in Chromium, with a page
 * of another origin.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type FakeOpenAi, startFakeOpenAi } from "../core/agent/testing/fake_openai.ts";
import { openChat, sees, write } from "../widget/testing/setup.ts";
import { complaintsOf } from "./testing/complaints.ts";
import { serveForeignSite } from "./testing/foreign_site.ts";
import { press } from "./testing/page.ts";
import { type Product, productTest } from "./testing/product.ts";

// As in the documentation of the sessions' API.
const SEED = {
  name: "Support ticket #4821",
  session_type: "chat",
  tags: ["bug"],
  user_metadata: { email: "jane@example.com", name: "Jane Smith" },
  messages: [
    { role: "user", content: "The export button does nothing when I click it." },
    {
      role: "assistant",
      content: "Thanks for reporting this. Can you tell me which browser you are using?",
    },
    { role: "user", content: "Chrome on macOS. Version 120." },
  ],
};
const QUESTION = "How do I export my invoices?";

interface Session {
  id: string;
  name: string;
  source: string;
  tags: string[];
  page_url: string | null;
  is_human_takeover: boolean;
}

/** Calls of the API with a key, each expected to succeed. */
function apiOf(url: string, projectId: string, key: string) {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/api/sessions${path}?projectId=${projectId}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
  return {
    create: (body: unknown): Promise<{ session: Session }> => call("POST", "", body),
    list: (): Promise<{ sessions: Session[]; total: number }> => call("GET", ""),
    read: (
      id: string,
    ): Promise<{ session: Session; messages: { role: string; content: string }[] }> =>
      call("GET", `/${id}`),
  };
}

/** Opens the set-up link and makes the first account and project; returns the project's address. */
async function setUp(page: Page, product: Product): Promise<string> {
  const link = /^Set up the first account: (\S+)$/m.exec(product.printed());
  assert.ok(link, product.printed());
  await page.goto(link[1]!);
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("E-mail address").fill("ada@example.com");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByLabel("Project name").fill("Harbor");
  await press(page, "Create account");
  await page.waitForURL(/\/projects\/proj_\w+\/feedback$/);
  return page.url().replace(/\/feedback$/, "");
}

/** Makes a key on the Access page. */
async function makeKey(page: Page, project: string): Promise<string> {
  await page.goto(`${project}/access`);
  await page.getByRole("link", { name: "New key" }).click();
  await page.getByLabel("Name").fill("Import");
  await press(page, "Create key");
  return (await page.locator("#new-key").textContent())!.trim();
}

/** Adds a text to the knowledge. */
async function addKnowledge(page: Page, project: string): Promise<void> {
  await page.goto(`${project}/knowledge/new`);
  await page.getByLabel("Name").fill("Invoices guide");
  await page.getByLabel("Content").fill(
    "# Exporting invoices\n\nOpen **Billing**, choose a month and press *Export invoices*. " +
      "The file arrives as PDF.\n\n# Opening hours\n\nWe answer from nine to five.",
  );
  await page.getByLabel("Address of the original").fill("https://docs.example.com/invoices");
  await press(page, "Add entry");
  await page.waitForURL(/\/knowledge$/);
}

/** Copies the script tag from the Integrations page. */
async function copySnippet(page: Page, project: string): Promise<string> {
  await page.goto(`${project}/integrations`);
  await page.getByRole("main").locator('a[href$="/integrations/widget"]').first().click();
  return (await page.locator(".copy-box code").first().textContent())!;
}

/** Marks a page so that {@link assertNotReloaded} notices when it is loaded anew. */
async function mark(page: Page): Promise<void> {
  await page.evaluate("globalThis.isMarked = true");
}

async function assertNotReloaded(page: Page): Promise<void> {
  assert.equal(await page.evaluate("globalThis.isMarked"), true, "The page was loaded anew");
}

productTest(
  "A newcomer sets up, chats from a foreign page, answers live, restarts and finds everything",
  async ({ start, newPage }) => {
    let product = await start();
    const team = await newPage();
    const teamComplaints = complaintsOf(team);
    const project = await setUp(team, product);
    const projectId = project.split("/").at(-1)!;
    const api = apiOf(product.url, projectId, await makeKey(team, project));

    const created = await api.create(SEED);
    const read = await api.read(created.session.id);
    assert.equal(read.session.name, SEED.name);
    assert.equal(read.session.source, "api");
    assert.deepEqual(read.session.tags, SEED.tags);
    assert.deepEqual(read.messages.map(({ role, content }) => ({ role, content })), SEED.messages);

    await addKnowledge(team, project);
    const snippet = await copySnippet(team, project);
    assert.equal(
      snippet,
      `<script src="${product.url}/widget.js" data-project-id="${projectId}" async></script>`,
    );
    const site = serveForeignSite(snippet, product.url);
    try {
      // The list is open already when the visitor writes.
      await team.goto(`${project}/feedback`);
      await team.getByRole("link", { name: SEED.name }).waitFor();
      await mark(team);
      const visitor = await newPage();
      const visitorComplaints = complaintsOf(visitor);
      await visitor.goto(site.url);
      await openChat(visitor);
      assert.equal((await api.list()).total, 1, "Opening the chat makes no session");
      await write(visitor, QUESTION);
      await team.getByRole("link", { name: QUESTION }).waitFor();
      await assertNotReloaded(team);

      await sees(visitor, "choose a month and press");
      const source = visitor.locator(".sources").getByRole("link", { name: /Invoices guide/ });
      assert.equal(await source.getAttribute("href"), "https://docs.example.com/invoices");
      const [session] = (await api.list()).sessions;
      assert.equal(session!.source, "widget");
      assert.equal(session!.page_url, site.url);

      await team.getByRole("link", { name: QUESTION }).click();
      await team.waitForURL(/\/sessions\/sess_/);
      assert.equal(team.url().split("/").at(-1), session!.id);
      await team.locator(".message.from-agent", { hasText: "choose a month" }).waitFor();
      await press(team, "Take over");
      await sees(visitor, "Ada joined the conversation");
      await team.getByText("You answer as Ada. The agent is silent.").waitFor();
      await mark(team);
      await team.getByLabel("Reply").fill("Hello, I am **Ada**. Did that help?");
      await team.keyboard.press("Control+Enter");
      await sees(visitor, /Did that help\?/);
      await write(visitor, "It did, thank you Ada!");
      await team.locator(".message.from-user", { hasText: "thank you Ada" }).waitFor();
      await assertNotReloaded(team);

      const second = await visitor.context().newPage();
      const secondComplaints = complaintsOf(second);
      await second.goto(site.url);
      await openChat(second);
      for (const page of [second, visitor]) {
        if (page === visitor) await visitor.reload();
        for (const text of [QUESTION, "choose a month", /Did that help\?/, "thank you Ada"]) {
          await sees(page, text);
        }
      }
      await write(second, "This is from my second tab");
      await sees(visitor, "This is from my second tab");
      await team.locator(".message.from-user", { hasText: "my second tab" }).waitFor();
      assert.equal((await api.read(session!.id)).messages.length, 5, "The agent was silent");

      await press(team, "Hand back");
      await sees(visitor, "Ada handed the conversation back");
      await team.locator(".message.from-agent").nth(1).waitFor();
      await team.goto(`${project}/feedback`);

      const before = await api.list();
      const messages = (await api.read(session!.id)).messages;
      const { port } = new URL(product.url);
      assert.equal(await product.end(), 0, product.printed());
      product = await start({ PORT: port });
      assert.doesNotMatch(product.printed(), /set.?up/i);

      const after = await api.list();
      assert.equal(after.total, 2);
      assert.deepEqual(
        after.sessions.map(({ id, name }) => [id, name]),
        before.sessions.map(({ id, name }) => [id, name]),
      );
      assert.deepEqual((await api.read(session!.id)).messages, messages);
      await team.reload();
      await team.getByRole("link", { name: SEED.name }).waitFor();
      await team.getByRole("link", { name: QUESTION }).click();
      await team.waitForURL(/\/sessions\/sess_/);
      await team.locator(".message.from-user", { hasText: "my second tab" }).waitFor();
      // One tab was open all the time, the other is loaded anew; both go on with the conversation.
      await second.reload();
      await sees(second, "This is from my second tab");
      await write(visitor, "Back after the restart");
      await sees(second, "Back after the restart");
      await team.locator(".message.from-user", { hasText: "Back after the restart" }).waitFor();
      await press(team, "Take over");
      await team.getByLabel("Reply").fill("We are back, too.");
      await team.keyboard.press("Control+Enter");
      for (const page of [visitor, second]) await sees(page, "We are back, too.");
      assert.equal((await api.list()).total, 2, "The conversation went on in its session");
      assert.deepEqual(teamComplaints, []);
      assert.deepEqual([...visitorComplaints, ...secondComplaints], []);
      assert.equal(await product.end(), 0, product.printed());
      assert.doesNotMatch(product.printed(), /set.?up/i);
    } finally {
      await site.close();
    }
  },
);

/** What stands of the answer that is being written, each time it has changed. */
async function growth(page: Page, steps: number): Promise<string[]> {
  const seen: string[] = [];
  while (seen.length < steps) {
    const text = await page.locator(".draft").innerText();
    if (text !== seen.at(-1)) seen.push(text);
    await page.waitForTimeout(50);
  }
  seen.reduce((shorter, longer) => {
    assert.ok(longer.startsWith(shorter), `${longer} does not begin with ${shorter}`);
    return longer;
  });
  return seen;
}

/** Runs `work` with a server that speaks as OpenAI does. */
async function withModel(work: (model: FakeOpenAi) => Promise<void>): Promise<void> {
  const model = startFakeOpenAi();
  try {
    await work(model);
  } finally {
    await model.close();
  }
}

productTest(
  "A model's answer appears piece by piece, goes on after a reload, and is written once for two tabs",
  ({ start, newPage }) =>
    withModel(async (model) => {
      // Without clicks: project and key from the environment.
      const key = "hiss_newcomer_0123456789abcdef";
      const product = await start({
        OPENAI_BASE_URL: model.baseUrl,
        OPENAI_MODEL: "fake-model",
        HISSUNO_PROJECT: "Harbor",
        HISSUNO_API_KEY: key,
      });
      const projectId = /^Project: (proj_\w+)$/m.exec(product.printed())![1]!;
      const api = apiOf(product.url, projectId, key);
      const snippet =
        `<script src="${product.url}/widget.js" data-project-id="${projectId}" async></script>`;
      const site = serveForeignSite(snippet, product.url);
      try {
        // Answers that cite nothing are not given.
        const known = await fetch(
          `${product.url}/api/projects/${projectId}/settings/knowledge-sources`,
          {
            method: "POST",
            headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
            body: JSON.stringify({
              name: "Mooring",
              content: "To moor a ship, make its lines fast. The stern line comes last.",
            }),
          },
        );
        assert.equal(known.status, 201, await known.text());
        const steps = Array.from({ length: 80 }, (_, index) => `step${index + 1}`).join(" ");
        const answer = `As follows [1]: ${steps}`;
        const step = { text: answer, delay: 250 };
        model.script(step);
        const visitor = await newPage();
        const complaints = complaintsOf(visitor);
        await visitor.goto(site.url);
        await openChat(visitor);
        await write(visitor, "How do I moor a ship?");
        const before = await growth(visitor, 6);
        await visitor.reload();
        const after = await growth(visitor, 3);
        assert.ok(after[0]!.startsWith(before[1]!), `It began anew: ${after[0]}`);
        const second = await visitor.context().newPage();
        await second.goto(site.url);
        await openChat(second);
        const elsewhere = await growth(second, 2);
        assert.ok(elsewhere[0]!.startsWith(before[1]!), `It began anew: ${elsewhere[0]}`);
        step.delay = 10;
        for (const page of [visitor, second]) {
          await sees(page, /step80$/);
          await page.locator(".draft").waitFor({ state: "detached" });
        }
        const [session] = (await api.list()).sessions;
        const contents = async () =>
          (await api.read(session!.id)).messages.map(({ content }) => content);
        assert.deepEqual(await contents(), ["How do I moor a ship?", answer]);
        assert.equal(model.requests.length, 1, "The answer was generated once");

        model.script({ text: "By the stern line [1]." });
        await write(second, "And which line comes last?");
        for (const page of [visitor, second]) await sees(page, "By the stern line");
        assert.equal((await contents()).length, 4);
        assert.equal(model.requests.length, 2, "Two open tabs make one answer");
        assert.equal(model.aborted, 0);
        assert.deepEqual(complaints, []);
      } finally {
        await site.close();
      }
    }),
);
