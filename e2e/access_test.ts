import assert from "node:assert/strict";
import { issueSetupToken } from "../core/access/mod.ts";
import { assertAccessible } from "./testing/accessible.ts";
import type { TestApp } from "./testing/app.ts";
import { logIn, pageTest, press } from "./testing/page.ts";

const PASSWORD = "correct horse battery";

async function emptied(app: TestApp): Promise<string> {
  await app.services.sql`delete from projects`;
  await app.services.sql`delete from user_accounts`;
  const token = await issueSetupToken(app.services.sql);
  return `${app.url}/setup?token=${token}`;
}

pageTest(
  "A set-up link leads to a project whose key opens the API until it is revoked",
  async (app, newPage) => {
    const link = await emptied(app);
    const page = await newPage();
    await page.goto(app.url);
    assert.match(await page.textContent("h1") ?? "", /Open the set-up link/);
    await assertAccessible(page);

    const shown = await page.goto(link);
    assert.equal(shown!.headers()["referrer-policy"], "strict-origin");
    await assertAccessible(page);
    await page.getByLabel("Your name").fill("Ada");
    await page.getByLabel("E-mail address").fill("ada@example.com");
    await page.getByLabel("Password").fill("ada@example.com");
    await page.getByLabel("Project name").fill("Analytical Engines");
    await press(page, "Create account");
    assert.match(await page.textContent("#field-password-error") ?? "", /too easy to guess/);
    assert.equal(await page.getByLabel("Your name").inputValue(), "Ada");
    assert.equal(await page.getByLabel("Password").inputValue(), "");
    await assertAccessible(page);
    await page.getByLabel("Password").fill(PASSWORD);
    await press(page, "Create account");
    await page.waitForURL(/\/projects\/proj_\w+\/feedback$/);
    const projectUrl = page.url().replace(/\/feedback$/, "");
    const projectId = projectUrl.split("/").at(-1)!;
    assert.match(await page.locator("[role=status].notice").textContent() ?? "", /Welcome, Ada/);

    const again = await newPage();
    assert.equal((await again.goto(link))!.status(), 403);
    assert.match(await again.textContent("h1") ?? "", /Set-up is done/);
    await assertAccessible(again);

    await page.goto(`${projectUrl}/access`);
    await assertAccessible(page);
    await page.getByRole("link", { name: "New key" }).click();
    await assertAccessible(page);
    await page.getByLabel("Name").fill("Importer");
    await page.getByLabel("Plan").selectOption("pro");
    await press(page, "Create key");
    const key = (await page.locator("#new-key").textContent())!.trim();
    assert.match(key, /^hiss_/);
    assert.ok(!page.url().includes(key));
    assert.ok(!JSON.stringify(await page.context().cookies()).includes(key));
    await assertAccessible(page);

    const call = () =>
      fetch(`${app.url}/api/sessions?projectId=${projectId}`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ messages: [{ role: "user", content: "Hello" }] }),
      });
    const created = await call();
    assert.equal(created.status, 201, await created.text());
    assert.equal(created.headers.get("ratelimit-limit"), "300");

    await page.getByRole("link", { name: "Done" }).click();
    await page.waitForURL(/\/access$/);
    assert.ok(!(await page.content()).includes(key), "The list must not show the key");
    await page.getByRole("button", { name: "Revoke Importer" }).click();
    await assertAccessible(page);
    await press(page, "Revoke key");
    await page.waitForURL(/\/access$/);
    const refused = await call();
    assert.equal(refused.status, 401, await refused.text());
    assert.equal(await page.getByText("Revoked and expired (1)").count(), 1);
  },
);

pageTest(
  "A wrong password and an unknown address get the same sentence, and too many a pause",
  async (app, newPage) => {
    const page = await newPage();
    await page.goto(`${app.url}/account`);
    assert.equal(new URL(page.url()).pathname, "/login");
    await assertAccessible(page);
    const sentences = [];
    for (const email of [app.owner.email, "nobody@example.com"]) {
      await logIn(page, app, email, "not the password");
      sentences.push(await page.getByRole("alert").textContent());
      assert.equal(await page.getByLabel("E-mail address").inputValue(), email);
      assert.equal(await page.getByLabel("Password").inputValue(), "");
    }
    assert.match(sentences[0]!, /address or the password is not right/);
    assert.equal(sentences[0], sentences[1]);
    await assertAccessible(page);
    const guess = () =>
      app.services.accounts
        .signIn({ email: "nobody@example.com", password: "wrong", ip: "192.0.2.1" })
        .then(() => 200, (error) => error.status);
    while (await guess() === 401);
    await logIn(page, app, "nobody@example.com", "once more");
    assert.match(await page.getByRole("alert").textContent() ?? "", /Try again in \d+ minutes?\./);

    await page.goto(`${app.url}/login?next=${encodeURIComponent("//evil.example/path")}`);
    await page.getByLabel("E-mail address").fill(app.owner.email);
    await page.getByLabel("Password").fill(app.owner.password);
    await press(page, "Sign in");
    assert.equal(new URL(page.url()).origin, new URL(app.url).origin);
  },
);

pageTest(
  "Signing out everywhere ends the other browser's sign-in, and a new password too",
  async (app, newPage) => {
    const [one, two] = [await newPage(), await newPage()];
    for (const page of [one, two]) {
      await logIn(page, app, app.owner.email, app.owner.password);
      await page.goto(`${app.url}/account`);
    }
    await assertAccessible(one);
    assert.equal(await two.getByRole("table").getByRole("row").count(), 3);
    await one.getByLabel("Your name").fill("Maya L.");
    await press(one, "Save name");
    assert.equal(await one.getByLabel("Your name").inputValue(), "Maya L.");

    await one.getByLabel("Current password").fill("not this one");
    await one.getByLabel("New password").fill("a better passphrase");
    await press(one, "Change password");
    assert.match(await one.textContent("#field-current_password-error") ?? "", /not right/);
    await assertAccessible(one);
    await one.getByLabel("Current password").fill(app.owner.password);
    await one.getByLabel("New password").fill("a better passphrase");
    await press(one, "Change password");
    assert.equal(new URL(one.url()).pathname, "/account");
    await two.reload();
    assert.equal(new URL(two.url()).pathname, "/login");

    await logIn(two, app, app.owner.email, "a better passphrase");
    await one.getByRole("button", { name: "Sign out everywhere" }).first().click();
    await assertAccessible(one);
    await one.locator("#everywhere").getByRole("button", { name: "Sign out everywhere" }).click();
    await one.waitForURL(/\/login$/);
    assert.match(await one.getByRole("status").textContent() ?? "", /signed out on all devices/);
    await two.goto(`${app.url}/account`);
    assert.equal(new URL(two.url()).pathname, "/login");
  },
);

pageTest("Keys are made, shown and revoked without any script", async (app, newPage) => {
  const page = await newPage({ javaScriptEnabled: false });
  await logIn(page, app, app.owner.email, app.owner.password);
  await page.goto(`${app.url}/projects/${app.project.id}/access/new`);
  await page.getByLabel("Name").fill("Weekly report");
  await page.getByLabel("Read", { exact: true }).check();
  await page.getByLabel("Expires").selectOption("30");
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await press(page, "Create key");
  assert.equal((await answered).headers()["cache-control"], "no-store");
  const key = (await page.locator("#new-key").textContent())!.trim();
  const call = (method: string) =>
    fetch(`${app.url}/api/sessions?projectId=${app.project.id}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: method === "POST" ? JSON.stringify({ messages: [] }) : undefined,
    }).then(async (answer) => (await answer.text(), answer.status));
  assert.equal(await call("GET"), 200);
  assert.equal(await call("POST"), 403, "The scope allows reading only");
  await page.getByRole("link", { name: "Done" }).click();
  await page.getByRole("button", { name: "Revoke Weekly report" }).click();
  await press(page, "Revoke key");
  assert.match(await page.locator(".notice").textContent() ?? "", /Key revoked/);
  assert.equal(await call("GET"), 401);
});
