import assert from "node:assert/strict";
import { transaction } from "../db/mod.ts";
import { getSession, handBack, reply, takeOver, takeOverAs } from "../sessions/mod.ts";
import { updateSession } from "../sessions/mod.ts";
import { until, worldTest } from "./testing/world.ts";

const ada = { id: "usr_ada", name: "Ada" };
const ben = { accountId: null, externalId: "U7", name: "Ben" };

worldTest(
  "The place where a session happens is told who answers in it, newest last",
  async (world) => {
    const { sql, fake, projectId } = world;
    await sql`insert into user_accounts (id, name, email, created_at, updated_at)
    values ('usr_ada', 'Ada', 'ada@example.com', now(), now())`;
    const id = await world.write("Hello?", "t");
    world.work();
    await takeOver(sql, projectId, id, ada);
    await until(() => fake.owners.length === 1);
    await reply(sql, projectId, id, ada, "Still me");
    await until(() => fake.posts.length === 1);
    await transaction(sql, (tx) => takeOverAs(tx, projectId, id, ben, "thread"));
    await until(() => fake.owners.length === 2);
    await handBack(sql, projectId, id, "direct_message");
    await until(() => fake.owners.length === 3);
    assert.deepEqual(fake.owners, [
      ["t", "Ada <ada@example.com>"],
      ["t", "Ben <null>"],
      ["t", null],
    ]);
  },
);

worldTest("Every change of hands is kept with who, when and by which way", async (world) => {
  const { sql, projectId } = world;
  const id = await world.write("Hello?", "t");
  await takeOver(sql, projectId, id, ada);
  await reply(sql, projectId, id, ada, "Still me");
  await transaction(sql, (tx) => takeOverAs(tx, projectId, id, ben, "thread"));
  const { ownership_version: version } = (await getSession(sql, projectId, id))!;
  await transaction(sql, (tx) => takeOverAs(tx, projectId, id, ben, "thread"));
  const owned = (await getSession(sql, projectId, id))!;
  assert.equal(owned.ownership_version, version);
  assert.equal(owned.taken_over_by, "parley:U7");
  assert.equal(owned.taken_over_name, "Ben");
  await handBack(sql, projectId, id, "direct_message");
  await updateSession(sql, projectId, id, { isHumanTakeover: true }, { id: null, kind: "api" });
  const handoffs = await sql`
    select kind, way, account_id, name from session_handoffs order by ownership_version`;
  assert.deepEqual(
    handoffs.map(({ kind, way, account_id, name }) => [kind, way, account_id, name]),
    [
      ["takeover", "dashboard", "usr_ada", "Ada"],
      ["takeover", "thread", null, "Ben"],
      ["hand_back", "direct_message", null, null],
      ["takeover", "api", null, null],
    ],
  );
});

worldTest("Nobody is told of owners of closed sessions, which are left alone", async (world) => {
  const { sql, projectId } = world;
  const id = await world.write("Hello?", "t");
  await updateSession(sql, projectId, id, { status: "closed" }, { id: null, kind: "api" });
  await transaction(sql, (tx) => takeOverAs(tx, projectId, id, ben, "thread"));
  assert.equal((await getSession(sql, projectId, id))!.is_human_takeover, false);
  assert.equal((await sql`select 1 from jobs where kind = 'source.owner'`).length, 0);
});
