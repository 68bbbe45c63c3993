import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { newId } from "../id.ts";
import {
  addMember,
  changeRole,
  listMembers,
  projectsOfUser,
  removeMember,
  requireAction,
  roleOf,
  setMemberActive,
} from "./members.ts";
import { refused, testProject, testUser } from "./testing.ts";

dbTest(
  "A stranger learns nothing of a project, a member is told which role is missing",
  async (sql) => {
    const { projectId, vera } = await testProject(sql, { vera: "viewer" });
    const other = await testProject(sql, { olga: "owner" });
    const ask = (id: string, userId: string, action: "read" | "write") =>
      requireAction(sql, { projectId: id, userId, action });
    assert.equal(await ask(projectId, vera.id, "read"), "viewer");
    await refused(ask(projectId, vera.id, "write"), 403, /role in this project is viewer/);
    await refused(ask(projectId, other.olga.id, "read"), 404, /Project not found/);
    await refused(ask(newId("proj"), vera.id, "read"), 404, /Project not found/);
    for (const odd of ["", "\u0000", "'; --", "x".repeat(10_000), "../.."]) {
      await refused(ask(odd, vera.id, "read"), 404);
      await refused(ask(projectId, odd, "read"), 404);
    }
  },
);

dbTest("The last active owner cannot leave, step down or be switched off", async (sql) => {
  const { projectId, ann, ben } = await testProject(sql, { ann: "owner", ben: "owner" });
  const self = { projectId, actorId: ann.id, userId: ann.id };
  await setMemberActive(sql, { projectId, actorId: ann.id, userId: ben.id, active: false });
  await refused(removeMember(sql, self), 409, /last owner/);
  await refused(changeRole(sql, { ...self, role: "admin" }), 409, /last owner/);
  await refused(setMemberActive(sql, { ...self, active: false }), 409, /last owner/);
  await setMemberActive(sql, { projectId, actorId: ann.id, userId: ben.id, active: true });
  await removeMember(sql, self);
  assert.equal(await roleOf(sql, projectId, ann.id), null);
  assert.equal(await roleOf(sql, projectId, ben.id), "owner");
});

dbTest("Two owners who remove each other at the same moment leave one owner", async (sql) => {
  for (let turn = 0; turn < 5; turn++) {
    const { projectId, ann, ben } = await testProject(sql, { ann: "owner", ben: "owner" });
    const results = await Promise.allSettled([
      removeMember(sql, { projectId, actorId: ann.id, userId: ben.id }),
      removeMember(sql, { projectId, actorId: ben.id, userId: ann.id }),
    ]);
    assert.equal(results.filter((result) => result.status === "fulfilled").length, 1);
    const members = await listMembers(sql, projectId);
    assert.equal(members.length, 1);
    assert.equal(members[0]?.role, "owner");
  }
});

dbTest("Admins manage everyone below owner, and cannot make themselves owner", async (sql) => {
  const { projectId, ann, ada, max, vic } = await testProject(sql, {
    ann: "owner",
    ada: "admin",
    max: "member",
    vic: "viewer",
  });
  const by = (actorId: string, userId: string) => ({ projectId, actorId, userId });
  await changeRole(sql, { ...by(ada.id, vic.id), role: "member" });
  await changeRole(sql, { ...by(ada.id, max.id), role: "admin" });
  await refused(changeRole(sql, { ...by(ada.id, ada.id), role: "owner" }), 403, /Only an owner/);
  await refused(changeRole(sql, { ...by(ada.id, ann.id), role: "viewer" }), 403);
  await refused(removeMember(sql, by(ada.id, ann.id)), 403);
  await refused(setMemberActive(sql, { ...by(ada.id, ann.id), active: false }), 403);
  await refused(changeRole(sql, { ...by(vic.id, max.id), role: "viewer" }), 403, /role.*member/);
  await refused(removeMember(sql, by(vic.id, max.id)), 403);
  await removeMember(sql, by(vic.id, vic.id));
  await changeRole(sql, { ...by(ann.id, ada.id), role: "owner" });
  assert.equal(await roleOf(sql, projectId, ada.id), "owner");
});

dbTest("A removed or switched-off member loses access with the next request", async (sql) => {
  const { projectId, ann, max } = await testProject(sql, { ann: "owner", max: "member" });
  const ask = () => requireAction(sql, { projectId, userId: max.id, action: "read" });
  const change = { projectId, actorId: ann.id, userId: max.id };
  await ask();
  await setMemberActive(sql, { ...change, active: false });
  await refused(ask(), 404);
  assert.deepEqual([...await projectsOfUser(sql, max.id)], []);
  assert.ok(
    (await listMembers(sql, projectId)).find((one) => one.userId === max.id)?.deactivatedAt,
  );
  await setMemberActive(sql, { ...change, active: true });
  assert.equal(await ask(), "member");
  await removeMember(sql, change);
  await refused(ask(), 404);
});

dbTest("Somebody switched off can change nobody", async (sql) => {
  const { projectId, ann, ada, max } = await testProject(sql, {
    ann: "owner",
    ada: "admin",
    max: "member",
  });
  await setMemberActive(sql, { projectId, actorId: ann.id, userId: ada.id, active: false });
  await refused(removeMember(sql, { projectId, actorId: ada.id, userId: max.id }), 404);
  await refused(removeMember(sql, { projectId, actorId: ada.id, userId: ada.id }), 404);
});

dbTest("Owners of one project cannot reach the members of another", async (sql) => {
  const one = await testProject(sql, { ann: "owner" });
  const two = await testProject(sql, { bob: "owner", max: "member" });
  const reach = { projectId: two.projectId, actorId: one.ann.id, userId: two.max.id };
  await refused(removeMember(sql, reach), 404);
  await refused(changeRole(sql, { ...reach, role: "owner" }), 404);
  await refused(removeMember(sql, { ...reach, projectId: one.projectId }), 404);
  await refused(removeMember(sql, { ...reach, userId: "\u0000" }), 404);
  assert.equal(await roleOf(sql, two.projectId, two.max.id), "member");
});

dbTest("The operator adds people with accounts, once each, with a known role", async (sql) => {
  const { projectId } = await testProject(sql, { ann: "owner" });
  const zoe = await testUser(sql, "Zoe");
  await addMember(sql, { projectId, userId: zoe.id, role: "viewer" });
  await refused(addMember(sql, { projectId, userId: zoe.id, role: "admin" }), 409, /member/);
  await refused(addMember(sql, { projectId, userId: zoe.id, role: "boss" as never }), 400, /owner/);
  await refused(addMember(sql, { projectId: "proj_x", userId: zoe.id, role: "admin" }), 404);
  const listed = await listMembers(sql, projectId);
  assert.deepEqual(listed.map((one) => one.role), ["owner", "viewer"]);
  assert.deepEqual([...await listMembers(sql, "\u0000")], []);
});
