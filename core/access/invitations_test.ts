import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import {
  acceptAsNewUser,
  acceptAsUser,
  createInvitation,
  invitationMilliseconds,
  listInvitations,
  openInvitation,
  revokeInvitation,
} from "./invitations.ts";
import { changeRole, removeMember, roleOf, setMemberActive } from "./members.ts";
import { password, refused, testAccounts, testProject, testUser } from "./testing.ts";

const guest = { name: "Gus <i>Guest</i>", password };

dbTest(
  "A new person accepts by choosing a password and gets the invited address and role",
  async (sql) => {
    const context = { sql, accounts: testAccounts(sql) };
    const { projectId, ann } = await testProject(sql, { ann: "owner" });
    const { token, email } = await createInvitation(sql, {
      projectId,
      actorId: ann.id,
      email: " Gus@Example.com",
      role: "member",
    });
    assert.equal(email, "gus@example.com");
    const open = await openInvitation(sql, token);
    assert.equal(open.projectName, "Test project");
    assert.equal(open.hasAccount, false);
    const { user } = await acceptAsNewUser(context, { ...guest, token });
    assert.equal(user.email, "gus@example.com");
    assert.equal(await roleOf(sql, projectId, user.id), "member");
    await refused(acceptAsNewUser(context, { ...guest, token }), 403, /was used/);
    await refused(openInvitation(sql, token), 403);
    await context.accounts.signIn({ email, password, ip: "192.0.2.1" });
    const rows = await sql`select token_hash from project_invitations`;
    assert.match(rows[0]!.token_hash, /^[0-9a-f]{64}$/);
  },
);

dbTest("A person with an account accepts signed in, with the invited address only", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const { projectId, ann } = await testProject(sql, { ann: "owner" });
  const [zoe, eve] = [await testUser(sql, "zoe"), await testUser(sql, "eve")];
  const { token } = await createInvitation(sql, {
    projectId,
    actorId: ann.id,
    email: zoe.email,
    role: "admin",
  });
  assert.equal((await openInvitation(sql, token)).hasAccount, true);
  await refused(acceptAsNewUser(context, { ...guest, token }), 409, /Sign in to accept/);
  await refused(acceptAsUser(sql, { token, user: eve }), 403, /This invitation is for zoe/);
  await acceptAsUser(sql, { token, user: zoe });
  assert.equal(await roleOf(sql, projectId, zoe.id), "admin");
  await refused(acceptAsUser(sql, { token, user: zoe }), 403, /was used/);
  await refused(
    createInvitation(sql, { projectId, actorId: ann.id, email: zoe.email, role: "owner" }),
    409,
    /member/,
  );
});

dbTest("An invitation accepted twice at the same moment counts once", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const { projectId, ann } = await testProject(sql, { ann: "owner" });
  const invite = { projectId, actorId: ann.id, email: "gus@example.com", role: "viewer" } as const;
  const { token } = await createInvitation(sql, invite);
  const results = await Promise.allSettled([
    acceptAsNewUser(context, { ...guest, token }),
    acceptAsNewUser(context, { ...guest, token }),
  ]);
  assert.equal(results.filter((result) => result.status === "fulfilled").length, 1);
  assert.equal((await sql`select from user_accounts where email = 'gus@example.com'`).length, 1);
});

dbTest("An invitation ends after seven days, when taken back and when replaced", async (sql) => {
  const { projectId, ann, max } = await testProject(sql, { ann: "owner", max: "member" });
  const invite = { projectId, actorId: ann.id, email: "gus@example.com", role: "viewer" } as const;
  const start = new Date();
  const first = await createInvitation(sql, invite, start);
  const lastMoment = new Date(start.getTime() + invitationMilliseconds - 1);
  await openInvitation(sql, first.token, lastMoment);
  await refused(openInvitation(sql, first.token, new Date(lastMoment.getTime() + 1)), 403);
  const second = await createInvitation(sql, invite, start);
  await refused(openInvitation(sql, first.token), 403);
  assert.equal((await listInvitations(sql, projectId)).length, 1);
  const take = { projectId, actorId: ann.id, invitationId: second.id };
  await refused(revokeInvitation(sql, { ...take, actorId: max.id }), 403);
  await refused(revokeInvitation(sql, { ...take, invitationId: "\u0000" }), 404);
  await revokeInvitation(sql, take);
  await refused(openInvitation(sql, second.token), 403);
  await refused(revokeInvitation(sql, take), 404);
  assert.equal((await listInvitations(sql, projectId)).length, 0);
});

dbTest("Nobody invites beyond their own rights or into another project", async (sql) => {
  const { projectId, ada, max } = await testProject(sql, { ada: "admin", max: "member" });
  const other = await testProject(sql, { olga: "owner" });
  const invite = { projectId, actorId: ada.id, email: "gus@example.com", role: "viewer" } as const;
  await refused(createInvitation(sql, { ...invite, role: "owner" }), 403, /Only an owner/);
  await refused(createInvitation(sql, { ...invite, actorId: max.id }), 403);
  await refused(createInvitation(sql, { ...invite, actorId: other.olga.id }), 404);
  await refused(createInvitation(sql, { ...invite, projectId: "\u0000" }), 404);
  await refused(createInvitation(sql, { ...invite, email: "<b>" }), 400);
  await refused(createInvitation(sql, { ...invite, role: "boss" as never }), 400, /owner, admin/);
  const { id } = await createInvitation(sql, invite);
  const foreign = { projectId: other.projectId, actorId: other.olga.id, invitationId: id };
  await refused(revokeInvitation(sql, foreign), 404);
  await createInvitation(sql, { ...invite, actorId: null, email: "op@example.com", role: "owner" });
});

dbTest("Invitations end with the rights of whoever made them", async (sql) => {
  const { projectId, ann, ada, abe, alf } = await testProject(sql, {
    ann: "owner",
    ada: "admin",
    abe: "admin",
    alf: "admin",
  });
  const invite = async (actorId: string, email: string) =>
    (await createInvitation(sql, { projectId, actorId, email, role: "admin" })).token;
  const tokens = [
    await invite(ada.id, "a@example.com"),
    await invite(abe.id, "b@example.com"),
    await invite(alf.id, "c@example.com"),
  ];
  await removeMember(sql, { projectId, actorId: ann.id, userId: ada.id });
  await changeRole(sql, { projectId, actorId: ann.id, userId: abe.id, role: "member" });
  await setMemberActive(sql, { projectId, actorId: ann.id, userId: alf.id, active: false });
  for (const token of tokens) await refused(openInvitation(sql, token), 403);
});

dbTest("A member who is switched off is switched on, not invited again", async (sql) => {
  const { projectId, ann, max } = await testProject(sql, { ann: "owner", max: "member" });
  await setMemberActive(sql, { projectId, actorId: ann.id, userId: max.id, active: false });
  const invite = { projectId, actorId: ann.id, email: max.email, role: "member" } as const;
  await refused(createInvitation(sql, invite), 409, /Switch them on/);
});

dbTest("A failed acceptance leaves the invitation as it was", async (sql) => {
  const context = { sql, accounts: testAccounts(sql) };
  const { projectId, ann } = await testProject(sql, { ann: "owner" });
  const invite = { projectId, actorId: ann.id, email: "gus@example.com", role: "viewer" } as const;
  const { token } = await createInvitation(sql, invite);
  await refused(acceptAsNewUser(context, { ...guest, token, password: "short" }), 400);
  await refused(acceptAsNewUser(context, { ...guest, token, name: "\u0000" }), 400);
  for (const odd of ["", "\u0000", "\ud800", token + "x", "x".repeat(1e6)]) {
    await refused(acceptAsNewUser(context, { ...guest, token: odd }), 403);
  }
  await acceptAsNewUser(context, { ...guest, token });
});
