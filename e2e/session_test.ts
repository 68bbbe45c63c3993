import assert from "node:assert/strict";
import { getSession, ingest, listMessages, listSessions } from "../core/sessions/mod.ts";
import { assertAccessible } from "./testing/accessible.ts";
import type { TestApp } from "./testing/app.ts";
import { complaintsOf } from "./testing/complaints.ts";
import { pageTest, press } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";

const contents = async (app: TestApp, id: string) =>
  (await listMessages(app.services.sql, app.project.id, id)).map(({ content }) => content);

pageTest(
  "A visitor of the widget and a teammate talk live, and the agent falls silent",
  async (app, newPage) => {
    const { sql } = app.services;
    const visitor = await newPage();
    const team = await newPage();
    await signIn(app, visitor.context());
    await signIn(app, team.context());
    const complaints = complaintsOf(team);
    await visitor.goto(`${app.url}/projects/${app.project.id}/integrations/widget/preview`);
    await visitor.getByRole("button", { name: /chat|open|hissuno/i }).first().click();
    await visitor.getByRole("textbox").fill("Does the export keep my filters?");
    await visitor.keyboard.press("Enter");

    await team.goto(`${app.url}/projects/${app.project.id}/feedback`);
    await team.getByRole("link", { name: "Does the export keep my filters?" }).click();
    await team.waitForURL(/\/sessions\/sess_/);
    const id = team.url().split("/").at(-1)!;
    await team.locator(".message.from-agent").first().waitFor();
    await assertAccessible(team);

    await press(team, "Take over");
    await team.getByText("You answer as Maya. The agent is silent.").waitFor();
    assert.equal((await getSession(sql, app.project.id, id))!.taken_over_name, "Maya");
    await team.getByLabel("Reply").fill("It does, if you save a **view** first.");
    await team.keyboard.press("Control+Enter");
    await team.locator(".message.from-human", { hasText: "save a **view** first" }).waitFor();
    await visitor.getByText(/save a .*view.* first/).waitFor();
    assert.equal(await team.getByLabel("Reply").inputValue(), "");

    await visitor.getByRole("textbox").fill("Thank you, Maya!");
    await visitor.keyboard.press("Enter");
    await team.locator(".message.from-user", { hasText: "Thank you, Maya!" }).waitFor();
    const count = (await contents(app, id)).length;
    await press(team, "Hand back");
    await team.getByText("takes over from the agent").waitFor();
    await team.locator(".message.from-agent").nth(1).waitFor();
    assert.ok((await contents(app, id)).length > count);
    assert.deepEqual(complaints, []);
  },
);

pageTest("A reply that was not taken is kept, told of, and sent once", async (app, newPage) => {
  const { sql } = app.services;
  const scope = { projectId: app.project.id, source: "widget" };
  const [result] = await ingest(sql, scope, [{
    isLive: true,
    messages: [{ senderType: "user", content: "Anybody there?" }],
  }]);
  const id = result!.sessionId;
  const page = await newPage();
  await signIn(app, page.context());
  const address = `${app.url}/projects/${app.project.id}/sessions/${id}`;
  await page.goto(address, { waitUntil: "networkidle" }).catch(() => {});
  const api = "**/api/projects/*/sessions/*/messages";
  await page.route(api, (route) => route.abort());
  await page.getByLabel("Reply").fill("Yes, me.");
  await page.keyboard.press("Control+Enter");
  await page.getByText("No connection.").waitFor();
  await page.getByText("Not delivered").waitFor();
  await assertAccessible(page);
  await page.unroute(api);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("li#sending").waitFor({ state: "detached" });
  assert.deepEqual(await contents(app, id), ["Anybody there?", "Yes, me."]);

  // Without a script: the same form sent twice makes one reply; an empty one is told of in place.
  const plain = await (await page.context().browser()!.newContext({ javaScriptEnabled: false }))
    .newPage();
  await signIn(app, plain.context());
  await plain.goto(address);
  const key = await plain.locator("input[name=key]").inputValue();
  const cookie = (await plain.context().cookies()).map(({ name, value }) => `${name}=${value}`);
  const send = (content: string) =>
    fetch(address, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: cookie.join("; "), origin: app.url },
      body: new URLSearchParams({ do: "reply", key, content }),
    });
  const answers = await Promise.all([send("Twice"), send("Twice"), send("Twice")]);
  for (const answer of answers) {
    assert.equal(answer.status, 303);
    await answer.body?.cancel();
  }
  assert.deepEqual(await contents(app, id), ["Anybody there?", "Yes, me.", "Twice"]);
  const refused = await send("   ");
  assert.equal(refused.status, 400);
  assert.match(await refused.text(), /The reply is empty/);
  const foreign = await fetch(address, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookie.join("; "), origin: "https://evil.example" },
    body: new URLSearchParams({ do: "close" }),
  });
  assert.equal(foreign.status, 403);
  await foreign.body?.cancel();
});

pageTest(
  "A call is written down from a pasted transcript, with its customer",
  async (app, newPage) => {
    const { sql } = app.services;
    const page = await newPage();
    const complaints = complaintsOf(page);
    await signIn(app, page.context());
    await page.goto(`${app.url}/projects/${app.project.id}/sessions/new`);
    await press(page, "Create session");
    assert.match(await page.getByRole("main").textContent() ?? "", /Write at least one message/);
    await assertAccessible(page);
    await page.getByLabel("Meeting").check();
    await page.getByLabel("Wins").check();
    await page.locator("#field-name").fill("Review <script>");
    await page.getByLabel("Customer's name").fill("Priya");
    await page.getByLabel("Customer's e-mail").fill("priya@acme");
    await page.getByLabel("Transcript").fill("0:04 Maya: Welcome\n0:12 Priya: Hello\nall of you");
    await page.getByPlaceholder("Name").first().fill("plan");
    await page.locator("input[name=meta_key]").first().fill("plan");
    await page.locator("input[name=meta_value]").first().fill("Pro");
    await press(page, "Find the speakers");
    assert.equal(await page.getByLabel("Priya").inputValue(), "user");
    assert.equal(await page.locator("#speaker-0").inputValue(), "human_agent");
    await page.getByPlaceholder("Name").first().fill("");
    await page.getByRole("button", { name: "Add a message" }).click();
    assert.equal(await page.locator(".message-row").count(), 5);
    assert.equal(await page.locator("#field-name").inputValue(), "Review <script>");
    await press(page, "Create session");
    await page.waitForURL(/\/sessions\/sess_/);
    assert.match(await page.locator("h1").textContent() ?? "", /^Review <script>$/);
    const { sessions: [session] } = await listSessions(sql, app.project.id, {}, { limit: 1 });
    assert.equal(session!.source, "manual");
    assert.equal(session!.session_type, "meeting");
    assert.deepEqual(session!.tags, ["wins"]);
    assert.deepEqual(session!.user_metadata, { plan: "Pro" });
    assert.equal(session!.contact!.email, "priya@acme");
    assert.deepEqual(
      (await listMessages(sql, app.project.id, session!.id)).map((message) => [
        message.sender_type,
        message.sender_name,
        message.offset_ms,
        message.content,
      ]),
      [
        ["human_agent", "Maya", 4_000, "Welcome"],
        ["user", "Priya", 12_000, "Hello\nall of you"],
      ],
    );
    await assertAccessible(page);

    await page.getByRole("link", { name: "Edit details" }).click();
    await page.locator("#field-name").fill("Renamed");
    await page.locator("#field-customer-name").fill("Priya R.");
    await press(page, "Save");
    assert.match(await page.locator("h1").textContent() ?? "", /^Renamed$/);
    assert.match(await page.locator(".aside-contact").textContent() ?? "", /Priya R\./);
    await page.locator(".tag-editor summary").click();
    await page.locator(".tag-editor").getByLabel("Bug").check();
    await press(page, "Save tags");
    assert.deepEqual((await getSession(sql, app.project.id, session!.id))!.tags.sort(), [
      "bug",
      "wins",
    ]);
    await page.getByLabel("More actions").click();
    await page.getByRole("link", { name: "Delete…" }).click();
    await assertAccessible(page);
    await press(page, "Delete for good");
    await page.waitForURL(/\/feedback$/);
    assert.equal(await getSession(sql, app.project.id, session!.id), null);
    assert.deepEqual(complaints, []);
  },
);
