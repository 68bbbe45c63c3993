import assert from "node:assert/strict";
import type { Message } from "../contract/mod.ts";
import { type World, worldTest } from "../agent/testing/world.ts";
import { usageOfDay } from "../agent/mod.ts";
import { createWorker } from "../jobs/mod.ts";
import { updateProject } from "../projects/mod.ts";
import { deleteSession } from "../sessions/mod.ts";
import { evaluationCommands } from "./admin_command.ts";
import {
  caseOfSession,
  evaluationJobs,
  keepCase,
  likeness,
  removeRun,
  scoreRuns,
  selectCases,
  selectResults,
  selectRun,
  startRun,
  turnsOf,
  workRun,
} from "./mod.ts";

const signal = new AbortController().signal;
const question = "How do I export my data?";

const said = (...texts: [Message["sender_type"], string][]) =>
  texts.map(([sender_type, content], index) => ({
    ...{ sender_type, content, sequence: index + 1, id: `m${index}` },
  })) as Message[];

/** A session with a good answer, kept. */
async function keepGood(world: World) {
  const { sql, fake, projectId } = world;
  fake.script({ text: "Open Settings and choose Export [1]." });
  const session = await world.write(question);
  await world.agent().answer(projectId, session, signal);
  fake.requests.length = 0;
  return { session, kept: await keepCase(sql, projectId, { sessionId: session, by: "usr_a" }) };
}

Deno.test("Each run of a customer's messages is a question, with what was answered", () => {
  const messages = said(
    ["user", "One"],
    ["user", "Two"],
    ["ai", "To both"],
    ["user", "Three"],
    ["bot", "Closed soon"],
    ["human_agent", "To three"],
    ["user", "Four"],
  );
  const turns = turnsOf(messages, 7);
  assert.deepEqual(turns.map(({ question, kept }) => [question, kept]), [
    ["One\nTwo", "To both"],
    ["Three", "To three"],
    ["Four", ""],
  ]);
  assert.deepEqual(turns.map(({ messages }) => messages.length), [2, 4, 7]);
  assert.equal(turnsOf(messages, 3).length, 1);
});

Deno.test("Likeness is the share of words that both have, whatever the marks", () => {
  assert.equal(likeness("Open the settings [1].", "open the SETTINGS"), 1);
  assert.equal(likeness("Open the settings", "Never mind"), 0);
  assert.equal(likeness("a b c d", "a b x y"), 0.5);
});

worldTest(
  "A run answers the examples with its changes, and no customer sees any of it",
  async (world) => {
    const { sql, fake, projectId, signals } = world;
    const { session, kept } = await keepGood(world);
    const events =
      (await sql`select count(*)::int as n from events where type <> 'evaluation.updated'`)[0]!.n;
    signals.length = 0;
    fake.script({ text: "Open Settings, then Export [1]." }, {
      text: '{"score": 8, "reason": "Good."}',
    });
    const changes = { model: "tuned-1", instructions: "Say ahoy." };
    const input = { changes, usesJudge: true, by: "usr_a" };
    const { id } = await startRun(sql, projectId, input, "fake-model", false);
    const agent = world.agent();
    await workRun({ sql, agent }, projectId, id, signal);
    const run = (await selectRun(sql, projectId, id))!;
    assert.deepEqual([run.status, run.done, run.total, run.model], ["done", 1, 1, "tuned-1"]);
    assert.equal(run.prompt_tokens + run.completion_tokens, 240);
    const [result] = await selectResults(sql, projectId, id, [kept.id]);
    assert.equal(result!.answer, "Open Settings, then Export [1].");
    assert.match(result!.passages[0]!.title, /Handbook/);
    assert.deepEqual([result!.verdict, result!.verdict_reason], [8, "Good."]);
    assert.ok(result!.likeness > 0.6 && result!.likeness < 1);
    const score = (await scoreRuns(sql, projectId, [id])).get(id)!;
    assert.deepEqual([score.answers, score.cited, score.verdict], [1, 1, 8]);
    assert.equal(fake.requests[0]!.body.model, "tuned-1");
    assert.ok(fake.requests[0]!.body.messages[0]!.content!.includes("Say ahoy."));

    assert.equal((await world.messages(session)).length, 2);
    assert.equal((await sql`select 1 from agent_answers`).length, 1);
    assert.equal(
      (await sql`select count(*)::int as n from events where type <> 'evaluation.updated'`)[0]!.n,
      events,
    );
    assert.deepEqual(signals, []);
    assert.equal((await usageOfDay(sql, projectId, new Date())).replays, 1);
  },
);

worldTest(
  "Tools of a replay change nothing: nobody is called, no contact is kept",
  async (world) => {
    const { sql, fake, projectId } = world;
    const { session } = await keepGood(world);
    fake.script(
      { tools: [{ name: "collect_contact_details", arguments: '{"name":"data"}' }] },
      { tools: [{ name: "hand_over", arguments: '{"reason":"Wants more."}' }] },
    );
    const { id } = await startRun(sql, projectId, { changes: {}, by: null }, "fake-model", false);
    await workRun({ sql, agent: world.agent() }, projectId, id, signal);
    const kept = (await caseOfSession(sql, projectId, session))!;
    const [result] = await selectResults(sql, projectId, id, [kept.id]);
    assert.deepEqual([result!.outcome, result!.needs_human], ["handed_over", "Wants more."]);
    const [row] = await sql`select needs_human, user_metadata, contact_id from sessions`;
    assert.deepEqual([row!.needs_human, row!.user_metadata, row!.contact_id], [null, {}, null]);
  },
);

worldTest("A run goes on where a killed worker left it, and stops at the budget", async (world) => {
  const { sql, fake, projectId } = world;
  await keepGood(world);
  await keepGood(world);
  fake.fallback = { text: "Settings [1]." };
  const { id } = await startRun(sql, projectId, { changes: {}, by: null }, "fake-model");
  const stop = new AbortController();
  const agent = world.agent();
  await assert.rejects(() =>
    workRun({ sql, agent }, projectId, id, stop.signal, () => stop.abort(new Error("Killed")))
  );
  assert.equal((await selectRun(sql, projectId, id))!.done, 1);
  const handlers = evaluationJobs({ sql, agent });
  const worker = createWorker({ sql, handlers, pollMilliseconds: 20 });
  worker.start();
  try {
    while ((await selectRun(sql, projectId, id))!.status !== "done") {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    await worker.stop(2_000);
  }
  assert.equal(fake.requests.length, 2);
  await updateProject(sql, projectId, { settings: { agent: { daily_tokens: 1 } } });
  const next = await startRun(sql, projectId, { changes: {}, by: null }, "fake-model", false);
  await workRun({ sql, agent }, projectId, next.id, signal);
  const stopped = (await selectRun(sql, projectId, next.id))!;
  assert.equal(stopped.status, "stopped");
  assert.match(stopped.problem!, /budget for today is spent/);
});

worldTest("What is erased in a session is gone from its example and its answers", async (world) => {
  const { sql, projectId } = world;
  const { session, kept } = await keepGood(world);
  const again = await keepCase(sql, projectId, { sessionId: session, by: null, title: "Export" });
  assert.deepEqual([again.id, again.title], [kept.id, "Export"]);
  const { id } = await startRun(sql, projectId, { changes: {}, by: null }, null, false);
  await workRun({ sql, agent: world.agent(null) }, projectId, id, signal);
  assert.equal((await selectResults(sql, projectId, id, [kept.id])).length, 1);
  await deleteSession(sql, projectId, session);
  assert.equal((await selectCases(sql, projectId, 10)).length, 0);
  assert.equal((await sql`select 1 from evaluation_results`).length, 0);
  await removeRun(sql, projectId, id);
  await assert.rejects(() => removeRun(sql, "proj_other", id), /Run/);
});

worldTest(
  "Runs and examples that make no sense are refused with the field's name",
  async (world) => {
    const { sql, projectId } = world;
    const start = (changes: Record<string, string>) =>
      startRun(sql, projectId, { changes, by: null }, "fake-model", false);
    await assert.rejects(() => start({}), /no examples yet/);
    const unanswered = await world.write(question);
    await assert.rejects(
      () => keepCase(sql, projectId, { sessionId: unanswered, by: null }),
      /has an answer/,
    );
    await assert.rejects(
      () => keepCase(sql, "proj_x", { sessionId: unanswered, by: null }),
      /Session/,
    );
    await keepGood(world);
    await assert.rejects(() => start({ model: "https://evil.test" }), /name of a model/);
    await assert.rejects(() => start({ tone: "rude" }), /tone must be/);
    await assert.rejects(() => start({ package: "pack_other" }), /no such package/);
  },
);

worldTest(
  "The operator's command answers the examples and prints what came of it",
  async (world) => {
    const { sql, fake, projectId } = world;
    await keepGood(world);
    fake.fallback = { text: "Settings, then Export [1]." };
    const [command] = evaluationCommands;
    const context = { sql, agent: world.agent() };
    const { text } = await command!.run(
      context,
      { project: projectId, model: "tuned-2" },
      new Date(),
    );
    assert.match(text, /tuned-2/);
    assert.match(text, /answers +1 of 1\ncited +100 %/);
  },
);
