import assert from "node:assert/strict";
import { apiTest, assertError, type Json, type TestApi } from "./testing.ts";

const at = (api: TestApi, rest = "") => `/api/projects/${api.projectId}/customers${rest}`;
const flat = (api: TestApi, name: string, rest = "") =>
  `/api/${name}${rest}${rest.includes("?") ? "&" : "?"}projectId=${api.projectId}`;

async function add(api: TestApi, body: unknown, path = at(api)): Promise<Json> {
  const answer = await api.post(path, body);
  assert.equal(answer.status, 201, answer.text);
  return answer.body.contact ?? answer.body.company;
}

apiTest("Contacts answer {contacts,total} on both paths, single reads {contact}", async (api) => {
  const company = await add(
    api,
    { name: "Acme", domain: "acme.com", revenue: 1200.5 },
    flat(api, "companies"),
  );
  const jane = await add(api, { name: "Jane", email: "Jane@acme.com", company_id: company.id });
  const list = await api.get(flat(api, "contacts"));
  assert.deepEqual(Object.keys(list.body), ["contacts", "total"]);
  const documented = await api.get(at(api));
  assert.deepEqual(Object.keys(documented.body), ["contacts", "data", "total"]);
  assert.deepEqual(documented.body.contacts, list.body.contacts);
  assert.equal(list.body.contacts[0].id, jane.id);
  const one = await api.get(flat(api, "contacts", `/${jane.id}`));
  assert.deepEqual(Object.keys(one.body), ["contact"]);
  assert.deepEqual(one.body.contact.identities.map(({ kind, origin }: Json) => [kind, origin]), [[
    "email",
    "api",
  ]]);
  const companies = await api.get(flat(api, "companies"));
  assert.deepEqual(Object.keys(companies.body), ["companies", "total"]);
  assert.equal(companies.body.companies[0].revenue, 1200.5);
  assert.equal(companies.body.companies[0].contact_count, 1);
  const single = await api.get(flat(api, "companies", `/${company.id}`));
  assert.deepEqual(Object.keys(single.body), ["company"]);
});

apiTest("Pages follow one another by cursor, and a foreign cursor is refused", async (api) => {
  for (let index = 0; index < 7; index++) await add(api, { name: `Person ${index}` });
  const names: string[] = [];
  let next: string | undefined;
  do {
    const cursor: string = next ? `&cursor=${next}` : "";
    const { body } = await api.get(flat(api, "contacts", `?sort=name&limit=3${cursor}`));
    assert.equal(body.total, 7);
    names.push(...body.contacts.map(({ name }: Json) => name));
    next = body.next_cursor;
  } while (next);
  assert.deepEqual(names, Array.from({ length: 7 }, (_, index) => `Person ${index}`));
  const { body } = await api.get(flat(api, "contacts", "?sort=name&limit=3"));
  assertError(await api.get(flat(api, "contacts", `?cursor=${body.next_cursor}`)), 400, /cursor/);
  for (
    const query of ["limit=0", "limit=501", "limit=x", "sort=up", "hasSessions=yes", "cursor=%00"]
  ) {
    assertError(await api.get(flat(api, "contacts", `?${query}`)), 400);
  }
});

apiTest("Wrong bodies are named field by field, with the path's status", async (api) => {
  const jane = await add(api, { name: "Jane", email: "jane@acme.com" });
  const wrong: [unknown, string][] = [
    [{}, "name"],
    [{ name: 5 }, "name"],
    [{ name: "x".repeat(201) }, "name"],
    [{ email: "nobody" }, "email"],
    [{ name: "A", emails: "a@b.c" }, "emails"],
    [{ name: "A", external_ids: [{ source: "zendesk" }] }, "external_ids.0.id"],
    [{ name: "A", custom_fields: { a: { b: 1 } } }, "custom_fields"],
    [{ name: "A", company_id: "comp_none" }, "company_id"],
  ];
  for (const [body, field] of wrong) {
    for (const [path, status] of [[at(api), 422], [flat(api, "contacts"), 400]] as const) {
      const answer = await api.post(path, body);
      assertError(answer, status);
      assert.equal(answer.body.errors[0].field, field, answer.text);
    }
  }
  assertError(await api.post(at(api), { email: "JANE@acme.com" }), 409, /belongs to Jane/);
  assertError(await api.call("PATCH", at(api, `/${jane.id}`), { json: {} }), 422);
  for (const id of ["cont_none", "..%2f", "%00", "x".repeat(200)]) {
    assertError(await api.get(at(api, `/${id}`)), 404);
  }
});

apiTest("A repeated create with an Idempotency-Key makes one contact", async (api) => {
  const headers = { "idempotency-key": "jane-1" };
  const first = await api.post(at(api), { name: "Jane" }, { headers });
  const second = await api.post(at(api), { name: "Jane" }, { headers });
  assert.equal(second.status, 201);
  assert.equal(second.body.contact.id, first.body.contact.id);
  assert.equal((await api.get(at(api))).body.total, 1);
});

apiTest("Merge, unmerge and split over HTTP", async (api) => {
  const jane = await add(api, { name: "Jane", emails: ["jane@acme.com", "j@home.example"] });
  const twin = await add(api, { name: "J. S.", external_ids: [{ source: "zendesk", id: "7" }] });
  const merged = await api.post(at(api, `/${jane.id}/merge`), {
    other_id: twin.id,
    fields: { name: "other" },
  });
  assert.equal(merged.status, 200, merged.text);
  assert.equal(merged.body.contact.name, "J. S.");
  assert.equal((await api.get(at(api, `/${twin.id}`))).body.contact.id, jane.id);
  const back = await api.post(at(api, `/${jane.id}/unmerge`), { merge_id: merged.body.merge_id });
  assert.equal(back.body.contact.id, twin.id);
  const split = await api.post(at(api, `/${jane.id}/split`), {
    kind: "email",
    value: "j@home.example",
  });
  assert.equal(split.status, 201, split.text);
  assert.deepEqual(split.body.contact.emails, ["j@home.example"]);
  assertError(await api.post(at(api, `/${jane.id}/merge`), { other_id: jane.id }), 422);
  assertError(await api.post(at(api, `/${jane.id}/merge`), { other_id: "cont_none" }), 404);
});

apiTest("A short import is done at once, a long one is a job with its address", async (api) => {
  const call = (body: string, type = "text/csv", query = "") =>
    api.call("POST", at(api, `/import${query}`), { body, headers: { "content-type": type } });
  const short = await call(
    "email;name\njane@acme.com;Jane\nbad;X\n",
    "text/csv",
    "?fileName=a.csv",
  );
  assert.equal(short.status, 200, short.text);
  assert.deepEqual(
    [short.body.import.status, short.body.import.created, short.body.import.failed],
    ["done", 1, 1],
  );
  assert.equal(short.body.errors[0].row, 2);
  const csv = await api.get(at(api, `/import/${short.body.import.id}/errors`));
  assert.match(csv.text, /bad,X,2,/);

  const dry = await call('[{"email": "new@acme.com"}]', "application/json", "?dryRun=true");
  assert.deepEqual([dry.body.import.status, dry.body.import.created], ["checked", 1]);
  assert.equal((await api.get(at(api))).body.total, 1);

  const rows = Array.from({ length: 501 }, (_, row) => `p${row}@acme.com`).join("\n");
  const long = await call(`email\n${rows}\n`);
  assert.equal(long.status, 202, long.text);
  assert.equal(long.body.import.status, "queued");
  const status = await api.get(long.headers.get("location")!);
  assert.equal(status.body.import.total_rows, 501);
  assert.equal((await api.sql`select 1 from jobs where kind = 'customers.import'`).length, 1);

  const form = new FormData();
  form.set("file", new File(["email\nform@acme.com\n"], "list.csv"));
  const encoded = new Response(form);
  const sent = await api.call("POST", at(api, "/import"), {
    body: await encoded.arrayBuffer(),
    headers: { "content-type": encoded.headers.get("content-type")! },
  });
  assert.equal(sent.body.import.created, 1, sent.text);
});

apiTest("A file that is sent again with the same key is imported once", async (api) => {
  const call = (body: string, key: string, query = "") =>
    api.call("POST", at(api, `/import${query}`), {
      body,
      headers: { "content-type": "text/csv", "idempotency-key": key },
    });
  // Rows with only a name make a new contact each time they are imported.
  const file = "name\nJane\nJoe\n";
  const answers = await Promise.all(Array.from({ length: 4 }, () => call(file, "list-1")));
  const ids = new Set(answers.map(({ body }) => body.import?.id));
  assert.equal(ids.size, 1, answers.map(({ text }) => text).join("\n"));
  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200, 200]);
  assert.ok(
    answers.every(({ body }) => body.import.status === "done" && body.import.created === 2),
  );
  assert.equal((await api.get(at(api))).body.total, 2);
  assert.equal((await api.get(at(api, "/import"))).body.total, 1);

  assertError(await call("name\nOther\n", "list-1"), 422, /used for another request/);
  assertError(await call(file, "list-1", "?dryRun=true"), 422);
  assertError(await call(file, "a b"), 400, /visible ASCII/);
  // What was refused leaves the key free, and no file behind.
  assertError(await call(file, "list-2", '?mapping={"z":"email"}'), 422);
  assert.equal((await call(file, "list-2", "?dryRun=true")).body.import.status, "checked");
  assert.equal((await api.get(at(api, "/import"))).body.total, 2);

  const long = `email\n${Array.from({ length: 501 }, (_, row) => `p${row}@acme.com`).join("\n")}\n`;
  const [first, second] = [await call(long, "list-3"), await call(long, "list-3")];
  assert.deepEqual([first.status, second.status], [202, 202]);
  assert.equal(first.body.import.id, second.body.import.id);
  assert.equal(first.headers.get("location"), second.headers.get("location"));
});

apiTest("Imports that cannot be read are refused and leave nothing", async (api) => {
  const call = (body: string, type: string, query = "") =>
    api.call("POST", at(api, `/import${query}`), { body, headers: { "content-type": type } });
  const refused: [Promise<{ status: number; body: Json; text: string }>, number][] = [
    [call("", "text/csv"), 422],
    [call("email\n", "text/csv"), 422],
    [call("{", "application/json"), 422],
    [call("5", "application/json"), 422],
    [call("<xml/>", "application/xml"), 415],
    [call("a,b\n1,2", "text/csv", "?mapping=5"), 400],
    [call("a,b\n1,2", "text/csv", '?mapping={"a":"nonsense"}'), 422],
    [call("a,b\n1,2", "text/csv", '?mapping={"z":"email"}'), 422],
    [call("a,b\n1,2", "text/csv", "?delimiter=x"), 400],
    [call("--x\r\n", "multipart/form-data; boundary=x"), 422],
  ];
  for (const [answer, status] of refused) {
    const got = await answer;
    assert.ok([status, 400, 422].includes(got.status), `${got.status} ${got.text}`);
    assert.equal(typeof got.body.error, "string");
  }
  assert.equal((await api.get(at(api))).body.total, 0);
});

apiTest("Erasing and exporting need the full scope, and leave the record", async (api) => {
  const session = await api.create({
    user_metadata: { email: "jane@acme.com", name: "Jane Smith" },
    messages: [{ role: "user", content: "I am Jane Smith" }],
  });
  const id = session.contact_id;
  const erase = { conversations: "anonymise" };
  assertError(await api.post(at(api, `/${id}/erase`), erase, { key: api.keys.write }), 403);
  assertError(await api.post(at(api, `/${id}/erase`), erase, { as: "member" }), 403);
  assertError(await api.get(at(api, `/${id}/export`), { key: api.keys.read }), 403);
  const exported = await api.get(at(api, `/${id}/export`));
  assert.equal(exported.body.sessions[0].messages[0].content, "I am Jane Smith");
  assertError(await api.post(at(api, `/${id}/erase`), { conversations: "maybe" }), 422);
  const answer = await api.post(at(api, `/${id}/erase`), erase, { as: "admin" });
  assert.equal(answer.status, 200, answer.text);
  assert.doesNotMatch(answer.text, /jane/i);
  assertError(await api.get(at(api, `/${id}`)), 404);
  const { body } = await api.get(api.sessions(`/${session.id}`));
  assert.equal(body.messages[0].content, "I am [erased]");
  assert.deepEqual(body.session.user_metadata, {});
  const records = await api.get(at(api, "/erasures"));
  assert.equal(records.body.erasures[0].erased_by, api.people.admin.id);
});
