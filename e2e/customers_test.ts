import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { addMember } from "../core/access/mod.ts";
import {
  createCompany,
  createContact,
  listContacts,
  readContact,
  selectErasures,
} from "../core/customers/mod.ts";
import { fillWithSamples } from "../core/demo/mod.ts";
import { assertAccessible } from "./testing/accessible.ts";
import type { TestApp } from "./testing/app.ts";
import { pageTest, press } from "./testing/page.ts";
import { assertPagesHold } from "./testing/walk.ts";
import { signIn } from "./testing/sign_in.ts";

const api = { by: "api" as const, who: null };

/** A project with two customers that may be one, and their company. */
async function filled({ services: { sql }, project, url }: TestApp) {
  await fillWithSamples(sql, project.id);
  const company = await createCompany(sql, project.id, {
    name: "Fjord <b>Energi</b>",
    domain: "fjord.example",
    plan: "enterprise",
    stage: "customer",
    revenue: 120_000,
  }, api);
  const jane = await createContact(sql, project.id, {
    name: "Jane Doe",
    email: "jane@fjord.example",
    external_ids: [{ source: "zendesk", id: "4711" }],
    company_id: company,
    custom_fields: { seats: 12 },
  }, api);
  const twin = await createContact(sql, project.id, {
    name: "Jane Doe",
    email: "j.doe@home.example",
    title: "W".repeat(120),
    company_id: company,
  }, api);
  return { base: `${url}/projects/${project.id}/customers`, company, jane, twin };
}

pageTest(
  "Every page of customers passes axe in both themes and on a phone, without sideways scrolling",
  async (app, newPage) => {
    const { base, company, jane, twin } = await filled(app);
    const page = await newPage();
    await signIn(app, page.context());
    await assertPagesHold(page, [
      base,
      `${base}?search=jane&sort=name&stage=customer`,
      `${base}?search=nobody`,
      `${base}/new`,
      `${base}/${jane}`,
      `${base}/${jane}/edit`,
      `${base}/${jane}/merge?search=ja`,
      `${base}/${jane}/merge?other=${twin}`,
      `${base}/${jane}/erase`,
      `${base}/companies`,
      `${base}/companies/new`,
      `${base}/companies/${company}`,
      `${base}/companies/${company}/edit`,
      `${base}/companies/${company}/merge`,
      `${base}/import`,
      `${base}/erasures`,
    ]);
  },
);

pageTest(
  "Two contacts are compared, merged with chosen values, taken apart, split and erased",
  async (app, newPage) => {
    const { sql } = app.services;
    const { base, jane, twin } = await filled(app);
    const page = await newPage();
    await signIn(app, page.context());
    await page.goto(`${base}/${jane}`);
    await page.getByText("Has the same name at the same company").waitFor();
    await page.getByRole("link", { name: "Compare and merge" }).click();
    await page.getByRole("radio", { name: "j.doe@home.example" }).check();
    await press(page, "Merge");
    const merged = await readContact(sql, app.project.id, jane);
    assert.equal(merged.email, "j.doe@home.example");
    assert.deepEqual(merged.emails, ["j.doe@home.example", "jane@fjord.example"]);
    assert.equal((await page.goto(`${base}/${twin}`))!.url(), `${base}/${jane}`);

    await page.getByRole("button", { name: /^Split off Zendesk id/ }).click();
    await press(page, "Split off");
    assert.match(await page.getByRole("main").textContent() ?? "", /4711/);
    await page.goto(`${base}/${jane}`);
    await page.getByRole("button", { name: /^Take apart/ }).click();
    await press(page, "Take apart");
    assert.equal(page.url(), `${base}/${twin}`);

    await page.goto(`${base}/${twin}/erase`);
    await press(page, "Erase for good");
    await page.getByText("tick that you are sure").waitFor();
    await page.getByLabel("I am sure.").check();
    await press(page, "Erase for good");
    await page.getByText("deleted").first().waitFor();
    const [record] = await selectErasures(sql, app.project.id);
    assert.equal(record!.erased_by, app.owner.id);
    assert.equal((await page.goto(`${base}/${twin}`))!.status(), 404);
  },
);

pageTest(
  "A contact is added and edited by hand; wrong fields keep what was typed",
  async (app, newPage) => {
    const { sql } = app.services;
    const { base } = await filled(app);
    const page = await newPage();
    await signIn(app, page.context());
    await page.goto(`${base}/new`);
    await page.getByLabel("Name (optional)").fill("Ann Bo");
    await page.getByLabel("E-mail addresses").fill("nobody");
    await press(page, "Add contact");
    assert.match(await page.textContent("#field-emails-error") ?? "", /address such as/);
    assert.equal(await page.getByLabel("Name (optional)").inputValue(), "Ann Bo");
    await page.getByLabel("E-mail addresses").fill("ann@fjord.example\njane@fjord.example");
    await press(page, "Add contact");
    await page.getByText(/belongs to Jane Doe/).waitFor();
    await page.getByLabel("E-mail addresses").fill("ann@fjord.example");
    await page.getByLabel("Find another company").fill("fjord energi");
    await press(page, "Find");
    await page.getByLabel("Company", { exact: true }).selectOption({
      label: "Fjord <b>Energi</b>",
    });
    await page.getByLabel("Fields: name 1").fill("Region");
    await page.getByLabel("Fields: value 1").fill("EMEA");
    await press(page, "Add contact");
    const { rows } = await listContacts(sql, app.project.id, { search: "ann bo" });
    assert.deepEqual(rows[0]!.custom_fields, { Region: "EMEA" });
    assert.equal(rows[0]!.company?.name, "Fjord <b>Energi</b>");
    assert.equal(rows[0]!.provenance.name?.name, "Maya");
    assert.equal(rows[0]!.provenance.note, undefined);
  },
);

pageTest(
  "A list is uploaded, its columns mapped, looked through, and imported while the page follows",
  async (app, newPage) => {
    const { sql } = app.services;
    const { base } = await filled(app);
    const page = await newPage();
    await signIn(app, page.context());
    await page.goto(`${base}/import`);
    const rows = Array.from(
      { length: 1_200 },
      (_, row) => `p${row}@fjord.example;Person ${row};${row}`,
    );
    const text = `Mail;Who;Seats\r\n${rows.join("\r\n")}\r\nwrong;=HYPERLINK("x");1\r\n`;
    await page.getByLabel("File").setInputFiles({
      name: "Kunden März.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(text),
    });
    await press(page, "Go on to the columns");
    await page.getByRole("heading", { name: "Kunden März.csv" }).waitFor();
    await page.getByLabel("Who", { exact: true }).selectOption({ label: "Name" });
    await page.getByRole("button", { name: "Look through the file" }).click();
    // Nobody reloads: the page follows by itself.
    await page.getByText("Looked through: nothing is imported yet").waitFor();
    await page.getByText("1,200 would be created").waitFor();
    await assertAccessible(page);
    const before = (await listContacts(sql, app.project.id)).total;
    await page.getByRole("button", { name: "Import 1,200 rows" }).click();
    await page.getByRole("link", { name: "Show the contacts" }).waitFor();
    assert.equal((await listContacts(sql, app.project.id)).total, before + 1_200);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download as CSV" }).click(),
    ]);
    const csv = await Deno.readTextFile(await file.path());
    assert.match(csv, /wrong,"'=HYPERLINK\(""x""\)",1,1201,/);
    await page.goto(`${base}/import`);
    await page.getByLabel("File").setInputFiles({
      name: "empty.csv",
      mimeType: "text/csv",
      buffer: Buffer.alloc(0),
    });
    await press(page, "Go on to the columns");
    assert.match(await page.textContent("#field-file-error") ?? "", /is empty/);
  },
);

pageTest(
  "Viewers look at customers and change nothing; members cannot erase",
  async (app, newPage) => {
    const { sql, accounts } = app.services;
    const { base, jane, company } = await filled(app);
    for (const role of ["viewer", "member"] as const) {
      const person = { email: `${role}@example.com`, name: role, password: app.owner.password };
      const { id } = await accounts.createUser(person);
      await addMember(sql, { projectId: app.project.id, userId: id, role });
      const page = await newPage();
      await signIn(app, page.context(), person);
      for (const address of [base, `${base}/${jane}`, `${base}/companies/${company}`]) {
        assert.equal((await page.goto(address))!.status(), 200);
        const buttons = page.getByRole("main").getByRole("link", {
          name: /^(Edit|Import|Add contact)$/,
        });
        assert.equal(await buttons.count() > 0, role === "member", address);
      }
      const closed = role === "viewer"
        ? ["new", "import", `${jane}/edit`, `${jane}/merge`, `${jane}/erase`, "erasures"]
        : [`${jane}/erase`, `${jane}/export`, "erasures"];
      for (const path of closed) {
        assert.equal((await page.goto(`${base}/${path}`))!.status(), 403, `${role} ${path}`);
      }
      const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
      for (const path of [`${jane}/erase`, ...(role === "viewer" ? [jane, "import", "new"] : [])]) {
        const answer = await fetch(`${base}/${path}`, {
          method: "POST",
          redirect: "manual",
          headers: { cookie: cookie.join("; "), origin: app.url },
          body: new URLSearchParams({ do: "split", conversations: "delete", sure: "yes" }),
        });
        assert.equal(answer.status, 403, `${role} ${path}`);
        await answer.body?.cancel();
      }
    }
  },
);
