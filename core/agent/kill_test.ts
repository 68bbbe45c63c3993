import assert from "node:assert/strict";
import { createWorker } from "../jobs/mod.ts";
import { currentDraft } from "./agent_sql.ts";
import { until, worldTest } from "./testing/world.ts";

worldTest(
  "A worker killed in the middle of an answer costs time, but no answer",
  async (world, { url }) => {
    const { sql, fake, projectId } = world;
    fake.script({ text: "word ".repeat(2_000), delay: 10 });
    fake.fallback = { text: "A whole answer." };
    const session = await world.write("How do I export my data?");
    const script = new URL("./testing/worker_process.ts", import.meta.url).pathname;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", script, url, fake.baseUrl],
      stdout: "null",
      stderr: "null",
    }).spawn();
    const draft = await until(() => currentDraft(sql, projectId, session)).finally(() =>
      child.kill("SIGKILL")
    );
    await child.status;
    assert.equal((await world.messages(session)).length, 1);
    // The job comes back by itself after its lease; the answer's longer lease is let run out here.
    await sql`update agent_answers set lease_until = now()`;
    const agent = world.agent();
    const workers = [1, 2].map(() =>
      createWorker({ sql, handlers: agent.handlers, pollMilliseconds: 50, leaseSeconds: 1 })
    );
    workers.forEach((worker) => worker.start());
    try {
      const answered = await until(async () => (await world.messages(session))[1] ?? null);
      assert.equal(answered.id, draft.message_id);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      assert.deepEqual((await world.said(session)).slice(1), ["ai: A whole answer."]);
      const jobs = await sql`select status, attempts from jobs`;
      assert.deepEqual(jobs.map(({ status }) => status), ["done"]);
    } finally {
      await Promise.all(workers.map((worker) => worker.stop(1_000)));
    }
  },
);
