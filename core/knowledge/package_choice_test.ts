import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { AppError } from "../errors.ts";
import {
  createPackage,
  DEFAULT_PACKAGE,
  deletePackage,
  packagesFor,
  packagesOfSession,
  usersOfPackage,
} from "./mod.ts";

const a = "proj_a";

Deno.test("The widget's choice comes before the agent's, and the default one last", () => {
  const settings = { widget: { package: "pack_w" }, agent: { package: "pack_a" } };
  assert.deepEqual(packagesFor(settings, "widget"), ["pack_w"]);
  assert.deepEqual(packagesFor(settings, "slack"), ["pack_a"]);
  assert.deepEqual(packagesFor({ widget: { package: 7 } }, "widget"), [DEFAULT_PACKAGE]);
  assert.deepEqual(packagesFor(undefined, "api"), [DEFAULT_PACKAGE]);
});

dbTest("A channel's choice comes before the agent's, for sessions of that channel", async (sql) => {
  await sql`insert into projects (id, name) values ('proj_a', 'A'), ('proj_b', 'B')`;
  const sales = await createPackage(sql, a, { name: "Sales" });
  for (const project of [a, "proj_b"]) {
    await sql`
      insert into connections (project_id, id, source, name, secret, created_at, updated_at)
      values (${project}, 'conn_1', 'harbor', 'Harbor', '', now(), now()),
        (${project}, 'conn_2', 'harbor', 'Other', '', now(), now())`;
    await sql`
      insert into sessions (project_id, id, source, connection_id, external_id, status, created_at,
        updated_at, last_activity_at)
      select ${project}, id, 'harbor', connection, outer_id, 'active', now(), now(), now()
      from (values ('sess_1', 'conn_1', 'C1:17.5'), ('sess_2', 'conn_1', 'C2:17.5'),
        ('sess_3', 'conn_2', 'C1:17.5'), ('sess_4', '', null)) as s(id, connection, outer_id)`;
  }
  await sql`
    insert into connection_channels (project_id, connection_id, id, source, name, is_monitored,
      package_id, updated_at)
    values (${a}, 'conn_1', 'C1', 'harbor', 'acme', true, ${sales.id}, now()),
      (${a}, 'conn_1', 'C2', 'harbor', 'other', true, null, now())`;
  const settings = { agent: { package: "pack_agent" } };
  const chosen = (project: string, id: string) =>
    packagesOfSession(sql, project, settings, { id, source: "harbor" });
  assert.deepEqual(await chosen(a, "sess_1"), [sales.id]);
  for (const id of ["sess_2", "sess_3", "sess_4"]) {
    assert.deepEqual(await chosen(a, id), ["pack_agent"], id);
  }
  assert.deepEqual(await chosen("proj_b", "sess_1"), ["pack_agent"]);

  const users = await usersOfPackage(sql, a, settings, sales.id);
  assert.deepEqual([users.agent, users.channels.map(({ name }) => name)], [false, ["acme"]]);
  await assert.rejects(
    deletePackage(sql, a, sales.id),
    (error: unknown) => error instanceof AppError && error.message.startsWith("The channel #acme"),
  );
  await sql`update connection_channels set is_monitored = false`;
  await deletePackage(sql, a, sales.id);
});
