import assert from "node:assert/strict";
import { runAdmin } from "../access/mod.ts";
import { testAccounts } from "../access/testing.ts";
import { dbTest } from "../db/testing.ts";
import { SyncHarness } from "../plugin_kit/testing.ts";
import { type SyncAdminContext, syncCommands } from "./admin_commands.ts";
import { needsResealing } from "../crypto.ts";
import { PURPOSE } from "./credentials.ts";
import { acme, startAcme } from "./testing/acme.ts";

dbTest("The sync command runs a connection to its end, without a server beside it", async (sql) => {
  const fake = startAcme();
  try {
    fake.put({ key: "a", text: "Hello", at: new Date() });
    const harness = new SyncHarness(sql, acme, fake.server.url);
    const connectionId = await harness.connect(fake.credentials);
    const open = () =>
      Promise.resolve({
        sql,
        accounts: testAccounts(sql),
        engine: harness.engine,
        close: () => Promise.resolve(),
      });
    const run = (...args: string[]) =>
      runAdmin<SyncAdminContext>(args, open, new Date(), syncCommands);
    const listed = await run("connection:list", "--project", "proj_test");
    assert.match(listed.output, new RegExp(connectionId));
    const synced = await run(
      "sync",
      "--project",
      "proj_test",
      "--connection",
      connectionId,
      "--json",
    );
    assert.equal(synced.code, 0, synced.error);
    const data = JSON.parse(synced.output);
    assert.deepEqual([data.status, data.created], ["succeeded", 1]);
    const wrong = await run("sync", "--project", "proj_test", "--connection", "conn_x");
    assert.equal(wrong.code, 2);
    assert.match(wrong.error, /--connection/);
  } finally {
    await fake.server.close();
  }
});

dbTest("After resealing, credentials open with the new secret alone", async (sql) => {
  const fake = startAcme();
  try {
    const harness = new SyncHarness(sql, acme, fake.server.url);
    await harness.connect(fake.credentials);
    const old = harness.engine.secret.current;
    const renewed = { current: "another secret of thirty-two char", previous: [old] };
    harness.engine.secret = renewed;
    const open = () =>
      Promise.resolve({
        sql,
        accounts: testAccounts(sql),
        engine: harness.engine,
        close: () => Promise.resolve(),
      });
    const result = await runAdmin<SyncAdminContext>(
      ["secrets:reseal"],
      open,
      new Date(),
      syncCommands,
    );
    assert.match(result.output, /^1 of 1/);
    const [row] = await sql`select secret from connections`;
    assert.equal(await needsResealing({ ...renewed, previous: [] }, PURPOSE, row!.secret), false);
    harness.engine.secret = { current: renewed.current, previous: [] };
    assert.equal((await harness.sync()).status, "succeeded");
  } finally {
    await fake.server.close();
  }
});
