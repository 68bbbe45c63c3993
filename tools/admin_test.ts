import assert from "node:assert/strict";
import { migrate, openDatabase, readMigrations } from "../core/db/mod.ts";

const root = decodeURIComponent(new URL("..", import.meta.url).pathname);

/** Runs the command in a process of its own, as an operator does. */
async function admin(dataDir: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tools/admin.ts", ...args],
    cwd: root,
    env: { DATA_DIR: dataDir, DATABASE_URL: "", HISSUNO_SECRET: "" },
  }).output();
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout), error: decoder.decode(stderr) };
}

Deno.test({
  name: "The admin command runs beside a running server and without one",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const dataDir = await Deno.makeTempDir({ prefix: "hissuno-admin-" });
    // The database's own user must be able to pass through.
    await Deno.chmod(dataDir, 0o755);
    // The built-in server alone does not keep a process alive; in the product, serving does.
    const serving = setInterval(() => {}, 1_000);
    try {
      const alone = await admin(dataDir, "project:create", "--name", "Alone", "--json");
      assert.equal(alone.code, 0, alone.error);
      const database = await openDatabase({ dataDir, databasePoolSize: 2 });
      try {
        await migrate(
          database.direct,
          await readMigrations(new URL("../migrations", import.meta.url)),
        );
        const key = ["key:create", "--project", JSON.parse(alone.output).id, "--name", "CI"];
        const beside = await admin(dataDir, ...key, "--json");
        assert.equal(beside.code, 0, beside.error);
        const rows = await database.sql`select id from api_keys`;
        assert.deepEqual(rows.map((row) => row.id), [JSON.parse(beside.output).id]);
        const wrong = await admin(dataDir, "key:create", "--project", "nope", "--name", "CI");
        assert.equal(wrong.code, 2);
        assert.match(wrong.error, /^--project: No project/);
        assert.equal(wrong.output, "");
      } finally {
        await database.close();
      }
    } finally {
      clearInterval(serving);
      await Deno.remove(dataDir, { recursive: true });
    }
  },
});
