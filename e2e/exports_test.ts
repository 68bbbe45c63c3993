import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { addMember } from "../core/access/mod.ts";
import { fillWithSamples } from "../core/demo/mod.ts";
import { createProject } from "../core/projects/mod.ts";
import { pageTest, press } from "./testing/page.ts";
import { signIn } from "./testing/sign_in.ts";
import { assertPagesHold } from "./testing/walk.ts";

/** Where pictures go for people to look at; none without it. */
const PICTURES = Deno.env.get("EXPORT_PICTURES");

pageTest(
  "A project is taken out, downloaded and brought into an empty one, without script",
  async (app, newPage) => {
    const { services: { sql }, project, url, owner } = app;
    await fillWithSamples(sql, project.id);
    const empty = await createProject(sql, { name: "Second harbor" });
    await addMember(sql, { projectId: empty.id, userId: owner.id, role: "admin" });
    const page = await newPage({ javaScriptEnabled: false });
    await signIn(app, page.context());
    await page.goto(`${url}/projects/${project.id}/settings`);
    await page.getByRole("main").getByRole("link", { name: "Export and import" }).click();
    await press(page, "Begin an export");
    const link = page.getByRole("link", { name: "Download" });
    await reloadUntil(() => page.reload(), async () => await link.count() === 1);
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    assert.match(download.suggestedFilename(), /^hissuno-[\d-]+-exp_\w+\.tar\.gz$/);
    const archive = Buffer.from(await Deno.readFile(await download.path()));

    await page.goto(`${url}/projects/${empty.id}/settings/exports`);
    const send = async (name: string, buffer: Buffer) => {
      await page.getByLabel("Archive").setInputFiles({
        ...{ name, mimeType: "application/gzip", buffer },
      });
      await press(page, "Bring it in");
    };
    await send("broken.tar.gz", Buffer.from("no archive"));
    const refused = page.getByText("The archive is not a tar.gz, or is broken.");
    await reloadUntil(() => page.reload(), async () => await refused.count() === 1);
    await send("harbor.tar.gz", archive);
    const isDone = page.getByRole("cell", { name: "Done" });
    await reloadUntil(() => page.reload(), async () => await isDone.count() === 1);
    assert.equal(await page.getByText("This project is not empty.").count(), 1);
    const count = async (id: string) =>
      (await sql`select count(*)::int as amount from messages where project_id = ${id}`)[0]!.amount;
    assert.equal(await count(empty.id), await count(project.id));

    const shown = await newPage();
    await signIn(app, shown.context());
    const third = await createProject(sql, { name: "Third harbor" });
    await addMember(sql, { projectId: third.id, userId: owner.id, role: "admin" });
    const pages = [project, empty, third].map(({ id }) => `${url}/projects/${id}/settings/exports`);
    await assertPagesHold(shown, pages);
    if (PICTURES) {
      for (const [width, scheme] of [[1440, "light"], [390, "dark"]] as const) {
        await shown.setViewportSize({ width, height: 900 });
        await shown.emulateMedia({ colorScheme: scheme });
        for (const [index, address] of pages.entries()) {
          await shown.goto(address);
          await shown.screenshot({ path: `${PICTURES}/${index}-${width}.png`, fullPage: true });
        }
      }
    }
    await shown.goto(pages[0]!);
    await press(shown, "Remove");
    assert.equal(await shown.getByRole("cell", { name: "Removed" }).count(), 1);
    assert.equal((await shown.request.get(`${pages[0]}/none/download`)).status(), 404);
  },
);

pageTest(
  "The list of sessions becomes a file; members and viewers cannot take the project out",
  async (app, newPage) => {
    const { services: { sql, accounts }, project, url } = app;
    await fillWithSamples(sql, project.id);
    const base = `${url}/projects/${project.id}`;
    const page = await newPage();
    await signIn(app, page.context());
    await page.goto(`${base}/feedback?source=zendesk`);
    const link = page.getByRole("link", { name: "CSV" });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    assert.equal(download.suggestedFilename(), "sessions.csv");
    const text = await Deno.readTextFile(await download.path());
    const [row] = await sql`select count(*)::int as amount from sessions
      where project_id = ${project.id} and source = 'zendesk' and not is_archived`;
    const ids = text.split("\r\n").filter((line) => line.startsWith("sess_"));
    assert.equal(ids.length, row!.amount);
    for (const role of ["viewer", "member"] as const) {
      const person = {
        ...{ email: `${role}@example.com`, password: "correct horse battery", name: role },
      };
      const { id } = await accounts.createUser(person);
      await addMember(sql, { projectId: project.id, userId: id, role });
      const other = await newPage();
      await signIn(app, other.context(), person);
      assert.equal((await other.goto(`${base}/settings/exports`))!.status(), 403);
      const answer = await other.request.post(`${base}/settings/exports`, {
        form: { do: "export" },
        headers: { origin: url },
      });
      assert.equal(answer.status(), 403);
      await other.goto(`${base}/settings`);
      const links = other.getByRole("main").getByRole("link", { name: "Export and import" });
      assert.equal(await links.count(), 0);
    }
    assert.equal((await sql`select 1 from project_exports`).length, 0);
  },
);

async function reloadUntil(
  reload: () => Promise<unknown>,
  holds: () => Promise<boolean>,
): Promise<void> {
  const end = performance.now() + 120_000;
  while (!await holds()) {
    if (performance.now() > end) throw new Error("It does not come true within two minutes");
    await new Promise((resolve) => setTimeout(resolve, 200));
    await reload();
  }
}
