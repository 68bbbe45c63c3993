import assert from "node:assert/strict";
import { now } from "../clock.ts";
import { transaction } from "../db/mod.ts";
import { createWorker } from "../jobs/mod.ts";
import { listMessages, reply, takeOverAs } from "../sessions/mod.ts";
import { sweepOutbox } from "./mod.ts";
import { until, type World, worldTest } from "./testing/world.ts";

const ben = { accountId: null, externalId: "U7", name: "Ben" };
const question = "How do I export my data?";
const long = { text: "word ".repeat(1_000), delay: 10 };
const shown = ({ fake }: World) => [...fake.streams.values()].map(({ text }) => text);
const isIdle = async ({ sql }: World) =>
  (await sql`select 1 from jobs where status in ('queued', 'running')`).length === 0;
const streams = async ({ sql }: World) => (await sql`select 1 from answer_streams`).length;

worldTest(
  "An answer grows where its session happens, and is completed by its sending",
  async (world) => {
    const { sql, fake, model, projectId } = world;
    model.script({ text: "one two three four five six seven eight nine ten", delay: 60 });
    const id = await world.write(question, "t", true);
    world.work({ answers: true });
    const early = await until(() => shown(world).find((text) => text !== "") ?? null);
    assert.match(early, /^In the guide \[1\]/);
    await until(() => fake.posts.length === 1);
    assert.deepEqual(fake.texts("t"), [
      "In the guide [1]: one two three four five six seven eight nine ten",
    ]);
    assert.equal(fake.streams.size, 0);
    const answer = await until(async () => {
      const messages = await listMessages(sql, projectId, id);
      return messages.find((one) => one.external_id === fake.posts[0]!.id) ?? null;
    });
    assert.equal(fake.posts[0]!.mark, answer.id);
    await until(async () => await streams(world) === 0);
    // Nothing is written after the end.
    const writes = fake.server.requests.filter(({ method, path }) =>
      method === "PUT" && path.startsWith("/streams/")
    );
    const posted = fake.server.requests.findIndex(({ path }) => path.endsWith("/stop"));
    assert.ok(writes.length > 0);
    assert.ok(fake.server.requests.lastIndexOf(writes.at(-1)!) < posted);
  },
);

worldTest(
  "A takeover in the thread during an answer leaves nothing of it, here or there",
  async (world) => {
    const { sql, fake, model, projectId } = world;
    model.script(long);
    const id = await world.write(question, "t", true);
    world.work({ answers: true });
    await until(() => shown(world).some((text) => text.length > 20));
    await transaction(sql, (tx) => takeOverAs(tx, projectId, id, ben, "thread"));
    await until(() => fake.streams.size === 0);
    await until(async () => await streams(world) === 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(fake.streams.size, 0);
    assert.equal(fake.accepted, 0);
    assert.equal((await listMessages(sql, projectId, id)).length, 1);
  },
);

worldTest(
  "Takeovers at any moment of an answer never leave a post or a stream behind them",
  async (world) => {
    const { sql, fake, model, outbox, projectId } = world;
    model.fallback = { text: "one two three four five six seven eight", delay: 4 };
    world.work({ answers: true });
    let answered = 0;
    for (let round = 0; round < 20; round++) {
      const thread = `t${round}`;
      const id = await world.write(question, thread, true);
      await new Promise((resolve) => setTimeout(resolve, 10 + round * 12));
      await transaction(sql, (tx) => takeOverAs(tx, projectId, id, ben, "thread"));
      const before = (await listMessages(sql, projectId, id)).length;
      await until(() => isIdle(world));
      await outbox.outlet.idle();
      await until(() => isIdle(world));
      assert.equal(await streams(world), 0, `round ${round}`);
      assert.equal(fake.streams.size, 0, `round ${round}`);
      assert.equal((await listMessages(sql, projectId, id)).length, before, `round ${round}`);
      answered += fake.texts(thread).length;
    }
    assert.ok(answered < 20, `${answered} of 20 were answered first`);
  },
);

worldTest("A provider that is slow or fails neither delays nor fails the answer", async (world) => {
  const { sql, fake, model, projectId } = world;
  const hanging = Promise.withResolvers<void>();
  fake.onRequest = (_, path) => path.endsWith("/streams") ? hanging.promise : undefined;
  model.script({ text: "one two three", delay: 150 }, { text: "four five six", delay: 150 });
  const slow = await world.write(question, "slow", true);
  world.work({ answers: true });
  await until(async () => (await listMessages(sql, projectId, slow)).length === 2);
  await until(() => fake.texts("slow").length === 1);
  hanging.resolve();
  fake.fault = { path: /streams/, status: 418, times: 100 };
  const failing = await world.write(question, "failing", true);
  await until(() => fake.texts("failing").length === 1);
  assert.equal((await listMessages(sql, projectId, failing)).length, 2);
  await until(async () => await streams(world) === 0);
});

worldTest(
  "What a killed process has shown of an answer nobody gives is removed later",
  async (world) => {
    const { sql, fake, outbox } = world;
    const id = await world.write(question, "t");
    fake.streams.set("stream-left", { thread: "t", text: "Half an ans" });
    const { connectionId, projectId } = world;
    await sql`insert into source_records (project_id, connection_id, kind, id, value, updated_at)
    values (${projectId}, ${connectionId}, 'stream', 'msg_gone', '{"stream":"stream-left"}', now())`;
    await sql`insert into answer_streams (project_id, session_id, message_id, created_at)
    values (${projectId}, ${id}, 'msg_gone', now())`;
    assert.equal(await sweepOutbox(sql), 0);
    assert.equal(await sweepOutbox(sql, new Date(now().getTime() + 120_000)), 1);
    const worker = createWorker({ sql, handlers: outbox.handlers, pollMilliseconds: 25 });
    worker.start();
    await until(async () => await streams(world) === 0);
    assert.equal(fake.streams.size, 0);
    await worker.stop(1_000);
  },
);

worldTest("A message that no job is about to send is found and sent", async (world) => {
  const { sql, fake } = world;
  const id = await world.write(question, "t");
  const { projectId } = world;
  await reply(sql, projectId, id, { id: "usr_ada", name: "Ada" }, "One");
  await sql`delete from jobs where kind = 'source.send'`;
  world.work();
  await sweepOutbox(sql, new Date(now().getTime() + 120_000));
  await until(() => fake.posts.length === 1);
});
