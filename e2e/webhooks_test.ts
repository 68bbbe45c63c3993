import assert from "node:assert/strict";
import { Webhook } from "standardwebhooks";
import type { Page } from "playwright-core";
import { addMember } from "../core/access/mod.ts";
import { startReceiver, until } from "../core/webhooks/testing/receiver.ts";
import { pageTest, press } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";
import { assertPagesHold } from "./testing/walk.ts";

const allowed = () => ({ allowedHosts: ["127.0.0.1"] });

/** Reloads a page until it says something: a busy machine takes its time to send. */
async function reloadUntil(page: Page, text: string): Promise<void> {
  await until(async () => {
    if (await page.getByText(text).count() > 0) return true;
    await page.reload();
    return false;
  });
}

pageTest(
  "A webhook is set up, tested, sent again and deleted on its pages, without script",
  async (app, newPage) => {
    const receiver = startReceiver();
    try {
      const page = await newPage({ javaScriptEnabled: false });
      await signIn(app, page.context());
      const base = `${app.url}/projects/${app.project.id}/integrations/webhooks`;
      await page.goto(base);
      await page.getByRole("link", { name: "New webhook" }).click();
      await page.getByLabel("Address").fill("http://10.0.0.5/hooks");
      await press(page, "Add webhook");
      await page.getByText("HISSUNO_ALLOWED_HOSTS").waitFor();
      await page.getByLabel("Address").fill(receiver.url);
      await page.getByLabel("Description").fill("Our data warehouse");
      await page.getByLabel("session.created").check();
      await press(page, "Add webhook");
      const secret = await page.getByRole("region", { name: "Secret", exact: true }).textContent();
      await page.getByRole("link", { name: "I have copied it" }).click();
      assert.equal(await page.getByText(secret!).count(), 0);

      const messages = [{ role: "user", content: "Hello" }];
      const path = `/api/projects/${app.project.id}/sessions`;
      assert.equal((await app.call("POST", path, { messages })).status, 201);
      await receiver.until(1);
      const [told] = receiver.received;
      new Webhook(secret!).verify(told!.body, told!.headers);
      assert.equal(JSON.parse(told!.body).type, "session.created");

      // Until then it is on its way, and not sent again.
      await reloadUntil(page, "Delivered");
      await press(page, "Send test");
      await page.getByRole("heading", { name: "session.created" }).waitFor();
      await receiver.until(2);
      assert.deepEqual(receiver.received.map(({ id }) => id), [told!.id, told!.id]);
      receiver.answer = () => new Response("Out of order", { status: 503 });
      await press(page, "Send again");
      await reloadUntil(page, "The receiver answered with status 503.");
      await page.getByText("Out of order").waitFor();

      await page.getByRole("link", { name: "Webhook", exact: true }).click();
      await page.getByRole("link", { name: "Replace secret" }).click();
      await press(page, "Make a new secret");
      const fresh = await page.getByRole("region", { name: "Secret", exact: true }).textContent();
      assert.notEqual(fresh, secret);
      await page.getByRole("link", { name: "I have copied it" }).click();
      await page.getByText("Previous secret signs until").waitFor();
      await press(page, "Switch off");
      await page.getByText("Switched off by somebody of the project.").waitFor();
      await press(page, "Switch on");
      await page.getByRole("button", { name: "Delete" }).click();
      await press(page, "Delete webhook");
      await page.getByText("No webhooks yet").waitFor();
    } finally {
      await receiver.close();
    }
  },
  allowed,
);

pageTest(
  "Pages of webhooks hold in every theme and width, and viewers change nothing",
  async (app, newPage) => {
    const receiver = startReceiver();
    try {
      const page = await newPage();
      await signIn(app, page.context());
      const list = `${app.url}/projects/${app.project.id}/integrations/webhooks`;
      await page.goto(`${list}/new`);
      await page.getByLabel("Address").fill(receiver.url);
      await press(page, "Add webhook");
      await page.getByRole("link", { name: "I have copied it" }).click();
      const base = page.url();
      receiver.answer = () => new Response("A word of the inside", { status: 500 });
      const messages = [{ role: "user", content: "Hello" }];
      await app.call("POST", `/api/projects/${app.project.id}/sessions`, { messages });
      await receiver.until(2);
      await until(async () => {
        await page.goto(base);
        return await page.getByRole("cell", { name: "500" }).count() > 0;
      });
      const delivery = await page.locator("td a").first().getAttribute("href");
      const pages = [
        list,
        base,
        `${app.url}${delivery}`,
        `${base}/edit`,
        `${base}/secret`,
        `${list}/new`,
      ];
      await assertPagesHold(page, pages);

      const { accounts, sql } = app.services;
      const viewer = { email: "vic@example.com", password: "correct horse battery", name: "Vic" };
      const { id: userId } = await accounts.createUser(viewer);
      await addMember(sql, { projectId: app.project.id, userId, role: "viewer" });
      const other = await newPage();
      await signIn(app, other.context(), viewer);
      await other.goto(`${app.url}${delivery}`);
      assert.equal(await other.getByText("A word of the inside").count(), 0);
      assert.equal(
        await other.getByRole("main").getByRole("button", { name: "Send again" }).count(),
        0,
      );
      assert.equal((await other.goto(`${base}/edit`))!.status(), 403);
      assert.equal((await other.goto(`${list}/new`))!.status(), 403);
      for (
        const [address, action] of [[base, "delete"], [base, "disable"], [`${base}/secret`, ""]]
      ) {
        const answer = await other.request.post(address!, {
          form: { do: action! },
          headers: { origin: app.url },
        });
        assert.equal(answer.status(), 403, `${action}`);
      }
      const rows = await sql`select status from webhook_endpoints where previous_secret is null`;
      assert.deepEqual([...rows], [{ status: "enabled" }]);
    } finally {
      await receiver.close();
    }
  },
  allowed,
);
