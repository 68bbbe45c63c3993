import assert from "node:assert/strict";
import type { Customer } from "../contract/mod.ts";
import { dbTest } from "../db/testing.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { identitiesOf, matchContact } from "./mod.ts";

const at = new Date("2026-03-01T10:00:00Z");

async function match(sql: Sql, customer: Customer, projectId = "proj_a", source = "zendesk") {
  return await transaction(sql, (tx) => matchContact(tx, projectId, source, customer, at));
}

async function contact(sql: Sql, id: string) {
  const [row] = await sql`select name, email, company_id from contacts where id = ${id}`;
  return row!;
}

Deno.test("A customer is recognised by e-mail, then user id, then the source's id", () => {
  const all = { email: " Jane@Example.COM ", userId: "42", externalId: "z9" };
  assert.deepEqual(identitiesOf("zendesk", all), [
    { kind: "email", value: "jane@example.com" },
    { kind: "user", value: "42" },
    { kind: "zendesk", value: "z9" },
  ]);
  assert.deepEqual(identitiesOf("zendesk", { email: "not an address", userId: " " }), []);
});

dbTest("A customer without anything to recognise them by is no contact", async (sql) => {
  assert.equal(await match(sql, { name: "Somebody" }), null);
  assert.equal((await sql`select 1 from contacts`).length, 0);
});

dbTest("What is new about a contact is added, and nothing is overwritten", async (sql) => {
  const first = await match(sql, { email: "jane@example.com" });
  await match(sql, { email: "jane@example.com", name: "Jane", userId: "42" });
  const third = await match(sql, { userId: "42", name: "Janet", email: "other@example.com" });
  assert.equal(third!.contactId, first!.contactId);
  const stored = await contact(sql, first!.contactId);
  assert.equal(stored.name, "Jane");
  assert.equal(stored.email, "jane@example.com");
  // Her second address is known from now on.
  assert.equal((await match(sql, { email: "other@example.com" }))!.contactId, first!.contactId);
});

dbTest(
  "When identities point to two contacts, the e-mail decides and neither loses one",
  async (sql) => {
    const jane = await match(sql, { email: "jane@example.com" });
    const joe = await match(sql, { userId: "7" });
    const both = await match(sql, { email: "jane@example.com", userId: "7" });
    assert.equal(both!.contactId, jane!.contactId);
    assert.equal((await match(sql, { userId: "7" }))!.contactId, joe!.contactId);
  },
);

dbTest("The same address in another project is another contact", async (sql) => {
  const here = await match(sql, { email: "jane@example.com" });
  const there = await match(sql, { email: "jane@example.com" }, "proj_b");
  assert.notEqual(here!.contactId, there!.contactId);
});

dbTest("The same id in another source is another contact", async (sql) => {
  const here = await match(sql, { externalId: "1" });
  const there = await match(sql, { externalId: "1" }, "proj_a", "intercom");
  assert.notEqual(here!.contactId, there!.contactId);
});

dbTest(
  "Companies are found by id or domain, and by name when that is all there is",
  async (sql) => {
    const company = async (given: Customer["company"], email: string) =>
      (await match(sql, { email, company: given }))!.companyId;
    const acme = await company({ domain: "Acme.com", name: "Acme" }, "a@acme.com");
    assert.equal(await company({ domain: "acme.com" }, "b@acme.com"), acme);
    assert.equal(await company({ name: "ACME" }, "c@acme.com"), acme);
    assert.notEqual(await company({ externalId: "77" }, "d@other.com"), acme);
    const a = await match(sql, { email: "a@acme.com" });
    assert.equal((await contact(sql, a!.contactId)).company_id, acme);
  },
);

dbTest("Very long and odd values are cut to what can be stored", async (sql) => {
  const long = "x".repeat(5_000);
  const matched = await match(sql, {
    email: `${long}@e.com\0`,
    name: `\ud800${long}`,
    userId: long,
  });
  const stored = await contact(sql, matched!.contactId);
  assert.equal(stored.name.length, 200);
  assert.equal((await match(sql, { userId: long }))!.contactId, matched!.contactId);
});
