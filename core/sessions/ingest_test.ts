import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import type { Sql } from "../db/mod.ts";
import { AppError } from "../errors.ts";
import { ingest } from "./ingest.ts";
import { getSession, listMessages } from "./read_sql.ts";
import { testProject } from "./testing/project.ts";

const scope = { projectId: "proj_test", source: "intercom", connectionId: "conn_1" };
const question = { senderType: "user" as const, content: "How do I export?", externalId: "m1" };

async function counted(sql: Sql) {
  const [row] = await sql`select coalesce(sum(amount), 0)::int as amount from session_counts`;
  return row!.amount;
}

dbTest("A conversation becomes a session with its messages in the given order", async (sql) => {
  const projectId = await testProject(sql);
  const at = new Date("2026-03-01T10:00:00Z");
  const [result] = await ingest(sql, { projectId, source: "api" }, [{
    name: "Export",
    messages: ["third in time", "first", "second"].map((content, index) => ({
      senderType: "user",
      content,
      at: new Date(at.getTime() - index * 1000),
    })),
  }], at);
  assert.equal(result!.outcome, "created");
  const messages = await listMessages(sql, projectId, result!.sessionId);
  assert.deepEqual(messages.map(({ content }) => content), ["third in time", "first", "second"]);
  assert.deepEqual(messages.map(({ sequence }) => sequence), [1, 2, 3]);
  const session = await getSession(sql, projectId, result!.sessionId);
  assert.equal(session!.message_count, 3);
  assert.equal(session!.first_message_at!.toISOString(), "2026-03-01T09:59:58.000Z");
  assert.equal(session!.last_activity_at.toISOString(), "2026-03-01T10:00:00.000Z");
  assert.equal(await counted(sql), 1);
});

dbTest("Delivering a conversation a second time changes nothing", async (sql) => {
  await testProject(sql);
  const conversation = { externalId: "c1", messages: [question] };
  const [first] = await ingest(sql, scope, [conversation]);
  const [second] = await ingest(sql, scope, [conversation]);
  assert.deepEqual(second, { sessionId: first!.sessionId, outcome: "skipped", messageIds: [] });
  assert.equal((await listMessages(sql, "proj_test", first!.sessionId)).length, 1);
  assert.equal((await getSession(sql, "proj_test", first!.sessionId))!.message_count, 1);
  assert.equal(await counted(sql), 1);
});

dbTest("A later delivery adds new messages and replaces edited ones", async (sql) => {
  await testProject(sql);
  await ingest(sql, scope, [{ externalId: "c1", messages: [question] }]);
  const [result] = await ingest(sql, scope, [{
    externalId: "c1",
    messages: [
      { ...question, content: "How do I export invoices?" },
      { senderType: "human_agent", content: "Under Billing.", externalId: "m2" },
    ],
  }]);
  assert.equal(result!.outcome, "updated");
  const messages = await listMessages(sql, "proj_test", result!.sessionId);
  assert.deepEqual(messages.map(({ content }) => content), [
    "How do I export invoices?",
    "Under Billing.",
  ]);
  assert.notEqual(messages[0]!.edited_at, null);
  const types = await sql`select type from events order by position`;
  assert.deepEqual(types.map(({ type }) => type), [
    "session.created",
    "message.created",
    "message.created",
    "message.updated",
  ]);
});

dbTest("A name that a person wrote is not overwritten by the source", async (sql) => {
  await testProject(sql);
  const [made] = await ingest(sql, scope, [{ externalId: "c1", name: "Old", messages: [] }]);
  await sql`update sessions set name = 'Mine', edited_fields = '{name}'`;
  await ingest(sql, scope, [{ externalId: "c1", name: "New", messages: [question] }]);
  assert.equal((await getSession(sql, "proj_test", made!.sessionId))!.name, "Mine");
});

dbTest("The same customer is one contact, found by e-mail in any case or by id", async (sql) => {
  await testProject(sql);
  const deliver = async (externalId: string, customer: object) => {
    const [result] = await ingest(sql, scope, [{ externalId, customer, messages: [question] }]);
    return (await getSession(sql, "proj_test", result!.sessionId))!.contact;
  };
  const first = await deliver("c1", { email: "Jane@Example.com", externalId: "u1" });
  const second = await deliver("c2", { email: "jane@example.com", name: "Jane" });
  const third = await deliver("c3", { externalId: "u1" });
  assert.equal(second!.id, first!.id);
  assert.deepEqual(third, { id: first!.id, name: "Jane", email: "jane@example.com" });
  const other = await deliver("c4", { email: "joe@example.com" });
  assert.notEqual(other!.id, first!.id);
});

dbTest("Sixteen first messages of one new customer at once make one contact", async (sql) => {
  await testProject(sql);
  await Promise.all(Array.from({ length: 16 }, (_, index) =>
    ingest(sql, scope, [{
      externalId: `c${index}`,
      customer: { email: "new@example.com" },
      messages: [question],
    }])));
  const [row] = await sql`select count(*)::int as amount from contacts`;
  assert.equal(row!.amount, 1);
  assert.equal(await counted(sql), 16);
}, { max: 16 });

dbTest("The same conversation delivered sixteen times at once is one session", async (sql) => {
  await testProject(sql);
  const results = await Promise.all(
    Array.from(
      { length: 16 },
      () => ingest(sql, scope, [{ externalId: "c1", messages: [question] }]),
    ),
  );
  const ids = new Set(results.map(([result]) => result!.sessionId));
  assert.equal(ids.size, 1);
  assert.equal((await listMessages(sql, "proj_test", [...ids][0]!)).length, 1);
  assert.equal(await counted(sql), 1);
}, { max: 16 });

dbTest("HTML becomes text, and characters that PostgreSQL refuses are replaced", async (sql) => {
  const projectId = await testProject(sql);
  const [result] = await ingest(sql, { projectId, source: "api" }, [{
    name: "Nul \0 and \ud800",
    userMetadata: { "ke\0y": ["\udfff", { deep: "\0" }] },
    messages: [
      { senderType: "user", format: "html", content: "<p>Hi <b>there</b><script>x</script></p>" },
      { senderType: "user", content: "plain <b>stays</b> \0\ud83d" },
    ],
  }]);
  const session = await getSession(sql, projectId, result!.sessionId);
  assert.equal(session!.name, "Nul  and \ufffd");
  assert.deepEqual(session!.user_metadata, { key: ["\ufffd", { deep: "" }] });
  const messages = await listMessages(sql, projectId, result!.sessionId);
  assert.deepEqual(messages.map(({ content }) => content), [
    "Hi there",
    "plain <b>stays</b> \ufffd",
  ]);
});

dbTest("Two megabytes of different words are stored and found by the last of them", async (sql) => {
  const projectId = await testProject(sql);
  const words = Array.from({ length: 300_000 }, (_, index) => `w${index.toString(36)}`).join(" ");
  await ingest(sql, { projectId, source: "api" }, [
    { messages: [{ senderType: "user", content: words }] },
  ]);
  const { listSessions } = await import("./list.ts");
  const page = await listSessions(sql, projectId, { search: words.slice(-5) }, { limit: 5 });
  assert.equal(page.total, 1);
});

dbTest("An unknown tag, contact or linked entity stores nothing", async (sql) => {
  const projectId = await testProject(sql, "proj_test", { tags: ["billing"] });
  const wrong = [
    { tags: ["nope"] },
    { contactId: "cont_unknown" },
    { linkedEntities: { companies: ["comp_unknown"] } },
  ];
  for (const part of wrong) {
    await assert.rejects(
      ingest(sql, { projectId, source: "api" }, [{ ...part, messages: [question] }]),
      (error) => error instanceof AppError && error.status === 400,
    );
  }
  assert.equal(await counted(sql), 0);
  await ingest(sql, { projectId, source: "api" }, [{ tags: ["billing", "bug"], messages: [] }]);
  assert.equal(await counted(sql), 1);
});

dbTest("A message to a live session that was closed is refused, not lost silently", async (sql) => {
  const projectId = await testProject(sql);
  const live = { externalId: "v:1", isLive: true, messages: [question] };
  await ingest(sql, { projectId, source: "widget" }, [live]);
  await sql`update sessions set status = 'closed'`;
  const more = { ...live, messages: [{ ...question, externalId: "m2" }] };
  await assert.rejects(
    ingest(sql, { projectId, source: "widget" }, [more]),
    (error) => error instanceof AppError && error.code === "session_closed",
  );
  // The lost answer of a message that did arrive can still be asked for again.
  const [again] = await ingest(sql, { projectId, source: "widget" }, [live]);
  assert.equal(again!.outcome, "skipped");
});

dbTest("A message that comes late but was said earlier takes its place in time", async (sql) => {
  await testProject(sql);
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 10, minute));
  const said = (minute: number) => ({
    senderType: "user" as const,
    content: `minute ${minute}`,
    externalId: `m${minute}`,
    at: at(minute),
  });
  await ingest(sql, scope, [{ externalId: "c1", messages: [said(1), said(5)] }]);
  const [result] = await ingest(sql, scope, [{ externalId: "c1", messages: [said(3), said(9)] }]);
  const messages = await listMessages(sql, "proj_test", result!.sessionId);
  assert.deepEqual(messages.map(({ content }) => content), [
    "minute 1",
    "minute 3",
    "minute 5",
    "minute 9",
  ]);
  assert.equal(new Set(messages.map(({ sequence }) => sequence)).size, 4);
});

dbTest("Messages that a complete delivery lacks are removed, our own are kept", async (sql) => {
  await testProject(sql);
  const messages = ["a", "b", "c"].map((id) => ({ ...question, content: id, externalId: id }));
  const [made] = await ingest(sql, scope, [{ externalId: "c1", messages }]);
  await sql`
    insert into messages (project_id, session_id, id, sequence, sender_type, content, created_at)
    values ('proj_test', ${made!.sessionId}, 'msg_own', 9, 'human_agent', 'own', now())`;
  await sql`update sessions set message_count = 4`;
  const [result] = await ingest(sql, scope, [
    { externalId: "c1", isComplete: true, messages: [messages[0]!, messages[2]!] },
  ]);
  assert.equal(result!.outcome, "updated");
  const kept = await listMessages(sql, "proj_test", made!.sessionId);
  assert.deepEqual(kept.map(({ content }) => content), ["a", "c", "own"]);
  assert.equal((await getSession(sql, "proj_test", made!.sessionId))!.message_count, 3);
  const { listSessions } = await import("./list.ts");
  assert.equal((await listSessions(sql, "proj_test", { search: "own" }, { limit: 5 })).total, 1);
  assert.equal((await listSessions(sql, "proj_test", { search: "b" }, { limit: 5 })).total, 0);
});

dbTest("An unchanged digest is passed over, a changed one is an update", async (sql) => {
  await testProject(sql);
  const deliver = async (name: string, contentHash: string) => {
    const [result] = await ingest(sql, scope, [
      { externalId: "c1", name, contentHash, messages: [question] },
    ]);
    return result!.outcome;
  };
  assert.equal(await deliver("A", "1"), "created");
  assert.equal(await deliver("A", "1"), "skipped");
  assert.equal(await deliver("B", "2"), "updated");
});

dbTest("A later delivery adds its tags until a person changed them", async (sql) => {
  const projectId = await testProject(sql);
  const deliver = async (tags: string[]) => {
    const [result] = await ingest(sql, scope, [{ externalId: "c1", tags, messages: [question] }]);
    return (await getSession(sql, projectId, result!.sessionId))!;
  };
  await deliver(["bug"]);
  const { id, tags } = await deliver(["wins"]);
  assert.deepEqual(tags, ["bug", "wins"]);
  const { updateSession } = await import("./update.ts");
  await updateSession(sql, projectId, id, { tags: ["losses"] }, { id: null, kind: "person" });
  assert.deepEqual((await deliver(["bug"])).tags, ["losses"]);
});

dbTest("A corrected sender of a known message is taken over", async (sql) => {
  const projectId = await testProject(sql);
  await ingest(sql, scope, [{ externalId: "c1", messages: [question] }]);
  const corrected = { ...question, senderType: "human_agent" as const, senderName: "Ada" };
  const [result] = await ingest(sql, scope, [{ externalId: "c1", messages: [corrected] }]);
  assert.equal(result!.outcome, "updated");
  const [message] = await listMessages(sql, projectId, result!.sessionId);
  assert.deepEqual([message!.sender_type, message!.sender_name], ["human_agent", "Ada"]);
});
