import assert from "node:assert/strict";
import { inboundTest } from "./testing/inbound.ts";

inboundTest(
  "A customer's message outside of any thread begins a session with who and where",
  async ({ slack, shared, carl, capture, settle, sessions }) => {
    await capture(shared);
    const message = slack.say(shared, carl, "How do I *export* my data?");
    await settle();
    const [session, ...others] = await sessions();
    assert.equal(others.length, 0);
    assert.equal(session!.external_id, `${shared.id}:${message.ts}`);
    assert.equal(session!.name, "How do I export my data?");
    assert.equal(session!.contact_name, "Carl Customer");
    assert.equal(
      session!.original_url,
      `https://acme.slack.com/archives/${shared.id}/p${message.ts.replace(".", "")}`,
    );
    assert.deepEqual(session!.messages.map((one) => [one.sender_type, one.content]), [
      ["user", "How do I **export** my data?"],
    ]);
  },
);

inboundTest(
  "A thread among teammates leaves nothing until somebody from outside writes, then all of it counts",
  async ({ slack, shared, ada, bob, carl, capture, settle, sessions, lines, harness }) => {
    await capture(shared);
    const parent = slack.say(shared, ada, "Shall we tell them about the outage?");
    slack.say(shared, bob, "Not before noon", { thread: parent });
    await settle();
    assert.deepEqual(await sessions(), []);
    const rows = await harness.sql`
      select t::text as text from source_records t union all
      select t::text from source_deliveries t union all select t::text from message_tombstones t`;
    assert.ok(rows.every(({ text }) => !/outage|noon/.test(text)));
    slack.say(shared, carl, "Which outage?", { thread: parent });
    await settle();
    assert.deepEqual(await lines(), [
      "Ada Lovelace: Shall we tell them about the outage?",
      "Bob Builder: Not before noon",
      "Carl Customer: Which outage?",
    ]);
    const [session] = await sessions();
    assert.deepEqual(session!.messages.map((one) => one.sender_type), [
      "human_agent",
      "human_agent",
      "user",
    ]);
    assert.equal(session!.contact_name, "Carl Customer");
    assert.equal(session!.name, "Which outage?");
  },
);

inboundTest(
  "A channel that is captured whole keeps threads of teammates, with who asked as the customer",
  async ({ slack, help, ada, bob, capture, settle, sessions }) => {
    await capture(help, { scope: "all" });
    const parent = slack.say(help, ada, "Where is the style guide?");
    slack.say(help, bob, "In the wiki", { thread: parent });
    slack.say(help, ada, "Found it", { thread: parent });
    await settle();
    const [session] = await sessions();
    assert.deepEqual(session!.messages.map((one) => one.sender_type), [
      "user",
      "human_agent",
      "user",
    ]);
    assert.equal(session!.contact_email, "ada.lovelace@acme.example");
  },
);

inboundTest(
  "Guests are customers, and so are people of other companies and strangers",
  async ({ slack, acme, help, shared, gwen, carl, capture, settle, sessions }) => {
    const stranger = slack.addUser(acme, "Sam Stranger", { isStranger: true });
    help.members.add(stranger.id);
    await capture(help);
    await capture(shared);
    slack.say(help, gwen, "I am a guest");
    slack.say(shared, carl, "I am from elsewhere");
    await settle();
    const found = await sessions();
    assert.deepEqual(found.map((one) => one.messages[0]!.sender_type), ["user", "user"]);
    const guest = found.find((one) => one.contact_name === "Gwen Guest")!;
    assert.equal(guest.contact_email, "gwen.guest@acme.example");
  },
);

inboundTest(
  "Nothing of a channel that nobody chose is stored",
  async ({ slack, shared, help, carl, capture, settle, sessions, harness }) => {
    await capture(help);
    slack.say(shared, carl, "Nobody listens");
    await settle();
    assert.deepEqual(await sessions(), []);
    assert.equal((await harness.sql`select 1 from source_deliveries`).length, 0);
  },
);

inboundTest(
  "A message comes once, however often and by whatever events Slack tells of it",
  async ({ slack, shared, carl, installation, capture, settle, lines }) => {
    await capture(shared);
    slack.app.events.add("app_mention");
    slack.delivery.duplicates = 2;
    const parent = slack.say(shared, carl, `Hello <@${installation.botUserId}>`);
    slack.say(shared, carl, "And hello again", { thread: parent });
    await settle();
    await settle();
    assert.deepEqual(await lines(), [
      "Carl Customer: Hello @Hissuno",
      "Carl Customer: And hello again",
    ]);
  },
);

inboundTest(
  "One gesture that Slack tells of as two messages is one",
  async ({ slack, shared, carl, capture, settle, lines }) => {
    await capture(shared);
    const parent = slack.say(shared, carl, "Hello");
    slack.say(shared, carl, "Twice", { thread: parent, clientMsgId: "one-gesture" });
    slack.say(shared, carl, "Twice", { thread: parent, clientMsgId: "one-gesture" });
    await settle();
    assert.deepEqual(await lines(), ["Carl Customer: Hello", "Carl Customer: Twice"]);
  },
);

inboundTest(
  "Messages that arrive in any order stand in the order they were said",
  async ({ slack, shared, carl, ada, capture, settle, lines }) => {
    await capture(shared);
    slack.delivery.hold();
    const parent = slack.say(shared, carl, "One");
    slack.say(shared, ada, "Two", { thread: parent });
    slack.say(shared, carl, "Three", { thread: parent });
    slack.delivery.release((held) => held.reverse());
    await settle();
    assert.deepEqual(await lines(), [
      "Carl Customer: One",
      "Ada Lovelace: Two",
      "Carl Customer: Three",
    ]);
  },
);

inboundTest(
  "Edits are followed, previews of links change nothing, and deletions remove the text",
  async ({ slack, shared, carl, capture, settle, lines, sessions }) => {
    await capture(shared);
    const parent = slack.say(shared, carl, "The first");
    const reply = slack.say(shared, carl, "The secnd", { thread: parent });
    await settle();
    slack.edit(reply, "The second <https://acme.example/page|page>");
    slack.unfurl(parent, "https://acme.example");
    await settle();
    assert.deepEqual(await lines(), [
      "Carl Customer: The first",
      "Carl Customer: The second page (https://acme.example/page)",
    ]);
    slack.remove(parent);
    await settle();
    assert.deepEqual(await lines(), [
      "Carl Customer: The second page (https://acme.example/page)",
    ]);
    slack.remove(reply);
    await settle();
    assert.deepEqual((await sessions())[0]!.messages, []);
  },
);

inboundTest(
  "A message that was deleted before its event is handled does not come back",
  async ({ slack, shared, carl, capture, settle, sessions }) => {
    await capture(shared);
    slack.delivery.hold();
    const message = slack.say(shared, carl, "Forget this password: hunter2");
    slack.remove(message);
    slack.delivery.release((held) => held.reverse());
    await settle();
    assert.deepEqual((await sessions()).flatMap((one) => one.messages), []);
  },
);

inboundTest(
  "An edit of a message whose own event was lost brings the message",
  async ({ slack, shared, carl, capture, settle, lines }) => {
    await capture(shared);
    const message = slack.say(shared, carl, "Lst", { silent: true });
    slack.edit(message, "Lost and found");
    await settle();
    assert.deepEqual(await lines(), ["Carl Customer: Lost and found"]);
  },
);

inboundTest(
  "An answer that is shown in the channel as well stays in its thread",
  async ({ slack, shared, carl, capture, settle, lines }) => {
    await capture(shared);
    const parent = slack.say(shared, carl, "A question");
    slack.say(shared, carl, "Everybody should see this", { thread: parent, broadcast: true });
    await settle();
    assert.equal((await lines()).length, 2);
  },
);

inboundTest(
  "Programs begin no session, and within one they are told from people",
  async ({ slack, acme, shared, carl, capture, settle, sessions, lines }) => {
    await capture(shared, { scope: "all" });
    const robot = slack.addUser(acme, "Deploy Robot", { isBot: true });
    shared.members.add(robot.id);
    slack.sayAsWorkflow(shared, "Weekly form", "Please fill this in");
    slack.say(shared, robot, "Deployed");
    await settle();
    assert.deepEqual(await sessions(), []);
    const parent = slack.say(shared, carl, "Is it deployed?");
    slack.say(shared, robot, "Deployed", { thread: parent });
    await settle();
    assert.deepEqual(await lines(), ["Carl Customer: Is it deployed?", "Deploy Robot: Deployed"]);
    assert.equal((await sessions())[0]!.messages[1]!.sender_type, "bot");
  },
);

inboundTest(
  "What a program adds to a closed thread does not open it again",
  async ({ slack, acme, shared, carl, capture, settle, sessions, harness }) => {
    await capture(shared);
    const robot = slack.addUser(acme, "Ticket Robot", { isBot: true });
    shared.members.add(robot.id);
    const parent = slack.say(shared, carl, "A question");
    await settle();
    await harness.sql`update sessions set status = 'closed', closed_at = now(), closed_by = 'idle'`;
    slack.say(shared, robot, "Ticket closed", { thread: parent });
    await settle();
    const [session] = await sessions();
    assert.deepEqual([session!.status, session!.messages.length], ["closed", 2]);
  },
);

inboundTest(
  "Files are described, with an address only at Slack's own host, and never fetched",
  async ({ slack, shared, carl, capture, settle, sessions }) => {
    await capture(shared);
    slack.say(shared, carl, "", {
      files: [{ name: "crash.log", mimetype: "text/plain" }, {
        name: "secret.pdf",
        isHidden: true,
      }],
    });
    await settle();
    const [message] = (await sessions())[0]!.messages;
    assert.deepEqual(message!.attachments.map(({ name }) => name), ["crash.log", "secret.pdf"]);
    assert.ok(message!.attachments.every(({ url }) => url!.startsWith("https://files.slack.com/")));
    assert.equal((await sessions())[0]!.name, "Conversation in #acme-globex");
    assert.ok(slack.calls.every(({ method }) => method !== "files-pri"));
  },
);

inboundTest(
  "Mentions of people and channels become names",
  async ({ slack, shared, help, carl, ada, capture, settle, lines }) => {
    await capture(shared);
    slack.say(shared, carl, `<@${ada.id}> look at <#${help.id}|> &amp; <!here>`);
    await settle();
    assert.deepEqual(await lines(), ["Carl Customer: @Ada Lovelace look at #help & @here"]);
  },
);

inboundTest(
  "A new message in a closed thread opens the session again",
  async ({ slack, shared, carl, capture, settle, sessions, harness, asked }) => {
    await capture(shared, { mode: "interactive" });
    const parent = slack.say(shared, carl, "A question");
    await settle();
    await harness.sql`update sessions set status = 'closed', closed_at = now(), closed_by = 'idle'`;
    await harness.sql`delete from jobs`;
    slack.say(shared, carl, "One more question", { thread: parent });
    await settle();
    const found = await sessions();
    assert.deepEqual(found.map(({ status }) => status), ["active"]);
    assert.equal(found[0]!.messages.length, 2);
    assert.equal(await asked(), 1);
  },
);
