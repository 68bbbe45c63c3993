import assert from "node:assert/strict";
import { AppError } from "../errors.ts";
import {
  createCompany,
  createContact,
  mergeCustomers,
  readCompany,
  readContact,
  selectMerges,
  selectSuggestions,
  sessionsOfCustomer,
  splitIdentity,
  unmergeCustomers,
  updateContact,
} from "./mod.ts";
import { MAYA, worldTest } from "./testing/world.ts";

worldTest(
  "A merge moves sessions and identities and keeps the chosen values; an unmerge gives them back",
  async ({ sql, projectId, say, match, activity }) => {
    await say("widget", { customer: { email: "jane@acme.com", name: "Jane" } });
    await say("zendesk", { customer: { externalId: "z1", name: "J. Smith" }, externalId: "1" });
    const jane = await match("widget", { email: "jane@acme.com" });
    const smith = await match("zendesk", { externalId: "z1" });
    await updateContact(sql, projectId, smith, {
      title: "CTO",
      custom_fields: { seats: 3, plan: "x" },
    }, MAYA);
    await updateContact(sql, projectId, jane, { custom_fields: { seats: 1 } }, MAYA);
    const before = [
      await readContact(sql, projectId, jane),
      await readContact(sql, projectId, smith),
    ];

    const merge = await mergeCustomers(
      sql,
      projectId,
      "contact",
      jane,
      smith,
      { name: "other" },
      MAYA,
    );
    const merged = await readContact(sql, projectId, jane);
    assert.equal(merged.name, "J. Smith");
    assert.equal(merged.title, "CTO");
    assert.deepEqual(merged.custom_fields, { seats: 1, plan: "x" });
    assert.deepEqual(merged.external_ids, [{ source: "zendesk", id: "z1" }]);
    assert.equal(merged.provenance.title?.name, "Maya");
    assert.equal((await activity(jane)).sessions, 2);
    // Whoever has the old id still finds the person, and so does the source.
    assert.equal((await readContact(sql, projectId, smith)).id, jane);
    assert.equal(await match("zendesk", { externalId: "z1" }), jane);
    assert.equal((await selectMerges(sql, projectId, jane)).length, 1);

    await updateContact(sql, projectId, jane, { title: "CEO" }, MAYA);
    assert.equal(await unmergeCustomers(sql, projectId, merge, MAYA), smith);
    const strip = ({ updated_at: _updated, ...rest }: Awaited<ReturnType<typeof readContact>>) =>
      rest;
    const { title, provenance: _now, ...back } = strip(await readContact(sql, projectId, jane));
    const { title: _title, provenance: _was, ...was } = strip(before[0]!);
    assert.deepEqual(back, was);
    assert.equal(title, "CEO", "what was changed after the merge stays");
    assert.deepEqual(strip(await readContact(sql, projectId, smith)), strip(before[1]!));
    assert.equal(await match("zendesk", { externalId: "z1" }), smith);
    const again = await unmergeCustomers(sql, projectId, merge, MAYA).catch((error) => error);
    assert.ok(again instanceof AppError && again.status === 409);
  },
);

worldTest(
  "Merging companies moves contacts and sessions, once each, and can be undone",
  async ({ sql, projectId, say, match, activity }) => {
    const acme = await createCompany(sql, projectId, {
      name: "Acme",
      domain: "acme.com",
      revenue: 5,
    }, MAYA);
    const gmbh = await createCompany(sql, projectId, {
      name: "Acme GmbH",
      domain: "acme.de",
      plan: "pro",
    }, MAYA);
    await say("widget", { customer: { email: "a@acme.com", company: { domain: "acme.com" } } });
    await say("widget", { customer: { email: "b@acme.de", company: { domain: "acme.de" } } });
    await say("widget", {
      customer: { email: "b@acme.de", company: { domain: "acme.de" } },
      linkedEntities: { companies: [acme] },
    });
    const merge = await mergeCustomers(sql, projectId, "company", acme, gmbh, {}, MAYA);
    const { plan, domains, revenue } = await readCompany(sql, projectId, acme);
    assert.deepEqual([plan, domains, revenue], ["pro", ["acme.com", "acme.de"], 5]);
    assert.deepEqual(await activity(acme), {
      sessions: 3,
      contacts: 2,
      last: "2026-03-01T10:00:00.000Z",
    });
    await unmergeCustomers(sql, projectId, merge, MAYA);
    assert.equal((await activity(acme)).sessions, 2);
    assert.equal((await activity(gmbh)).sessions, 2);
    assert.equal((await activity(gmbh)).contacts, 1);
    const b = await readContact(sql, projectId, await match("widget", { email: "b@acme.de" }));
    assert.equal(b.company_id, gmbh);
    assert.equal((await readCompany(sql, projectId, acme)).plan, null);
  },
);

worldTest(
  "Merging across projects, with oneself or an unknown field is refused",
  async ({ sql, projectId }) => {
    const jane = await createContact(sql, projectId, { name: "Jane" }, MAYA);
    const joe = await createContact(sql, "proj_b", { name: "Joe" }, MAYA);
    const refused = async (work: Promise<unknown>, status: number) => {
      const error = await work.then(() => null, (error) => error);
      assert.ok(error instanceof AppError && error.status === status, String(error));
    };
    await refused(mergeCustomers(sql, projectId, "contact", jane, joe, {}, MAYA), 404);
    await refused(mergeCustomers(sql, projectId, "contact", jane, jane, {}, MAYA), 400);
    await refused(mergeCustomers(sql, projectId, "contact", jane, joe, { id: "other" }, MAYA), 400);
  },
);

worldTest(
  "Splitting an identity off takes the sessions that came by it, and the two stay two",
  async ({ sql, projectId, say, match }) => {
    const email = "jane@acme.com";
    const chat = await say("widget", { customer: { email }, userMetadata: { email } });
    const ticket = await say("zendesk", {
      customer: { email, externalId: "z1" },
      externalId: "1",
      userMetadata: { email },
    });
    const jane = await match("widget", { email });
    const other = await splitIdentity(sql, projectId, jane, { kind: "zendesk", value: "z1" }, MAYA);
    const of = async (id: string) =>
      (await sessionsOfCustomer(sql, projectId, "contact", id, 10)).map(({ id }) => id);
    assert.deepEqual(await of(jane), [chat]);
    assert.deepEqual(await of(other), [ticket]);
    assert.equal(await match("zendesk", { externalId: "z1" }), other);
    assert.equal(await match("zendesk", { email, externalId: "z1" }), jane);
    assert.deepEqual(await selectSuggestions(sql, projectId, jane), []);
    const last = await splitIdentity(sql, projectId, other, { kind: "zendesk", value: "z1" }, MAYA)
      .catch((error) => error);
    assert.equal(last.status, 409);
  },
);
