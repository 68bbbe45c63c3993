import assert from "node:assert/strict";
import { addMember } from "../core/access/mod.ts";
import { fillWithSamples } from "../core/demo/mod.ts";
import { createKnowledge, createSource } from "../core/knowledge/mod.ts";
import { projectOf } from "../core/projects/mod.ts";
import { listSessions } from "../core/sessions/mod.ts";
import { assertAccessible } from "./testing/accessible.ts";
import type { TestApp } from "./testing/app.ts";
import { agentPages } from "./testing/agent_pages.ts";
import { issuePages } from "./testing/issues.ts";
import { pageTest, press } from "./testing/page.ts";
import { assertPagesHold } from "./testing/walk.ts";
import { signIn } from "./testing/sign_in.ts";

/** The most script of one page, and the most HTML of a list of fifty, in bytes after gzip. */
const SCRIPT_BUDGET = 60_000;
const LIST_BUDGET = 16_000;

async function filled(app: TestApp): Promise<Record<string, string>> {
  const { sql } = app.services;
  await fillWithSamples(sql, app.project.id);
  const { id } = await createKnowledge(sql, app.project.id, {
    kind: "markdown",
    name: "Exports",
    content: "# Exporting data\n\nExports follow the filters of a saved view.",
  });
  const site = await createSource(sql, app.project.id, {
    ...{ kind: "website", name: "Inside", url: "http://10.0.0.1/help/" },
  });
  const { sessions } = await listSessions(sql, app.project.id, {}, { limit: 100 });
  const of = (type: string, source: string) =>
    sessions.find((one) => one.session_type === type && one.source === source)!.id;
  const base = `${app.url}/projects/${app.project.id}`;
  return {
    list: `${base}/feedback`,
    chat: `${base}/sessions/${of("chat", "widget")}`,
    ticket: `${base}/sessions/${of("chat", "zendesk")}`,
    meeting: `${base}/sessions/${of("meeting", "gong")}`,
    behavior: `${base}/sessions/${of("behavioral", "posthog")}`,
    edit: `${base}/sessions/${of("chat", "widget")}/edit`,
    knowledge: `${base}/knowledge?q=how+do+I+export`,
    entry: `${base}/knowledge/${id}`,
    newEntry: `${base}/knowledge/new`,
    website: `${base}/knowledge/add/website`,
    upload: `${base}/knowledge/add/file`,
    archive: `${base}/knowledge/add/archive`,
    packages: `${base}/knowledge/packages`,
    package: `${base}/knowledge/packages/pack_default`,
    source: `${base}/knowledge/${site.id}`,
    integrations: `${base}/integrations`,
    widget: `${base}/integrations/widget`,
    preview: `${base}/integrations/widget/preview`,
    agent: `${base}/integrations/agent`,
    api: `${base}/integrations/api`,
    newSession: `${base}/sessions/new`,
    notifications: `${base}/notifications`,
    choices: `${app.url}/account/notifications`,
    ...await issuePages(app, of("chat", "widget")),
    ...await agentPages(app, of("chat", "widget")),
    review: `${base}/review`,
    reviewSettings: `${base}/review/settings`,
    nowhere: `${base}/nowhere`,
  };
}

pageTest(
  "Every page passes axe in both themes and on a phone, without a complaint or sideways scrolling",
  async (app, newPage) => {
    const addresses = await filled(app);
    const page = await newPage();
    await signIn(app, page.context());
    await assertPagesHold(page, Object.values(addresses), [200, 404]);
  },
);

pageTest("Pages keep to their budget of script and HTML", async (app, newPage) => {
  const addresses = await filled(app);
  const page = await newPage();
  await signIn(app, page.context());
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
  const read = async (address: string) =>
    await (await fetch(address, { headers: { cookie: cookie.join("; ") } })).text();
  for (const name of ["list", "chat", "newSession", "meeting"]) {
    const html = await read(addresses[name]!);
    const modules = [...html.matchAll(/<link rel="modulepreload" href="([^"]+)"/g)];
    assert.ok(modules.length > 0, name);
    let size = 0;
    for (const [, href] of modules) size += await gzipped(await read(new URL(href!, app.url).href));
    assert.ok(size <= SCRIPT_BUDGET, `${name}: ${size} bytes of script`);
    if (name !== "list") continue;
    const bytes = await gzipped(html);
    assert.ok(bytes <= LIST_BUDGET, `${bytes} bytes of HTML for fifty rows`);
  }
});

pageTest("Knowledge is added, asked, changed and deleted in the browser", async (app, newPage) => {
  const page = await newPage();
  await signIn(app, page.context());
  const base = `${app.url}/projects/${app.project.id}/knowledge`;
  await page.goto(base);
  await page.getByRole("link", { name: "Add the first entry" }).click();
  await page.getByLabel("Name").fill("Opening hours");
  await page.getByLabel("Content").fill("# Opening hours\n\nWe are open from nine to five.");
  await page.locator("#field-url").evaluate((field: HTMLInputElement) => field.type = "text");
  await page.locator("#field-url").fill("javascript:alert(1)");
  await press(page, "Add entry");
  assert.match(await page.textContent("#field-url-error") ?? "", /not valid/);
  assert.match(await page.getByLabel("Content").inputValue(), /nine to five/);
  await page.locator("#field-url").fill("https://example.com/hours");
  await press(page, "Add entry");
  await page.getByText("Added. The agent can use it now.").waitFor();
  await page.getByLabel("Question").fill("When are you open?");
  await press(page, "Ask");
  assert.match(await page.locator(".passages").textContent() ?? "", /nine to five/);
  await page.goto(`${base}?q=submarines`);
  assert.match(await page.getByRole("main").textContent() ?? "", /does not know/);
  await page.getByRole("link", { name: "Opening hours" }).click();
  await page.getByLabel("Name").fill("Hours");
  await press(page, "Save");
  await page.getByRole("link", { name: "Hours" }).click();
  await page.getByRole("link", { name: "Delete" }).click();
  await press(page, "Delete for good");
  await page.getByText("The agent knows nothing yet").waitFor();
});

pageTest("Settings of widget and agent are checked, kept and used", async (app, newPage) => {
  const { sql } = app.services;
  const page = await newPage();
  await signIn(app, page.context());
  const base = `${app.url}/projects/${app.project.id}/integrations`;
  await page.goto(`${base}/widget`);
  await page.getByLabel("Title").fill("Ask Harbor");
  await page.getByLabel("Accent colour").fill("red");
  await page.getByLabel("Allowed origins").fill("https://www.example.com/pricing\nexample");
  await press(page, "Save");
  assert.match(await page.textContent("#field-color-error") ?? "", /must be a colour/);
  assert.match(await page.textContent("#field-allowed_origins-error") ?? "", /“example” must be/);
  assert.equal(await page.getByLabel("Title").inputValue(), "Ask Harbor");
  await assertAccessible(page);
  await page.getByLabel("Accent colour").fill("#2b59c3");
  await page.getByLabel("Allowed origins").fill("https://www.example.com/pricing");
  await page.getByLabel(/Close a conversation/).fill("45");
  await page.getByLabel("Agent's name").fill("Harry");
  await press(page, "Save");
  assert.equal(await page.getByLabel("Allowed origins").inputValue(), "https://www.example.com");
  const config = await fetch(`${app.url}/plugins/widget/${app.project.id}/config`, {
    headers: { origin: "https://www.example.com" },
  });
  const { title, color, agent_name, idle_minutes } = await config.json();
  assert.deepEqual([title, color, agent_name, idle_minutes], [
    "Ask Harbor",
    "#2b59c3",
    "Harry",
    45,
  ]);

  await page.goto(`${base}/agent`);
  assert.equal(await page.getByLabel("Name").inputValue(), "Harry");
  await page.getByLabel("Answer customers").uncheck();
  await page.getByLabel("Instructions").fill("Be brief.");
  await press(page, "Save");
  const { settings } = await projectOf(sql, app.project.id);
  assert.deepEqual(settings.agent, {
    enabled: false,
    name: "Harry",
    instructions: "Be brief.",
    handover_message: "",
    model: "",
    tone: "friendly",
    language: "auto",
    package: "",
    daily_tokens: null,
    daily_cost: null,
  });
});

pageTest(
  "Viewers read everything and change nothing, strangers find nothing",
  async (app, newPage) => {
    const { sql, accounts } = app.services;
    const addresses = await filled(app);
    const person = { email: "vera@example.com", name: "Vera", password: app.owner.password };
    const { id } = await accounts.createUser(person);
    const page = await newPage();
    await signIn({ ...app, owner: { ...person, id } }, page.context());
    assert.equal((await page.goto(addresses.list!))!.status(), 404);
    await assertAccessible(page);
    await addMember(sql, { projectId: app.project.id, userId: id, role: "viewer" });
    assert.equal((await page.goto(addresses.list!))!.status(), 200);
    assert.equal(await page.locator(".bulk-bar, tbody .box").count(), 0);
    assert.equal((await page.goto(addresses.chat!))!.status(), 200);
    assert.equal(await page.getByLabel("Reply").count(), 0);
    await assertAccessible(page);
    assert.equal((await page.goto(addresses.newSession!))!.status(), 403);
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
    for (const [name, action] of [["chat", "close"], ["list", "demo"], ["widget", "x"]] as const) {
      const answer = await fetch(addresses[name]!, {
        method: "POST",
        redirect: "manual",
        headers: { cookie: cookie.join("; "), origin: app.url },
        body: new URLSearchParams({ do: action }),
      });
      assert.equal(answer.status, 403, name);
      await answer.body?.cancel();
    }
  },
);

async function gzipped(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}
