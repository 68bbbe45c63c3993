import assert from "node:assert/strict";
import { inboundTest } from "./testing/inbound.ts";

inboundTest(
  "The agent is asked in interactive channels only",
  async ({ slack, shared, help, carl, gwen, capture, settle, sessions, asked }) => {
    await capture(shared, { mode: "interactive" });
    await capture(help, { mode: "passive" });
    slack.say(shared, carl, "Who answers here?");
    slack.say(help, gwen, "And who here?");
    await settle();
    assert.equal((await sessions()).length, 2);
    assert.equal(await asked(), 1);
  },
);

inboundTest(
  "The agent keeps out when somebody else is called upon, and is there when it is called itself",
  async ({ slack, shared, carl, ada, installation, capture, settle, asked }) => {
    await capture(shared, { mode: "interactive" });
    slack.say(shared, carl, `<@${ada.id}> can you help me?`);
    slack.say(shared, carl, "<!subteam^S0123|@support> can you?");
    await settle();
    assert.equal(await asked(), 0);
    slack.say(shared, carl, `<@${installation.botUserId}> can you?`);
    await settle();
    assert.equal(await asked(), 1);
  },
);

inboundTest(
  "A teammate who answers in an interactive thread owns it, which is kept with who and when",
  async ({ slack, shared, carl, ada, capture, settle, sessions, asked, harness }) => {
    await harness.sql`delete from jobs`;
    await capture(shared, { mode: "interactive" });
    const parent = slack.say(shared, carl, "A question");
    await settle();
    await harness.sql`delete from jobs`;
    slack.say(shared, ada, "Let me see", { thread: parent });
    slack.say(shared, carl, "Thank you. It is urgent!", { thread: parent });
    await settle();
    const [session] = await sessions();
    assert.ok(session!.is_human_takeover);
    assert.equal(await asked(), 0);
    const handoffs = await harness.sql`select kind, way, name from session_handoffs`;
    assert.deepEqual([...handoffs], [{ kind: "takeover", way: "thread", name: "Ada Lovelace" }]);
  },
);

inboundTest(
  "A thread that a teammate began with a customer is theirs from its first captured message on",
  async ({ slack, shared, carl, ada, capture, settle, sessions, asked }) => {
    await capture(shared, { mode: "interactive" });
    const parent = slack.say(shared, ada, "We released version two");
    await settle();
    slack.say(shared, carl, "Is it for us as well?", { thread: parent });
    await settle();
    assert.ok((await sessions())[0]!.is_human_takeover);
    assert.equal(await asked(), 0);
  },
);

inboundTest(
  "A teammate who answered while the channel was passive is not talked over later",
  async ({ slack, shared, carl, ada, capture, settle, sessions, asked, harness }) => {
    await capture(shared);
    const parent = slack.say(shared, carl, "A question");
    slack.say(shared, ada, "An answer", { thread: parent });
    await settle();
    assert.equal((await sessions())[0]!.is_human_takeover, false);
    await capture(shared, { mode: "interactive" });
    slack.say(shared, carl, "And another thing", { thread: parent });
    await settle();
    assert.ok((await sessions())[0]!.is_human_takeover);
    assert.equal(await asked(), 0);
    // Given back, it is the agent's again.
    await harness.sql`update sessions set is_human_takeover = false, taken_over_by = null`;
    slack.say(shared, carl, "Anybody there?", { thread: parent });
    await settle();
    assert.equal(await asked(), 1);
    assert.equal((await sessions())[0]!.is_human_takeover, false);
  },
);

inboundTest(
  "A teammate who asks where only the team is gets the agent's answer",
  async ({ slack, help, bob, capture, settle, sessions, asked }) => {
    await capture(help, { mode: "interactive", scope: "all" });
    slack.say(help, bob, "How many holidays do we have?");
    await settle();
    assert.equal((await sessions())[0]!.messages[0]!.sender_type, "user");
    assert.equal(await asked(), 1);
  },
);

inboundTest(
  "An edit asks nobody for an answer",
  async ({ slack, shared, carl, capture, settle, asked, harness }) => {
    await capture(shared, { mode: "interactive" });
    const message = slack.say(shared, carl, "A question");
    await settle();
    await harness.sql`delete from jobs`;
    slack.edit(message, "A better question");
    await settle();
    assert.equal(await asked(), 0);
  },
);
