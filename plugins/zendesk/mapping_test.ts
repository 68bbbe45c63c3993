import assert from "node:assert/strict";
import { shaped } from "#plugin-kit";
import { type People, type Said, toConversation } from "./mapping.ts";
import {
  metricShape,
  organizationShape,
  pageShape,
  type Ticket,
  ticketShape,
  userShape,
} from "./shapes.ts";
import description from "./testdata/vendor_spec.json" with { type: "json" };

const HOST = "acme.zendesk.com";
const { examples } = description.components;
const exampleTicket = examples.CursorBasedExportIncrementalTicketsResponseExample.value.tickets[0]!;
const exampleComment = examples.TicketCommentsResponseExample.value.comments[0]!;

function ticketOf(changes: Record<string, unknown> = {}): Ticket {
  return shaped(ticketShape, { ...exampleTicket, status: "solved", ...changes });
}

function peopleOf(...users: Record<string, unknown>[]): People {
  return {
    users: new Map(users.map((user) => [String(user.id), shaped(userShape, user)])),
    organizations: new Map(
      examples.OrganizationsResponseExample.value.organizations.map((one) => [
        String(one.id),
        shaped(organizationShape, one),
      ]),
    ),
  };
}

const comments = (...items: Record<string, unknown>[]): Said => ({
  kind: "comments",
  items: items.map((changes) => ({ ...exampleComment, ...changes })),
});

function sender(changes: Record<string, unknown>, ...users: Record<string, unknown>[]) {
  const conversation = toConversation(ticketOf(), comments(changes), peopleOf(...users), HOST);
  return conversation!.messages[0]!.senderType;
}

Deno.test("Zendesk's own examples of a page and of a metric are understood", () => {
  const page = shaped(
    pageShape,
    examples.CursorBasedExportIncrementalTicketsResponseExample.value,
  );
  assert.equal(page.after_cursor, "MTU3NjYxMzUzOS4wfHw0Njd8");
  assert.equal(page.end_of_stream, true);
  const metric = shaped(
    metricShape,
    examples.TicketMetricResponseExample.value.ticket_metric[0],
  );
  assert.deepEqual(metric, { ticket_id: "1517", solved_at: new Date("2020-07-20T06:21:26Z") });
});

Deno.test("Zendesk's own example of a ticket with a comment becomes a conversation", () => {
  const people = peopleOf({
    id: 20978392,
    name: "Rita Requester",
    email: "rita@remain.com",
    role: "end-user",
    external_id: "u-77",
  });
  const ticket = ticketOf({ organization_id: 4112492 });
  const said = comments({ author_id: 20978392, plain_body: "The fire is very colorful." });
  assert.deepEqual(toConversation(ticket, said, people, HOST), {
    externalId: "35436",
    sessionType: "chat",
    status: "closed",
    name: "Help, my printer is on fire!",
    originalUrl: "https://acme.zendesk.com/agent/tickets/35436",
    startedAt: new Date("2009-07-20T22:55:29Z"),
    customer: {
      externalId: "20978392",
      userId: "u-77",
      email: "rita@remain.com",
      name: "Rita Requester",
      company: { externalId: "4112492", name: "Groablet Enterprises", domain: "remain.com" },
    },
    customFields: {
      channel: "web",
      priority: "high",
      type: "incident",
      tags: ["enterprise", "other_tag"],
      satisfaction: "good",
      satisfaction_comment: "Great support!",
    },
    isComplete: true,
    messages: [{
      externalId: "1274",
      senderType: "user",
      senderName: "Rita Requester",
      content: "The fire is very colorful.",
      at: new Date("2009-07-20T22:55:29Z"),
      attachments: [{
        name: "crash.log",
        content_type: "text/plain",
        size: 2532,
        url: "https://company.zendesk.com/attachments/crash.log",
      }],
    }],
  });
});

Deno.test("Authors are told apart by their role", () => {
  assert.equal(sender({ author_id: 5 }, { id: 5, role: "end-user" }), "user");
  assert.equal(sender({ author_id: 5 }, { id: 5, role: "agent" }), "human_agent");
  assert.equal(sender({ author_id: 5 }, { id: 5, role: "admin" }), "human_agent");
});

Deno.test("The requester is the customer even when they are an agent", () => {
  assert.equal(sender({ author_id: 20978392 }, { id: 20978392, role: "agent" }), "user");
});

Deno.test("The system and automations are bots, and nobody unknown is a customer", () => {
  assert.equal(sender({ author_id: -1 }), "bot");
  const rule = { author_id: 5, via: { channel: "rule", source: {} } };
  assert.equal(sender(rule, { id: 5, role: "agent" }), "bot");
  assert.equal(sender({ author_id: 6 }), "human_agent");
  assert.equal(sender({ author_id: 6 }, { id: 6, role: "mystery" }), "human_agent");
});

Deno.test("Internal notes are left out, and a comment that does not say is refused", () => {
  const said = comments({ public: false, plain_body: "Do not tell" }, { plain_body: "Hello" });
  const conversation = toConversation(ticketOf(), said, peopleOf(), HOST)!;
  assert.deepEqual(conversation.messages.map(({ content }) => content), ["Hello"]);
  assert.equal(toConversation(ticketOf(), comments({ public: false }), peopleOf(), HOST), null);
  for (const unclear of [null, undefined, "true", 1]) {
    const doubtful = comments({ public: unclear });
    assert.throws(() => toConversation(ticketOf(), doubtful, peopleOf(), HOST), /^Error: public/);
  }
});

Deno.test("Plain text is preferred, HTML is marked as such, calls bring their transcript", () => {
  const content = (changes: Record<string, unknown>) => {
    const [message] =
      toConversation(ticketOf(), comments({ body: undefined, ...changes }), peopleOf(), HOST)!
        .messages;
    return [message!.content, message!.format ?? "text"];
  };
  assert.deepEqual(content({ plain_body: "Hi", html_body: "<p>Hi</p>" }), ["Hi", "text"]);
  assert.deepEqual(content({ html_body: "<p>Hi</p>", body: "Hi" }), ["<p>Hi</p>", "html"]);
  assert.deepEqual(content({ body: "Hi" }), ["Hi", "text"]);
  assert.deepEqual(content({ html_body: null }), ["", "text"]);
  const call = { type: "VoiceComment", plain_body: "Call", data: { transcription_text: "Hello?" } };
  assert.deepEqual(content(call), ["Call\n\nHello?", "text"]);
  assert.throws(() => content({ attachments: [] }), /Comment 1274 has no text/);
});

Deno.test("Files are described; removed ones are not, infected ones have no link", () => {
  const file = (changes: Record<string, unknown>) => ({
    id: 1,
    file_name: "a.png",
    content_type: "image/png",
    size: 3,
    content_url: "https://files.example/a.png",
    ...changes,
  });
  const said = comments({
    attachments: [
      file({}),
      file({ deleted: true }),
      file({ malware_scan_result: "malware_found" }),
      file({ content_url: "javascript:alert(1)", size: null }),
    ],
  });
  const [message] = toConversation(ticketOf(), said, peopleOf(), HOST)!.messages;
  assert.deepEqual(message!.attachments!.map(({ url, size }) => [url, size]), [
    ["https://files.example/a.png", 3],
    [null, 3],
    [null, null],
  ]);
});

Deno.test("Zendesk's own example of a conversation log keeps the chat, not the note", () => {
  const said: Said = {
    kind: "log",
    items: examples.ConversationLogResponseExample.value.events,
  };
  const conversation = toConversation(ticketOf(), said, peopleOf(), HOST)!;
  assert.deepEqual(
    conversation.messages.map((one) => [one.senderType, one.senderName, one.content]),
    [["bot", "SampleBot", "Hey! Have a question? I'm here to assist."]],
  );
});

Deno.test("Events of a log are told apart by author, and unknown kinds are left out", () => {
  const [chat, note] = examples.ConversationLogResponseExample.value.events;
  const by = (author: Record<string, unknown>, changes: Record<string, unknown> = {}) => ({
    ...chat,
    id: JSON.stringify([author, changes]),
    author,
    ...changes,
  });
  const said: Said = {
    kind: "log",
    items: [
      by({ type: "user", display_name: null }),
      by({ type: "agent" }),
      by({ type: "agent", "zen:support:user_id": 20978392 }),
      by({ type: "visitor from Mars" }),
      { ...note, metadata: { public: true } },
      { ...chat, id: "7", type: "Messaging::TypingStarted", content: null },
      { ...chat, id: "8", content: { type: "image", mediaUrl: "https://files.example/x.png" } },
      null,
    ],
  };
  const { messages } = toConversation(ticketOf(), said, peopleOf(), HOST)!;
  assert.deepEqual(messages.map((one) => [one.senderType, one.format, one.attachments?.length]), [
    ["user", "text", 0],
    ["human_agent", "text", 0],
    ["user", "text", 0],
    ["bot", "text", 0],
    ["bot", "text", 1],
    ["user", "html", 0],
  ]);
});

Deno.test("Messages are in the order they were written", () => {
  const said = comments(
    { id: 2, created_at: "2026-01-02T00:00:00Z" },
    { id: 1, created_at: "2026-01-01T00:00:00+00:00" },
  );
  const { messages } = toConversation(ticketOf(), said, peopleOf(), HOST)!;
  assert.deepEqual(messages.map(({ externalId }) => externalId), ["1", "2"]);
});

Deno.test("Null where text was promised leaves the field out", () => {
  const ticket = ticketOf({
    subject: null,
    requester_id: null,
    organization_id: null,
    priority: 7,
    tags: "one two",
    via: null,
    satisfaction_rating: "good",
  });
  const conversation = toConversation(ticket, comments({}), peopleOf(), HOST)!;
  assert.deepEqual([conversation.name, conversation.customer], [undefined, undefined]);
  assert.deepEqual(conversation.customFields, {
    channel: null,
    priority: null,
    type: "incident",
    tags: [],
    satisfaction: null,
    satisfaction_comment: null,
  });
  assert.throws(() => ticketOf({ created_at: null }), /created_at: must be a time/);
  assert.throws(() => ticketOf({ id: 12345678901234567890 }), /id: must be an id/);
  assert.equal(ticketOf({ id: "12345678901234567890" }).id, "12345678901234567890");
});
