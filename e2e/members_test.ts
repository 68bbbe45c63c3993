import assert from "node:assert/strict";
import { addMember } from "../core/access/mod.ts";
import { assertAccessible } from "./testing/accessible.ts";
import { logIn, pageTest, press } from "./testing/page.ts";

const PASSWORD = "correct horse battery";

pageTest(
  "An invited viewer reads, finds no buttons that change things, and is refused by the server",
  async (app, newPage) => {
    const base = `${app.url}/projects/${app.project.id}`;
    const owner = await newPage();
    await logIn(owner, app, app.owner.email, app.owner.password);
    await owner.goto(`${base}/members`);
    await owner.getByLabel("E-mail address").fill("vera@example.com");
    await owner.getByLabel("Role").first().selectOption("viewer");
    await press(owner, "Create link");
    const link = (await owner.locator("#hand-over").textContent())!.trim();
    await assertAccessible(owner);

    const wrong = await newPage();
    const stranger = { email: "sid@example.com", name: "Sid", password: PASSWORD };
    await app.services.accounts.createUser(stranger);
    await logIn(wrong, app, stranger.email, PASSWORD);
    await wrong.goto(link);
    assert.match(await wrong.textContent("main") ?? "", /is for vera@example.com/);
    await assertAccessible(wrong);

    const viewer = await newPage();
    await viewer.goto(link);
    await assertAccessible(viewer);
    await viewer.getByLabel("Your name").fill("Vera");
    await viewer.getByLabel("Password").fill(PASSWORD);
    await press(viewer, "Create account and join");
    await viewer.waitForURL(/\/feedback$/);
    assert.equal((await (await newPage()).goto(link))!.status(), 403);

    for (const path of ["access", "access/new", "members", "settings"]) {
      await viewer.goto(`${base}/${path}`);
      const main = viewer.getByRole("main");
      const buttons = await main.getByRole("button").allTextContents();
      assert.deepEqual(buttons.filter((text) => text.trim() && text.trim() !== "Leave"), [], path);
      assert.equal(await main.getByRole("link", { name: "New key" }).count(), 0, path);
      await assertAccessible(viewer);
    }
    const send = (path: string, body: Record<string, string>, origin = app.url) =>
      viewer.request.post(`${base}/${path}`, { form: body, headers: { origin } });
    const ownerId = app.owner.id;
    const refused: [path: string, body: Record<string, string>][] = [
      ["access/new", { name: "Mine", scope: "full" }],
      ["access", { key: "key_any" }],
      ["members", { do: "invite", email: "x@example.com", role: "viewer" }],
      ["members", { do: "role", user: ownerId, role: "viewer" }],
      ["members", { do: "remove", user: ownerId }],
      ["members", { do: "reset", user: ownerId }],
      ["settings", { do: "general", name: "Mine", idle_minutes: "" }],
      ["settings", { do: "delete", confirmation: app.project.name }],
    ];
    for (const [path, body] of refused) {
      assert.equal((await send(path, body)).status(), 403, JSON.stringify([path, body]));
    }
    const abroad = await send("members", { do: "remove", user: ownerId }, "https://evil.example");
    assert.equal(abroad.status(), 403);
    assert.match(await abroad.text(), /another site/);

    await owner.goto(`${base}/members`);
    await owner.getByRole("button", { name: "Manage Vera" }).click();
    await assertAccessible(owner);
    await press(owner, "Switch off");
    assert.equal((await viewer.goto(`${base}/feedback`))!.status(), 404);
  },
);

pageTest(
  "A reset link and the last owner's guard hold on the members page",
  async (app, newPage) => {
    const { accounts, sql } = app.services;
    const jon = await accounts.createUser({
      email: "jon@example.com",
      name: "Jon",
      password: PASSWORD,
    });
    await addMember(sql, { projectId: app.project.id, userId: jon.id, role: "admin" });
    const base = `${app.url}/projects/${app.project.id}`;
    const owner = await newPage();
    await logIn(owner, app, app.owner.email, app.owner.password);
    await owner.goto(`${base}/members`);
    await owner.getByRole("button", { name: "Manage Maya" }).click();
    await press(owner, "Leave project");
    assert.match(await owner.getByRole("alert").textContent() ?? "", /last owner/);
    await assertAccessible(owner);
    await owner.getByRole("button", { name: "Manage Jon" }).click();
    await press(owner, "Create reset link");
    const link = (await owner.locator("#hand-over").textContent())!.trim();

    const page = await newPage();
    await page.goto(link);
    await assertAccessible(page);
    await page.getByLabel("New password").fill("another passphrase");
    await press(page, "Save password");
    await page.waitForURL(/\/login$/);
    await logIn(page, app, "jon@example.com", "another passphrase");
    await page.waitForURL(/\/feedback$/);
    assert.equal((await page.goto(link))!.status(), 403);
    await assertAccessible(page);
  },
);

pageTest(
  "Settings keep name, closing time and tags, and delete the project by its name",
  async (app, newPage) => {
    const base = `${app.url}/projects/${app.project.id}`;
    const page = await newPage();
    await logIn(page, app, app.owner.email, app.owner.password);
    await page.goto(`${base}/settings`);
    await page.getByLabel("Close quiet conversations").fill("soon");
    await press(page, "Save");
    assert.match(await page.textContent("#field-idle_minutes-error") ?? "", /whole number/);
    assert.equal(await page.getByLabel("Close quiet conversations").inputValue(), "soon");
    await page.getByLabel("Close quiet conversations").fill("45");
    await press(page, "Save");
    assert.equal(await page.getByLabel("Close quiet conversations").inputValue(), "45");
    await page.getByLabel("New tag").fill("Churn risk");
    await press(page, "Add tag");
    await page.getByLabel("New tag").fill("bug");
    await press(page, "Add tag");
    assert.match(await page.textContent("#field-tag-error") ?? "", /Every project has/);
    await assertAccessible(page);
    const tagged = await app.call("POST", `/api/sessions?projectId=${app.project.id}`, {
      messages: [{ role: "user", content: "I might leave" }],
      tags: ["churn_risk"],
    });
    assert.equal(tagged.status, 201, await tagged.text());
    await page.reload();
    assert.equal(await page.getByRole("link", { name: "1 session" }).count(), 1);

    await page.getByLabel(/to confirm/).fill("Harbour");
    await press(page, "Delete project");
    assert.match(
      await page.textContent("#field-confirmation-error") ?? "",
      /not the project's name/,
    );
    await page.getByLabel(/to confirm/).fill("Harbor");
    await press(page, "Delete project");
    await page.waitForURL(/\/projects\/new$/);
    await assertAccessible(page);
    assert.equal((await app.call("GET", `/api/sessions?projectId=${app.project.id}`)).status, 401);
    await page.getByLabel("Project name").fill("Second harbor");
    await press(page, "Create project");
    await page.waitForURL(/\/feedback$/);
  },
);
