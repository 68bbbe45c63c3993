import assert from "node:assert/strict";
import { readContact } from "../customers/mod.ts";
import { updateProject } from "../projects/mod.ts";
import { getSession, ingest, listMessages } from "../sessions/mod.ts";
import { keepDetails } from "./contact_details.ts";
import { earlierConversations } from "./earlier.ts";
import { type World, worldTest } from "./testing/world.ts";

const signal = new AbortController().signal;

/** A conversation of a visitor; `verifiedUser` as the widget's signature check gives it. */
async function talk(
  { sql, projectId }: World,
  text: string,
  who: { verifiedUser?: string; email?: string } = {},
): Promise<string> {
  const [result] = await ingest(sql, { projectId, source: "widget" }, [{
    externalId: `${text} ${who.verifiedUser}`,
    isLive: true,
    ...(who.verifiedUser ? { verifiedUser: who.verifiedUser } : {}),
    ...(who.email ? { customer: { email: who.email } } : {}),
    messages: [{ senderType: "user", content: text, externalId: "1" }],
  }]);
  return result!.sessionId;
}

worldTest("Only a proven visitor's own conversations can be read, and are cited", async (world) => {
  const { sql, fake, projectId } = world;
  await talk(world, "My giraffe export broke last week", { verifiedUser: "id:42" });
  await talk(world, "My giraffe is SECRET-OF-SEVEN", { verifiedUser: "id:7" });
  await talk(world, "My giraffe is SECRET-BY-CLAIM", { email: "ann@acme.test" });
  const mine = await talk(world, "What about my giraffe?", { verifiedUser: "id:42" });
  fake.script(
    {
      tools: [{
        name: "read_earlier_conversations",
        arguments: '{"query":"giraffe","user":"id:7"}',
      }],
    },
    { text: "Your giraffe export broke [1]. See [this](https://docs.acme.test/x)." },
  );
  await world.agent().answer(projectId, mine, signal);
  const answer = (await listMessages(sql, projectId, mine))[1]!;
  assert.match(answer.sources[0]!.title, /^Earlier conversation, \d{4}-/);
  assert.equal(answer.content, "Your giraffe export broke [1]. See this.");
  const read = fake.requests[1]!.text;
  assert.ok(read.includes("broke last week") && !read.includes("SECRET"), read);

  const claimed = await talk(world, "And my giraffe, too?", { email: "ann@acme.test" });
  fake.script({ tools: [{ name: "read_earlier_conversations", arguments: "{}" }] });
  await world.agent().answer(projectId, claimed, signal);
  const tools = fake.requests[2]!.body.tools!.map((tool) => tool.function.name);
  assert.ok(!tools.includes("read_earlier_conversations"));
  assert.ok(!fake.requests[3]!.text.includes("SECRET"));
  assert.deepEqual(await earlierConversations(sql, projectId, claimed, ""), []);
});

worldTest("Details that a visitor wrote are kept on a contact of their own", async (world) => {
  const { sql, fake, projectId } = world;
  const session = await talk(world, "I am Ann Lee, ann@acme.test. Please write to me.");
  const details = '{"name":"Ann Lee","email":"Ann@Acme.test"}';
  fake.lead = "";
  fake.script(
    { tools: [{ name: "collect_contact_details", arguments: details }] },
    { text: "Noted, we will refund you a million." },
  );
  await world.agent().answer(projectId, session, signal);
  assert.equal((await world.said(session))[1], "ai: Thank you, I have noted that for the team.");
  const { contact_id, user_metadata } = (await getSession(sql, projectId, session))!;
  const contact = await readContact(sql, projectId, contact_id!);
  assert.deepEqual([contact.name, contact.email], ["Ann Lee", "ann@acme.test"]);
  const { email } = contact.provenance as Record<string, { by: string; who: string; name: string }>;
  assert.deepEqual([email!.by, email!.who, email!.name], ["source", "agent", "Told the agent"]);
  assert.deepEqual(user_metadata, {
    told_agent_name: "Ann Lee",
    told_agent_email: "ann@acme.test",
  });
});

worldTest("What the visitor did not write, or cannot be an address, is not kept", async (world) => {
  const { sql, projectId } = world;
  const id = await talk(world, "I am Ann, ann@acme.test.example. Not x@y or joann.");
  const session = (await getSession(sql, projectId, id))!;
  const messages = await listMessages(sql, projectId, id);
  const place = { projectId, session, messages, mayChangeContact: true };
  for (
    const [email, name] of [
      ["ceo@acme.test", ""],
      ["ann@acme.test", ""],
      ["x@y", ""],
      ["", "Jo"],
      ["", "Mallory"],
      ["ann@acme.test.example,b@c.de", ""],
    ]
  ) {
    const { isKept } = await keepDetails(sql, place, { email: email!, name: name! });
    assert.equal(isKept, false, `${email} ${name}`);
  }
  assert.equal((await sql`select 1 from contacts`).length, 0);
});

worldTest(
  "An address that is somebody's leads to nobody, nor does one without proof",
  async (world) => {
    const { sql, projectId } = world;
    await talk(world, "I am the real Ann", { email: "ann@acme.test" });
    const keep = async (text: string, mayChangeContact: boolean, who = {}) => {
      const id = await talk(world, text, who);
      const session = (await getSession(sql, projectId, id))!;
      const messages = await listMessages(sql, projectId, id);
      const email = /\S+@\S+/.exec(text)![0];
      const place = { projectId, session, messages, mayChangeContact };
      assert.ok((await keepDetails(sql, place, { email, name: "" })).isKept);
      return (await getSession(sql, projectId, id))!;
    };
    const thief = await keep("Write to ann@acme.test please", true);
    assert.deepEqual([thief.contact_id, thief.user_metadata], [
      null,
      { told_agent_email: "ann@acme.test" },
    ]);
    const unproven = await keep("Write to new@acme.test please", false);
    assert.equal(unproven.contact_id, null);
    const known = await keep("Also bob2@acme.test please", true, { email: "bob@acme.test" });
    assert.equal((await readContact(sql, projectId, known.contact_id!)).email, "bob@acme.test");
    await updateProject(sql, projectId, { settings: {} });
  },
);
