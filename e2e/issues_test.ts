import assert from "node:assert/strict";
import { fillWithSessions } from "../core/demo/mod.ts";
import { listSessions, updateSession } from "../core/sessions/mod.ts";
import { assertAccessible } from "./testing/accessible.ts";
import type { TestApp } from "./testing/app.ts";
import { complaintsOf } from "./testing/complaints.ts";
import { pageTest, press, pressUntilFocused } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";

/** A project with sample sessions; gives the address of its pages. */
async function filled(app: TestApp): Promise<string> {
  await fillWithSessions(app.services.sql, app.project.id);
  return `${app.url}/projects/${app.project.id}`;
}

async function chatOf(app: TestApp): Promise<string> {
  const filter = { source: "widget" };
  const { sessions } = await listSessions(app.services.sql, app.project.id, filter, { limit: 50 });
  return sessions.find(({ session_type }) => session_type === "chat")!.id;
}

pageTest(
  "An issue is made of a message, judged, found in the list and told of when it is done",
  async (app, newPage) => {
    const base = await filled(app);
    const page = await newPage();
    const complaints = complaintsOf(page);
    await signIn(app, page.context());

    // From the session: tick a message, make an issue of it.
    const sessionId = await chatOf(app);
    await page.goto(`${base}/sessions/${sessionId}`);
    await page.getByRole("link", { name: "Link an issue" }).click();
    await page.locator('input[name="message"]').first().check();
    await page.getByLabel("Title").fill("Exports lose rows");
    await page.getByLabel("Type").selectOption("bug");
    await press(page, "Create and link");
    assert.equal(await page.locator("h1").textContent(), "Exports lose rows");
    const quote = page.locator(".evidence blockquote a").first();
    const quoted = (await quote.textContent())!;
    await assertAccessible(page);

    // The quote opens the session at its message.
    await Promise.all([page.waitForURL(/#./), quote.click()]);
    const target = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`);
    assert.ok((await target.textContent())!.includes(quoted.slice(0, 40)));
    await page.getByRole("link", { name: "Exports lose rows" }).click();

    // Judged: the priority moves and explains itself.
    await page.getByRole("link", { name: "Edit issue" }).click();
    await page.getByLabel("Impact").selectOption("5");
    await page.getByLabel("Effort").selectOption("1");
    await press(page, "Save");
    const aside = await page.locator(".split-aside").textContent() ?? "";
    assert.match(aside, /Judged 5 of 5\./);
    assert.match(aside, /× 5 × 40 % ÷ 1 =/);

    // A brief of the evidence, then a person's.
    await press(page, "Make a brief");
    assert.match(await page.locator(".issue-main").textContent() ?? "", /by rules/);
    await page.locator(".brief-editor summary").click();
    await page.getByRole("textbox", { name: "Brief" }).fill("Rows are lost **silently**.");
    await press(page, "Save brief");
    assert.equal(await page.locator(".rich strong").textContent(), "silently");
    assert.equal(await page.getByRole("button", { name: /Make/ }).count(), 0);

    // In the list, by keyboard.
    await page.goto(`${base}/issues`);
    await page.locator(".priority").first().waitFor();
    await pressUntilFocused(page, "j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/issues\/iss_/);

    // Done: who asked is told, once.
    await press(page, "Done");
    assert.match(page.url(), /\/asked$/);
    await assertAccessible(page);
    const hand = page.getByRole("main").getByRole("button", { name: "I have sent it" });
    const send = page.getByRole("main").getByRole("button", { name: "Send", exact: true });
    const button = await send.count() > 0 ? send : hand;
    await Promise.all([page.waitForEvent("load"), button.first().click()]);
    assert.match(await page.locator(".asker-told").textContent() ?? "", /Sent.* by Maya/);
    assert.equal(await page.locator(".asker-form").count(), 0);
    await page.goto(`${base}/issues?view=closed`);
    assert.equal(await page.locator("tbody tr").count(), 1);
    assert.deepEqual(complaints, []);
  },
);

pageTest("Issues are merged, split and deleted after a question", async (app, newPage) => {
  const base = await filled(app);
  const page = await newPage();
  await signIn(app, page.context());
  const path = `/api/projects/${app.project.id}/issues`;
  const make = async (title: string) =>
    (await (await app.call("POST", path, { title })).json()).issue.id as string;
  const one = await make("CSV export is slow");
  const other = await make("Slow export to CSV");
  const { sessions } = await listSessions(app.services.sql, app.project.id, {}, { limit: 2 });
  for (const { id } of sessions) {
    await (await app.call("POST", `${path}/${other}/links`, { session_id: id })).body?.cancel();
  }
  await page.goto(`${base}/issues/${other}`);
  await page.locator(".split-aside").getByRole("link", { name: "Merge…" }).click();
  assert.match(await page.getByRole("main").textContent() ?? "", /2 sessions with all quotes/);
  await press(page, "Merge");
  assert.match(page.url(), new RegExp(`${one}$`));
  assert.equal(await page.locator(".evidence > li").count(), 2);
  await page.goto(`${base}/issues/${other}`);
  await page.getByText("Another issue took over all of its evidence.").waitFor();

  await page.goto(`${base}/issues/${one}/split`);
  await page.getByLabel("Title").fill("Another thing");
  await press(page, "Split off");
  await page.getByText("Choose some").waitFor();
  await page.locator('input[name="session"]').first().check();
  await press(page, "Split off");
  assert.equal(await page.locator("h1").textContent(), "Another thing");
  await page.goto(`${page.url()}/delete`);
  await press(page, "Delete for good");
  await page.getByText("Issue deleted.").waitFor();
  assert.equal(await page.locator("tbody tr").count(), 1);
});

pageTest(
  "Product scopes are added, moved, chosen and deleted with their links",
  async (app, newPage) => {
    const base = await filled(app);
    const page = await newPage();
    await signIn(app, page.context());
    await page.goto(`${base}/product-scopes`);
    await assertAccessible(page);
    for (const [name, below] of [["Billing", ""], ["Editor", ""], ["Invoices", "Billing"]]) {
      await page.goto(`${base}/product-scopes/new`);
      await page.getByLabel("Name").fill(name!);
      if (below) await page.getByLabel("Below").selectOption({ label: below });
      await press(page, "Add scope");
    }
    const names = async () =>
      (await page.locator(".scope-name a").allTextContents()).map((text) => text.trim());
    assert.deepEqual(await names(), ["Billing", "Invoices", "Editor"]);
    await press(page, "Move Editor up");
    assert.deepEqual(await names(), ["Editor", "Billing", "Invoices"]);
    await assertAccessible(page);

    await page.goto(`${base}/sessions/${await chatOf(app)}`);
    await page.getByText("Add scopes").click();
    await page.getByLabel("Billing › Invoices").check();
    await press(page, "Save scopes");
    await page.getByRole("link", { name: "Billing › Invoices" }).click();
    assert.equal(await page.locator("tbody tr").count(), 1);

    await page.goto(`${base}/product-scopes`);
    await page.getByRole("link", { name: "Invoices", exact: true }).click();
    await page.getByLabel("Its sessions, issues and knowledge").selectOption({
      label: "move to Billing",
    });
    await press(page, "Delete this scope");
    assert.deepEqual(await names(), ["Editor", "Billing"]);
    assert.match(await page.locator(".scope-tree").textContent() ?? "", /1 session/);
  },
);

pageTest("The filtered list is a file for spreadsheets, without formulas", async (app, newPage) => {
  const base = await filled(app);
  const page = await newPage();
  await signIn(app, page.context());
  const path = `/api/projects/${app.project.id}/issues`;
  for (
    const [title, type] of [['=HYPERLINK("http://evil.example")', "bug"], ["Dark mode", "other"]]
  ) {
    await (await app.call("POST", path, { title, type })).body?.cancel();
  }
  await page.goto(`${base}/issues?type=bug`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "CSV" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "issues.csv");
  const text = await Deno.readTextFile((await download.path())!);
  const lines = text.trim().split("\r\n");
  assert.equal(lines.length, 2);
  assert.match(lines[1]!, /,"'=HYPERLINK\(""http:\/\/evil\.example""\)",bug,open,/);
});

pageTest("The note is in the visitor's widget at the next visit, once", async (app, newPage) => {
  const { sql } = app.services;
  const widget = `${app.url}/plugins/widget/${app.project.id}`;
  const visitor = {
    authorization: `Bearer ${"v".repeat(43)}`,
    "content-type": "application/json",
    origin: app.url,
  };
  const body = JSON.stringify({
    client_id: "first-message-1",
    text: "The export loses rows.",
    page: { url: `${app.url}/`, title: "Home" },
    user: { id: "42", name: "Ann Lee", email: "ann@acme.example" },
  });
  const sent = await fetch(`${widget}/messages`, { method: "POST", headers: visitor, body });
  assert.equal(sent.status, 201);
  const sessionId = (await sent.json()).session.id as string;
  await updateSession(sql, app.project.id, sessionId, { status: "closed" }, {
    id: null,
    kind: "api",
  });
  const path = `/api/projects/${app.project.id}/issues`;
  const made = await (await app.call("POST", path, { title: "Exports lose rows" })).json();
  const link = { session_id: sessionId, quotes: [{ sequence: 1 }] };
  await (await app.call("POST", `${path}/${made.issue.id}/links`, link)).body?.cancel();
  await (await app.call("PATCH", `${path}/${made.issue.id}`, { status: "done" })).body?.cancel();

  const page = await newPage();
  await signIn(app, page.context());
  await page.goto(`${app.url}/projects/${app.project.id}/issues/${made.issue.id}/asked`);
  await page.getByLabel("Note to").fill("Hi Ann, exports are whole again!");
  await press(page, "Send");
  await page.locator(".asker-told").waitFor();
  const seen = await (await fetch(`${widget}/sessions/${sessionId}`, { headers: visitor })).json();
  assert.equal(seen.session.status, "closed");
  const { content, sender_name } = seen.messages.at(-1);
  assert.deepEqual([content, sender_name], ["Hi Ann, exports are whole again!", "Maya"]);
  assert.equal(
    seen.messages.filter((one: { content: string }) => one.content === content).length,
    1,
  );
});

pageTest("Viewers read issues and scopes, and change nothing", async (app, newPage) => {
  const { sql, accounts } = app.services;
  const { addMember } = await import("../core/access/mod.ts");
  const base = await filled(app);
  const issue = await app.call("POST", `/api/projects/${app.project.id}/issues`, { title: "Seen" });
  const { id } = (await issue.json()).issue;
  const person = { email: "vera@example.com", name: "Vera", password: app.owner.password };
  const user = await accounts.createUser(person);
  await addMember(sql, { projectId: app.project.id, userId: user.id, role: "viewer" });
  const page = await newPage();
  await signIn({ ...app, owner: { ...person, id: user.id } }, page.context());
  for (const path of ["/issues", `/issues/${id}`, `/issues/${id}/asked`, "/product-scopes"]) {
    assert.equal((await page.goto(base + path))!.status(), 200, path);
    assert.equal(await page.getByRole("main").locator("form[method=post]").count(), 0, path);
  }
  for (
    const path of [
      "/issues/new",
      `/issues/${id}/edit`,
      `/issues/${id}/merge`,
      "/product-scopes/new",
    ]
  ) {
    assert.equal((await page.goto(base + path))!.status(), 403, path);
  }
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
  for (const path of [`/issues/${id}`, "/issues/new", `/issues/${id}/delete`, "/product-scopes"]) {
    const answer = await fetch(base + path, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: cookie.join("; "), origin: app.url },
      body: new URLSearchParams({ do: "close", as: "done", title: "x" }),
    });
    assert.equal(answer.status, 403, path);
    await answer.body?.cancel();
  }
});

pageTest("Lists and pages of issues follow what others do", async (app, newPage) => {
  const base = await filled(app);
  const page = await newPage();
  const complaints = complaintsOf(page);
  await signIn(app, page.context());
  const path = `/api/projects/${app.project.id}/issues`;
  const make = async (title: string) =>
    (await (await app.call("POST", path, { title, type: "bug" })).json()).issue.id as string;
  const first = await make("Exports lose rows");

  // At the top of the list new ones come by themselves; in a narrowed one they are told of.
  await page.goto(`${base}/issues`);
  await make("Charts are blank");
  await page.getByRole("link", { name: "Charts are blank" }).waitFor();
  await page.goto(`${base}/issues?type=bug`);
  await page.locator("tbody tr").first().waitFor();
  const news = page.getByRole("link", { name: /new issue.* show/ });
  for (let number = 1; await news.count() === 0; number++) {
    // The page may not have begun to listen yet.
    await make(`Sync stops ${number}`);
    await news.waitFor({ timeout: 5_000 }).catch(() => {});
  }
  await Promise.all([page.waitForEvent("load"), news.click()]);
  await page.getByRole("link", { name: "Sync stops 1" }).waitFor();

  // The page of one follows its title, state and evidence.
  const sessionId = await chatOf(app);
  await page.goto(`${base}/issues/${first}`);
  await (await app.call("POST", `${path}/${first}/links`, {
    session_id: sessionId,
    quotes: [{ sequence: 1 }],
  })).body?.cancel();
  await page.locator(".evidence blockquote").first().waitFor();
  await (await app.call("PATCH", `${path}/${first}`, { title: "Rows are lost", status: "planned" }))
    .body?.cancel();
  await page.getByRole("heading", { level: 1, name: "Rows are lost" }).waitFor();
  await page.locator(".page-header").getByText("Planned").waitFor();
  await assertAccessible(page);

  // By the tags of who asks.
  await updateSession(app.services.sql, app.project.id, sessionId, { tags: ["losses"] }, {
    id: null,
    kind: "api",
  });
  await (await app.call("GET", `${path}/${first}`)).body?.cancel();
  await page.goto(`${base}/issues?tag=losses`);
  assert.deepEqual(await page.locator("tbody .row-link").allTextContents(), ["Rows are lost"]);
  await page.getByRole("link", { name: "Remove filter Tag: Losses" }).waitFor();
  await page.goto(`${base}/issues?tag=wins`);
  await page.getByText("No issue matches").waitFor();
  assert.deepEqual(complaints, []);
});
