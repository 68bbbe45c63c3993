import assert from "node:assert/strict";
import { createWorker } from "../jobs/mod.ts";
import { getSession } from "../sessions/mod.ts";
import type { Step } from "./testing/fake_openai.ts";
import { until, worldTest } from "./testing/world.ts";

const signal = new AbortController().signal;
const sentence = "ai: I could not answer just now; a teammate has been asked.";
const fast = { firstTokenTimeout: 150, stallTimeout: 150, longestWait: 50 };

const failures: [string, Step, RegExp][] = [
  ["is slow to begin", { stall: "" }, /too long/],
  ["stalls in the middle", { stall: "I think that" }, /too long/],
  ["refuses the key", { status: 401 }, /API key/],
  ["is over its limit", { status: 429, headers: { "retry-after": "600" } }, /limit or quota/],
  ["has a fault", { status: 500, headers: { "retry-after": "0" } }, /fault/],
  ["is unknown there", { status: 404 }, /OPENAI_MODEL/],
  ["declines to answer", { refusal: "No." }, /declined/],
];

for (const [what, step, reason] of failures) {
  worldTest(
    `When the model ${what}, the visitor gets a sentence and the team a flag`,
    async (world) => {
      const { sql, fake, projectId } = world;
      fake.fallback = step;
      const session = await world.write("How do I export my data?");
      const agent = world.agent(fast);
      await agent.answer(projectId, session, signal);
      assert.deepEqual((await world.said(session)).slice(1), [sentence]);
      assert.match((await getSession(sql, projectId, session))!.needs_human!, reason);
      assert.match(agent.status().failure!.message, reason);
      const [row] = await sql`select status, outcome, error from agent_answers`;
      assert.deepEqual([row!.status, row!.outcome], ["stored", "failed"]);
      // The draft of an answer that broke off is taken back.
      const drafts = world.signals.filter(({ type }) => type === "draft").length;
      const ends = world.signals.filter(({ type }) => type === "draft_end").length;
      assert.equal(ends, drafts > 0 ? 1 : 0);
    },
  );
}

worldTest("When no model can be reached, the visitor gets a sentence", async (world) => {
  const session = await world.write("How do I export my data?");
  // A port that was free a moment ago: nobody listens there.
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = listener.addr;
  listener.close();
  const agent = world.agent({ baseUrl: `http://127.0.0.1:${port}/v1`, longestWait: 0 });
  await agent.answer(world.projectId, session, signal);
  assert.deepEqual((await world.said(session)).slice(1), [sentence]);
});

worldTest("The sentence is said once, until an answer succeeds", async (world) => {
  const { fake, projectId } = world;
  fake.script({ status: 401 }, { status: 401 }, { text: "Back again." });
  const agent = world.agent();
  const session = await world.write("How do I export my data?", "c");
  await agent.answer(projectId, session, signal);
  await world.write("Hello?", "c");
  await agent.answer(projectId, session, signal);
  await world.write("How do I export my data, anybody?", "c");
  await agent.answer(projectId, session, signal);
  assert.deepEqual((await world.said(session)).filter((text) => text.startsWith("ai")), [
    sentence,
    "ai: Back again.",
  ]);
  assert.equal(agent.status().failure, null);
});

worldTest("A job that fails for good still tells the visitor and the team", async (world) => {
  const { sql, projectId } = world;
  const agent = world.agent();
  const { failed } = agent.handlers["agent.answer"];
  const broken = { run: () => Promise.reject(new Error("Broken")), failed, backoffSeconds: 0 };
  const session = await world.write("How do I export my data?");
  await sql`update jobs set max_attempts = 1`;
  const worker = createWorker({ sql, handlers: { "agent.answer": broken }, pollMilliseconds: 20 });
  worker.start();
  try {
    await until(async () => (await world.messages(session)).length === 2);
    assert.deepEqual((await world.said(session)).slice(1), [sentence]);
    assert.ok((await getSession(sql, projectId, session))!.needs_human);
  } finally {
    await worker.stop(1_000);
  }
});
