import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import type { AppError } from "../errors.ts";
import { newId } from "../id.ts";
import { createCompany } from "./companies.ts";
import { createContact } from "./contacts.ts";
import { findCompany, findContact } from "./find.ts";

const setter = { by: "person" as const, who: "usr_maya" };

dbTest(
  "A customer is found by address or a name only one has, and asked for otherwise",
  async (sql) => {
    const projectId = newId("proj");
    await sql`insert into projects (id, name) values (${projectId}, 'Test')`;
    const add = (name: string, email: string) =>
      createContact(sql, projectId, { name, email }, setter);
    const ann = await add("Ann Lee", "ann@acme.example");
    const other = await add("Ann Lee", "ann.lee@bolt.example");
    const bo = await add("Bo Berg", "bo@bolt.example");
    const company = await createCompany(
      sql,
      projectId,
      { name: "Bolt", domain: "bolt.example" },
      setter,
    );
    const find = async (words: string) => (await findContact(sql, projectId, words)).id;
    assert.equal(await find(" ANN@acme.example "), ann);
    assert.equal(await find("ann.lee@bolt.example"), other);
    assert.equal(await find("Berg"), bo);
    assert.equal(await find("bo berg"), bo);
    assert.deepEqual(await findCompany(sql, projectId, "bolt.example"), {
      id: company,
      name: "Bolt",
    });
    const faults: [() => Promise<unknown>, RegExp][] = [
      [
        () => find("Ann Lee"),
        /^Several customers are found by “Ann Lee”: .*\(ann@acme\.example\).*\. Type/,
      ],
      [
        () => find("nobody@x.example"),
        /^No customer is found by “nobody@x.example”\. Type the e-mail/,
      ],
      [() => find("!!"), /^No customer is found/],
      [
        () => findCompany(sql, projectId, "acme.example"),
        /^No company is found by .* Type the domain\.$/,
      ],
      [() => findContact(sql, "proj_other", "Bo"), /^No customer/],
    ];
    for (const [work, sentence] of faults) {
      await assert.rejects(work(), (error: AppError) => {
        assert.deepEqual([error.status, error.details!.length], [400, 1]);
        assert.match(error.details![0]!.message, sentence);
        return true;
      });
    }
  },
);
