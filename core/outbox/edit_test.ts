import assert from "node:assert/strict";
import { transaction } from "../db/mod.ts";
import { listMessages, listSessions, reply } from "../sessions/mod.ts";
import { deleteSent, editSent, listDeliveries } from "./mod.ts";
import { until, type World, worldTest } from "./testing/world.ts";

const ada = { id: "usr_ada", name: "Ada" };

const edit = ({ sql, projectId }: World, id: string, messageId: string, text: string) =>
  transaction(sql, (tx) => editSent(tx, projectId, id, messageId, text));
const remove = ({ sql, projectId }: World, id: string, messageId: string) =>
  transaction(sql, (tx) => deleteSent(tx, projectId, id, messageId));
const isQuiet = async ({ sql }: World) =>
  (await sql`select 1 from message_sends where status = 'queued'`).length === 0;

worldTest("A change of a sent message follows it, and so does its deletion", async (world) => {
  const { sql, fake, projectId } = world;
  const id = await world.write("Hello?", "t");
  const message = await reply(sql, projectId, id, ada, "Zebra");
  world.work();
  await until(() => isQuiet(world));
  assert.equal(await edit(world, id, message.id, "Giraffe"), true);
  assert.equal(await edit(world, id, message.id, "Giraffe"), false);
  await until(() => isQuiet(world));
  assert.deepEqual(fake.texts("t"), ["Giraffe"]);
  assert.equal((await listMessages(sql, projectId, id)).at(-1)!.content, "Giraffe");
  const found = await listSessions(sql, projectId, { search: "giraffe" }, { limit: 5 });
  assert.equal(found.sessions.length, 1);
  assert.equal(await remove(world, id, message.id), true);
  assert.equal(await remove(world, id, message.id), false);
  await until(() => isQuiet(world));
  assert.deepEqual(fake.posts, []);
  assert.equal((await listMessages(sql, projectId, id)).length, 1);
  assert.equal((await sql`select 1 from message_sends`).length, 0);
});

worldTest(
  "What is changed or deleted before it was sent is sent as it is then, or not at all",
  async (world) => {
    const { sql, fake, projectId } = world;
    const id = await world.write("Hello?", "t");
    const first = await reply(sql, projectId, id, ada, "One");
    const second = await reply(sql, projectId, id, ada, "Two");
    await edit(world, id, first.id, "One, better");
    await remove(world, id, second.id);
    world.work();
    await until(() => isQuiet(world));
    assert.deepEqual(fake.texts("t"), ["One, better"]);
    assert.equal(fake.accepted, 1);
  },
);

worldTest(
  "What is changed or deleted while it is being sent is changed or deleted there after",
  async (world) => {
    const { sql, fake, projectId } = world;
    const id = await world.write("Hello?", "t");
    const first = await reply(sql, projectId, id, ada, "One");
    const second = await reply(sql, projectId, id, ada, "Two");
    fake.onAccepted = async ({ text }) => {
      if (text === "One") await edit(world, id, first.id, "One, better");
      if (text === "Two") await remove(world, id, second.id);
    };
    world.work();
    await until(() => isQuiet(world));
    assert.deepEqual(fake.texts("t"), ["One, better"]);
    assert.equal(fake.accepted, 2);
  },
);

worldTest(
  "A message deleted while nobody knows whether it arrived is not there in the end",
  async (world) => {
    const { sql, fake, projectId } = world;
    const id = await world.write("Hello?", "t");
    const message = await reply(sql, projectId, id, ada, "One");
    // Accepted, but the answer is lost.
    fake.onAccepted = async () => {
      fake.onAccepted = () => {};
      await remove(world, id, message.id);
      return new Response("The answer is lost", { status: 500 });
    };
    fake.fault = { path: /GET .*posts/, status: 418, times: 1 };
    world.work();
    await until(async () => {
      await sql`update jobs set run_at = now() where kind = 'source.send' and status = 'queued'`;
      return await isQuiet(world);
    });
    assert.deepEqual(fake.posts, []);
    assert.equal(fake.accepted, 1);
  },
);

worldTest("A change that is refused is told of beside the message", async (world) => {
  const { sql, fake, projectId } = world;
  const id = await world.write("Hello?", "t");
  const message = await reply(sql, projectId, id, ada, "One");
  world.work();
  await until(() => isQuiet(world));
  fake.fault = { path: /PUT .posts/, status: 422, times: 1 };
  await edit(world, id, message.id, "Two");
  await until(() => isQuiet(world));
  const { [message.id]: delivery } = await listDeliveries(sql, projectId, id, "Parley");
  assert.equal(delivery!.text, "The change was not delivered: The thread is locked.");
});
