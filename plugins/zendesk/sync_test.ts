import assert from "node:assert/strict";
import { fakeTest, HOUR, MINUTE, solvedTicket } from "./testing/sync_case.ts";
import { AGENT } from "./testing/tickets.ts";

fakeTest("Only solved and closed tickets are imported", async (parts) => {
  const { tickets, pass, harness, sessions } = parts;
  ["new", "open", "pending", "hold", "solved", "closed"].forEach((status, index) => {
    tickets.add(index + 1, `I am ${status}`);
    tickets.setStatus(index + 1, status);
  });
  pass(2 * MINUTE);
  assert.equal((await harness.sync()).found, 2);
  assert.deepEqual((await sessions()).map(({ external_id }) => external_id), ["5", "6"]);
});

fakeTest("The change marker is kept across runs, and the window is ignored then", async (parts) => {
  const { fake, pass, harness } = parts;
  solvedTicket(parts, 1);
  await harness.sync();
  pass(5 * HOUR);
  solvedTicket(parts, 2);
  pass(HOUR);
  await harness.sync();
  const exports = fake.server.requests.map(({ path }) => new URL(path, "http://x"))
    .filter(({ pathname }) => pathname.includes("incremental"));
  const [validate, first, second] = exports.map(({ searchParams }) => searchParams);
  assert.ok(validate!.get("start_time"));
  assert.deepEqual([first!.get("start_time"), first!.get("cursor")], ["0", null]);
  assert.equal(second!.get("start_time"), null);
  assert.ok(second!.get("cursor"));
});

fakeTest("The first run begins at the date filter", async (parts) => {
  const { fake, harness } = parts;
  const from = new Date("2026-02-01T00:00:00Z");
  await harness.sql`update connections set filter_from = ${from}`;
  await harness.sync();
  const { path } = fake.server.requests.at(-1)!;
  const start = new URL(path, "http://x").searchParams.get("start_time");
  assert.equal(start, String(from.getTime() / 1000));
});

fakeTest("What changed in the last minute comes with the next run", async (parts) => {
  const { tickets, pass, harness } = parts;
  tickets.add(1, "Just now");
  tickets.setStatus(1, "solved");
  assert.equal((await harness.sync()).found, 0);
  pass(2 * MINUTE);
  assert.equal((await harness.sync()).created, 1);
});

fakeTest("A marker that Zendesk forgot is replaced by the window", async (parts) => {
  const { fake, pass, harness } = parts;
  solvedTicket(parts, 1);
  await harness.sync();
  fake.forgetsCursors = true;
  solvedTicket(parts, 2);
  pass(HOUR);
  const run = await harness.sync();
  assert.deepEqual([run.status, run.created], ["succeeded", 1]);
});

fakeTest(
  "A ticket that is solved and later closed makes no double and no change",
  async (parts) => {
    const { tickets, pass, harness, sessions } = parts;
    solvedTicket(parts, 1);
    await harness.sync();
    tickets.setStatus(1, "closed");
    pass(2 * MINUTE);
    const run = await harness.sync();
    assert.deepEqual([run.found, run.skipped, run.updated], [1, 1, 0]);
    assert.equal((await sessions()).length, 1);
  },
);

fakeTest("A reopened ticket waits; solved again it is refreshed", async (parts) => {
  const { tickets, pass, harness, texts, sessions } = parts;
  solvedTicket(parts, 1);
  await harness.sync();
  await harness.sql`update sessions set tags = '{bug}'`;
  tickets.comment(1, 100_001, "It is broken again");
  tickets.setStatus(1, "open");
  pass(2 * MINUTE);
  assert.equal((await harness.sync()).found, 0);
  assert.deepEqual(await texts(), ["Question 1", "Answer 1"]);
  tickets.comment(1, AGENT.id, "Mended for good");
  tickets.setStatus(1, "solved");
  pass(2 * MINUTE);
  const run = await harness.sync();
  assert.deepEqual([run.updated, run.created], [1, 0]);
  assert.deepEqual(await texts(), [
    "Question 1",
    "Answer 1",
    "It is broken again",
    "Mended for good",
  ]);
  const [session] = await sessions();
  assert.deepEqual([session!.tags, session!.status, session!.message_count], [
    ["bug"],
    "closed",
    4,
  ]);
});

fakeTest("A comment made private later disappears", async (parts) => {
  const { tickets, pass, harness, texts } = parts;
  solvedTicket(parts, 1);
  const secret = tickets.comment(1, AGENT.id, "The password is swordfish");
  pass(2 * MINUTE);
  await harness.sync();
  assert.equal((await texts()).length, 3);
  secret.public = false;
  tickets.touch(1);
  pass(2 * MINUTE);
  await harness.sync();
  assert.deepEqual(await texts(), ["Question 1", "Answer 1"]);
});

fakeTest("A ticket of internal notes alone is no conversation", async (parts) => {
  const { tickets, pass, harness, sessions } = parts;
  solvedTicket(parts, 1);
  solvedTicket(parts, 2);
  for (const comment of tickets.records.get(1)!.comments) comment.public = false;
  await harness.sync();
  assert.deepEqual((await sessions()).map(({ external_id }) => external_id), ["2"]);
  for (const comment of tickets.records.get(2)!.comments) comment.public = false;
  tickets.touch(2);
  pass(2 * MINUTE);
  await harness.sync();
  assert.deepEqual(await sessions(), []);
});

fakeTest("A redacted comment overwrites what was imported, everywhere", async (parts) => {
  const { tickets, pass, harness } = parts;
  tickets.add(1, "My card is 4111111111111111");
  tickets.setStatus(1, "solved");
  pass(2 * MINUTE);
  await harness.sync();
  tickets.records.get(1)!.comments[0]!.plain_body = "My card is ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇";
  tickets.touch(1);
  pass(2 * MINUTE);
  assert.equal((await harness.sync()).updated, 1);
  const tables = await harness.sql`select table_name from information_schema.tables
    where table_schema = 'public'`;
  for (const { table_name } of tables) {
    const rows = await harness.sql`select t::text as text from ${harness.sql(table_name)} t`;
    for (const { text } of rows) assert.doesNotMatch(text, /4111/, `in ${table_name}`);
  }
});

fakeTest("A deleted ticket takes its session with it, an unknown one nothing", async (parts) => {
  const { tickets, pass, harness, sessions } = parts;
  solvedTicket(parts, 1);
  solvedTicket(parts, 2);
  await harness.sync();
  tickets.remove(1);
  tickets.add(3, "Never imported");
  tickets.remove(3);
  pass(2 * MINUTE);
  const run = await harness.sync();
  assert.deepEqual([run.found, run.updated, run.failed], [1, 1, 0]);
  assert.deepEqual((await sessions()).map(({ external_id }) => external_id), ["2"]);
});

for (const sideloads of [["users", "organizations", "metric_sets"], []]) {
  const how = sideloads.length > 0 ? "sent along" : "asked for one by one";
  fakeTest(`The date filter goes by the solved date, ${how}`, async (parts) => {
    const { fake, tickets, pass, harness, sessions } = parts;
    fake.sideloads = sideloads;
    solvedTicket(parts, 1);
    const from = harness.now();
    pass(HOUR);
    solvedTicket(parts, 2);
    const to = harness.now();
    pass(HOUR);
    solvedTicket(parts, 3);
    // A change of today does not make an old solved date a new one.
    tickets.touch(1);
    // Closed without ever being solved: the last change counts.
    tickets.add(4, "Closed outright");
    tickets.setStatus(4, "closed", new Date(from.getTime() + MINUTE));
    pass(HOUR);
    await harness.sql`update connections set filter_from = ${from}, filter_to = ${to}`;
    await harness.sync();
    assert.deepEqual((await sessions()).map(({ external_id }) => external_id), ["2", "4"]);
    const [row] = await harness.sql`select k.email, c.name from contacts k
      join companies c on c.id = k.company_id where k.name = 'Customer 2'`;
    assert.deepEqual(row, { email: "customer2@globex.example", name: "Globex" });
  });
}

fakeTest("A messaging ticket is read from its conversation log", async (parts) => {
  const { tickets, pass, harness, texts } = parts;
  const { ticket, events, comments } = tickets.add(1, "(08:00) Visitor: everything in one block");
  ticket.from_messaging_channel = true;
  ticket.via = { channel: "native_messaging" };
  const said = (id: string, type: string, text: string) => ({
    id,
    type: "Messaging::ConversationMessage",
    reference: `zen:sunco:conversation_message:${id}`,
    created_at: "2026-03-01T12:00:0" + events.length + "Z",
    author: { type, display_name: type },
    content: { type: "text", text },
    metadata: {},
    attachments: [],
  });
  for (
    const [type, text] of [["bot", "May I help?"], ["user", "Where is my order?"], [
      "agent",
      "On its way",
    ]]
  ) events.push(said(`E${events.length}`, type!, text!));
  events.push({
    ...said("E3", "agent", ""),
    type: "Comment",
    content: { type: "html", body: "<p>Do not refund</p>" },
    metadata: { public: false },
  });
  tickets.setStatus(1, "solved");
  pass(2 * MINUTE);
  await harness.sync();
  assert.deepEqual(await texts(), ["May I help?", "Where is my order?", "On its way"]);
  const rows = await harness.sql`select sender_type from messages order by sequence`;
  assert.deepEqual(rows.map(({ sender_type }) => sender_type), ["bot", "user", "human_agent"]);
  assert.equal(comments.length, 1);
});

fakeTest("A messaging ticket without a log is read from its comments", async (parts) => {
  const { tickets, pass, harness, texts } = parts;
  tickets.add(1, "(08:00) Visitor: everything in one block").ticket.from_messaging_channel = true;
  tickets.setStatus(1, "solved");
  pass(2 * MINUTE);
  await harness.sync();
  assert.deepEqual(await texts(), ["(08:00) Visitor: everything in one block"]);
});

fakeTest("A ticket with hundreds of comments is read whole", async (parts) => {
  const { tickets, pass, harness, texts } = parts;
  tickets.add(1, "First");
  for (let index = 0; index < 250; index++) tickets.comment(1, AGENT.id, `Reply ${index}`);
  tickets.setStatus(1, "solved");
  pass(2 * MINUTE);
  await harness.sync();
  assert.equal((await texts()).length, 251);
});

fakeTest("Tickets that the export repeats are stored once", async (parts) => {
  const { fake, harness, sessions } = parts;
  fake.setPageSize(2);
  fake.repeatsTickets = true;
  for (let id = 1; id <= 5; id++) solvedTicket(parts, id);
  const run = await harness.sync();
  assert.equal(run.created, 5);
  assert.ok(run.skipped > 0);
  assert.equal((await sessions()).length, 5);
});
