import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createKnowledge, createPackage } from "../core/knowledge/mod.ts";
import { ingest } from "../core/sessions/mod.ts";
import { assertAccessible } from "./testing/accessible.ts";
import { complaintsOf } from "./testing/complaints.ts";
import { pageTest, press } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";

pageTest(
  "A good session is kept, answered again and compared side by side",
  async (app, newPage) => {
    const { sql } = app.services;
    const { id: projectId } = app.project;
    await createKnowledge(sql, projectId, {
      ...{ kind: "markdown", name: "Exports" },
      content: "# Exporting data\n\nExports follow the filters of a saved view.",
    });
    const [result] = await ingest(sql, { projectId, source: "widget" }, [{
      externalId: "good",
      messages: [
        { senderType: "user", content: "How do I export my data?" },
        { senderType: "ai", content: "Exports follow the filters of a view." },
      ],
    }]);
    const page = await newPage();
    const complaints = complaintsOf(page);
    await signIn(app, page.context());
    const base = `${app.url}/projects/${projectId}`;
    await page.goto(`${base}/integrations/agent/examples`);
    await page.getByText("No examples yet").waitFor();
    await assertAccessible(page);
    await page.goto(`${base}/sessions/${result!.sessionId}`);
    const keep = page.getByRole("button", { name: "Keep as example" });
    await Promise.all([page.waitForEvent("load"), keep.click()]);
    await page.getByRole("link", { name: "example", exact: true }).click();
    await press(page, "Answer the example");
    // The page follows the run by itself.
    await page.getByText(/\s% alike/).first().waitFor();
    await page.locator(".fact-list, dl").getByText("1 answer").first().waitFor();
    await page.locator("progress").waitFor({ state: "detached" });
    const sides = await page.locator(".compare-side").allTextContents();
    assert.match(sides[0]!, /Kept.*filters of a view/);
    assert.match(sides[1]!, /New.*saved view.*cited · \d+\s% alike/s);
    await page.getByText(/^Read \d passages?$/).click();
    await page.getByText("Exports > Exporting data").waitFor();
    await page.goto(`${base}/integrations/agent/examples`);
    await press(page, /^Remove/);
    await page.getByText("The session itself stays").waitFor();
    assert.deepEqual(complaints, []);
  },
);

pageTest("The secret is shown once, and what it signs is believed", async (app, newPage) => {
  const page = await newPage();
  await signIn(app, page.context());
  const base = `${app.url}/projects/${app.project.id}/integrations/widget`;
  const { id: partners } = await createPackage(app.services.sql, app.project.id, {
    name: "For partners",
  });
  await page.goto(base);
  await page.getByLabel("Require verified identity").check();
  await page.getByLabel("Knowledge", { exact: true }).selectOption(partners);
  await press(page, "Save");
  assert.equal(await page.getByLabel("Knowledge", { exact: true }).inputValue(), partners);
  assert.ok(await page.getByLabel("Require verified identity").isChecked());
  await page.getByRole("link", { name: "Make one and see how to sign" }).click();
  await press(page, "Make a secret");
  const shown = /hids_[\w-]{43}/.exec(await page.getByRole("main").textContent() ?? "")?.[0] ??
    await page.getByRole("main").locator("input, textarea").first().inputValue();
  await assertAccessible(page);
  await page.goto(`${base}/identity`);
  assert.ok(!(await page.content()).includes(shown));
  const send = async (user_hash: string) => {
    const answer = await fetch(`${app.url}/plugins/widget/${app.project.id}/messages`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${"a".repeat(43)}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({
        ...{ client_id: user_hash.slice(0, 8), text: "Hello" },
        user: { id: "42", user_hash },
      }),
    });
    return (await answer.json()).identity;
  };
  const sign = (id: string) => createHmac("sha256", shown).update(id).digest("hex");
  assert.equal(await send(sign("42")), "verified");
  assert.equal(await send(sign("43")), "unverified");
});

pageTest("Model, tone, language and budget are checked, kept and used", async (app, newPage) => {
  const page = await newPage();
  await signIn(app, page.context());
  await page.goto(`${app.url}/projects/${app.project.id}/integrations/agent`);
  await page.getByLabel("Tokens a day").fill("many");
  await page.getByLabel("Model").fill("https://evil.test/v1");
  await press(page, "Save");
  assert.match(await page.textContent("#field-daily_tokens-error") ?? "", /whole number/);
  assert.match(await page.textContent("#field-model-error") ?? "", /name of a model/);
  await page.getByLabel("Tokens a day").fill("100,000");
  await page.getByLabel("Model").fill("tuned-1");
  await page.getByLabel("Tone").selectOption("concise");
  await page.getByLabel("Language").selectOption("de");
  await press(page, "Save");
  assert.equal(await page.getByLabel("Tokens a day").inputValue(), "100000");
  assert.equal(await page.getByLabel("Language").inputValue(), "de");
  await page.getByText("0 of 100,000").waitFor();
});
