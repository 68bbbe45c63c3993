import assert from "node:assert/strict";
import { keepAnalytics } from "../core/analytics/mod.ts";
import { transaction } from "../core/db/mod.ts";
import { createIssue, linkSession } from "../core/issues/mod.ts";
import { choicesOf } from "../core/notifications/mod.ts";
import { ingest, requestHuman } from "../core/sessions/mod.ts";
import { signToken } from "../core/crypto.ts";
import { assertAccessible } from "./testing/accessible.ts";
import { complaintsOf } from "./testing/complaints.ts";
import { pageTest, press } from "./testing/page.ts";
import { assertPagesHold } from "./testing/walk.ts";
import { signIn } from "./testing/sign_in.ts";

const maya = { kind: "person" as const, id: "usr_maya", name: "Maya" };

pageTest(
  "Analytics shows its charts with tables and files, and says so when there is nothing",
  async (app, newPage) => {
    const { sql } = app.services;
    const page = await newPage();
    const complaints = complaintsOf(page);
    await signIn(app, page.context());
    const address = `${app.url}/projects/${app.project.id}/analytics`;
    await page.goto(address);
    await page.getByRole("heading", { name: "Nothing to count yet" }).waitFor();
    for (let number = 0; number < 12; number++) {
      const at = new Date(Date.now() - number * 86_400_000);
      const [made] = await ingest(sql, { projectId: app.project.id, source: "widget" }, [{
        isLive: true,
        tags: number % 2 ? ["bug"] : ["wins"],
        customer: { email: "jo@acme.example", company: { domain: "acme.example", name: "Acme" } },
        messages: [
          { senderType: "user", content: "Why?", at },
          { senderType: "ai", content: "So", at: new Date(at.getTime() + 5_000) },
        ],
      }], at);
      if (number > 3) continue;
      const issue = await createIssue(sql, app.project.id, { title: `Issue ${number}` }, maya);
      const link = { sessionId: made!.sessionId, by: "person" as const };
      await linkSession(sql, app.project.id, issue.id, link, maya);
    }
    await keepAnalytics(sql);
    await assertPagesHold(page, [address]);
    assert.equal(await page.locator("figure.chart svg[role=img] > title").count(), 4);
    assert.equal(await page.locator("figure.chart svg[role=img] > desc").count(), 4);
    const chart = page.locator("#sources");
    await chart.getByText("Table", { exact: true }).click();
    assert.equal(await chart.getByRole("row").count(), 31);
    const download = page.waitForEvent("download");
    await chart.getByRole("link", { name: /CSV/ }).click();
    assert.match((await download).suggestedFilename(), /^sources-.*\.csv$/);
    await page.goto(`${address}?from=2026-02-31`);
    await page.getByText(/from must be a day/).waitFor();

    // Days begin in the project's zone, once everything is counted anew.
    await page.getByText("Days in UTC.").waitFor();
    await page.getByRole("link", { name: "Change" }).click();
    await page.getByLabel("Time zone").selectOption("America/New_York");
    await press(page, "Save");
    assert.equal(await page.getByLabel("Time zone").inputValue(), "America/New_York");
    await keepAnalytics(sql);
    await page.goto(address);
    await page.getByText("Days in America/New York.").waitFor();
    assert.deepEqual(complaints, []);
  },
);

pageTest(
  "The bell counts what comes in while one looks, and opening it leads there",
  async (app, newPage) => {
    const { sql } = app.services;
    const page = await newPage();
    await signIn(app, page.context());
    const base = `${app.url}/projects/${app.project.id}`;
    await page.goto(`${base}/knowledge`);
    const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", {
      name: /^Notifications/,
    });
    assert.equal(await link.textContent(), "Notifications");
    const [made] = await ingest(sql, { projectId: app.project.id, source: "widget" }, [{
      isLive: true,
      messages: [{ senderType: "user", content: "<b>Help</b>" }],
    }]);
    const ask = () =>
      transaction(
        sql,
        (tx) => requestHuman(tx, app.project.id, made!.sessionId, "<script>alert(1)</script>"),
      );
    await ask();
    await link.getByText("1").waitFor();
    await link.click();
    await page.getByText("A customer waits for a person").waitFor();
    await assertAccessible(page);
    await page.locator(".notifications button").click();
    await page.waitForURL(new RegExp(`/sessions/${made!.sessionId}$`));
    assert.equal(await link.textContent(), "Notifications");
    await page.goto("about:blank");
    await page.goto(`${base}/notifications?show=unread`);
    await page.getByText("All read").waitFor();
  },
);

pageTest(
  "What one is told of is chosen under the account, and mails end without signing in",
  async (app, newPage) => {
    const { sql, secret } = app.services;
    const page = await newPage();
    await signIn(app, page.context());
    await page.goto(`${app.url}/account/notifications`);
    await assertAccessible(page);
    await page.getByLabel(/^New issue: in the dashboard/).uncheck();
    await press(page, "Save");
    const choices = () => choicesOf(sql, app.project.id, app.owner.id);
    assert.equal((await choices()).issue.inDashboard, false);
    assert.equal((await choices()).waiting.byMail, true);
    const until = new Date(Date.now() + 60_000);
    const payload = [app.project.id, app.owner.id, "waiting"];
    const token = await signToken(secret, "unsubscribe", payload, until);
    const stranger = await newPage();
    await stranger.goto(`${app.url}/unsubscribe/${token}`);
    assert.equal((await choices()).waiting.byMail, true);
    await assertAccessible(stranger);
    await press(stranger, "End them");
    await stranger.getByText("No more of these e-mails").waitFor();
    assert.equal((await choices()).waiting.byMail, false);
    // As mail programs do it: no page, no cookie, another origin or none.
    for (const kind of ["digest", "attention"]) {
      const one = await signToken(
        secret,
        "unsubscribe",
        [app.project.id, app.owner.id, kind],
        until,
      );
      const answer = await fetch(`${app.url}/unsubscribe/${one}`, {
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          origin: "https://mail.example",
        },
        body: "List-Unsubscribe=One-Click",
      });
      assert.equal(answer.status, 200);
      await answer.body?.cancel();
    }
    assert.equal((await choices()).digest.byMail, false);
    const forged = await fetch(`${app.url}/unsubscribe/${token}x`, { method: "POST" });
    assert.equal(forged.status, 404);
    await forged.body?.cancel();
  },
);
