import assert from "node:assert/strict";
import { pageTest } from "./testing/page.ts";
import { assertAccessible, assertReadable } from "./testing/accessible.ts";
import { complaintsOf } from "./testing/complaints.ts";

pageTest(
  "The API's reference reads well on desk and phone, light and dark",
  async (app, newPage) => {
    const page = await newPage();
    const complaints = complaintsOf(page);
    for (const [width, height] of [[1440, 900], [390, 844]] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(`${app.url}/v1/reference`);
      const tooWide = await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
        const { scrollWidth, clientWidth } = document.documentElement;
        // One group and one schema stand for the others, which are made the same way.
        document.querySelectorAll("main > section:not(#sessions, #schemas)")
          .forEach((section) => section.remove());
        document.querySelectorAll(".schema:not(#schema-Session, #schema-SessionCreate)")
          .forEach((schema) => schema.remove());
        document.querySelectorAll("nav a, main a").forEach((link) =>
          link.setAttribute("href", "/")
        );
        return scrollWidth - clientWidth;
      });
      assert.equal(tooWide, 0, `The reference is too wide at ${width}`);
      await assertAccessible(page);
      await page.emulateMedia({ colorScheme: "dark" });
      await assertReadable(page);
    }
    await page.goto(`${app.url}/v1/reference/errors`);
    await assertAccessible(page);
    assert.deepEqual(complaints, []);
  },
);

pageTest(
  "The reference calls operations with the reader's own key, and keeps it nowhere",
  async (app, newPage) => {
    const page = await newPage();
    await page.goto(`${app.url}/v1/reference#createSession`);
    const section = page.locator("#createSession");
    await section.getByText("Try it").click();
    const send = section.getByRole("button", { name: "Send" });
    await send.click();
    await section.getByText("Enter your key at the top").waitFor();
    await page.getByLabel("Your key").fill(app.apiKey);
    await section.getByLabel("Body").fill('{"name": "Tried from the page", "surprise": 1}');
    await send.click();
    await section.getByText('"code": "unknown_field"').waitFor();
    await section.getByLabel("Body").fill('{"name": "Tried from the page"}');
    await send.click();
    await section.getByText("201").first().waitFor();
    await section.getByText('"name": "Tried from the page"').waitFor();
    const answer = await section.locator("output pre").last().innerText();
    const { id } = JSON.parse(answer);

    const reader = page.locator("#getSession");
    await reader.getByText("Try it").click();
    await reader.getByLabel("session_id (required)").fill(id);
    await reader.getByLabel("expand").fill("messages");
    await reader.getByRole("button", { name: "Send" }).click();
    await reader.getByText('"messages": {').waitFor();
    const stored = await page.evaluate(
      () => [document.cookie, localStorage.length, sessionStorage.length],
    );
    assert.deepEqual(stored, ["", 0, 0]);
    await page.reload();
    assert.equal(await page.getByLabel("Your key").inputValue(), "");
  },
);

pageTest("The address in an error leads to what its code means", async (app, newPage) => {
  const answer = await fetch(`${app.url}/v1/sessions`);
  const { type, code } = await answer.json();
  const page = await newPage();
  await page.goto(new URL(type, app.url).href);
  assert.equal(new URL(page.url()).hash, `#${code}`);
  await page.locator(`#${code}`).getByText("401").waitFor();
});
