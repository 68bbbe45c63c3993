import assert from "node:assert/strict";
import { inboundTest } from "./testing/inbound.ts";

inboundTest(
  "A customer of another company brings the company's name",
  async ({ slack, shared, carl, globex, capture, settle, harness }) => {
    await capture(shared);
    slack.say(shared, carl, "Hello");
    await settle();
    const [row] = await harness.sql`
      select c.name as contact, co.name as company, i.value as identity
      from contacts c join companies co on co.project_id = c.project_id and co.id = c.company_id
      join contact_identities i on i.project_id = c.project_id and i.contact_id = c.id
      where i.kind = 'slack'`;
    assert.deepEqual(row, {
      contact: "Carl Customer",
      company: "Globex",
      identity: `${globex.id}:${carl.id}`,
    });
  },
);

inboundTest(
  "People of a sister workspace of one organisation are teammates, guests there are not",
  async ({ slack, acme, ada, capture, settle, sessions, installation }) => {
    acme.enterpriseId = "E0ORGANISE";
    const east = slack.addWorkspace("Acme East", { enterpriseId: "E0ORGANISE" });
    const eve = slack.addUser(east, "Eve East");
    const gus = slack.addUser(east, "Gus Guest", { isUltraRestricted: true });
    const room = slack.addChannel(acme, "across", {
      members: [ada, eve, gus, slack.user(installation.botUserId)],
      sharedWith: [east],
    });
    await capture(room);
    const parent = slack.say(room, eve, "Among colleagues");
    await settle();
    assert.deepEqual(await sessions(), []);
    slack.say(room, gus, "And a guest", { thread: parent });
    await settle();
    assert.deepEqual((await sessions())[0]!.messages.map(({ sender_type }) => sender_type), [
      "human_agent",
      "user",
    ]);
  },
);

inboundTest(
  "In a channel that the customer's company made, our people are teammates all the same",
  async ({ slack, acme, globex, ada, carl, capture, settle, sessions, installation }) => {
    const theirs = slack.addChannel(globex, "globex-acme", {
      members: [carl, ada, slack.user(installation.botUserId)],
      sharedWith: [acme],
    });
    await capture(theirs);
    const parent = slack.say(theirs, carl, "Welcome to our channel");
    slack.say(theirs, ada, "Thank you", { thread: parent });
    await settle();
    assert.deepEqual((await sessions())[0]!.messages.map(({ sender_type }) => sender_type), [
      "user",
      "human_agent",
    ]);
  },
);

inboundTest(
  "Whom Slack does not show us is from outside, known by what the message tells",
  async ({ slack, shared, carl, globex, capture, settle, sessions }) => {
    await capture(shared);
    slack.fail("users.info", { error: "user_not_visible" });
    slack.say(shared, carl, "I am hidden");
    await settle();
    const [session] = await sessions();
    assert.equal(session!.contact_name, "Carl Customer");
    assert.equal(session!.messages[0]!.sender_type, "user");
    assert.equal(slack.callsOf("team.info")[0]!.args.team, globex.id);
  },
);

inboundTest(
  "A company that Slack does not name leaves the customer without one",
  async ({ slack, shared, carl, capture, settle, sessions, harness }) => {
    await capture(shared);
    slack.fail("team.info", { error: "team_not_found" });
    slack.say(shared, carl, "Hello");
    await settle();
    assert.equal((await sessions()).length, 1);
    const companies = await harness.sql`select name from companies`;
    assert.ok(companies.every(({ name }) => name !== "Globex"));
  },
);

inboundTest(
  "Of a hundred messages of one person, Slack is asked who it is once",
  async ({ slack, shared, carl, capture, settle, lines }) => {
    await capture(shared);
    const parent = slack.say(shared, carl, "0");
    for (let index = 1; index < 100; index++) {
      slack.say(shared, carl, `${index}`, { thread: parent });
    }
    await settle();
    assert.equal((await lines()).length, 100);
    assert.equal(slack.callsOf("users.info").length, 1);
    assert.ok(slack.callsOf("auth.test").length <= 3, "Nor who we are");
  },
);

inboundTest(
  "A second customer in a thread does not take the session from the first",
  async ({ slack, globex, shared, carl, capture, settle, sessions }) => {
    const dora = slack.addUser(globex, "Dora");
    shared.members.add(dora.id);
    await capture(shared);
    const parent = slack.say(shared, carl, "My question");
    slack.say(shared, dora, "Mine as well", { thread: parent });
    await settle();
    const [session] = await sessions();
    assert.equal(session!.contact_name, "Carl Customer");
    assert.deepEqual(session!.messages.map(({ sender_name }) => sender_name), [
      "Carl Customer",
      "Dora",
    ]);
  },
);
