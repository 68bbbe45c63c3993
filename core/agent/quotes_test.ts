import assert from "node:assert/strict";
import { getSession } from "../sessions/mod.ts";
import { agrees, asksForPerson, courtesyOf } from "./intent.ts";
import { worldTest } from "./testing/world.ts";

const signal = new AbortController().signal;

worldTest("Without a model the best passage is quoted with its source", async (world) => {
  const { fake, projectId } = world;
  const session = await world.write("How do I export my data?");
  const agent = world.agent(null);
  await agent.answer(projectId, session, signal);
  const [, answer] = await world.messages(session);
  assert.match(
    answer!.content,
    /^Here is what I found:\n\n> Open \*\*Settings > Export\*\*.*\[1\]$/s,
  );
  assert.deepEqual(answer!.sources, [
    { title: "Handbook: Export your data", url: "https://docs.acme.test/handbook" },
  ]);
  assert.equal(fake.requests.length, 0);
  assert.deepEqual(agent.status(), {
    ...{ mode: "quotes", model: null, host: null, failure: null, prices: null },
  });
});

worldTest(
  "Without a model it says plainly that it does not know, and fetches a person",
  async (world) => {
    const { sql, projectId } = world;
    const agent = world.agent(null);
    const session = await world.write("What is the capital of Australia?", "c");
    await agent.answer(projectId, session, signal);
    assert.match((await world.said(session)).at(-1)!, /do not know.*talk to a person/);
    await world.write("Yes, please", "c");
    await agent.answer(projectId, session, signal);
    assert.match((await world.said(session)).at(-1)!, /asked a teammate/);
    assert.equal(
      (await getSession(sql, projectId, session))!.needs_human,
      "The visitor asked for a person.",
    );
    // A person is on the way: it does not go on about what it does not know.
    await world.write("It is about Canberra", "c");
    await agent.answer(projectId, session, signal);
    assert.equal((await world.messages(session)).length, 5);
    await world.write("And how do I export my data?", "c");
    await agent.answer(projectId, session, signal);
    assert.match((await world.said(session)).at(-1)!, /Here is what I found/);
  },
);

worldTest("A greeting is returned and thanks are welcome", async (world) => {
  const agent = world.agent(null);
  const session = await world.write("Hello!", "c");
  await agent.answer(world.projectId, session, signal);
  await world.write("Thank you very much", "c");
  await agent.answer(world.projectId, session, signal);
  assert.deepEqual((await world.said(session)).filter((text) => text.startsWith("ai")), [
    "ai: Hello! What would you like to know?",
    "ai: You are welcome!",
  ]);
});

Deno.test("A wish for a person is recognised in the languages of most visitors", () => {
  const wishes = [
    "I want to talk to a human",
    "can I speak with someone from support?",
    "talk to a person",
    "Please connect me to a real agent",
    "human please",
    "agent",
    "I need a human",
    "Ich möchte mit einem Menschen sprechen",
    "Kann ich mit jemandem sprechen?",
    "Kann ich bitte einen Mitarbeiter sprechen?",
    "je voudrais parler à une personne",
    "Je veux parler à un conseiller",
    "quiero hablar con una persona",
    "quero falar com um atendente",
    "vorrei parlare con un operatore",
    "Ik wil iemand spreken",
    "хочу поговорить с человеком",
  ];
  assert.deepEqual(wishes.filter((text) => !asksForPerson(text)), []);
});

Deno.test("A question that mentions people is not a wish for one", () => {
  const others = [
    "Can one person have two accounts?",
    "How do I add a team member?",
    "How many agents can I invite?",
    "What does the human resources module do?",
    "Is there a user agent setting?",
    "Does your API talk to Slack?",
    "How can I get people to sign up?",
    "How do I get an agent to answer faster?",
    "I get a person's name in the export",
    "How do I connect to the support inbox?",
  ];
  assert.deepEqual(others.filter(asksForPerson), []);
});

Deno.test("Agreement and courtesy are short messages of nothing else", () => {
  const yes = ["yes", "Yes, please!", "ja gerne", "oui", "ok"];
  assert.deepEqual(yes.filter((text) => !agrees(text)), []);
  assert.ok(!agrees("yes but how do I export?"));
  assert.equal(courtesyOf("Hi there!"), "greeting");
  assert.equal(courtesyOf("Danke schön"), "thanks");
  assert.equal(courtesyOf("Hi, how do I export?"), null);
});
