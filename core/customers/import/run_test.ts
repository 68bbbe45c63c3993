import assert from "node:assert/strict";
import { AppError } from "../../errors.ts";
import {
  cancelImport,
  type CustomerImport,
  errorsCsv,
  listCompanies,
  listContacts,
  readContact,
  readImport,
  selectSuggestions,
  startImport,
  updateContact,
  uploadImport,
  workOff,
} from "../mod.ts";
import { MAYA, type World, worldTest } from "../testing/world.ts";

async function* bytes(text: string) {
  yield new TextEncoder().encode(text);
}

async function upload({ sql, projectId }: World, text: string): Promise<CustomerImport> {
  return await uploadImport(sql, projectId, { body: bytes(text), format: "csv" }, "usr_maya");
}

async function run(world: World, text: string, step: "check" | "run" = "run") {
  const { sql, projectId } = world;
  const { id } = await upload(world, text);
  await startImport(sql, projectId, id, step, { isQueued: false });
  await workOff(sql, projectId, id);
  return await readImport(sql, projectId, id);
}

const counts = (
  { status, created, updated, unchanged, failed, companies_created }: CustomerImport,
) => [status, created, updated, unchanged, failed, companies_created];

const FILE = `email,name,user id,company,domain,plan,arr,seats
jane@acme.com,Jane Smith,u1,Acme,acme.com,pro,"1,200",5
JANE@acme.com,,,,,,,
joe@acme.com,Joe,,,acme.com,,,
not an address,X,,,,,,
,Only a name,,Solo GmbH,,,,
,,,Fjord,fjord.example,free,10,
ann@gmail.com,Ann,,solo gmbh,,,,`;

worldTest(
  "A file makes contacts and companies, and the same file again changes nothing",
  async (world) => {
    const { sql, projectId } = world;
    assert.deepEqual(counts(await run(world, FILE, "check")), ["checked", 5, 0, 1, 1, 3]);
    assert.equal((await listContacts(sql, projectId)).total, 0, "a look changes nothing");
    assert.deepEqual(counts(await run(world, FILE)), ["done", 5, 0, 1, 1, 3]);
    const { rows } = await listContacts(sql, projectId, { search: "jane" });
    assert.equal(rows.length, 1);
    const { name, company, custom_fields, external_ids, provenance } = rows[0]!;
    assert.deepEqual([name, company?.name, custom_fields], ["Jane Smith", "Acme", { seats: "5" }]);
    assert.deepEqual(external_ids, [{ source: "user", id: "u1" }]);
    assert.equal(provenance.name?.by, "import");
    const companies = (await listCompanies(sql, projectId, {}, { sort: "name" })).rows;
    assert.deepEqual(companies.map((one) => [one.name, one.plan, one.revenue, one.contact_count]), [
      ["Acme", "pro", 1200, 2],
      ["Fjord", "free", 10, 0],
      ["Solo GmbH", null, null, 2],
    ]);
    const again = await run(world, FILE);
    // Somebody with a name only cannot be recognised: they are made again.
    assert.deepEqual(counts(again), ["done", 1, 0, 5, 1, 0]);
  },
);

worldTest(
  "An import updates whom it finds by address or id, and leaves alone what a person wrote",
  async (world) => {
    const { sql, projectId, match, say } = world;
    const jane = await match("zendesk", { email: "jane@acme.com", externalId: "z1" });
    await say("zendesk", { customer: { email: "jane@acme.com" } });
    await updateContact(sql, projectId, jane, { name: "Jane by hand" }, MAYA);
    const result = await run(world, "email,name,title,company\njane@acme.com,Other,CTO,Acme\n");
    assert.deepEqual(counts(result), ["done", 0, 1, 0, 0, 1]);
    const contact = await readContact(sql, projectId, jane);
    assert.deepEqual([contact.name, contact.title, contact.company?.name], [
      "Jane by hand",
      "CTO",
      "Acme",
    ]);
    const [company] = (await listCompanies(sql, projectId)).rows;
    assert.deepEqual([company!.contact_count, company!.session_count], [1, 1]);
    const { id } = await upload(world, "zd,phone\nz1,+49 1\n");
    await startImport(sql, projectId, id, "run", {
      mapping: { zd: "external:zendesk", phone: "phone" },
      isQueued: false,
    });
    await workOff(sql, projectId, id);
    assert.equal((await readContact(sql, projectId, jane)).phone, "+49 1");
  },
);

worldTest(
  "A row that means two people updates the stronger one and suggests the other",
  async (world) => {
    const { sql, projectId, match } = world;
    const jane = await match("widget", { email: "jane@acme.com" });
    const joe = await match("widget", { userId: "7" });
    await run(world, "email,user id,title\njane@acme.com,7,CTO\n");
    assert.equal((await readContact(sql, projectId, jane)).title, "CTO");
    assert.deepEqual(
      (await selectSuggestions(sql, projectId, jane)).map(({ contactId }) => contactId),
      [joe],
    );
  },
);

worldTest(
  "Rows that were not taken come back as CSV, with the reason and without formulas",
  async (world) => {
    const { sql, projectId } = world;
    const result = await run(
      world,
      'email,name\nbad,"=HYPERLINK(""x"")"\ngood@acme.com,Good\n,\nworse,"a, b"\n',
    );
    assert.deepEqual(counts(result), ["done", 1, 0, 0, 2, 0]);
    const text = await new Response(errorsCsv(sql, projectId, result)).text();
    assert.deepEqual(text.split("\r\n"), [
      "email,name,Row,Error",
      `bad,"'=HYPERLINK(""x"")",1,emails: enter an address such as jane@example.com.`,
      `worse,"a, b",3,emails: enter an address such as jane@example.com.`,
      "",
    ]);
  },
);

worldTest("Across batches a look counts a repeated person once", async (world) => {
  const rows = Array.from(
    { length: 1_200 },
    (_, index) => `p${index % 700}@acme.com,Acme ${index % 3}`,
  );
  const text = `email,company\n${rows.join("\n")}\n`;
  const looked = await run(world, text, "check");
  assert.equal(looked.created, 700);
  assert.equal(looked.companies_created, 3);
  const done = await run(world, text);
  assert.equal(done.created, 700);
  assert.equal(done.companies_created, 3);
  assert.equal((await listContacts(world.sql, world.projectId)).total, 700);
});

worldTest("An import is stopped, begins anew, and is refused twice at once", async (world) => {
  const { sql, projectId } = world;
  const { id } = await upload(world, FILE);
  const refused = async (work: Promise<unknown>, status: number) => {
    const error = await work.then(() => null, (error) => error);
    assert.ok(error instanceof AppError && error.status === status, `${error}`);
  };
  await refused(cancelImport(sql, projectId, id), 409);
  await startImport(sql, projectId, id, "run");
  await refused(startImport(sql, projectId, id, "run"), 409);
  await cancelImport(sql, projectId, id);
  await workOff(sql, projectId, id);
  assert.equal((await listContacts(sql, projectId)).total, 0);
  await startImport(sql, projectId, id, "run", { mapping: { email: "email" }, isQueued: false });
  await workOff(sql, projectId, id);
  assert.equal((await readImport(sql, projectId, id)).status, "done");
  await refused(startImport(sql, projectId, id, "run"), 409);
  await refused(readImport(sql, "proj_other", id), 404);
  await refused(upload(world, "a,b\n"), 400);
  const [left] = await sql`select count(*)::int as amount from customer_imports`;
  assert.equal(left!.amount, 1, "a file that could not be read leaves nothing");
});
