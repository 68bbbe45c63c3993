import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { findProject } from "../projects/mod.ts";
import { authenticateKey, createKey, keyUsesNoted } from "./api_keys.ts";
import { KeyCache } from "./key_cache.ts";
import { projectsOfUser, roleOf } from "./members.ts";
import { createOwnedProject, deleteOwnedProject, updateOwnedProject } from "./owned_projects.ts";
import { refused, testProject, testUser } from "./testing.ts";

dbTest("A project made by someone is theirs to own", async (sql) => {
  const ann = await testUser(sql, "Ann");
  const project = await createOwnedProject(sql, { name: "Acme", userId: ann.id });
  assert.equal(await roleOf(sql, project.id, ann.id), "owner");
  assert.equal((await projectsOfUser(sql, ann.id))[0]?.projectName, "Acme");
  await refused(createOwnedProject(sql, { name: "\u0000", userId: ann.id }), 400);
});

dbTest(
  "Admins rename a project, members do not, and the plan stays the operator's",
  async (sql) => {
    const { projectId, ada, max } = await testProject(sql, { ada: "admin", max: "member" });
    const rename = { projectId, actorId: ada.id, patch: { name: "New name", plan: "free" } };
    const project = await updateOwnedProject(sql, rename);
    assert.equal(project.name, "New name");
    assert.equal(project.plan, "unlimited");
    await refused(updateOwnedProject(sql, { ...rename, actorId: max.id }), 403);
    await refused(updateOwnedProject(sql, { ...rename, projectId: "\u0000" }), 404);
  },
);

dbTest("Only owners delete a project, and its keys stop at once", async (sql) => {
  const { projectId, ann, ada } = await testProject(sql, { ann: "owner", ada: "admin" });
  const other = await testProject(sql, { olga: "owner" });
  const cache = new KeyCache();
  const { key } = await createKey(sql, { projectId, name: "CI", scope: "full" });
  assert.ok(await authenticateKey(sql, key, cache));
  await refused(deleteOwnedProject(sql, { projectId, actorId: ada.id }, cache), 403);
  await refused(deleteOwnedProject(sql, { projectId, actorId: other.olga.id }, cache), 404);
  await keyUsesNoted();
  await deleteOwnedProject(sql, { projectId, actorId: ann.id }, cache);
  assert.equal(await authenticateKey(sql, key, cache), null);
  assert.equal(await findProject(sql, projectId), null);
  assert.ok(await findProject(sql, other.projectId));
});
