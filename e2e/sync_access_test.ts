import assert from "node:assert/strict";
import { addMember, type Role } from "../core/access/mod.ts";
import { assertAccessible } from "./testing/accessible.ts";
import { press } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";
import { connect, converse, newestRun, syncTest } from "./testing/sync_page.ts";

syncTest(
  "Two connections of one source are told apart, and each leaves with or without its sessions",
  async ({ app, newPage, fake, sourceUrl }) => {
    converse(fake, 3);
    const { sql } = app.services;
    const amount = async () =>
      (await sql`select count(*)::int as amount from sessions`)[0]!.amount as number;
    const page = await newPage();
    await signIn(app, page.context());
    for (const name of ["Sales", "Support"]) {
      await page.goto(sourceUrl);
      const another = page.getByText("Connect another Intercom");
      if (await another.count() > 0) await another.click();
      await connect(page, fake.token, name);
      await press(page, "Sync now");
      assert.deepEqual(await newestRun(page, "Done"), [3, 3, 0, 0, 0]);
    }
    // A form that is sent twice, as by a double click, connects once.
    await page.goto(sourceUrl);
    const form = {
      key: await page.locator("form [name=key]").getAttribute("value") ?? "",
      name: "Twice",
      "secret.accessToken": fake.token,
    };
    const send = () => page.request.post(sourceUrl, { headers: { origin: app.url }, form });
    const [first, second] = await Promise.all([send(), send()]);
    assert.match(first.url(), /\/connections\/conn_/);
    assert.equal(first.url(), second.url());
    await page.goto(first.url());
    await press(page, "Disconnect");

    await page.goto(sourceUrl);
    await assertAccessible(page);
    const rows = await page.getByRole("main").locator("tbody tr").allTextContents();
    assert.equal(rows.length, 2);
    assert.ok(rows.every((text) => /(Sales|Support).*Acme \(EU\).*Connected.*Manual/.test(text)));
    await page.goto(`${app.url}/projects/${app.project.id}/integrations`);
    const card = page.locator(".source-card", { hasText: "Intercom" });
    assert.match(await card.textContent() ?? "", /6 sessions.*Manage.*Connected.*2 connections/);

    await page.goto(sourceUrl);
    await page.getByRole("link", { name: "Sales" }).click();
    await press(page, "Disconnect");
    await page.waitForURL(sourceUrl);
    assert.match(await page.locator(".notice").textContent() ?? "", /sessions stay/);
    assert.equal(await amount(), 6);
    await page.getByRole("link", { name: "Support" }).click();
    await page.getByLabel("Delete the imported sessions as well").check();
    await press(page, "Disconnect");
    await page.waitForURL(sourceUrl);
    assert.equal(await amount(), 3);
    assert.equal(await page.getByRole("link", { name: "Support" }).count(), 0);
  },
);

syncTest(
  "Connecting, testing, syncing and disconnecting need no script",
  async ({ app, newPage, fake, sourceUrl }) => {
    converse(fake, 4);
    const page = await newPage({ javaScriptEnabled: false });
    await signIn(app, page.context());
    await page.goto(sourceUrl);
    await connect(page, "dG9rOm5vdF90aGlzX29uZQ==", "Inbox");
    assert.match(
      await page.textContent("#field-secret-accessToken-error") ?? "",
      /does not know this access token/,
    );
    await connect(page, fake.token, "Inbox");
    assert.match(page.url(), /\/connections\/conn_/);
    await press(page, "Test");
    assert.equal(await page.locator(".preview-list > li").count(), 4);
    await press(page, "Sync now");
    const done = page.locator(".run-status.succeeded");
    for (let turn = 0; turn < 100 && await done.count() === 0; turn++) {
      await page.waitForTimeout(200);
      await page.goto(page.url());
    }
    assert.deepEqual(await newestRun(page, "Done"), [4, 4, 0, 0, 0]);
    await page.getByLabel("Sync frequency").selectOption("24h");
    await page.getByLabel("To date").fill("2020-01-01");
    await page.getByLabel("From date").fill("2021-01-01");
    await press(page, "Save");
    assert.match(await page.textContent("#field-filter_to-error") ?? "", /not before the from/);
    await page.getByLabel("To date").fill("");
    // What does not concern the credentials can be changed while the provider is down.
    fake.down = ["api.intercom.io", "api.eu.intercom.io", "api.au.intercom.io"];
    await press(page, "Save");
    assert.match(await page.textContent("main") ?? "", /Every 24h, next on .*from 2021-01-01/);
    fake.down = [];
    await page.getByLabel("Yes, import everything again").check();
    await press(page, "Start from scratch");
    assert.match(await page.textContent("main") ?? "", /From scratch/);
    await press(page, "Disconnect");
    assert.equal(page.url(), sourceUrl);
  },
);

syncTest(
  "Members and viewers see connections and their runs, and can change nothing",
  async ({ app, newPage, fake, sourceUrl }) => {
    converse(fake, 2);
    fake.malform("2");
    const owner = await newPage();
    await signIn(app, owner.context());
    await owner.goto(sourceUrl);
    await connect(owner, fake.token, "Inbox");
    await press(owner, "Sync now");
    await newestRun(owner, "Done");
    const address = owner.url();

    for (const role of ["member", "viewer"] satisfies Role[]) {
      const person = { email: `${role}@example.com`, password: app.owner.password, name: "Vera" };
      const { id } = await app.services.accounts.createUser(person);
      await addMember(app.services.sql, { projectId: app.project.id, userId: id, role });
      const page = await newPage();
      await signIn(app, page.context(), person);
      await page.goto(sourceUrl);
      assert.equal(await page.getByLabel("Access token").count(), 0);
      await assertAccessible(page);
      await page.getByRole("link", { name: "Inbox" }).click();
      await page.waitForURL(address);
      assert.deepEqual(await newestRun(page, "Done"), [2, 1, 0, 0, 1]);
      await page.getByText("1 problem").click();
      assert.equal(await page.getByRole("main").getByRole("button").count(), 0);
      assert.equal(await page.getByRole("main").getByRole("textbox").count(), 0);
      await assertAccessible(page);
      const refused = await page.request.post(address, {
        headers: { origin: app.url },
        form: { action: "disconnect", sessions: "delete" },
      });
      assert.equal(refused.status(), 403);
    }
    assert.equal((await app.services.sql`select 1 from connections`).length, 1);
  },
);
