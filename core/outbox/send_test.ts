import assert from "node:assert/strict";
import { transaction } from "../db/mod.ts";
import { newId } from "../id.ts";
import { appendMessage, getSession, ingest, listMessages, reply } from "../sessions/mod.ts";
import { storeAnswer, takeOver } from "../sessions/mod.ts";
import { updateConnection } from "../sync/mod.ts";
import { listDeliveries, retrySend } from "./mod.ts";
import { until, type World, worldTest } from "./testing/world.ts";

const ada = { id: "usr_ada", name: "Ada" };

const deliveries = ({ sql, projectId }: World, id: string) =>
  listDeliveries(sql, projectId, id, "Parley");

const answerOf = ({ sql, projectId }: World, id: string, content: string) =>
  transaction(sql, async (tx) => {
    const { ownership_version: version } = (await getSession(tx, projectId, id))!;
    const answer = { id: newId("msg"), content, sources: [] };
    return (await storeAnswer(tx, projectId, id, version, answer))!;
  });

worldTest("What is written here arrives there in its order, each once", async (world) => {
  const { sql, fake, projectId } = world;
  const id = await world.write("Hello?", "t");
  await answerOf(world, id, "The agent's answer");
  await reply(sql, projectId, id, ada, "One");
  await transaction(
    sql,
    (tx) =>
      appendMessage(tx, projectId, id, { senderType: "human_agent", content: "By a program" }),
  );
  assert.equal(Object.values(await deliveries(world, id))[0]!.text, "Sending…");
  // The agent's answer waits no longer: Ada has taken over since.
  world.work();
  await until(() => fake.posts.length === 2);
  await reply(sql, projectId, id, ada, "Two");
  await until(() => fake.posts.length === 3);
  assert.deepEqual(fake.texts("t"), ["One", "By a program", "Two"]);
  assert.equal(fake.posts[0]!.by, "Ada");
  const sent = await until(async () => {
    const messages = await listMessages(sql, projectId, id);
    return messages.at(-1)!.external_id !== null && messages;
  });
  assert.equal(sent.at(-1)!.external_id, fake.posts[2]!.id);
  const events = await sql`select data from events where type = 'message.updated'`;
  assert.ok(events.some(({ data }) => data.message_id === sent.at(-1)!.id));
});

worldTest("What a source brings, and what happens here alone, is sent nowhere", async (world) => {
  const { sql, projectId, connectionId } = world;
  const scope = { projectId, source: "parley", connectionId };
  const id = await world.write("Hello?", "t");
  await ingest(sql, scope, [{
    externalId: "t",
    isLive: true,
    messages: [{ externalId: "x", senderType: "human_agent", content: "Said there" }],
  }]);
  await transaction(sql, (tx) =>
    appendMessage(tx, projectId, id, {
      ...{ senderType: "human_agent", content: "Known there", externalId: "y" },
    }));
  const [imported] = await ingest(sql, scope, [{
    externalId: "imported",
    messages: [{ externalId: "z", senderType: "user", content: "Long ago" }],
  }]);
  await reply(sql, projectId, imported!.sessionId, ada, "A note");
  const [widget] = await ingest(sql, { projectId, source: "widget" }, [
    { isLive: true, messages: [{ senderType: "user", content: "Hi" }] },
  ]);
  await reply(sql, projectId, widget!.sessionId, ada, "Hi");
  assert.equal((await sql`select 1 from message_sends`).length, 0);
});

worldTest("A failure in passing delays what comes after, and nothing overtakes", async (world) => {
  const { sql, fake, projectId } = world;
  fake.fault = { path: /POST .*posts/, status: 500, times: 2 };
  const id = await world.write("Hello?", "t");
  const first = await reply(sql, projectId, id, ada, "One");
  await reply(sql, projectId, id, ada, "Two");
  world.work();
  await until(async () =>
    (await deliveries(world, id))[first.id]?.text.includes("did not take it")
  );
  assert.equal(fake.posts.length, 0);
  await until(async () => {
    await sql`update jobs set run_at = now() where kind = 'source.send' and status = 'queued'`;
    return fake.posts.length === 2;
  });
  assert.deepEqual(fake.texts("t"), ["One", "Two"]);
  await until(async () => Object.keys(await deliveries(world, id)).length === 0);
});

worldTest(
  "What is refused is told of, lets others pass, and is tried again on a person's word",
  async (world) => {
    const { sql, fake, projectId } = world;
    fake.fault = { path: /POST .*posts/, status: 422, times: 1 };
    const id = await world.write("Hello?", "t");
    const first = await reply(sql, projectId, id, ada, "One");
    await reply(sql, projectId, id, ada, "Two");
    world.work();
    await until(() => fake.posts.length === 1);
    assert.deepEqual((await deliveries(world, id))[first.id], {
      ...{ state: "failed", text: "Not delivered: The thread is locked." },
    });
    await transaction(sql, (tx) => retrySend(tx, projectId, id, first.id));
    await until(() => fake.posts.length === 2);
    assert.deepEqual(fake.texts("t"), ["Two", "One"]);
    await until(async () => Object.keys(await deliveries(world, id)).length === 0);
    await assert.rejects(
      transaction(sql, (tx) => retrySend(tx, projectId, id, first.id)),
      /does not wait for another try/,
    );
  },
);

worldTest(
  "A provider that keeps failing has the message given up after ten tries",
  async (world) => {
    const { sql, fake, projectId } = world;
    fake.fault = { path: /posts/, status: 418, times: 1_000 };
    const id = await world.write("Hello?", "t");
    const answer = await answerOf(world, id, "The agent's answer");
    world.work();
    await until(async () => {
      await sql`update jobs set run_at = now() where kind = 'source.send' and status = 'queued'`;
      return (await deliveries(world, id))[answer.id]?.state === "failed";
    });
    const [row] = await sql`select attempts from message_sends`;
    assert.equal(row!.attempts, 10);
    const { needs_human: reason } = (await getSession(sql, projectId, id))!;
    assert.equal(
      reason,
      "The agent's answer was not delivered. Parley did not take it: Parley answered 418.",
    );
  },
);

worldTest(
  "Messages wait while the credentials fail, and go out once they are entered again",
  async (world) => {
    const { sql, fake, projectId, connectionId, harness } = world;
    fake.fault = { path: /posts/, status: 401, times: 1 };
    const id = await world.write("Hello?", "t");
    const message = await reply(sql, projectId, id, ada, "One");
    world.work();
    const waiting = await until(async () => {
      const delivery = (await deliveries(world, id))[message.id];
      return delivery?.state === "waiting" ? delivery : null;
    });
    assert.equal(waiting.text, "Waiting until the credentials of Parley are entered again.");
    const [connection] = await sql`select status_message from connections`;
    assert.equal(connection!.status_message, "Parley has revoked the token.");
    await reply(sql, projectId, id, ada, "Two");
    await updateConnection(harness.engine, projectId, connectionId, { secret: { token: "new" } });
    await until(() => fake.posts.length === 2);
    assert.deepEqual(fake.texts("t"), ["One", "Two"]);
  },
);

worldTest(
  "What is written after its connection was removed stays here, and what waited is told of",
  async (world) => {
    const { sql, fake, projectId } = world;
    const id = await world.write("Hello?", "t");
    const message = await reply(sql, projectId, id, ada, "One");
    await sql`delete from connections`;
    const later = await reply(sql, projectId, id, ada, "Two");
    world.work();
    const failed = await until(async () => {
      const all = await deliveries(world, id);
      return all[message.id]?.state === "failed" && all;
    });
    assert.equal(failed[message.id]!.text, "Not delivered: Parley is not connected any more.");
    assert.equal(failed[later.id], undefined);
    assert.equal(fake.accepted, 0);
  },
);

worldTest("The agent's answer is not sent any more once a person has taken over", async (world) => {
  const { sql, fake, projectId } = world;
  const id = await world.write("Hello?", "t");
  const answer = await answerOf(world, id, "The agent's answer");
  await takeOver(sql, projectId, id, ada);
  world.work();
  const failed = await until(async () =>
    (await deliveries(world, id))[answer.id]?.state === "failed" && await deliveries(world, id)
  );
  assert.match(failed[answer.id]!.text, /Ada took over before the agent's answer was sent/);
  assert.equal(fake.accepted, 0);
  assert.equal((await getSession(sql, projectId, id))!.needs_human, null);
});
