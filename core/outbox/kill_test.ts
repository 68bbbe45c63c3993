import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { listMessages, reply } from "../sessions/mod.ts";
import { until, worldTest } from "./testing/world.ts";

const ada = { id: "usr_ada", name: "Ada" };
const script = fileURLToPath(new URL("./testing/send_process.ts", import.meta.url));

worldTest(
  "A process killed after the provider accepted a message has it posted once all the same",
  async (world, { url }) => {
    const { sql, fake, projectId } = world;
    const replicas: Deno.ChildProcess[] = [];
    const spawn = () => {
      const args = ["run", "-A", script, url, fake.server.url];
      const child = new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "inherit" });
      replicas.push(child.spawn());
    };
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
