import assert from "node:assert/strict";
import type { Sql } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { AppError } from "../errors.ts";
import {
  createKnowledge,
  createPackage,
  DEFAULT_PACKAGE,
  deleteKnowledge,
  deletePackage,
  getPackage,
  listPackages,
  updatePackage,
} from "./mod.ts";

const a = "proj_a";

const start = (sql: Sql) =>
  sql`insert into projects (id, name) values ('proj_a', 'A'), ('proj_b', 'B')`;
const add = (sql: Sql, name: string, package_ids?: string[]) =>
  createKnowledge(sql, a, { kind: "text", name, content: `About ${name}`, package_ids });
const isError = (status: number) => (error: unknown) =>
  error instanceof AppError && error.status === status;

dbTest("Every project has a default package, which new sources join", async (sql) => {
  await start(sql);
  const one = await add(sql, "one");
  await add(sql, "two", []);
  const [only, ...others] = await listPackages(sql, a);
  assert.deepEqual(others, []);
  assert.deepEqual([only!.id, only!.is_default, only!.source_count], [DEFAULT_PACKAGE, true, 1]);
  assert.deepEqual((await getPackage(sql, a, DEFAULT_PACKAGE)).source_ids, [one.id]);
  assert.equal((await getPackage(sql, "proj_b", DEFAULT_PACKAGE)).source_count, 0);
  await assert.rejects(deletePackage(sql, a, DEFAULT_PACKAGE), isError(409));
  const renamed = await updatePackage(sql, a, DEFAULT_PACKAGE, { name: " Help \n desk " });
  assert.equal(renamed.name, "Help desk");
});

dbTest(
  "A package holds sources of its own project, and a deleted source leaves it",
  async (sql) => {
    await start(sql);
    const [one, two] = [await add(sql, "one"), await add(sql, "two")];
    const sales = await createPackage(sql, a, {
      name: "Sales",
      source_ids: [one.id, two.id, "know_none", one.id],
    });
    assert.deepEqual(sales.source_ids, [one.id, two.id]);
    const foreign = await createPackage(sql, "proj_b", { name: "Sales", source_ids: [one.id] });
    assert.deepEqual(foreign.source_ids, []);
    await assert.rejects(getPackage(sql, "proj_b", sales.id), isError(404));
    await deleteKnowledge(sql, a, one.id);
    assert.deepEqual((await getPackage(sql, a, sales.id)).source_ids, [two.id]);
    await deletePackage(sql, a, sales.id);
    assert.equal((await listPackages(sql, a)).length, 1);
  },
);

dbTest("Names are given once, and what is used cannot be deleted", async (sql) => {
  await start(sql);
  const sales = await createPackage(sql, a, { name: "Sales" });
  await assert.rejects(createPackage(sql, a, { name: "sales" }), isError(409));
  await assert.rejects(createPackage(sql, a, { name: " " }), isError(400));
  await assert.rejects(updatePackage(sql, a, sales.id, { name: "DEFAULT" }), isError(409));
  await sql`update projects set settings = ${sql.json({ widget: { package: sales.id } })}
    where id = ${a}`;
  await assert.rejects(deletePackage(sql, a, sales.id), isError(409));
  await sql`update projects set settings = '{}' where id = ${a}`;
  await deletePackage(sql, a, sales.id);
});
