import assert from "node:assert/strict";
import {
  companyValues,
  CONTACT_SORTS,
  createCompany,
  createContact,
  listCompanies,
  listContacts,
} from "./mod.ts";
import { AT, MAYA, worldTest } from "./testing/world.ts";

worldTest(
  "Every order pages forth and back over all contacts, each once",
  async ({ sql, projectId, say }) => {
    for (let index = 0; index < 23; index++) {
      const email = `p${index % 20}@acme.com`;
      await say("widget", {
        customer: { email, name: index % 3 ? `Name ${index % 7}` : undefined },
      }, new Date(AT.getTime() + index * 60_000));
    }
    for (const name of ["Ünal", "zoe", "Adam"]) await createContact(sql, projectId, { name }, MAYA);
    for (const sort of CONTACT_SORTS) {
      const all = (await listContacts(sql, projectId, {}, { sort, limit: 100 })).rows.map((
        { id },
      ) => id);
      assert.equal(new Set(all).size, 23);
      const seen: string[] = [];
      let cursor: string | null = null;
      let last;
      do {
        last = await listContacts(sql, projectId, {}, { sort, limit: 5, cursor });
        assert.equal(last.total, 23);
        seen.push(...last.rows.map(({ id }) => id));
        cursor = last.nextCursor;
      } while (cursor);
      assert.deepEqual(seen, all, sort);
      const back = await listContacts(sql, projectId, {}, {
        sort,
        limit: 5,
        cursor: last.previousCursor,
      });
      assert.deepEqual(back.rows.map(({ id }) => id), all.slice(15, 20), sort);
    }
    const names = (await listContacts(sql, projectId, {}, { sort: "name", limit: 100 })).rows;
    assert.equal(names[0]?.name, "Adam");
    const error = await listContacts(sql, projectId, {}, { sort: "name", cursor: "x" }).catch((
      error,
    ) => error);
    assert.equal(error.details[0].field, "cursor");
  },
);

worldTest(
  "Contacts are found by name, any address, company, domain and id",
  async ({ sql, projectId }) => {
    const company = await createCompany(sql, projectId, {
      name: "Fjord Energi",
      domain: "fjordenergi.example",
      stage: "trial",
      plan: "pro",
    }, MAYA);
    const jane = await createContact(sql, projectId, {
      name: "Jane O'Neil-Sørlie",
      emails: ["jane@acme.com", "second@home.example"],
      external_ids: [{ source: "zendesk", id: "Z-99" }],
      company_id: company,
    }, MAYA);
    await createContact(sql, projectId, { name: "Somebody else" }, MAYA);
    await createContact(sql, "proj_b", { name: "Jane of elsewhere" }, MAYA);
    const found = async (filter: object) =>
      (await listContacts(sql, projectId, filter)).rows.map(({ id }) => id);
    for (
      const search of [
        "jane",
        "SØRLIE",
        "o'neil",
        "jane@ac",
        "second@h",
        "fjord",
        "fjordenergi.ex",
        "Z-99",
        "jane neil",
      ]
    ) {
      assert.deepEqual(await found({ search }), [jane], search);
    }
    for (const search of ["anej", "jane else", "z-9", "'", "\\", "')) or 1=1 --", "%", "\0"]) {
      assert.ok(!(await found({ search })).includes("x"), search);
    }
    assert.deepEqual(await found({ companyId: company }), [jane]);
    assert.deepEqual(await found({ stage: "trial", plan: "pro" }), [jane]);
    assert.deepEqual(await found({ stage: "customer" }), []);
    assert.equal((await found({ hasSessions: false })).length, 2);
    assert.equal((await found({ hasSessions: true })).length, 0);
    assert.deepEqual(await companyValues(sql, projectId, "stage"), ["trial"]);
  },
);

worldTest(
  "Companies are ordered by revenue, contacts and name, those without come last",
  async ({ sql, projectId }) => {
    for (const [name, revenue] of [["B", 5], ["a", null], ["C", 9]] as const) {
      const id = await createCompany(sql, projectId, { name, revenue }, MAYA);
      if (name === "a") await createContact(sql, projectId, { name: "X", company_id: id }, MAYA);
    }
    const names = async (sort: "revenue" | "contacts" | "name") =>
      (await listCompanies(sql, projectId, {}, { sort })).rows.map(({ name }) => name);
    assert.deepEqual(await names("revenue"), ["C", "B", "a"]);
    assert.equal((await names("contacts"))[0], "a");
    assert.deepEqual(await names("name"), ["a", "B", "C"]);
  },
);
