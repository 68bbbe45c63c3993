import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { createProject } from "../projects/mod.ts";
import { projectsOfUser } from "./members.ts";
import { isSetupOpen, issueSetupToken, redeemSetup } from "./setup.ts";
import { password, refused, testAccounts } from "./testing.ts";

const first = { email: "ann@example.com", name: "Ann", password, projectName: "Acme <b>& co</b>" };

dbTest("The set-up link makes one person, one project and its owner, once", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const token = (await issueSetupToken(sql))!;
  assert.equal(await isSetupOpen(sql, token), true);
  const { user, projectId } = await redeemSetup(context, { ...first, token });
  assert.deepEqual([...await projectsOfUser(sql, user.id)], [
    { projectId, projectName: "Acme <b>& co</b>", role: "owner" },
  ]);
  assert.equal(await isSetupOpen(sql, token), false);
  await refused(redeemSetup(context, { ...first, email: "b@b.co", token }), 403, /has been used/);
  assert.equal(await issueSetupToken(sql), null);
  await context.accounts.signIn({ ...first, ip: "192.0.2.1" });
});

dbTest("Links of earlier starts stay good until one of them is used", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const before = (await issueSetupToken(sql))!;
  const after = (await issueSetupToken(sql))!;
  assert.notEqual(before, after);
  await redeemSetup(context, { ...first, token: before });
  await refused(redeemSetup(context, { ...first, email: "b@b.co", token: after }), 403);
  const rows = await sql`select from access_setup_tokens`;
  assert.equal(rows.length, 0);
});

dbTest("The database keeps hashes of set-up links only, and not endlessly many", async (sql) => {
  let token = "";
  for (let turn = 0; turn < 25; turn++) {
    token = (await issueSetupToken(sql, new Date(Date.now() + turn * 1000)))!;
  }
  const rows = await sql`select token_hash from access_setup_tokens`;
  assert.equal(rows.length, 20);
  assert.ok(rows.every((row) => /^[0-9a-f]{64}$/.test(row.token_hash)));
  assert.equal(await isSetupOpen(sql, token), true);
});

dbTest("Two people who redeem set-up links at the same moment make one admin", async (sql) => {
  const tokens = [(await issueSetupToken(sql))!, (await issueSetupToken(sql))!];
  const context = { sql, accounts: testAccounts(sql) };
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, (_, index) =>
      redeemSetup(context, {
        ...first,
        token: tokens[index % 2]!,
        email: `person${index}@example.com`,
      })),
  );
  assert.equal(results.filter((result) => result.status === "fulfilled").length, 1);
  assert.equal((await sql`select from user_accounts`).length, 1);
  assert.equal((await sql`select from projects`).length, 1);
  assert.equal((await sql`select from project_members where role = 'owner'`).length, 1);
});

dbTest("A set-up that fails half-way leaves nothing behind and keeps the link", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const token = (await issueSetupToken(sql))!;
  await refused(redeemSetup(context, { ...first, token, projectName: "" }), 400, /project's name/);
  await refused(redeemSetup(context, { ...first, token, password: "short" }), 400, /at least 10/);
  await refused(redeemSetup(context, { ...first, token, email: "x" }), 400);
  assert.equal((await sql`select from user_accounts`).length, 0);
  assert.equal(await isSetupOpen(sql, token), true);
  await redeemSetup(context, { ...first, token });
});

dbTest("Tokens that were never issued are refused, whatever they look like", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  await issueSetupToken(sql);
  for (const token of ["", "x", "\u0000", "\ud800", "x".repeat(1_000_000)]) {
    assert.equal(await isSetupOpen(sql, token), false);
    await refused(redeemSetup(context, { ...first, token }), 403);
  }
});

dbTest("An account made by the operator ends every set-up link", async (sql) => {
  const accounts = testAccounts(sql);
  const token = (await issueSetupToken(sql))!;
  await accounts.createUser(first);
  assert.equal(await isSetupOpen(sql, token), false);
  await refused(
    redeemSetup({ sql, accounts }, { ...first, email: "b@b.co", token }),
    403,
  );
});

dbTest("The first person owns the projects that the operator made before", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const made = await createProject(sql, { name: "From the environment" });
  const token = (await issueSetupToken(sql))!;
  const { user, projectId } = await redeemSetup(context, { ...first, token });
  assert.equal(projectId, made.id);
  assert.equal((await projectsOfUser(sql, user.id)).length, 1);
});
