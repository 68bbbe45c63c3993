import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { addMember, setMemberActive } from "./members.ts";
import {
  createResetLink,
  openResetLink,
  redeemResetLink,
  resetMilliseconds,
} from "./reset_links.ts";
import { refused, testAccounts, testProject, withCookies } from "./testing.ts";
import { insertMember } from "./members_sql.ts";

const ip = "192.0.2.1";

dbTest("A reset link sets the password once and ends every sign-in", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const { projectId, ann } = await testProject(sql, { ann: "owner" });
  const max = await context.accounts.createUser({
    email: "max@example.com",
    name: "Max",
    password: "the old password",
  });
  await insertMember(sql, projectId, max.id, "member", new Date());
  const { cookies } = await context.accounts.signIn({
    email: max.email,
    password: "the old password",
    ip,
  });
  const { token } = await createResetLink(sql, { projectId, actorId: ann.id, userId: max.id });
  assert.deepEqual(await openResetLink(sql, token), { email: max.email });
  await refused(redeemResetLink(context, { token, password: "short" }), 400, /at least 10/);
  const results = await Promise.allSettled([
    redeemResetLink(context, { token, password: "the first password" }),
    redeemResetLink(context, { token, password: "the first password" }),
  ]);
  assert.equal(results.filter((result) => result.status === "fulfilled").length, 1);
  assert.equal(await context.accounts.userOf(withCookies(cookies)), null);
  await context.accounts.signIn({ email: max.email, password: "the first password", ip });
  await refused(redeemResetLink(context, { token, password: "another password" }), 403, /used/);
  await refused(openResetLink(sql, token), 403);
});

dbTest("A reset link ends after a day, with the next one, and is stored as a hash", async (sql) => {
  const { projectId, ann, max } = await testProject(sql, { ann: "owner", max: "member" });
  const ask = { projectId, actorId: ann.id, userId: max.id };
  const start = new Date();
  const first = await createResetLink(sql, ask, start);
  await openResetLink(sql, first.token, new Date(start.getTime() + resetMilliseconds - 1));
  await refused(
    openResetLink(sql, first.token, new Date(start.getTime() + resetMilliseconds)),
    403,
  );
  await createResetLink(sql, ask, start);
  await refused(openResetLink(sql, first.token, start), 403);
  const rows = await sql`select token_hash from account_reset_links`;
  assert.equal(rows.length, 1);
  assert.match(rows[0]!.token_hash, /^[0-9a-f]{64}$/);
});

dbTest("Only an owner of every project of the member may make a reset link", async (sql) => {
  const { projectId, ann, ada, max } = await testProject(sql, {
    ann: "owner",
    ada: "admin",
    max: "member",
  });
  const other = await testProject(sql, { olga: "owner" });
  const ask = { projectId, actorId: ann.id, userId: max.id };
  await refused(createResetLink(sql, { ...ask, actorId: ada.id }), 403);
  await refused(createResetLink(sql, { ...ask, actorId: other.olga.id }), 404);
  await refused(createResetLink(sql, { ...ask, userId: other.olga.id }), 404);
  await refused(createResetLink(sql, { ...ask, userId: "\u0000" }), 404);
  await addMember(sql, { projectId: other.projectId, userId: max.id, role: "viewer" });
  await refused(createResetLink(sql, ask), 403, /projects you do not own/);
});

dbTest("A reset link ends when its maker loses the right to make it", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const { projectId, ann, bea, max } = await testProject(sql, {
    ann: "owner",
    bea: "owner",
    max: "member",
  });
  const other = await testProject(sql, {});
  const ask = { projectId, actorId: ann.id, userId: max.id };
  const joined = await createResetLink(sql, ask);
  await addMember(sql, { projectId: other.projectId, userId: max.id, role: "viewer" });
  const redeem = (token: string) => redeemResetLink(context, { token, password: "a new password" });
  await refused(redeem(joined.token), 403);
  await sql`delete from project_members where project_id = ${other.projectId}`;
  const removed = await createResetLink(sql, ask);
  await setMemberActive(sql, { projectId, actorId: bea.id, userId: ann.id, active: false });
  await refused(redeem(removed.token), 403);
});

dbTest("Invented reset tokens are refused, whatever they look like", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  for (const token of ["", "x", "\u0000", "\ud800", "y".repeat(1_000_000)]) {
    await refused(openResetLink(sql, token), 403);
    await refused(redeemResetLink(context, { token, password: "a new password" }), 403);
  }
});
