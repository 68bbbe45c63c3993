import assert from "node:assert/strict";
import { type IntercomConversation, read } from "./answers.ts";
import { contactIdOf, hasCustomer, senderTypeOf, toConversation, toCustomer } from "./mapping.ts";
import description from "./testdata/vendor_spec.json" with { type: "json" };

const INBOX = "https://app.eu.intercom.com/a/inbox/acme1/inbox";
const { paths } = description;
const example =
  paths["/conversations/{conversation_id}"].get.responses["200"].content["application/json"]
    .examples["conversation found"].value;
const exampleContact = paths["/contacts/{contact_id}"].get.responses["200"]
  .content["application/json"].examples.successful.value;
const exampleCompanies = paths["/contacts/{contact_id}/companies"].get.responses["200"]
  .content["application/json"].examples.successful.value;

const jane = { type: "user", id: "c1", name: "Jane", email: "jane@example.com" };

/** A conversation with these parts after a question of Jane's; `more` replaces fields. */
function conversation(parts: Record<string, unknown>[], more: Record<string, unknown> = {}) {
  return read.conversation({
    type: "conversation",
    id: "7",
    created_at: 1_663_597_000,
    state: "open",
    source: { delivered_as: "customer_initiated", body: "Where is it?", author: jane },
    contacts: { contacts: [{ id: "c1" }] },
    conversation_parts: {
      conversation_parts: parts.map((part, index) => ({
        id: String(index + 1),
        part_type: "comment",
        body: "Text",
        created_at: 1_663_597_100 + index,
        author: { type: "admin", id: "9", name: "Ciaran" },
        ...part,
      })),
      total_count: parts.length,
    },
    ...more,
  });
}
const messages = (from: IntercomConversation) => toConversation(from, undefined, INBOX).messages;
const said = (parts: Record<string, unknown>[]) =>
  messages(conversation(parts)).slice(1).map(({ content }) => content);

Deno.test("Intercom's own example becomes a session: the first message, the comment, no events", () => {
  const from = read.conversation(example);
  const value = toConversation(from, undefined, INBOX);
  assert.equal(value.externalId, "503");
  assert.equal(value.status, "closed");
  assert.equal(value.originalUrl, `${INBOX}/conversation/503`);
  assert.deepEqual(value.startedAt, new Date(1_734_537_511_000));
  assert.deepEqual(value.customFields, {
    channel: "conversation",
    started_by: "admin_initiated",
    intercom_tags: ["Test tag"],
  });
  assert.deepEqual(
    value.messages.map(({ externalId, senderType, senderName }) => [
      externalId,
      senderType,
      senderName,
    ]),
    [["source", "human_agent", "Ciaran176 Lee"], ["1", "human_agent", "Operator"]],
  );
  assert.ok(value.isComplete);
  assert.equal(hasCustomer(from), false);
});

Deno.test("Intercom's own examples of a contact and a company become the customer", () => {
  const [company] = read.companies(exampleCompanies).data!;
  assert.deepEqual(toCustomer(conversation([]), read.contact(exampleContact), company), {
    externalId: "6762f0d01bb69f9f2193bb7d",
    userId: "70",
    email: "joe@bloggs.com",
    name: "Joe Bloggs",
    company: { externalId: "1", name: "company12" },
  });
});

Deno.test("The customer's question is the source, and comes first with the time of the start", () => {
  const [first] = messages(conversation([]));
  assert.deepEqual([first!.externalId, first!.senderType, first!.content], [
    "source",
    "user",
    "Where is it?",
  ]);
  assert.deepEqual(first!.at, new Date(1_663_597_000_000));
});

Deno.test("Authors are told apart: customer, teammate, bot, and AI whatever it is dressed as", () => {
  const of = (type: string, more = {}) => senderTypeOf({ type, ...more });
  assert.deepEqual(["user", "lead", "contact"].map((type) => of(type)), ["user", "user", "user"]);
  assert.deepEqual(["admin", "team"].map((type) => of(type)), ["human_agent", "human_agent"]);
  assert.equal(of("bot"), "bot");
  assert.equal(of("bot", { from_ai_agent: true }), "ai");
  assert.equal(of("admin", { is_ai_answer: true }), "ai");
  // Nobody is taken for a customer whom Intercom does not call one.
  assert.deepEqual([of("campaign"), senderTypeOf(null), senderTypeOf({})], ["bot", "bot", "bot"]);
});

Deno.test("Notes are never messages, whatever kind of note, whoever wrote it", () => {
  for (const part_type of ["note", "note_and_reopen", "NOTE", "note_and_close"]) {
    assert.deepEqual(said([{ part_type }, { part_type, author: jane }]), [], part_type);
    assert.deepEqual(said([{ part_type, redacted: true }]), [], part_type);
  }
});

Deno.test("Comments, quick replies and replies that open or close are kept when they say something", () => {
  for (const part_type of ["comment", "quick_reply", "open", "close"]) {
    assert.deepEqual(said([{ part_type, body: "Said" }]), ["Said"]);
    for (const body of [null, "", "  "]) assert.deepEqual(said([{ part_type, body }]), []);
  }
});

Deno.test("Assignments and unknown parts are kept from a customer only, else they are internal", () => {
  for (const part_type of ["assignment", "snoozed", "something_new", null]) {
    assert.deepEqual(said([{ part_type, body: "Said" }]), [], String(part_type));
    assert.deepEqual(said([{ part_type, body: "Said", author: jane }]), ["Said"]);
  }
});

Deno.test("Redacted messages keep their place and nothing of what they said", () => {
  const file = { name: "passport.png", content_type: "image/png", filesize: 10 };
  const redacted = { body: "My card is 4111", redacted: true, attachments: [file], author: jane };
  const [, message] = messages(conversation([redacted]));
  assert.equal(message!.content, "[This message was redacted in Intercom.]");
  assert.deepEqual(message!.attachments, []);
  const source = { body: "4111", subject: "4111", redacted: true, author: jane };
  const whole = JSON.stringify(toConversation(conversation([], { source }), undefined, INBOX));
  assert.ok(!whole.includes("4111"));
});

Deno.test("Files are described without their addresses, which end after half an hour", () => {
  const attachments = [{
    type: "upload",
    name: "log.txt",
    url: "https://downloads.intercomcdn.com/i/o/1?expires=1",
    content_type: "text/plain",
    filesize: 100,
  }];
  const [, message] = messages(conversation([{ body: null, attachments }]));
  assert.deepEqual(message!.attachments, [
    { name: "log.txt", content_type: "text/plain", size: 100, url: null },
  ]);
});

Deno.test("A conversation at the limit of 500 parts says so and is not complete", () => {
  const parts = Array.from({ length: 500 }, () => ({}));
  const of = (more: Record<string, unknown>) =>
    toConversation(conversation(parts, more), undefined, INBOX);
  const value = of({ statistics: { count_conversation_parts: 812 } });
  assert.equal(value.isComplete, false);
  assert.equal(value.customFields!.truncated, true);
  assert.equal(value.customFields!.total_parts, 812);
  assert.match(value.description!, /only the latest 500 parts .* has 812/);
  assert.equal(of({ statistics: { count_conversation_parts: 500 } }).isComplete, true);
  // Nobody counted: it may be more.
  assert.equal(of({ statistics: null }).isComplete, false);
});

Deno.test("The customer is who wrote first, with what the contact lacks taken from the message", () => {
  const other = { type: "user", id: "c2", name: "Bob", email: "bob@example.com" };
  const contacts = { contacts: [{ id: "c2" }, { id: "c1" }] };
  const from = conversation([{ author: other }], { contacts });
  assert.equal(contactIdOf(from), "c1");
  const lead = read.contact({ id: "c1", role: "lead", email: null, name: null });
  assert.deepEqual(toCustomer(from, lead, undefined), {
    externalId: "c1",
    email: "jane@example.com",
    name: "Jane",
  });
  const silent = conversation([], { source: { author: null, body: "Hi" }, contacts });
  assert.equal(contactIdOf(silent), "c2");
});

Deno.test("A company's domain is that of its website, however it is written", () => {
  const domain = (website: string) =>
    toCustomer(conversation([]), undefined, { website })?.company?.domain;
  assert.equal(domain("https://www.acme.com/about"), "acme.com");
  assert.equal(domain("acme.com"), "acme.com");
  assert.equal(domain("no website at all"), undefined);
});

Deno.test("Names come from the title, else the subject; snoozed is open; ratings are kept", () => {
  const source = { subject: "Order 12", body: "Hi", author: jane, type: "email" };
  const of = (more: Record<string, unknown>) =>
    toConversation(conversation([], { source, ...more }), undefined, INBOX);
  assert.equal(of({ title: "Lost order" }).name, "Lost order");
  assert.equal(of({ title: null }).name, "Order 12");
  assert.equal(of({ state: "snoozed" }).status, "active");
  assert.equal(of({ state: null, open: false }).status, "closed");
  const { customFields } = of({ conversation_rating: { rating: 2, remark: "Too slow" } });
  assert.deepEqual([customFields!.rating, customFields!.rating_remark], [2, "Too slow"]);
});

Deno.test("What cannot be read is said in words that name the field", () => {
  const message = (answer: unknown) => {
    try {
      read.conversation(answer);
    } catch (error) {
      return (error as Error).message;
    }
  };
  assert.match(message(null)!, /^Intercom gave a conversation that cannot be read/);
  assert.match(message({ ...example, created_at: "yesterday" })!, /created_at: .*number/);
  assert.match(message({ ...example, source: null })!, /source: /);
  assert.match(message({ ...example, conversation_parts: null })!, /conversation_parts: /);
  assert.match(message({ ...example, created_at: 1e18 })!, /created_at/);
  // JSON numbers of twenty digits have lost some already.
  assert.match(message(JSON.parse(`{"id":12345678901234567890}`))!, /\(id: /);
  assert.equal(read.conversation({ ...example, id: "12345678901234567890" }).id.length, 20);
});
