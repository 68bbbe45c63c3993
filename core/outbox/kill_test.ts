import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { listMessages, reply } from "../sessions/mod.ts";
import { until, worldTest } from "./testing/world.ts";

const ada = { id: "usr_ada", name: "Ada" };
const script = fileURLToPath(new URL("./testing/send_process.ts", import.meta.url));

/** Starts one more process that answers and sends. */
function spawnReplica(...addresses: string[]): Deno.ChildProcess {
  const args = ["run", "-A", script, ...addresses];
  return new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "inherit" }).spawn();
}

worldTest(
  "A process killed after the provider accepted a message has it posted once all the same",
  async (world, { url }) => {
    const { sql, fake, model, projectId } = world;
    const replicas: Deno.ChildProcess[] = [];
    const spawn = () => replicas.push(spawnReplica(url, fake.server.url, model.baseUrl));
    const texts = ["One", "Two", "Three", "Four", "Five"];
    // Each message's first acceptance costs the life of whoever sent it: the answer never arrives.
    const deaths = new Set<string>();
    fake.onAccepted = async ({ text }) => {
      if (deaths.has(text)) return;
      deaths.add(text);
      const child = replicas.shift()!;
      spawn();
      child.kill("SIGKILL");
      await child.status;
    };
    try {
      const id = await world.write("Hello?", "t");
      for (const text of texts) await reply(sql, projectId, id, ada, text);
      spawn();
      const sent = await until(async () => {
        const messages = (await listMessages(sql, projectId, id)).slice(1);
        return messages.every(({ external_id }) => external_id !== null) && messages;
      });
      assert.equal(deaths.size, texts.length);
      assert.equal(fake.accepted, texts.length);
      assert.deepEqual(fake.texts("t"), texts);
      assert.deepEqual(
        sent.map(({ external_id }) => external_id),
        fake.posts.map((post) => post.id),
      );
      const sends = await sql`select attempts, status from message_sends order by position`;
      assert.deepEqual(sends.map(({ attempts }) => attempts), texts.map(() => 2));
    } finally {
      for (const child of replicas) {
        child.kill("SIGKILL");
        await child.status;
      }
    }
  },
);

worldTest(
  "An answer whose process was killed while it was shown is completed by the next one, once",
  async (world, { url }) => {
    const { sql, fake, model, projectId } = world;
    model.script({ text: "word ".repeat(2_000), delay: 10 });
    model.fallback = { text: "A whole answer.", delay: 80 };
    const id = await world.write("How do I export my data?", "t", true);
    const child = spawnReplica(url, fake.server.url, model.baseUrl);
    await until(() => [...fake.streams.values()].some(({ text }) => text.length > 20))
      .finally(() => child.kill("SIGKILL"));
    await child.status;
    // The answer's lease, longer than its job's, is let run out here.
    await sql`update agent_answers set lease_until = now()`;
    world.work({ answers: true });
    await until(() => fake.posts.length === 1);
    await until(async () => (await sql`select 1 from answer_streams`).length === 0);
    assert.deepEqual(fake.texts("t"), ["In the guide [1]: A whole answer."]);
    assert.equal(fake.streams.size, 0);
    const begun = fake.server.requests.filter(({ path }) => path.endsWith("/streams"));
    assert.equal(begun.length, 1);
    assert.equal((await listMessages(sql, projectId, id)).length, 2);
  },
);
