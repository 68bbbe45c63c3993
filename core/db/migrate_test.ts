import assert from "node:assert/strict";
import { isMigrated, migrate, type Migration, readMigrations } from "./migrate.ts";
import { dbTest } from "./testing.ts";

const first: Migration = { name: "0001_one.sql", text: "create table one (id int);" };
const second: Migration = {
  name: "0002_two.sql",
  text: "create table two (id int); insert into two values (1);",
};
const empty = { empty: true };

dbTest("Migrations run once, in order, and are remembered", async (sql) => {
  assert.deepEqual(await migrate(sql, [first]), ["0001_one.sql"]);
  assert.equal(await isMigrated(sql, [first, second]), false);
  assert.deepEqual(await migrate(sql, [first, second]), ["0002_two.sql"]);
  assert.deepEqual(await migrate(sql, [first, second]), []);
  assert.equal(await isMigrated(sql, [first, second]), true);
}, empty);

dbTest("Processes that start at once migrate once", async (sql) => {
  const results = await Promise.all(Array.from({ length: 3 }, () => migrate(sql, [first, second])));
  assert.deepEqual(results.flat().sort(), ["0001_one.sql", "0002_two.sql"]);
}, empty);

dbTest("A migration that fails leaves nothing of itself and names its file", async (sql) => {
  const broken = { name: "0002_two.sql", text: "create table two (id int); select 1/0;" };
  await assert.rejects(migrate(sql, [first, broken]), /0002_two.sql failed: division by zero/);
  const tables = await sql`select 1 from pg_tables where tablename = 'two'`;
  assert.equal(tables.length, 0);
  assert.deepEqual(await migrate(sql, [first, second]), ["0002_two.sql"]);
}, empty);

dbTest("A migration that was changed after it ran is refused", async (sql) => {
  await migrate(sql, [first]);
  const changed = { ...first, text: first.text + " " };
  await assert.rejects(migrate(sql, [changed]), /0001_one.sql was changed .* Restore the file/);
}, empty);

dbTest("A database of a newer version is refused with a sentence", async (sql) => {
  await migrate(sql, [first, second]);
  await assert.rejects(migrate(sql, [first]), /newer version of Hissuno \(it has 0002_two.sql/);
}, empty);

dbTest("A migration without a transaction may build an index concurrently", async (sql) => {
  const text = "-- no transaction\ncreate index concurrently one_id on one (id);";
  await migrate(sql, [first, { name: "0002_index.sql", text }]);
  assert.equal((await sql`select 1 from pg_indexes where indexname = 'one_id'`).length, 1);
}, empty);

dbTest("The product's own migrations apply to an empty database", async (sql) => {
  const migrations = await readMigrations(new URL("../../migrations/", import.meta.url));
  assert.equal((await migrate(sql, migrations)).length, migrations.length);
}, empty);

Deno.test("Two migrations with one number, or with an odd name, are refused", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/0001_a.sql`, "");
    await Deno.writeTextFile(`${folder}/notes.txt`, "");
    assert.deepEqual((await readMigrations(folder)).map((one) => one.name), ["0001_a.sql"]);
    await Deno.writeTextFile(`${folder}/0001_b.sql`, "");
    await assert.rejects(readMigrations(folder), /0001_a.sql and 0001_b.sql have the same number/);
    await Deno.rename(`${folder}/0001_b.sql`, `${folder}/b.sql`);
    await assert.rejects(readMigrations(folder), /b.sql must be named like/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
