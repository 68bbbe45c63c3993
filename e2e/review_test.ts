import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { addMember } from "../core/access/mod.ts";
import { createIssue } from "../core/issues/mod.ts";
import { sweepReviews } from "../core/review/mod.ts";
import { ingest } from "../core/sessions/mod.ts";
import { assertAccessible } from "./testing/accessible.ts";
import type { TestApp } from "./testing/app.ts";
import { complaintsOf } from "./testing/complaints.ts";
import { pageTest, pressUntilFocused } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";

const said = [
  "Hi there, the CSV export crashes when I pick more than one month.",
  `It would be great if exports could be scheduled. ${"Averylongwordwithoutanyblank".repeat(6)}`,
];

/** Adds a session and has all that ended reviewed; gives its id. */
async function reviewed(app: TestApp): Promise<string> {
  const { sql } = app.services;
  const projectId = app.project.id;
  const actor = { kind: "person" as const, id: app.owner.id };
  const title = "CSV export crashes with several months";
  await createIssue(sql, projectId, { title, type: "bug" }, actor);
  const [result] = await ingest(sql, { projectId, source: "zendesk" }, [{
    status: "closed",
    messages: said.map((content) => ({ senderType: "user" as const, content })),
  }]);
  await sweepReviews(sql);
  for (let looks = 0; looks < 600; looks++) {
    const waiting = await sql`
      select from sessions
      where status = 'closed' and analysis_status in ('pending', 'processing')`;
    if (waiting.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return result!.sessionId;
}

const states = async ({ services: { sql } }: TestApp) =>
  Object.fromEntries(
    (await sql<{ state: string; amount: number }[]>`
      select state, count(*)::int as amount from review_decisions group by 1 order by 1`)
      .map(({ state, amount }) => [state, amount]),
  );

/** Presses a key that sends a form, and waits for the page that follows. */
async function key(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent("load"), page.keyboard.press(name)]);
  await page.waitForFunction(() => document.activeElement?.matches("[data-decision]"));
}

pageTest("The review is done with the keyboard alone", async (app, newPage) => {
  const sessionId = await reviewed(app);
  const page = await newPage();
  const complaints = complaintsOf(page);
  await signIn(app, page.context());
  await page.goto(`${app.url}/projects/${app.project.id}/review`, { waitUntil: "networkidle" });
  const all = (await states(app)).suggested!;
  assert.equal(await page.locator(".nav-link[aria-current] .nav-count").textContent(), `${all}`);
  const focused = () => page.evaluate(() => document.activeElement?.id);
  await pressUntilFocused(page, "j");
  const first = await focused();
  await page.keyboard.press("j");
  assert.notEqual(await focused(), first);
  await page.keyboard.press("k");
  assert.equal(await focused(), first);
  await key(page, "a");
  assert.deepEqual(await states(app), { accepted: 1, suggested: all - 1 });
  await key(page, "x");
  assert.deepEqual(await states(app), { accepted: 1, rejected: 1, suggested: all - 2 });
  await key(page, "u");
  assert.deepEqual(await states(app), { accepted: 1, suggested: all - 1 });
  await page.keyboard.press("e");
  assert.ok(await page.evaluate(() => document.activeElement?.matches("select, input, textarea")));
  await page.keyboard.press("Escape");
  await Promise.all([page.waitForURL(/\/sessions\//), page.keyboard.press("o")]);
  assert.ok(page.url().includes(sessionId));
  const card = page.locator(".review-decisions");
  assert.equal(await card.locator("li.decision").count(), all);
  await assertAccessible(page);
  const [{ tags }] = await app.services.sql`select tags from sessions` as [{ tags: string[] }];
  assert.equal(tags.length, 1);
  await card.getByRole("button", { name: "Undo" }).click();
  await page.getByText(/^Undone:/).first().waitFor();
  assert.deepEqual(complaints, []);
});

pageTest("Without script, forms decide; readers see and cannot", async (app, newPage) => {
  await reviewed(app);
  const { sql, accounts } = app.services;
  const base = `${app.url}/projects/${app.project.id}/review`;
  const page = await newPage({ javaScriptEnabled: false });
  await signIn(app, page.context());
  await page.goto(base);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [width, height] of [[1440, 900], [390, 844]] as const) {
      await page.setViewportSize({ width, height });
      const wide = await page.evaluate(() =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth
      );
      assert.equal(wide, 0);
    }
  }
  const name = page.locator('[data-kind="name"]');
  await name.getByText("Change…").click();
  await name.getByLabel("Name").fill("Exports crash");
  await name.getByRole("button", { name: "Save this instead" }).click();
  assert.equal((await states(app)).changed, 1);
  const [row] = await sql`select name from sessions`;
  assert.equal(row!.name, "Exports crash");
  await page.goto(`${base}?show=decided`);
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal((await states(app)).undone, 1);
  await page.goto(`${base}/settings`);
  await page.getByLabel("When a conversation ends").selectOption("automatic");
  await page.getByLabel("More words for tags").fill("no colon here");
  await page.getByRole("button", { name: "Save" }).click();
  assert.match(await page.textContent("#field-words-error") ?? "", /colon/);
  await page.getByLabel("When a conversation ends").selectOption("automatic");
  await page.getByLabel("More words for tags").fill("bug: kaputt, am Ende");
  await page.getByRole("button", { name: "Save" }).click();
  const [project] = await sql`select settings -> 'review' as review from projects`;
  assert.deepEqual([project!.review.mode, project!.review.words], ["automatic", {
    bug: ["kaputt", "am Ende"],
  }]);

  const person = { email: "vera@example.com", name: "Vera", password: app.owner.password };
  const { id } = await accounts.createUser(person);
  await addMember(sql, { projectId: app.project.id, userId: id, role: "viewer" });
  const reader = await newPage();
  await signIn({ ...app, owner: { ...person, id } }, reader.context());
  await reader.goto(base);
  assert.ok(await reader.locator("li.decision").count() > 0);
  assert.equal(await reader.locator(".decision-actions").count(), 0);
  await assertAccessible(reader);
  const cookie = (await reader.context().cookies()).map((one) => `${one.name}=${one.value}`);
  for (const path of [base, `${base}/settings`]) {
    const answer = await fetch(path, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: cookie.join("; "), origin: app.url },
      body: new URLSearchParams({ do: "accept", decision: "dec_x" }),
    });
    assert.equal(answer.status, 403);
    await answer.body?.cancel();
  }
});

pageTest("Many sessions are reviewed again from the list", async (app, newPage) => {
  await reviewed(app);
  const page = await newPage();
  await signIn(app, page.context());
  await page.goto(`${app.url}/projects/${app.project.id}/feedback`, { waitUntil: "networkidle" });
  await page.locator("tbody .box").first().check();
  await page.getByRole("button", { name: "Review again" }).click();
  await page.getByText("The review of 1 session has begun.").waitFor();
  const [row] = await app.services.sql`select max(number)::int as number from review_runs`;
  assert.equal(row!.number, 2);
});

pageTest(
  "Another customer and company are chosen by what is typed of them",
  async (app, newPage) => {
    const { sql } = app.services;
    const projectId = app.project.id;
    const customer = {
      email: "bo@bolt.example",
      name: "Bo Berg",
      company: { domain: "bolt.example" },
    };
    const ask = { senderType: "user" as const, content: "Hello, where do I find my invoices?" };
    await ingest(sql, { projectId, source: "zendesk" }, [{ customer, messages: [ask] }]);
    const [result] = await ingest(sql, { projectId, source: "zendesk" }, [{
      status: "closed",
      messages: [{ ...ask, content: "I cannot log in. My e-mail is ann@acme.example" }],
    }]);
    await reviewed(app);
    const page = await newPage();
    const complaints = complaintsOf(page);
    await signIn(app, page.context());
    await page.goto(`${app.url}/projects/${projectId}/review`);
    const contact = page.locator('[data-kind="contact"]');
    const change = async (words: string) => {
      await contact.getByText("Change…").click();
      await contact.getByLabel("Customer", { exact: true }).fill(words);
      const save = contact.getByRole("button", { name: "Save this instead" });
      await Promise.all([page.waitForEvent("load"), save.click()]);
    };
    await change("nobody@nowhere.example");
    await page.getByText("No customer is found by “nobody@nowhere.example”.").waitFor();
    await assertAccessible(page);
    await change("Bo Berg");
    await page.getByText("Changed: Customer “Bo Berg”").first().waitFor();
    const [row] = await sql`
    select c.email from sessions s
    join contacts c on c.project_id = s.project_id and c.id = s.contact_id
    where s.id = ${result!.sessionId}`;
    assert.equal(row!.email, "bo@bolt.example");
    assert.deepEqual(complaints.filter((one) => !one.includes("400")), []);
  },
);
