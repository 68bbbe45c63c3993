import assert from "node:assert/strict";
import { now } from "#plugin-kit";
import type { FakeIntercom } from "./testing/fake.ts";
import { ago, rule } from "./testing/rule.ts";
import { people } from "./testing/workspace.ts";

const hosts = (fake: FakeIntercom, from = 0) =>
  fake.server.requests.slice(from).map(({ headers }) => headers.get("x-forwarded-host"));

rule("the region is found by the token, and the next run asks it first", async (parts) => {
  const { sql, fake, harness } = parts;
  fake.region = "AU";
  fake.workspace.put("k1", "Hello", ago(10));
  await harness.connect(fake.credentials);
  const [row] = await sql`select account_id, account_label from connections`;
  assert.deepEqual(row, { account_id: "acme1", account_label: "Acme (AU)" });
  assert.deepEqual(hosts(fake).slice(0, 3), [
    "api.intercom.io",
    "api.eu.intercom.io",
    "api.au.intercom.io",
  ]);
  await harness.sync();
  const [session] = await sql`select original_url from sessions`;
  assert.equal(
    session!.original_url,
    "https://app.au.intercom.com/a/inbox/acme1/inbox/conversation/k1",
  );
  const seen = fake.server.requests.length;
  await harness.sync();
  assert.deepEqual([...new Set(hosts(fake, seen))], ["api.au.intercom.io"]);
  // A workspace that moves is found again.
  fake.region = "US";
  assert.equal((await harness.sync()).status, "succeeded");
});

rule("every call carries the pinned version and asks for text", async ({ fake, harness }) => {
  fake.workspace.put("k1", "Hello", ago(10));
  await harness.connect(fake.credentials);
  await harness.sync();
  for (const { headers } of fake.server.requests) {
    assert.equal(headers.get("intercom-version"), "2.16");
  }
  assert.ok(fake.server.requests.some(({ path }) => path.endsWith("?display_as=plaintext")));
});

rule("a conversation is read with its question, its authors and its customer", async (parts) => {
  const { sql, fake, harness } = parts;
  const { workspace } = fake;
  workspace.put("k1", "Where is my order & when?", ago(10));
  const company = { type: "company", id: "c9", company_id: "6", name: "Blue Sun" };
  workspace.addContact("contact-k1", {
    email: "river@bluesun.test",
    name: "River",
    external_id: "u70",
  }, [{ ...company, website: "https://www.bluesun.test" }]);
  workspace.say("k1", people.operator, "Let me get someone");
  workspace.say("k1", people.fin, "It is on its way");
  workspace.say("k1", people.teammate, "It arrives today", { part_type: "close" });
  await harness.connect(fake.credentials);
  await harness.sync();
  const messages = await sql`select sender_type, sender_name, content from messages
    order by sequence`;
  assert.deepEqual(messages.map((row) => Object.values(row)), [
    ["user", "Customer k1", "Where is my order & when?"],
    ["bot", "Operator", "Let me get someone"],
    ["ai", "Fin", "It is on its way"],
    ["human_agent", "Ciaran", "It arrives today"],
  ]);
  const [customer] = await sql`select c.email, c.name, o.name as company, o.domain, o.external_id
    from sessions s join contacts c on c.id = s.contact_id left join companies o
    on o.id = c.company_id`;
  assert.deepEqual(customer, {
    email: "river@bluesun.test",
    name: "River",
    company: "Blue Sun",
    domain: "bluesun.test",
    external_id: "6",
  });
});

rule("a contact is asked for once a run, and one that is gone costs nothing", async (parts) => {
  const { sql, fake, harness } = parts;
  for (const id of ["k1", "k2", "k3"]) {
    const { source, contacts } = fake.workspace.put(id, `From ${id}`, ago(10));
    if (id === "k3") continue;
    contacts.contacts = [{ type: "contact", id: "contact-1", external_id: null }];
    source.author = people.customer;
  }
  fake.workspace.addContact("contact-1", { email: "jane@example.com", name: "Jane" });
  fake.workspace.contacts.delete("contact-k3");
  await harness.connect(fake.credentials);
  const seen = fake.server.requests.length;
  const run = await harness.sync();
  assert.deepEqual([run.created, run.failed], [3, 0]);
  const asked = fake.server.requests.slice(seen).filter(({ path }) =>
    path === "/contacts/contact-1"
  );
  assert.equal(asked.length, 1);
  const emails = await sql`select email from contacts order by email`;
  assert.deepEqual(emails.map(({ email }) => email), ["jane@example.com", "k3@example.com"]);
});

rule("of a long conversation the latest 500 parts come, it says so, and nothing is lost", async (
  { sql, fake, harness },
) => {
  const { workspace } = fake;
  workspace.put("k1", "The question", ago(60));
  for (let index = 1; index <= 490; index++) workspace.say("k1", people.teammate, `Part ${index}`);
  await harness.connect(fake.credentials);
  await harness.sync();
  const amount = async () => (await sql`select count(*)::int as amount from messages`)[0]!.amount;
  assert.equal(await amount(), 491);
  for (let index = 491; index <= 700; index++) {
    workspace.say("k1", people.teammate, `Part ${index}`);
  }
  assert.equal((await harness.sync()).updated, 1);
  assert.equal(await amount(), 701);
  const [row] = await sql`select description, custom_fields from sessions`;
  assert.match(row!.description, /latest 500 parts .* has 700/);
  assert.equal(row!.custom_fields.truncated, true);
});

rule("a redaction overwrites what was imported before", async ({ sql, fake, harness }) => {
  const { workspace } = fake;
  const conversation = workspace.put("k1", "Hello", ago(10));
  const part = workspace.say("k1", conversation.source.author as never, "My card is 4111");
  await harness.connect(fake.credentials);
  await harness.sync();
  Object.assign(part, { redacted: true, body: "<p>Message redacted</p>" });
  conversation.updated_at = Math.floor(now().getTime() / 1000);
  assert.equal((await harness.sync()).updated, 1);
  const found = await sql`select s::text || m::text || d::text as text from sessions s
    join messages m on m.session_id = s.id join session_search d on d.session_id = s.id`;
  assert.equal(found.length, 2);
  assert.ok(found.every(({ text }) => !text.includes("4111")));
});

rule("a redacted question leaves neither its text nor its subject", async (parts) => {
  const { sql, fake, harness } = parts;
  const conversation = fake.workspace.put("k1", "My card is 4111", ago(10), {
    type: "email",
    subject: "Card 4111",
  });
  await harness.connect(fake.credentials);
  await harness.sync();
  Object.assign(conversation.source, { redacted: true, body: "", subject: "" });
  conversation.updated_at = Math.floor(now().getTime() / 1000);
  assert.equal((await harness.sync()).updated, 1);
  const [row] = await sql`select s.name, s.preview, m.content, d.document::text as document
    from sessions s join messages m on m.session_id = s.id
    join session_search d on d.session_id = s.id`;
  assert.ok(!JSON.stringify(row).includes("4111"), JSON.stringify(row));
});

rule("deletions are followed over the pages of their list, by number and not by address", async (
  { fake, harness },
) => {
  for (let index = 0; index < 8; index++) fake.workspace.put(`k${index}`, "Hello", ago(20));
  await harness.connect(fake.credentials);
  await harness.sync();
  for (let index = 0; index < 5; index++) fake.workspace.remove(`k${index}`);
  fake.setPageSize(2);
  const run = await harness.sync();
  assert.equal(run.updated, 5);
  assert.equal((await harness.rows()).length, 3);
  const pages = fake.server.requests.filter(({ path }) => /deleted.*per_page=60/.test(path));
  assert.equal(pages.length, 3);
  assert.ok(hosts(fake).every((host) => host?.endsWith("intercom.io")));
});

rule("a conversation deleted between the list and its reading is removed", async (parts) => {
  const { fake, harness } = parts;
  fake.workspace.put("k1", "Hello", ago(10));
  fake.workspace.put("k2", "Hello", ago(10));
  await harness.connect(fake.credentials);
  await harness.sync();
  const path = "/conversations/k1";
  fake.instead.set(
    path,
    () => Response.json({ type: "error.list", errors: [{ code: "not_found" }] }, { status: 404 }),
  );
  await harness.sync("full");
  assert.equal((await harness.rows()).length, 1);
});

rule("a 404 that is not Intercom's deletes nothing", async ({ fake, harness }) => {
  fake.workspace.put("k1", "Hello", ago(10));
  await harness.connect(fake.credentials);
  await harness.sync();
  fake.instead.set(
    "/conversations/k1",
    () => new Response("<h1>Nothing here</h1>", { status: 404 }),
  );
  const run = await harness.sync("full");
  assert.deepEqual([run.status, run.failed], ["succeeded", 1]);
  assert.equal((await harness.rows()).length, 1);
});

rule("a campaign comes when a customer answers it, or when all are asked for", async (parts) => {
  const { fake, harness } = parts;
  const campaign = { delivered_as: "campaigns_initiated", author: people.teammate };
  fake.workspace.put("k1", "Try our new plan", ago(10), campaign);
  fake.workspace.put("k2", "Try our new plan", ago(10), campaign);
  await harness.connect(fake.credentials);
  assert.equal((await harness.sync()).created, 0);
  const author = { type: "user", id: "contact-k1", name: "Jane", email: "k1@example.com" };
  fake.workspace.say("k1", author, "How much is it?");
  assert.equal((await harness.sync()).created, 1);
  await harness.connect({ ...fake.credentials, settings: { includeUnanswered: true } });
  assert.equal((await harness.sync()).created, 2);
});

rule("the date filter is on the start of a conversation, and later changes still come", async (
  { sql, fake, harness },
) => {
  const day = 24 * 60;
  for (const [id, days] of [["old", 9], ["inside", 5], ["new", 1]] as const) {
    fake.workspace.put(id, `Question ${id}`, ago(days * day));
  }
  fake.workspace.say("old", people.teammate, "An answer after the filter began");
  await harness.connect(fake.credentials);
  await sql`update connections set filter_from = ${ago(7 * day)}, filter_to = ${ago(3 * day)}`;
  await harness.sync();
  fake.workspace.say("inside", people.teammate, "An answer after the filter ended");
  assert.equal((await harness.sync()).updated, 1);
  const rows = await sql`select external_id, message_count from sessions`;
  assert.deepEqual([...rows], [{ external_id: "inside", message_count: 2 }]);
});

rule("what changes while pages are read is not lost", async ({ fake, harness }) => {
  fake.setPageSize(2);
  for (let index = 0; index < 6; index++) fake.workspace.put(`k${index}`, "Hello", ago(20 - index));
  await harness.connect(fake.credentials);
  fake.instead.set("/conversations/k0", () => {
    fake.instead.clear();
    // It moves to the end of the order, behind the bound of this run.
    fake.workspace.say("k3", people.teammate, "Changed meanwhile");
    fake.workspace.conversations.get("k3")!.updated_at += 5;
    return new Response("{}", { status: 503 });
  });
  assert.equal((await harness.sync()).created, 5);
  harness.engine.clock = () => new Date(now().getTime() + 60_000);
  const run = await harness.sync();
  assert.equal(run.status, "succeeded");
  const rows = await harness.rows() as { external_id: string; message_count: number }[];
  assert.deepEqual(
    rows.map(({ external_id, message_count }) => [external_id, message_count]),
    [["k0", 1], ["k1", 1], ["k2", 1], ["k3", 2], ["k4", 1], ["k5", 1]],
  );
});

rule("a rate limit without Retry-After is waited for until its reset", async (parts) => {
  const { fake, harness } = parts;
  fake.workspace.put("k1", "Hello", ago(10));
  await harness.connect(fake.credentials);
  fake.limited = 1;
  const begun = now().getTime();
  const run = await harness.sync();
  assert.deepEqual([run.status, run.created], ["succeeded", 1]);
  assert.ok(now().getTime() - begun >= 900);
});
