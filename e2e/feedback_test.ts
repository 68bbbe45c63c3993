import assert from "node:assert/strict";
import { fillWithSamples } from "../core/demo/mod.ts";
import { getSession, listSessions } from "../core/sessions/mod.ts";
import { assertAccessible } from "./testing/accessible.ts";
import { complaintsOf } from "./testing/complaints.ts";
import { logIn, pageTest, press } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";

pageTest(
  "A signed-in person sees the list fill live, from the first session on",
  async (app, newPage) => {
    const page = await newPage();
    const complaints = complaintsOf(page);
    await logIn(page, app, app.owner.email, app.owner.password);
    await page.waitForURL(`**/projects/${app.project.id}/feedback`);
    const main = page.getByRole("main");
    assert.match(await main.textContent() ?? "", /one line away/);
    assert.match(await main.textContent() ?? "", new RegExp(`data-project-id="${app.project.id}"`));
    await assertAccessible(page);

    const create = (content: string) =>
      app.call("POST", `/api/sessions?projectId=${app.project.id}`, {
        messages: [{ role: "user", content }],
      });
    assert.equal((await create("The <b>first</b> one")).status, 201);
    await page.getByRole("link", { name: "The <b>first</b> one" }).waitFor();
    await create("And a second");
    await page.locator("tr.fresh", { hasText: "And a second" }).waitFor();
    assert.equal(await page.locator("tbody tr").count(), 2);
    assert.match(await page.locator(".pagination").textContent() ?? "", /2 sessions/);

    const { sessions } = await listSessions(app.services.sql, app.project.id, {}, { limit: 5 });
    await app.call("PATCH", `/api/sessions/${sessions[1]!.id}?projectId=${app.project.id}`, {
      status: "closed",
    });
    await page.locator("tr", { hasText: "first" }).getByText("Closed").waitFor();
    await assertAccessible(page);
    assert.deepEqual(complaints, []);
  },
);

pageTest(
  "Filters, search and pages are addresses, and a filtered list only tells of new sessions",
  async (app, newPage) => {
    await fillWithSamples(app.services.sql, app.project.id);
    const page = await newPage();
    await signIn(app, page.context());
    const list = `${app.url}/projects/${app.project.id}/feedback`;
    await page.goto(list);
    assert.equal(await page.locator("tbody tr").count(), 50);
    await page.getByRole("link", { name: "Next" }).click();
    await page.waitForURL(/cursor=/);
    await page.getByRole("link", { name: "Previous" }).click();
    await page.waitForURL(list);
    await page.getByText("Status", { exact: true }).first().click();
    await page.getByLabel("Closed", { exact: true }).check();
    await page.locator("fieldset", { hasText: "Closed" }).getByRole("button", { name: "Apply" })
      .click();
    await page.waitForURL(`${list}?status=closed`);
    assert.equal(await page.locator("tbody .status[data-status=active]").count(), 0);

    await page.goto(list);
    await page.locator("[data-select-all]").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("export");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${list}?search=export`);
    const marks = await page.locator("tbody mark").allTextContents();
    assert.ok(marks.length > 3 && marks.every((text) => /^export/i.test(text)), marks.join());
    await assertAccessible(page);

    await app.call("POST", `/api/sessions?projectId=${app.project.id}`, { name: "Brand new" });
    await page.getByRole("link", { name: /1 new session/ }).waitFor();
    assert.equal(await page.getByText("Brand new").count(), 0);
    await page.goto(`${list}?dateFrom=yesterday&status=open&search=zzzz`);
    const text = await page.getByRole("main").textContent() ?? "";
    assert.match(text, /Left out of the filters: .*status.*dateFrom|dateFrom.*status/);
    assert.match(text, /No session matches/);
    await assertAccessible(page);
  },
);

pageTest(
  "Ticked sessions are tagged, closed and archived together, with and without a script",
  async (app, newPage) => {
    const { sql } = app.services;
    await fillWithSamples(sql, app.project.id);
    const page = await newPage();
    await signIn(app, page.context());
    const list = `${app.url}/projects/${app.project.id}/feedback`;
    await page.goto(list);
    const ids = await page.locator("tbody tr").evaluateAll((rows) =>
      rows.slice(0, 4).map((row) => (row as HTMLElement).dataset.session!)
    );
    // j and x reach the rows; with Shift everything between is ticked.
    await page.locator("[data-select-all]").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Shift+X");
    await page.getByText("3 selected").waitFor();
    await page.locator(".bulk-bar summary").click();
    await page.locator('.bulk-bar button[name=addTag][value="losses"]').click();
    await page.getByText("Tag “Losses” added to 3 sessions.").waitFor();
    for (const [index, id] of ids.entries()) {
      const { tags } = (await getSession(sql, app.project.id, id))!;
      assert.equal(tags.includes("losses"), index > 0, `row ${index}`);
    }

    const plain = await newPageWithoutScript(page.context().browser()!);
    await signIn(app, plain.context());
    await plain.goto(list);
    await plain.locator(`tbody input[value="${ids[0]}"]`).check();
    await press(plain, "Archive");
    assert.equal((await getSession(sql, app.project.id, ids[0]!))!.is_archived, true);
    assert.match(await plain.locator(".notice").textContent() ?? "", /Archived 1 session/);
    await plain.reload();
    assert.equal(await plain.locator(".notice").count(), 0);
  },
);

async function newPageWithoutScript(browser: import("playwright-core").Browser) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  return await context.newPage();
}
