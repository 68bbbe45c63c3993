import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { makePdf } from "../core/knowledge/formats/testing/files.ts";
import { pageOf, startSite } from "../core/knowledge/testing/fake_site.ts";
import { assertAccessible } from "./testing/accessible.ts";
import { complaintsOf } from "./testing/complaints.ts";
import { pageTest, press } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";

pageTest(
  "A website is read while one watches, a failed page is tried again, and a file is uploaded",
  async (app, newPage) => {
    const site = startSite({
      "/help/": pageOf("Help", "Welcome to Harbor.", ["/help/export", "/help/missing"]),
      "/help/export": pageOf("Exports", "Open Settings, then choose Export to CSV."),
    }, "127.0.0.1");
    try {
      const page = await newPage();
      const complaints = complaintsOf(page);
      await signIn(app, page.context());
      const base = `${app.url}/projects/${app.project.id}/knowledge`;
      await page.goto(base);
      await page.getByRole("link", { name: "Read a website" }).click();
      await page.getByLabel("Address").fill(`${site.url}/help/`);
      await page.getByLabel("Pages at most").evaluate((field: HTMLInputElement) =>
        field.removeAttribute("max")
      );
      await page.getByLabel("Pages at most").fill("9000");
      await press(page, "Add and read");
      assert.match(await page.textContent("#field-max_pages-error") ?? "", /Use 1 to 5000/);
      await page.getByLabel("Pages at most").fill("50");
      await press(page, "Add and read");
      // The page follows by itself.
      await page.locator("#source-state", { hasText: "Partly read" }).waitFor();
      const pages = page.locator("#source-documents");
      await pages.getByText("There is nothing at this address (404).").waitFor();
      await assertAccessible(page);
      site.pages["/help/missing"] = pageOf("Refunds", "A refund takes five days.");
      await page.getByRole("button", { name: /^Retry .*missing/ }).click();
      await page.locator("#source-state", { hasText: "Ready" }).waitFor();
      await pages.getByText("Refunds").waitFor();

      await page.goto(`${base}/add/file`);
      await page.getByLabel("File", { exact: true }).setInputFiles({
        name: "photo.png",
        mimeType: "image/png",
        buffer: Buffer.from([0x89, 0x50, 0]),
      });
      await press(page, "Add and read");
      assert.match(await page.textContent("#field-file-error") ?? "", /cannot be read/);
      await page.getByLabel("File", { exact: true }).setInputFiles({
        name: "terms.pdf",
        mimeType: "application/pdf",
        buffer: Buffer.from(makePdf(["Cancel within thirty days"])),
      });
      await press(page, "Add and read");
      await page.locator("#source-state", { hasText: "Ready" }).waitFor();

      await page.goto(`${base}/packages`);
      await page.getByLabel("Name").fill("Legal");
      await press(page, "Add package");
      await page.getByLabel("terms.pdf").check();
      await page.getByLabel("The widget answers from this package").check();
      await press(page, "Save");
      const [{ settings }] = await app.services.sql`select settings from projects` as never as [
        { settings: { widget: { package: string } } },
      ];
      assert.match(settings.widget.package, /^pack_/);
      await page.goto(`${base}?q=refund+in+days`);
      await page.locator(".passages").getByText("refund takes five days").waitFor();
      await page.getByText(/^Found by refund/).click();
      await assertAccessible(page);
      await page.getByLabel("Package").selectOption({ label: "Legal" });
      await press(page, "Ask");
      assert.match(await page.getByRole("main").textContent() ?? "", /does not know/);
      await page.goto(`${base}/packages/${settings.widget.package}`);
      await page.getByRole("button", { name: "Delete", exact: true }).first().click();
      await page.locator("#delete-package").getByRole("button", { name: "Delete" }).click();
      await page.getByText("The widget answers from this package. Choose another one").waitFor();
      assert.deepEqual(complaints.filter((one) => !/400|Bad Request/.test(one)), []);
    } finally {
      await site.close();
    }
  },
  () => ({ allowedHosts: ["127.0.0.1"] }),
);
