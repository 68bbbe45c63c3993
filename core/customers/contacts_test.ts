import assert from "node:assert/strict";
import { AppError } from "../errors.ts";
import { deleteSession } from "../sessions/mod.ts";
import {
  createCompany,
  createContact,
  deleteContact,
  readCompany,
  readContact,
  selectIdentities,
  selectSuggestions,
  updateCompany,
  updateContact,
} from "./mod.ts";
import { AT, MAYA, worldTest } from "./testing/world.ts";

worldTest(
  "A contact has several addresses and ids, and shows the first",
  async ({ sql, projectId }) => {
    const company = await createCompany(sql, projectId, {
      name: "Acme",
      domain: "https://www.Acme.com/x",
    }, MAYA);
    const id = await createContact(
      sql,
      projectId,
      {
        name: " Jane   Smith ",
        emails: ["Jane@Acme.com", "jane@home.example"],
        external_ids: [{ source: "zendesk", id: "77" }, { source: "user", id: "u1" }],
        title: "CTO",
        phone: "+49 30 1",
        note: "Two\nlines",
        company_id: company,
        custom_fields: { seats: 12, region: "EMEA" },
      },
      MAYA,
      AT,
    );
    const contact = await readContact(sql, projectId, id);
    assert.equal(contact.name, "Jane Smith");
    assert.equal(contact.email, "jane@acme.com");
    assert.deepEqual(contact.emails, ["jane@acme.com", "jane@home.example"]);
    assert.deepEqual(contact.external_ids, [
      { source: "user", id: "u1" },
      { source: "zendesk", id: "77" },
    ]);
    assert.deepEqual(contact.company, { id: company, name: "Acme", domain: "acme.com" });
    assert.equal(contact.note, "Two\nlines");
    assert.equal(contact.provenance.title?.by, "person");
    assert.equal(contact.provenance["custom_fields.seats"]?.name, "Maya");
    assert.equal((await readCompany(sql, projectId, company)).contact_count, 1);

    await updateContact(sql, projectId, id, { email: "jane@new.example", title: null }, MAYA);
    const changed = await readContact(sql, projectId, id);
    assert.deepEqual(changed.emails, ["jane@new.example", "jane@acme.com", "jane@home.example"]);
    assert.equal(changed.title, null);
    await updateContact(
      sql,
      projectId,
      id,
      { emails: ["jane@home.example"], external_ids: [] },
      MAYA,
    );
    const fewer = await readContact(sql, projectId, id);
    assert.equal(fewer.email, "jane@home.example");
    assert.deepEqual(fewer.external_ids, []);
  },
);

worldTest(
  "Wrong fields are named, and an address of somebody else is a conflict",
  async ({ sql, projectId }) => {
    const jane = await createContact(
      sql,
      projectId,
      { name: "Jane", email: "jane@acme.com" },
      MAYA,
    );
    const refused = async (work: Promise<unknown>, status: number, field?: string) => {
      const error = await work.then(() => null, (error) => error);
      assert.ok(error instanceof AppError, String(error));
      assert.equal(error.status, status);
      if (field) assert.equal(error.details?.[0]?.field, field);
    };
    const create = (input: object) => createContact(sql, projectId, input, MAYA);
    await refused(create({}), 400, "name");
    await refused(create({ name: "x".repeat(201) }), 400, "name");
    await refused(create({ email: "nobody" }), 400, "email");
    await refused(
      create({ name: "A", external_ids: [{ source: "email", id: "x" }] }),
      400,
      "external_ids",
    );
    await refused(create({ name: "A", custom_fields: { a: [] } }), 400, "custom_fields");
    await refused(create({ name: "A", company_id: "comp_none" }), 400, "company_id");
    await refused(create({ name: "A", email: "JANE@acme.com" }), 409);
    await refused(updateContact(sql, projectId, "cont_none", { name: "A" }, MAYA), 404);
    await refused(readContact(sql, "proj_other", jane), 404);
    await refused(createCompany(sql, projectId, { name: "A", revenue: -1 }, MAYA), 400, "revenue");
    assert.equal((await sql`select from contacts`).length, 1);
  },
);

worldTest(
  "What a person wrote is kept when a source or an import brings something else",
  async ({ sql, projectId, match }) => {
    const id = await match("zendesk", { email: "jane@acme.com", name: "jane" });
    await updateContact(sql, projectId, id, { name: "Jane Smith" }, MAYA);
    await updateContact(sql, projectId, id, { name: "J. S.", title: "CTO" }, {
      by: "import",
      who: "imp_1",
    });
    await match("intercom", { email: "jane@acme.com", name: "Janet", externalId: "9" });
    const contact = await readContact(sql, projectId, id);
    assert.equal(contact.name, "Jane Smith");
    assert.equal(contact.title, "CTO");
    assert.deepEqual(contact.provenance.title?.by, "import");
    const company = await createCompany(sql, projectId, { name: "Acme", plan: "pro" }, MAYA);
    await updateCompany(sql, projectId, company, { plan: "free", stage: "trial" }, {
      by: "import",
      who: "imp_1",
    });
    const { plan, stage } = await readCompany(sql, projectId, company);
    assert.deepEqual([plan, stage], ["pro", "trial"]);
  },
);

worldTest(
  "Each identity says who brought it and what the contact was recognised by",
  async ({ sql, projectId, match }) => {
    const id = await match("widget", { email: "jane@acme.com" });
    await match("zendesk", { email: "jane@acme.com", externalId: "z1" });
    await match("intercom", { externalId: "i1", userId: "u1", email: "jane@acme.com" });
    const identities = await selectIdentities(sql, projectId, "contact", id);
    const reasons = identities.map((one) => [one.kind, one.origin, one.found_kind]);
    assert.deepEqual(reasons.sort(), [
      ["email", "widget", null],
      ["intercom", "intercom", "email"],
      ["user", "intercom", "email"],
      ["zendesk", "zendesk", "email"],
    ]);
  },
);

worldTest(
  "Who is named together is suggested, not merged; so are namesakes of a company",
  async ({ sql, projectId, match }) => {
    const jane = await match("widget", { email: "jane@acme.com" });
    const joe = await match("widget", { userId: "7" });
    assert.equal(await match("zendesk", { email: "jane@acme.com", userId: "7" }), jane);
    const found = await selectSuggestions(sql, projectId, jane);
    assert.deepEqual(
      found.map(({ contactId, kind, value, origin }) => [contactId, kind, value, origin]),
      [
        [joe, "user", "7", "zendesk"],
      ],
    );
    assert.equal((await selectSuggestions(sql, projectId, joe))[0]?.contactId, jane);
    const company = await createCompany(sql, projectId, { name: "Acme" }, MAYA);
    const one = await createContact(sql, projectId, { name: "Ann Bo", company_id: company }, MAYA);
    const two = await createContact(sql, projectId, { name: "ANN BO", company_id: company }, MAYA);
    await createContact(sql, projectId, { name: "Ann Bo" }, MAYA);
    assert.deepEqual(
      (await selectSuggestions(sql, projectId, one)).map(({ contactId }) => contactId),
      [two],
    );
  },
);

worldTest(
  "Counters follow sessions that come, move and go",
  async ({ sql, projectId, say, activity }) => {
    const later = new Date(AT.getTime() + 3_600_000);
    const customer = { email: "jane@acme.com", company: { domain: "acme.com" } };
    const first = await say("widget", { customer });
    await say("zendesk", { customer, externalId: "1" }, later);
    const [row] =
      await sql`select contact_id, company_id from sessions s join contacts c on c.id = s.contact_id limit 1`;
    const { contact_id: contactId, company_id: companyId } = row!;
    assert.deepEqual(await activity(contactId), {
      sessions: 2,
      contacts: 0,
      last: later.toISOString(),
    });
    assert.deepEqual(await activity(companyId), {
      sessions: 2,
      contacts: 1,
      last: later.toISOString(),
    });
    await deleteSession(sql, projectId, first);
    assert.equal((await activity(contactId)).sessions, 1);
    assert.equal((await activity(companyId)).sessions, 1);
    const other = await createCompany(sql, projectId, { name: "Other" }, MAYA);
    await updateContact(sql, projectId, contactId, { company_id: other }, MAYA);
    assert.deepEqual(await activity(companyId), { sessions: 0, contacts: 0, last: null });
    assert.deepEqual(await activity(other), {
      sessions: 1,
      contacts: 1,
      last: later.toISOString(),
    });
    await deleteContact(sql, projectId, contactId);
    assert.equal((await activity(other)).contacts, 0);
    const [kept] = await sql`select count(*)::int as amount from sessions where contact_id is null`;
    assert.equal(kept!.amount, 1);
  },
);
