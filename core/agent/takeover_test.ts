import assert from "node:assert/strict";
import { randomFraction } from "../id.ts";
import { handBack, reply, takeOver, updateSession } from "../sessions/mod.ts";
import { currentDraft } from "./agent_sql.ts";
import { LEAD, until, worldTest } from "./testing/world.ts";

const signal = new AbortController().signal;
const teammate = { id: "usr_grace", name: "Grace" };

worldTest("A takeover stops the answer at once and takes the draft back", async (world) => {
  const { sql, fake, projectId, signals } = world;
  fake.script({ text: "word ".repeat(1_000), delay: 10 });
  const session = await world.write("How do I export my data?");
  const working = world.agent().answer(projectId, session, signal);
  const draft = await until(() => currentDraft(sql, projectId, session));
  await takeOver(sql, projectId, session, teammate);
  assert.equal(await currentDraft(sql, projectId, session), null);
  await working;
  await until(() => fake.aborted === 1);
  assert.equal((await world.messages(session)).length, 1);
  assert.deepEqual(signals.at(-1)!.data, { message_id: draft.message_id, stored: false });
  const [row] = await sql`select status from agent_answers`;
  assert.equal(row!.status, "dropped");
});

worldTest("Nothing the agent says can follow a takeover, whenever it happens", async (world) => {
  const { sql, fake, projectId } = world;
  fake.fallback = { text: "one two three four five six", delay: 2 };
  const agent = world.agent();
  // How long an answer takes here, so that takeovers fall before and after its end.
  let usual = 0;
  for (let round = 0; round < 3; round++) {
    const session = await world.write("How do I export my data?");
    const begin = performance.now();
    await agent.answer(projectId, session, signal);
    usual = performance.now() - begin;
  }
  let answered = 0;
  for (let round = 0; round < 50; round++) {
    const session = await world.write("How do I export my data?");
    const working = agent.answer(projectId, session, signal);
    await new Promise((resolve) => setTimeout(resolve, randomFraction() * usual * 2));
    const known = (await reply(sql, projectId, session, teammate, "Grace here.")).sequence;
    await working;
    const messages = await world.messages(session);
    const late = messages.filter(({ sender_type, sequence }) =>
      sender_type === "ai" && sequence > known
    );
    assert.deepEqual(late, [], `round ${round}`);
    answered += messages.filter(({ sender_type }) => sender_type === "ai").length;
    assert.equal(await currentDraft(sql, projectId, session), null);
  }
  // Both orders occurred, otherwise the rounds prove nothing.
  assert.ok(answered > 0 && answered < 50, `${answered} of 50 were answered first`);
});

worldTest("A session that is closed during an answer gets none", async (world) => {
  const { sql, fake, projectId } = world;
  fake.script({ text: "word ".repeat(1_000), delay: 10 });
  const session = await world.write("How do I export my data?");
  const working = world.agent().answer(projectId, session, signal);
  await until(() => currentDraft(sql, projectId, session));
  await updateSession(sql, projectId, session, { status: "closed" }, {
    kind: "person",
    id: "usr_a",
  });
  await working;
  assert.equal((await world.messages(session)).length, 1);
});

worldTest(
  "After handing back, the agent answers what came since, under a new id",
  async (world) => {
    const { sql, fake, projectId } = world;
    fake.script({ text: "word ".repeat(1_000), delay: 10 }, { text: "Here I am." });
    const agent = world.agent();
    const session = await world.write("How do I export my data?", "c");
    const working = agent.answer(projectId, session, signal);
    const draft = await until(() => currentDraft(sql, projectId, session));
    await takeOver(sql, projectId, session, teammate);
    await handBack(sql, projectId, session);
    await working;
    await agent.answer(projectId, session, signal);
    const [, answer] = await world.messages(session);
    assert.equal(answer!.content, `${LEAD}Here I am.`);
    assert.notEqual(answer!.id, draft.message_id);
  },
);

worldTest("The agent does not answer after a teammate did", async (world) => {
  const { sql, fake, projectId } = world;
  const session = await world.write("How do I export my data?");
  await reply(sql, projectId, session, teammate, "As CSV.");
  await handBack(sql, projectId, session);
  await world.agent().answer(projectId, session, signal);
  assert.equal(fake.requests.length, 0);
});
