import assert from "node:assert/strict";
import { createWorker } from "../jobs/mod.ts";
import { EventHub } from "../events/mod.ts";
import { updateProject } from "../projects/mod.ts";
import { createKnowledge, createPackage } from "../knowledge/mod.ts";
import { getSession, ingest, updateSession } from "../sessions/mod.ts";
import { currentDraft } from "./agent_sql.ts";
import { LEAD, until, worldTest } from "./testing/world.ts";

const signal = new AbortController().signal;

worldTest("A question is answered with the sources that the answer cites", async (world) => {
  const { fake, projectId } = world;
  fake.script({ text: "Open **Settings > Export** [1]. It takes a while [9]." });
  const session = await world.write("How do I export my data?");
  await world.agent().answer(projectId, session, signal);
  const [, answer] = await world.messages(session);
  assert.equal(answer!.content, "Open **Settings > Export** [1]. It takes a while.");
  assert.equal(answer!.sender_type, "ai");
  assert.deepEqual(answer!.sources, [
    { title: "Handbook: Export your data", url: "https://docs.acme.test/handbook" },
  ]);
});

worldTest("The door's job leads to one answer, however many workers there are", async (world) => {
  const { sql, fake } = world;
  const other = new EventHub(sql);
  const workers = [world.agent(), world.agent({}, other)].map((agent) =>
    createWorker({ sql, handlers: agent.handlers, pollMilliseconds: 20 })
  );
  fake.fallback = { text: "One answer.", delay: 10 };
  workers.forEach((worker) => worker.start());
  try {
    const sessions = await Promise.all([1, 2, 3].map((n) => world.write(`Question ${n}?`)));
    for (const session of sessions) {
      await until(async () => (await world.messages(session)).length === 2);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const session of sessions) assert.equal((await world.messages(session)).length, 2);
    assert.equal(fake.requests.length, 3);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop(2_000)));
  }
});

worldTest("Agents that are called at once for one session write one answer", async (world) => {
  const { fake, projectId } = world;
  fake.fallback = { text: "One answer.", delay: 20 };
  const session = await world.write("How do I export my data?");
  await Promise.all(
    Array.from({ length: 5 }, () => world.agent().answer(projectId, session, signal)),
  );
  assert.equal((await world.messages(session)).length, 2);
  assert.equal(fake.requests.length, 1);
});

worldTest("The answer grows before the readers' eyes and can be resumed", async (world) => {
  const { sql, fake, projectId, signals } = world;
  const text = `${LEAD}${Array.from({ length: 60 }, (_, index) => `word${index}`).join(" ")}`;
  fake.script({ text, delay: 25 });
  const session = await world.write("How do I export my data?");
  const begin = performance.now();
  const working = world.agent().answer(projectId, session, signal);
  // Whoever has read the stored draft can go on with the pieces that came since they listen.
  const seen = await until(async () => {
    const from = signals.length;
    const draft = await currentDraft(sql, projectId, session);
    return draft && { from, draft };
  });
  const { from, draft } = seen;
  assert.ok(text.startsWith(draft.text) && draft.text.length > 10);
  await working;
  let resumed = draft.text;
  for (const { type, data } of signals.slice(from)) {
    if (type !== "draft") continue;
    assert.ok((data.offset as number) <= resumed.length);
    resumed = resumed.slice(0, data.offset as number) + data.text;
  }
  assert.ok(text.startsWith(resumed) && resumed.length > text.length / 2);
  const drafts = signals.filter(({ type }) => type === "draft");
  const most = (performance.now() - begin) / 100 + 1;
  assert.ok(drafts.length <= most && drafts.length >= 5, `${drafts.length} of ${most} pieces`);
  const [, answer] = await world.messages(session);
  assert.equal(answer!.id, draft.message_id);
  assert.deepEqual(signals.at(-1)!.data, { message_id: draft.message_id, stored: true });
  assert.equal(signals[0]!.type, "typing");
  assert.equal(await currentDraft(sql, projectId, session), null);
});

worldTest("The stored message is announced before the draft ends", async (world) => {
  const { hub, fake, projectId } = world;
  const order: string[] = [];
  await hub.subscribe(projectId, {
    onEvent: ({ type }) => order.push(type),
    onSignal: ({ type }) => order.push(type),
  });
  fake.script({ text: "word ".repeat(20), delay: 20 });
  const session = await world.write("How do I export my data?");
  await world.agent().answer(projectId, session, signal);
  assert.ok(order.lastIndexOf("message.created") < order.indexOf("draft_end"), order.join(" "));
});

worldTest("A message that arrives during an answer is answered after it", async (world) => {
  const { fake, projectId } = world;
  fake.fallback = ({ body }) => {
    const question = body.messages.at(-1)!.content!;
    return question.includes("refund")
      ? { text: "Within 14 days." }
      : { text: "As CSV, in a while.", delay: 40 };
  };
  const session = await world.write("How do I export my data?", "c");
  const working = world.agent().answer(projectId, session, signal);
  await until(() => fake.requests.length === 1);
  await world.write("Can I get a refund?", "c");
  await world.write("For a yearly payment.", "c");
  await working;
  assert.deepEqual(await world.said(session), [
    "user: How do I export my data?",
    "user: Can I get a refund?",
    "user: For a yearly payment.",
    "ai: As CSV, in a while.",
    "ai: Within 14 days.",
  ]);
  const question = fake.requests[1]!.body.messages.at(-1)!.content!;
  assert.ok(question.includes("refund") && question.includes("yearly payment"));
});

worldTest("An answer whose worker was killed is written anew under its id, once", async (world) => {
  const { sql, fake, projectId } = world;
  fake.fallback = { text: "A whole answer." };
  const session = await world.write("How do I export my data?");
  await sql`
    insert into agent_answers (project_id, session_id, message_id, ownership_version,
      answered_sequence, text, writer, lease_until, started_at, updated_at)
    values (${projectId}, ${session}, 'msg_killed', 0, 0, 'Half an', 'dead',
      now() + interval '300 milliseconds', now(), now())`;
  assert.equal((await currentDraft(sql, projectId, session))?.text, "Half an");
  await world.agent().answer(projectId, session, signal);
  await world.agent().answer(projectId, session, signal);
  const messages = await world.messages(session);
  assert.deepEqual(messages.slice(1).map(({ id, content }) => [id, content]), [
    ["msg_killed", `${LEAD}A whole answer.`],
  ]);
});

worldTest("A worker that is told to stop leaves its answer to the next one", async (world) => {
  const { sql, fake, projectId } = world;
  fake.script({ text: "word ".repeat(500), delay: 10 }, { text: "Done." });
  const session = await world.write("How do I export my data?");
  const stop = new AbortController();
  const working = world.agent().answer(projectId, session, stop.signal);
  const draft = await until(() => currentDraft(sql, projectId, session));
  stop.abort(new Error("The process is stopping"));
  await assert.rejects(() => working, /is stopping/);
  assert.equal((await world.messages(session)).length, 1);
  await world.agent().answer(projectId, session, signal);
  const [, answer] = await world.messages(session);
  assert.deepEqual([answer!.id, answer!.content], [draft.message_id, `${LEAD}Done.`]);
});

worldTest("A worker that lost its answer to another one stores nothing", async (world) => {
  const { sql, fake, projectId } = world;
  fake.script({ text: "word ".repeat(40), delay: 20 });
  const session = await world.write("How do I export my data?");
  const working = world.agent().answer(projectId, session, AbortSignal.timeout(2_000));
  await until(() => currentDraft(sql, projectId, session));
  await sql`
    update agent_answers set writer = 'other', lease_until = now() + interval '1 minute'
    where session_id = ${session}`;
  await assert.rejects(() => working);
  assert.equal((await world.messages(session)).length, 1);
});

worldTest("The agent is silent where it may not or need not speak", async (world) => {
  const { sql, fake, projectId } = world;
  const agent = world.agent();
  await agent.answer(projectId, "sess_unknown", signal);
  const closed = await world.write("How do I export my data?");
  await updateSession(sql, projectId, closed, { status: "closed" }, {
    kind: "person",
    id: "usr_a",
  });
  await agent.answer(projectId, closed, signal);
  const off = await world.write("How do I export my data?");
  await updateProject(sql, projectId, { settings: { agent: { enabled: false } } });
  await agent.answer(projectId, off, signal);
  await agent.answer("proj_other", off, signal);
  assert.equal(fake.requests.length, 0);
  assert.equal((await world.messages(closed)).length, 1);
  assert.equal((await world.messages(off)).length, 1);
});

worldTest("Handing over stores a sentence and flags the session with the reason", async (world) => {
  const { sql, fake, projectId } = world;
  fake.script({ tools: [{ name: "hand_over", arguments: '{"reason":"Wants a refund."}' }] });
  const session = await world.write("Give me my money back");
  await world.agent().answer(projectId, session, signal);
  assert.match((await world.said(session))[1]!, /asked a teammate/);
  assert.equal((await getSession(sql, projectId, session))!.needs_human, "Wants a refund.");
});

worldTest("A team's own words reach the model and the visitor", async (world) => {
  const { sql, fake, projectId } = world;
  await updateProject(sql, projectId, {
    settings: {
      agent: { name: "Ada", instructions: "Say ahoy.", handover_message: "The crew comes." },
    },
  });
  fake.script({ tools: [{ name: "hand_over", arguments: "{}" }] });
  const session = await world.write("A person please");
  await world.agent().answer(projectId, session, signal);
  assert.equal((await world.said(session))[1], "ai: The crew comes.");
  const system = fake.requests[0]!.body.messages[0]!.content!;
  assert.ok(system.includes("You are Ada") && system.includes("Say ahoy."));
  assert.equal(world.signals[0]!.data.name, "Ada");
});

worldTest(
  "A channel answers from the package it has chosen, others from the agent's",
  async (world) => {
    const { sql, fake, projectId } = world;
    const { id: sourceId } = await createKnowledge(sql, projectId, {
      ...{ kind: "text", name: "Partners", package_ids: [] },
      content: "Partners export their data by calling their manager.",
    });
    const sales = await createPackage(sql, projectId, { name: "Sales", source_ids: [sourceId] });
    await sql`
    insert into connections (project_id, id, source, name, secret, created_at, updated_at)
    values (${projectId}, 'conn_1', 'slack', 'Slack', '', now(), now())`;
    await sql`
    insert into connection_channels (project_id, connection_id, id, source, name, is_monitored,
      package_id, updated_at)
    values (${projectId}, 'conn_1', 'C1', 'slack', 'acme', true, ${sales.id}, now()),
      (${projectId}, 'conn_1', 'C2', 'slack', 'other', true, null, now())`;
    fake.script({ text: "By calling their manager [1]." }, { text: "In the settings [1]." });
    for (const channel of ["C1", "C2"]) {
      const question = "How do partners export their data?";
      const [result] = await ingest(sql, { projectId, source: "slack", connectionId: "conn_1" }, [{
        ...{ externalId: `${channel}:1.5`, isLive: true, wantsAnswer: true },
        messages: [{ senderType: "user", content: question, externalId: "1.5" }],
      }]);
      await world.agent().answer(projectId, result!.sessionId, signal);
    }
    const [first, second] = fake.requests.map((request) => JSON.stringify(request));
    assert.ok(first!.includes("calling their manager") && !first!.includes("Settings > Export"));
    assert.ok(second!.includes("Settings > Export") && !second!.includes("calling their manager"));
  },
);
