import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { AppError } from "../errors.ts";
import {
  checkPlan,
  createProject,
  deleteProject,
  findProject,
  isPlan,
  listProjects,
  projectOf,
  updateProject,
} from "./mod.ts";

async function refused(work: Promise<unknown>, status: number, sentence: RegExp): Promise<void> {
  const error = await work.then(() => null, (error) => error);
  assert.ok(error instanceof AppError, `Expected a refusal, got ${error?.stack ?? "success"}`);
  assert.equal(error.status, status, error.message);
  assert.match(error.message, sentence);
}

dbTest("A new project has an id, the name as typed and no limit", async (sql) => {
  const project = await createProject(sql, { name: "  <b>Acme</b>  " });
  assert.match(project.id, /^proj_[0-9a-z]{26}$/);
  assert.equal(project.name, "<b>Acme</b>");
  assert.equal(project.plan, "unlimited");
  assert.deepEqual(project.settings, {});
  assert.deepEqual((await listProjects(sql)).map((one) => one.id), [project.id]);
});

dbTest("A project may be given its id once", async (sql) => {
  await createProject(sql, { name: "One", id: "proj_chosen", plan: "pro" });
  await refused(createProject(sql, { name: "Two", id: "proj_chosen" }), 409, /proj_chosen exists/);
  assert.equal((await projectOf(sql, "proj_chosen")).plan, "pro");
});

dbTest("Odd ids name no project and never upset the database", async (sql) => {
  for (const odd of ["", "\u0000", "\ud800", "'; drop table projects; --", "x".repeat(100_000)]) {
    assert.equal(await findProject(sql, odd), null);
    await refused(projectOf(sql, odd), 404, /Project not found/);
    await refused(updateProject(sql, odd, { name: "x" }), 404, /Project not found/);
    await refused(deleteProject(sql, odd), 404, /Project not found/);
  }
});

dbTest("Settings are merged key by key, and null removes one", async (sql) => {
  const { id } = await createProject(sql, { name: "Acme" });
  await updateProject(sql, id, { settings: { widget: { color: "red" }, agent: true } });
  await Promise.all([
    updateProject(sql, id, { settings: { agent: null } }),
    updateProject(sql, id, { settings: { tags: ["a", "ü 🐎 \\u0041"] } }),
  ]);
  const project = await updateProject(sql, id, { name: "New name" });
  assert.equal(project.name, "New name");
  assert.deepEqual(project.settings, { widget: { color: "red" }, tags: ["a", "ü 🐎 \\u0041"] });
});

dbTest("Bad names, plans and settings are refused and change nothing", async (sql) => {
  const { id } = await createProject(sql, { name: "Acme" });
  const patch = (change: Record<string, unknown>) => updateProject(sql, id, change);
  await refused(patch({ name: "" }), 400, /name is missing/);
  await refused(patch({ name: "a\u0000" }), 400, /control characters/);
  await refused(patch({ name: "x".repeat(101) }), 400, /at most 100/);
  await refused(patch({ plan: "gold" }), 400, /free, pro, enterprise, unlimited/);
  await refused(patch({ settings: ["a"] }), 400, /must be an object/);
  await refused(patch({ settings: { a: "\u0000" } }), 400, /not text/);
  await refused(patch({ settings: { a: "\ud800" } }), 400, /not text/);
  await refused(patch({ settings: { a: "\\\u0000" } }), 400, /not text/);
  await refused(patch({ settings: { a: "x".repeat(100_001) } }), 413, /at most 100000/);
  assert.deepEqual((await projectOf(sql, id)).settings, {});
});

dbTest("A deleted project is gone, the others stay", async (sql) => {
  const [one, two] = [
    await createProject(sql, { name: "One" }),
    await createProject(sql, { name: "Two" }),
  ];
  await deleteProject(sql, one.id);
  await refused(deleteProject(sql, one.id), 404, /Project not found/);
  assert.deepEqual((await listProjects(sql)).map((project) => project.id), [two.id]);
});

Deno.test("isPlan knows the four plans and checkPlan lists them", () => {
  assert.equal(isPlan("enterprise"), true);
  assert.equal(isPlan("toString"), false);
  assert.throws(() => checkPlan(undefined), /Use one of: free, pro, enterprise, unlimited/);
});
