import assert from "node:assert/strict";
import { addMember, createKey, KeyUsage, listKeys } from "../core/access/mod.ts";
import type { TestApp } from "./testing/app.ts";
import { assertAccessible } from "./testing/accessible.ts";
import { pageTest, press } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";
import { assertPagesHold } from "./testing/walk.ts";

const HOUR = 60 * 60 * 1000;
const ENDPOINTS = [
  "GET /v1/sessions",
  "GET /v1/sessions/{session_id}",
  "POST /api/projects/{projectId}/sessions",
];

/** Eighty days of requests by the app's own key, with some errors; its id. */
async function fillUsage({ services: { sql }, project }: TestApp): Promise<string> {
  const [key] = await listKeys(sql, project.id);
  const usage = new KeyUsage(sql);
  const start = Date.now();
  for (let place = 0; place < 300; place++) {
    const at = new Date(start - place * 6 * HOUR - HOUR);
    const status = place % 11 === 3 ? 404 : place % 17 === 5 ? 429 : place % 41 === 7 ? 500 : 200;
    const endpoint = ENDPOINTS[place % 5 % 3]!;
    for (let turn = 0; turn < 1 + place * 7 % 9; turn++) {
      usage.note({ projectId: project.id, keyId: key!.id }, {
        endpoint,
        status,
        address: "203.0.113.20",
      }, at);
    }
  }
  await usage.flush();
  return key!.id;
}

pageTest(
  "A key's page shows its requests, endpoints and errors, on every screen and in both themes",
  async (app, newPage) => {
    const page = await newPage();
    await signIn(app, page.context());
    const base = `${app.url}/projects/${app.project.id}/access`;
    const keyId = await fillUsage(app);
    const unused = await createKey(app.services.sql, {
      projectId: app.project.id,
      name: "Never used: a key with a long name that has to be broken somewhere",
      scope: "read",
    });
    await assertPagesHold(page, [`${base}/${keyId}`]);
    await page.goto(`${base}/${unused.id}`);
    await page.getByText("No requests in this time").waitFor();
    await assertAccessible(page);
    await page.goto(base);
    await page.getByRole("link", { name: "Tests", exact: true }).click();
    await page.getByRole("img", { name: /Requests.*requests\. The most were/ }).waitFor();
    const endpoints = page.getByRole("region", { name: "Most used endpoints" });
    assert.equal(await endpoints.getByRole("row").count(), 1 + ENDPOINTS.length);
    await page.getByText("from 203.0.113.20", { exact: true }).waitFor();
    await page.getByRole("link", { name: "7 days" }).click();
    assert.equal(await page.locator("#usage svg g").count(), 7 * 24);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: /CSV/ }).click();
    assert.equal((await download).suggestedFilename(), "requests-7d.csv");
    const missing = await page.goto(`${base}/key_none`);
    assert.equal(missing!.status(), 404);
  },
);

pageTest(
  "A key is kept to its addresses and rotated, without any script",
  async (app, newPage) => {
    const { services: { sql }, project } = app;
    const page = await newPage({ javaScriptEnabled: false });
    await signIn(app, page.context());
    const base = `${app.url}/projects/${project.id}/access`;
    const made = await createKey(sql, { projectId: project.id, name: "Importer", scope: "write" });
    const call = async (key: string) => {
      const answer = await fetch(`${app.url}/v1/sessions`, {
        headers: { authorization: `Bearer ${key}` },
      });
      return { status: answer.status, ...await answer.json() };
    };
    await page.goto(`${base}/${made.id}`);
    const field = page.getByLabel("Addresses and networks");
    await field.fill("192.0.2.0/24\nmy office");
    await press(page, "Save addresses");
    await page.getByText("“my” is neither an address nor a network").waitFor();
    assert.equal(await field.inputValue(), "192.0.2.0/24\nmy office");
    await field.fill("192.0.2.9/24, 2001:db8::1");
    await press(page, "Save addresses");
    await page.getByText("Requests from elsewhere are refused").waitFor();
    assert.equal(await field.inputValue(), "192.0.2.0/24\n2001:db8::1");
    const refused = await call(made.key);
    assert.equal(refused.status, 403);
    assert.match(refused.error, /may not be used from the address 127\.0\.0\.1\./);
    await field.fill("127.0.0.1");
    await press(page, "Save addresses");
    assert.equal((await call(made.key)).status, 200);

    await page.getByRole("button", { name: "Rotate" }).click();
    await page.getByLabel("The old key still holds for").selectOption("1h");
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await press(page, "Make new key");
    assert.equal((await answered).headers()["cache-control"], "no-store");
    const key = (await page.locator("#new-key").textContent())!.trim();
    assert.match(key, /^hiss_/);
    assert.deepEqual([(await call(key)).status, (await call(made.key)).status], [200, 200]);
    await page.getByRole("link", { name: "Done" }).click();
    assert.equal(await field.inputValue(), "127.0.0.1");
    await page.getByRole("link", { name: "Took over from this key" }).click();
    await page.getByText("Another key took over.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Rotate" }).count(), 0);
    await page.getByRole("link", { name: "Show the newer key" }).click();

    await page.getByRole("button", { name: "Rotate" }).click();
    await page.getByLabel("The old key still holds for").selectOption("now");
    await press(page, "Make new key");
    await page.getByText("The old key has ended.").waitFor();
    assert.equal((await call(key)).status, 401);
    await page.goto(`${page.url()}`);
    await page.getByText("This key has expired").waitFor();
    await page.getByRole("link", { name: "Show the newer key" }).click();
    await page.getByRole("button", { name: "Revoke" }).click();
    await press(page, "Revoke key");
    await page.getByText("Key revoked.").waitFor();
  },
);

pageTest(
  "Keys are not shown to members, and questions can be read by all",
  async (app, newPage) => {
    const { services: { sql, accounts }, project } = app;
    const [key] = await listKeys(sql, project.id);
    const address = `${app.url}/projects/${project.id}/access/${key!.id}`;
    const member = { email: "ben@example.com", password: "correct horse battery", name: "Ben" };
    const user = await accounts.createUser(member);
    await addMember(sql, { projectId: project.id, userId: user.id, role: "member" });
    const theirs = await newPage();
    await signIn(app, theirs.context(), member);
    await theirs.goto(address);
    await theirs.getByText(/Your role here is member/).waitFor();
    assert.ok(!(await theirs.content()).includes(key!.visible));
    await assertAccessible(theirs);
    assert.equal((await theirs.goto(`${address}/download`))!.status(), 403);
    for (const path of [address, `${address}/rotate`]) {
      const answer = await theirs.request.post(path, {
        form: { action: "addresses", addresses: "", overlap: "now" },
        headers: { origin: app.url },
      });
      assert.equal(answer.status(), 403, path);
    }

    const page = await newPage();
    await signIn(app, page.context());
    await page.goto(address);
    await page.getByRole("button", { name: "Rotate" }).click();
    await assertAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Rotate" }).click();
    await press(page, "Make new key");
    await page.locator("#new-key").waitFor();
    await assertAccessible(page);
  },
);
