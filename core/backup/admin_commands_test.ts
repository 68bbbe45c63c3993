import assert from "node:assert/strict";
import { readMigrations, type Sql } from "../db/mod.ts";
import { dbTest, withDatabase } from "../db/testing.ts";
import { smallProject } from "../exports/testing/world.ts";
import { type BackupAdminContext, backupCommands } from "./admin_commands.ts";
import { backupArguments } from "./arguments.ts";

const migrations = await readMigrations(new URL("../../migrations/", import.meta.url));
const AT = new Date("2026-03-01T10:00:00Z");

function contextOf(sql: Sql, url: string, dataDir: string): BackupAdminContext {
  const readSecret = () => Promise.resolve("the secret of this installation, long enough");
  const installation = { sql, url, migrations, dataDir, readSecret, hasConfiguredSecret: false };
  return { sql, installation } as unknown as BackupAdminContext;
}

const run = (name: string, context: BackupAdminContext, flags: Record<string, string>) =>
  backupCommands.find((one) => one.name === name)!.run(context, flags, AT);

dbTest(
  "A backup can be tried beside the running installation, which it leaves alone",
  async (sql, { url }) => {
    const folder = await Deno.makeTempDir({ prefix: "hissuno-backup-" });
    try {
      await smallProject(sql);
      const file = `${folder}/a.tar.gz`;
      const context = contextOf(sql, url, `${folder}/data`);
      const plain = await run("backup", context, { file });
      assert.match(plain.text, /The secret is not in it/);
      const databases = () =>
        sql`select datname from pg_database where datname like 'hissuno\\_verify%'`;
      const verified = await run("restore", context, { file, verify: "yes" });
      assert.match(verified.text, /is whole: \d+ rows/);
      assert.equal((await databases()).length, 0);
      await assert.rejects(run("restore", context, { file }), /The database is in use/);

      const full = `${folder}/b.tar.gz`;
      assert.match(
        (await run("backup", context, { file: full, "with-secret": "yes" })).text,
        /holds the secret/,
      );
      await withDatabase(async (target, { url }) => {
        const restored = await run("restore", contextOf(target, url, `${folder}/new`), {
          file: full,
        });
        assert.match(restored.text, /The secret was put into/);
        const path = `${folder}/new/secret`;
        assert.match(await Deno.readTextFile(path), /^the secret of this/);
        assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
        assert.equal((await target`select 1 from sessions`).length, 3);
      }, { empty: true });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

Deno.test("A backup's file may stand without a flag, and switches without a value", () => {
  assert.deepEqual(backupArguments(["restore", "a.tar.gz", "--verify", "--json"]), [
    "restore",
    "--file",
    "a.tar.gz",
    "--verify=yes",
    "--json",
  ]);
  assert.deepEqual(backupArguments(["backup", "--with-secret", "--file", "x"]), [
    "backup",
    "--with-secret=yes",
    "--file",
    "x",
  ]);
  assert.deepEqual(backupArguments(["key:list", "a"]), ["key:list", "a"]);
  assert.deepEqual(backupArguments([]), []);
});
