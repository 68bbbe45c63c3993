import assert from "node:assert/strict";
import type { Sql } from "../../db/mod.ts";
import { getSession, ingest, listMessages, listSessions } from "../../sessions/mod.ts";
import {
  createContact,
  eraseContact,
  exportPerson,
  mergeCustomers,
  readContact,
  recordHash,
  selectErasures,
  startImport,
  subjectHash,
  uploadImport,
  workOff,
} from "../mod.ts";
import { AT, MAYA, type World, worldTest } from "../testing/world.ts";
import { patternsOf } from "./redact_model.ts";

/** Everything about Jane that must not be left anywhere. */
const TRACES = [
  "jane@acme.com",
  "jane.private@home.example",
  "Jane Smith",
  "smith",
  "zd-4711",
  "4930123456",
];

/** Fills a project with a person in every place a person leaves traces. */
async function fill({ sql, projectId, say, match }: World) {
  const customer = { email: "jane@acme.com", name: "Jane Smith", externalId: "zd-4711" };
  await sql`insert into connections (project_id, id, source, name, secret, created_at, updated_at)
    values (${projectId}, 'conn_1', 'zendesk', 'Zendesk', '-', now(), now())`;
  const ticket = {
    externalId: "1",
    name: "Jane Smith cannot log in",
    customer,
    userMetadata: { email: "jane@acme.com", name: "Jane Smith" },
    customFields: { requester: "Jane Smith" },
    messages: [
      {
        externalId: "m1",
        senderType: "user" as const,
        senderName: "Jane Smith",
        content: "I am Jane Smith, call +49 (30) 123-456. Will Smith sits beside me.",
        at: AT,
      },
      {
        externalId: "m2",
        senderType: "human_agent" as const,
        senderName: "Maya",
        content: "Hello Jane, I will write to jane@acme.com.",
        at: AT,
      },
    ],
  };
  const scope = { projectId, source: "zendesk", connectionId: "conn_1" };
  const [own] = await ingest(sql, scope, [ticket], AT);
  const other = await say("widget", {
    name: "Ask jane@acme.com",
    customer: { email: "joe@acme.com", name: "Joe" },
    messages: [{
      senderType: "user",
      content: "My colleague jane@acme.com knows; mary.jane@acme.community does not.",
      at: AT,
    }],
  });
  const jane = await match("zendesk", customer);
  const twin = await createContact(sql, projectId, {
    name: "Jane Smith",
    email: "jane.private@home.example",
    phone: "+49 30 123456",
  }, MAYA);
  await mergeCustomers(sql, projectId, "contact", jane, twin, {}, MAYA);
  const text = "email,name\njane@acme.com,Jane Smith\njoe@acme.com,Joe\n";
  const { id } = await uploadImport(sql, projectId, {
    body: [new TextEncoder().encode(text)].values() as never,
    format: "csv",
  }, null);
  await startImport(sql, projectId, id, "run", { isQueued: false });
  await workOff(sql, projectId, id);
  await sql`insert into idempotency_keys (project_id, key, request_hash, status, body, created_at)
    values (${projectId}, 'k', 'h', 201, ${
    sql.json({ session: { user_metadata: { email: "jane@acme.com" } } })
  }, now())`;
  await sql`insert into source_deliveries (project_id, connection_id, id, delivery_key, lane, payload, received_at)
    values (${projectId}, 'conn_1', 'del_1', 'd', 'l', ${
    sql.json({ from: "Jane@Acme.com" })
  }, now())`;
  await sql`insert into events (project_id, type, session_id, data, created_at)
    values (${projectId}, 'sync.failed', null, ${
    sql.json({ message: "jane@acme.com is odd" })
  }, now())`;
  await sql`insert into agent_answers (project_id, session_id, message_id, ownership_version, answered_sequence, text, writer, lease_until, started_at, updated_at)
    values (${projectId}, ${
    own!.sessionId
  }, 'msg_x', 0, 1, 'Dear Jane Smith', 'w', now(), now(), now())`;
  return { jane, own: own!.sessionId, other, ticket, scope };
}

/** Somebody else, whose address begins and goes on like hers. */
const OTHER = "mary.jane@acme.community";

/** Where in the whole database a text still stands, in any case, but in the other one's address. */
async function placesOf(sql: Sql, text: string): Promise<string[]> {
  const tables = await sql<{ table: string }[]>`
    select table_name as table from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const found: string[] = [];
  for (const { table } of tables) {
    const rows = await sql`
      select row::text as row from ${
      sql(table)
    } as row where strpos(replace(lower(row::text), ${OTHER}, ''), lower(${text})) > 0`;
    found.push(...rows.map((one) => `${table}: ${one.row.slice(0, 300)}`));
  }
  return found;
}

worldTest(
  "Deleting a person leaves no trace in any table, and a record that names nobody",
  async (world) => {
    const { sql, projectId } = world;
    const { jane, own, other, ticket, scope } = await fill(world);
    for (const trace of TRACES.slice(0, 5)) {
      assert.notDeepEqual(
        await placesOf(sql, trace),
        [],
        trace,
      );
    }
    const erasure = await eraseContact(sql, projectId, jane, "delete", "usr_maya");
    for (
      const trace of ["jane@acme.com", "jane.private@home.example", "Jane Smith", "zd-4711", jane]
    ) {
      assert.deepEqual(await placesOf(sql, trace), [], trace);
    }
    assert.equal(await getSession(sql, projectId, own), null);
    const [message] = await listMessages(sql, projectId, other);
    assert.equal(
      message!.content,
      "My colleague [erased] knows; mary.jane@acme.community does not.",
    );
    assert.equal(erasure.counts.sessions, 1);
    assert.equal(erasure.counts.messages, 2);
    assert.equal(erasure.counts.mentions, 1);
    assert.equal(erasure.counts.import_rows, 1);
    assert.equal(erasure.subject_hash, await subjectHash(projectId, jane));
    const found = await listSessions(sql, projectId, { search: "jane@acme.com" }, { limit: 5 });
    assert.deepEqual(found.sessions, []);
    // The source still has it and brings it again.
    const [again] = await ingest(sql, scope, [{ ...ticket, name: "News" }]);
    assert.equal(again!.outcome, "skipped");
    assert.deepEqual(await placesOf(sql, "zd-4711"), []);
  },
);

worldTest("Anonymising keeps what was said without who said it", async (world) => {
  const { sql, projectId } = world;
  const { jane, own, ticket, scope } = await fill(world);
  await eraseContact(sql, projectId, jane, "anonymise", "usr_maya");
  for (const trace of TRACES) assert.deepEqual(await placesOf(sql, trace), [], trace);
  const session = await getSession(sql, projectId, own);
  assert.equal(session!.name, "[erased] cannot log in");
  assert.deepEqual(session!.user_metadata, {});
  assert.equal(session!.contact_id, null);
  const messages = await listMessages(sql, projectId, own);
  assert.deepEqual(messages.map(({ content, sender_name }) => [sender_name, content]), [
    [null, "I am [erased], call [erased]. Will [erased] sits beside me."],
    ["Maya", "Hello [erased], I will write to [erased]."],
  ]);
  assert.equal((await ingest(sql, scope, [{ ...ticket, name: "News" }]))[0]!.outcome, "skipped");
});

worldTest(
  "Records form a chain: none can be changed or left out unseen",
  async ({ sql, projectId }) => {
    for (const name of ["A", "B", "C"]) {
      const id = await createContact(sql, projectId, { name }, MAYA);
      await eraseContact(sql, projectId, id, "delete", "usr_maya");
    }
    const records = (await selectErasures(sql, projectId)).reverse();
    assert.equal(records.length, 3);
    for (const [index, { record_hash, ...rest }] of records.entries()) {
      assert.equal(record_hash, await recordHash(rest));
      assert.equal(rest.previous_hash, records[index - 1]?.record_hash ?? "");
    }
  },
);

worldTest("An export holds everything there is of a person", async (world) => {
  const { sql, projectId } = world;
  const { jane, own } = await fill(world);
  for (let index = 0; index < 60; index++) {
    await world.say("widget", { customer: { email: "jane@acme.com" } });
  }
  const text = await new Response(await exportPerson(sql, projectId, jane)).text();
  const data = JSON.parse(text);
  assert.equal(data.contact.id, jane);
  assert.equal(data.sessions.length, 61);
  assert.equal(new Set(data.sessions.map(({ id }: { id: string }) => id)).size, 61);
  const session = data.sessions.find(({ id }: { id: string }) => id === own);
  assert.equal(session.messages[0].content.slice(0, 15), "I am Jane Smith");
  assert.deepEqual(data.imported_rows[0].cells, ["jane@acme.com", "Jane Smith"]);
  assert.equal(data.merges.length, 1);
  assert.equal(data.identities.length, 3);
  const empty = await createContact(sql, projectId, { name: "Nobody said" }, MAYA);
  assert.deepEqual(
    JSON.parse(await new Response(await exportPerson(sql, projectId, empty)).text()).sessions,
    [],
  );
  assert.equal((await readContact(sql, projectId, jane)).id, jane);
});

Deno.test("Short numbers, single names and ids are not looked for everywhere", () => {
  const { anywhere, own } = patternsOf({ emails: [], names: ["Al"], phones: ["12"], ids: ["7"] });
  assert.deepEqual([anywhere, own], [null, null]);
});
