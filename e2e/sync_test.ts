import assert from "node:assert/strict";
import { assertAccessible } from "./testing/accessible.ts";
import { complaintsOf } from "./testing/complaints.ts";
import { press } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";
import { connect, converse, newestRun, syncTest } from "./testing/sync_page.ts";

const WRONG = "dG9rOm5vdF90aGlzX29uZQ==";

syncTest(
  "A wrong key is told at its field with the rest kept; the right one leads to a preview",
  async ({ app, newPage, fake, sourceUrl }) => {
    converse(fake, 7);
    const page = await newPage();
    const complaints = complaintsOf(page);
    await signIn(app, page.context());
    await page.goto(`${app.url}/projects/${app.project.id}/integrations`);
    await assertAccessible(page);
    await page.locator(".card", { hasText: "Intercom" }).getByRole("link", { name: "Connect" })
      .click();
    await page.waitForURL(sourceUrl);
    await assertAccessible(page);
    await page.getByLabel("Name").fill("Support <inbox>");
    await page.getByLabel("From date").fill("2024-02-29");
    await page.getByLabel("Sync frequency").selectOption("6h");
    await page.getByLabel("Import messages that nobody answered").check();
    await page.getByLabel("Access token").fill(WRONG);
    await press(page, "Connect");
    const field = page.getByLabel("Access token");
    const fault = page.locator(`#${await field.getAttribute("id")}-error`);
    assert.match(await fault.textContent() ?? "", /does not know this access token.*Copy it again/);
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    assert.equal(await field.inputValue(), "");
    assert.ok(!(await page.content()).includes(WRONG), "The page must not show the secret");
    assert.equal(await page.getByLabel("Name").inputValue(), "Support <inbox>");
    assert.equal(await page.getByLabel("From date").inputValue(), "2024-02-29");
    assert.equal(await page.getByLabel("Sync frequency").inputValue(), "6h");
    assert.ok(await page.getByLabel("Import messages that nobody answered").isChecked());
    await assertAccessible(page);

    fake.down = ["api.intercom.io", "api.eu.intercom.io", "api.au.intercom.io"];
    await field.fill(fake.token);
    await press(page, "Connect");
    assert.match(await page.getByRole("alert").textContent() ?? "", /Intercom could not be asked/);
    assert.equal(await page.getByLabel("Name").inputValue(), "Support <inbox>");
    fake.down = [];

    await field.fill(fake.token);
    await press(page, "Connect");
    await page.waitForURL(/\/connections\/conn_/);
    const main = page.getByRole("main");
    assert.match(await page.locator(".notice").textContent() ?? "", /Connected as Acme \(EU\)/);
    assert.match(await page.textContent("h1") ?? "", /Support <inbox>/);
    assert.match(await main.textContent() ?? "", /Every 6h, next on .*from 2024-02-29/);
    assert.ok(!(await page.content()).includes(fake.token), "The page must not show the secret");
    await assertAccessible(page);

    await press(page, "Test");
    assert.equal(await page.getByRole("heading", { name: "Connected as Acme (EU)" }).count(), 1);
    assert.equal(await page.locator(".preview-list > li").count(), 5);
    assert.match(await page.locator(".preview-list").textContent() ?? "", /Question 1/);
    await assertAccessible(page);
    const [row] = await app.services.sql`select count(*)::int as amount from sessions`;
    assert.equal(row!.amount, 0);
    assert.deepEqual(complaints, []);
  },
);

syncTest(
  "A sync is watched without reloading, and its sessions lead back to Intercom",
  async ({ app, newPage, fake, sourceUrl }) => {
    converse(fake, 12);
    fake.setPageSize(1);
    const page = await newPage();
    const complaints = complaintsOf(page);
    await signIn(app, page.context());
    await page.goto(sourceUrl);
    await connect(page, fake.token);
    fake.server.behaviour = { slow: 100 };
    await press(page, "Sync now");
    await page.evaluate(() => document.documentElement.classList.add("not-reloaded"));
    const found = page.locator(".run-table tbody").first().locator(".run-count").first();
    const seen = new Set<string>();
    while (await page.locator(".run-status.succeeded").count() === 0) {
      seen.add(await found.textContent() ?? "");
      await page.waitForTimeout(50);
    }
    assert.ok(seen.size >= 3, `Only saw ${[...seen]}`);
    assert.deepEqual(await newestRun(page, "Done"), [12, 12, 0, 0, 0]);
    await page.getByRole("button", { name: "Sync now" }).waitFor();
    assert.equal(await page.locator("html.not-reloaded").count(), 1);
    await assertAccessible(page);
    const connectionUrl = page.url();

    await page.getByRole("navigation").getByRole("link", { name: "Feedback" }).first().click();
    await page.waitForURL(/\/feedback$/);
    assert.equal(await page.locator("tbody .source", { hasText: "Intercom" }).count(), 12);
    await page.getByRole("link", { name: "Question 5" }).click();
    const original = page.getByRole("link", { name: "Open in Intercom" });
    assert.match(await original.getAttribute("href") ?? "", /intercom\.com\/.*\/conversation\/5$/);
    assert.match(await original.getAttribute("rel") ?? "", /noopener/);
    const sessionUrl = page.url();
    await assertAccessible(page);

    fake.server.behaviour = {};
    const author = { type: "user", id: "contact-5", name: "Customer 5", email: "5@example.com" };
    fake.workspace.say("5", author, "It still does not help");
    await page.goto(connectionUrl);
    await press(page, "Sync now");
    // The other eleven were changed before the last sync: only what is new is asked for.
    assert.deepEqual((await newestRun(page, "Done")).slice(1, 3), [0, 1]);
    await page.goto(sessionUrl);
    await page.getByText("It still does not help").waitFor();

    await page.goto(connectionUrl);
    await press(page, "Full sync");
    assert.deepEqual(await newestRun(page, "Done"), [12, 0, 0, 12, 0]);
    assert.match(await page.locator(".run-table tbody").first().textContent() ?? "", /Full/);
    assert.deepEqual(complaints, []);
  },
);

syncTest(
  "A slow sync is cancelled after its page, and starting from scratch needs the tick",
  async ({ app, newPage, fake, sourceUrl }) => {
    converse(fake, 30);
    fake.setPageSize(2);
    const page = await newPage();
    await signIn(app, page.context());
    await page.goto(sourceUrl);
    await connect(page, fake.token);
    fake.server.behaviour = { slow: 300 };
    await press(page, "Sync now");
    await page.locator(".run-status.running").waitFor();
    await press(page, "Cancel sync");
    await page.locator(".run-status.cancelled").waitFor();
    const [, cancelled] = await newestRun(page, "Cancelled");
    assert.ok(cancelled! < 30);
    fake.server.behaviour = {};

    await page.getByRole("button", { name: "Start from scratch" }).click();
    assert.equal(
      await page.locator(".run-table tbody").count(),
      1,
      "The browser asks for the tick",
    );
    await page.locator("#field-sure").evaluate((box) => box.removeAttribute("required"));
    await press(page, "Start from scratch");
    assert.match(await page.textContent("#field-sure-error") ?? "", /Tick the box/);
    await page.waitForTimeout(500);
    assert.equal(await page.locator("#field-sure-error").count(), 1);
    await page.getByLabel("Yes, import everything again").check();
    await press(page, "Start from scratch");
    const [found, , , , failed] = await newestRun(page, "Done");
    assert.deepEqual([found, failed], [30, 0]);
    assert.match(await page.locator(".run-table tbody").first().textContent() ?? "", /scratch/);
    const [row] = await app.services.sql`select count(*)::int as amount from sessions`;
    assert.equal(row!.amount, 30);
  },
);

syncTest(
  "A revoked key asks for attention and is entered again; a broken item is tried again alone",
  async ({ app, newPage, fake, sourceUrl }) => {
    converse(fake, 4);
    fake.malform("2");
    const page = await newPage();
    await signIn(app, page.context());
    await page.goto(sourceUrl);
    await connect(page, fake.token);
    await press(page, "Sync now");
    assert.deepEqual(await newestRun(page, "Done"), [4, 3, 0, 0, 1]);
    await page.getByText("1 problem").click();
    await assertAccessible(page);
    await press(page, "Try again 2");
    assert.match(await page.getByRole("alert").textContent() ?? "", /cannot be read/);
    fake.workspace.conversations.get("2")!.more = {};
    await page.getByText("1 problem").click();
    await press(page, "Try again 2");
    assert.match(await page.locator(".notice").textContent() ?? "", /came through/);
    assert.match(await page.locator(".run-problems summary").textContent() ?? "", /all solved/);

    const token = fake.token;
    fake.token = "bmV3OnRoZV90b2tlbl9hZnRlcg==";
    await press(page, "Sync now");
    await page.getByText("Needs attention.").waitFor();
    assert.equal(await newestRun(page, "Failed").then(([found]) => found), 0);
    assert.ok(await page.getByRole("button", { name: "Sync now" }).isDisabled());
    await assertAccessible(page);
    await press(page, "Test");
    assert.match(await page.getByRole("alert").textContent() ?? "", /does not know this access/);
    await page.getByLabel("Access token").fill(token);
    await press(page, "Save");
    assert.match(
      await page.textContent("#field-secret-accessToken-error") ?? "",
      /does not know this access token/,
    );
    await page.getByLabel("Access token").fill(fake.token);
    await press(page, "Save");
    assert.equal(await page.getByText("Needs attention").count(), 0);
    await press(page, "Sync now");
    await newestRun(page, "Done");
  },
);
