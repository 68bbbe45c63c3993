import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { AppError } from "../errors.ts";
import { findProject, updateProject } from "../projects/mod.ts";
import { authenticateKey, keyUsesNoted } from "./api_keys.ts";
import { bootstrap, type BootstrapSettings, checkBootstrap } from "./bootstrap.ts";
import { KeyCache } from "./key_cache.ts";
import { projectsOfUser } from "./members.ts";
import { issueSetupToken, redeemSetup } from "./setup.ts";
import { password, refused, testAccounts } from "./testing.ts";

const settings = {
  adminEmail: "Admin@example.com",
  adminPassword: password,
  project: "Acme Feedback",
  apiKey: "operator-chosen-key-0123456789",
};

dbTest("An empty database gets the admin, the project and exactly that key", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const { projectId, created } = await bootstrap(context, settings);
  assert.equal(created, true);
  assert.match(projectId!, /^proj_/);
  assert.equal((await findProject(sql, projectId!))?.name, "Acme Feedback");
  const { user } = await context.accounts.signIn({
    email: "admin@example.com",
    password,
    ip: "192.0.2.1",
  });
  assert.deepEqual((await projectsOfUser(sql, user.id)).map((one) => one.role), ["owner"]);
  const key = await authenticateKey(sql, settings.apiKey, new KeyCache());
  assert.equal(key?.projectId, projectId);
  assert.equal(key?.scope, "full");
  assert.equal(await issueSetupToken(sql), null);
  await keyUsesNoted();
});

dbTest("A restart makes nothing new and finds the project again, renamed or not", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const first = await bootstrap(context, settings);
  assert.deepEqual(await bootstrap(context, settings), {
    projectId: first.projectId,
    created: false,
  });
  await updateProject(sql, first.projectId!, { name: "Renamed" });
  assert.equal((await bootstrap(context, settings)).projectId, first.projectId);
  const withoutKey = { ...settings, apiKey: undefined };
  assert.equal((await bootstrap(context, withoutKey)).projectId, null);
  assert.equal((await sql`select from projects`).length, 1);
  assert.equal((await sql`select from user_accounts`).length, 1);
  assert.equal((await sql`select from api_keys`).length, 1);
});

dbTest("Replicas that start together on an empty database make one of each", async (sql) => {
  const results = await Promise.all(
    Array.from({ length: 4 }, () => bootstrap({ sql, accounts: testAccounts(sql) }, settings)),
  );
  assert.equal(new Set(results.map((result) => result.projectId)).size, 1);
  assert.equal(results.filter((result) => result.created).length, 1);
  assert.equal((await sql`select from projects`).length, 1);
});

dbTest("HISSUNO_PROJECT that looks like an id becomes the id", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const { projectId } = await bootstrap(context, { project: "proj_demo" });
  assert.equal(projectId, "proj_demo");
  assert.equal((await bootstrap(context, { project: "proj_demo" })).projectId, "proj_demo");
});

dbTest(
  "A project and a key come without an admin, who then follows by the set-up link",
  async (sql) => {
    const context = { sql, accounts: testAccounts(sql) };
    const { projectId } = await bootstrap(context, { apiKey: settings.apiKey });
    assert.ok(await authenticateKey(sql, settings.apiKey, new KeyCache()));
    const token = (await issueSetupToken(sql))!;
    const person = { token, email: "ann@example.com", name: "Ann", password };
    assert.equal((await redeemSetup(context, person)).projectId, projectId);
    await keyUsesNoted();
  },
);

dbTest("An environment that says nothing makes nothing", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const silent = { adminEmail: "", adminPassword: "", project: " ", apiKey: null };
  assert.deepEqual(await bootstrap(context, silent), { projectId: null, created: false });
  assert.equal((await sql`select from projects`).length, 0);
});

dbTest("A bad value leaves the database empty", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  await refused(bootstrap(context, { ...settings, apiKey: "short" }), 400, /^HISSUNO_API_KEY/);
  assert.equal((await sql`select from user_accounts`).length, 0);
});

Deno.test("checkBootstrap names the variable and the remedy for every bad value", () => {
  const cases: [BootstrapSettings, RegExp][] = [
    [{ adminEmail: "a@b.co" }, /without HISSUNO_ADMIN_PASSWORD/],
    [{ adminPassword: password }, /without HISSUNO_ADMIN_EMAIL/],
    [{ adminEmail: "a", adminPassword: password }, /^HISSUNO_ADMIN_EMAIL is not valid/],
    [{ adminEmail: "a@b.co", adminPassword: "short" }, /^HISSUNO_ADMIN_PASSWORD.*at least 10/],
    [{ apiKey: "hiss_short" }, /^HISSUNO_API_KEY is too weak.*at least 24/],
    [{ apiKey: "x".repeat(50) }, /^HISSUNO_API_KEY is too weak/],
    [{ project: "x".repeat(200) }, /^HISSUNO_PROJECT is not valid.*at most 100/],
    [{ project: "proj_" }, /^HISSUNO_PROJECT is not valid/],
    [{ project: "proj_a b" }, /^HISSUNO_PROJECT is not valid/],
    [{ project: "a\u0000b" }, /^HISSUNO_PROJECT is not valid.*control/],
  ];
  for (const [bad, sentence] of cases) {
    assert.throws(
      () => checkBootstrap(bad),
      (error) => error instanceof AppError && sentence.test(error.message),
      `${JSON.stringify(bad).slice(0, 80)} should fail with ${sentence}`,
    );
  }
});
