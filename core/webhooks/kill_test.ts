import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { transaction } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { listEvents } from "./mod.ts";
import { until } from "./testing/receiver.ts";
import { closed, webhookTest } from "./testing/world.ts";

const program = fileURLToPath(new URL("testing/webhook_process.ts", import.meta.url));

webhookTest(
  "Every event arrives although the processes that send them are killed",
  async (world) => {
    const { sql, database, projectId, receiver, connect } = world;
    await connect();
    const children: Deno.ChildProcess[] = [];
    const spawn = () => {
      const args = ["run", "-A", "--no-check", program, database.url];
      children.push(new Deno.Command(Deno.execPath(), { args, stdin: "null" }).spawn());
    };
    // Whoever sends the third and the tenth dies while the receiver has it, and never hears the answer.
    const deadly = new Set([3, 10]);
    receiver.answer = async () => {
      if (deadly.has(receiver.received.length)) {
        const child = children.at(-1)!;
        spawn();
        child.kill("SIGKILL");
        await child.status;
      }
      return new Response(null, { status: 204 });
    };
    const amount = 20;
    try {
      spawn();
      for (let number = 0; number < amount; number++) {
        await transaction(
          sql,
          (tx) => appendEvents(tx, projectId, [closed(`sess_${number}`)], new Date()),
        );
      }
      await until(async () => {
        const rows = await sql`select from webhook_deliveries where status = 'delivered'`;
        return rows.length === amount;
      });
      const { events } = await listEvents(sql, projectId, { after: null, limit: 100 });
      const arrived = new Set(receiver.received.map(({ id }) => id));
      assert.deepEqual([...arrived].sort(), events.map(({ id }) => id));
      assert.equal(arrived.size, amount);
      assert.equal(children.length, 1 + deadly.size);
    } finally {
      for (const child of children) {
        try {
          child.kill("SIGKILL");
        } catch {
          // It is dead already.
        }
        await child.status;
      }
    }
  },
);
