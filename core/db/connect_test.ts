import assert from "node:assert/strict";
import { connect, withDatabaseName, withoutPassword } from "./connect.ts";
import { openDatabase } from "./database.ts";
import { dbTest } from "./testing.ts";

Deno.test("withoutPassword keeps everything of an address but its password", () => {
  assert.equal(withoutPassword("postgres://u:p@h:5/d?x=1"), "postgres://u@h:5/d?x=1");
  assert.equal(withoutPassword("postgres://u@h/d"), "postgres://u@h/d");
});

Deno.test("withDatabaseName changes the database and keeps the socket's folder", () => {
  const url = "postgres://u@localhost/a?host=%2Ftmp%2Fx";
  assert.equal(withDatabaseName(url, "b"), "postgres://u@localhost/b?host=%2Ftmp%2Fx");
});

dbTest("Connections plan each query for its values and count time in UTC", async (sql) => {
  const [row] = await sql`select current_setting('plan_cache_mode') as plan,
    current_setting('TimeZone') as zone, current_setting('application_name') as name`;
  assert.deepEqual(row, { plan: "force_custom_plan", zone: "UTC", name: "hissuno-test" });
});

dbTest(
  "A pooled address gets no settings of ours, and a direct one beside it",
  async (_, { url }) => {
    const pooled = connect(url, { pooled: true, max: 1 });
    const [row] = await pooled`select current_setting('plan_cache_mode') as plan`;
    assert.equal(row!.plan, "auto");
    await pooled.end();
    const direct = url.includes("?") ? `${url}&` : `${url}?`;
    const settings = { dataDir: "/nowhere", databaseUrl: url, databaseDirectUrl: direct };
    const database = await openDatabase({ ...settings, databasePoolSize: 2 });
    assert.notEqual(database.sql, database.direct);
    assert.equal(database.embedded, false);
    await database.close();
  },
);

Deno.test({
  name: "A server that cannot be reached is named, without its password",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const databaseUrl = "postgres://u:hunter2@127.0.0.1:1/d";
    await assert.rejects(
      openDatabase({ dataDir: "/nowhere", databaseUrl, databasePoolSize: 2 }),
      (error: Error) => {
        assert.match(
          error.message,
          /^Cannot reach the database at postgres:\/\/u@127.0.0.1:1\/d: /,
        );
        assert.match(error.message, /Check DATABASE_URL/);
        assert.ok(!error.message.includes("hunter2"));
        return true;
      },
    );
  },
});
