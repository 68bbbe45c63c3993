import assert from "node:assert/strict";
import type { Conversation, ConversationMessage } from "../contract/mod.ts";
import { dbTest } from "../db/testing.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { deleteSourceMessage } from "./delete_message.ts";
import { ingest } from "./ingest.ts";
import { getSession, listMessages } from "./read_sql.ts";
import { listSessions } from "./list.ts";
import { testProject } from "./testing/project.ts";

const projectId = "proj_test";
const scope = { projectId, source: "acme", connectionId: "conn_1" };
const base = new Date("2026-11-20T10:00:00Z");
const minute = (count: number) => new Date(base.getTime() + count * 60_000);

async function connected(sql: Sql): Promise<void> {
  await testProject(sql);
  await sql`insert into connections (project_id, id, source, name, secret, created_at, updated_at)
    values (${projectId}, 'conn_1', 'acme', 'Acme', 'x', now(), now())`;
}

function said(id: string, content: string, more: Partial<ConversationMessage> = {}) {
  return { externalId: id, senderType: "user" as const, content, at: base, ...more };
}

async function deliver(
  sql: Sql,
  messages: ConversationMessage[],
  more: Partial<Conversation> = {},
) {
  const thread = { externalId: "t1", isLive: true, onClosed: "reopen" as const, messages };
  const [result] = await ingest(sql, scope, [{ ...thread, ...more }]);
  return result!;
}

async function texts(sql: Sql, sessionId: string) {
  return (await listMessages(sql, projectId, sessionId)).map(({ content }) => content);
}

const close = (sql: Sql) =>
  sql`update sessions set status = 'closed', closed_at = now(), closed_by = 'person',
    edited_fields = '{status}'`;

const jobs = async (sql: Sql) => (await sql`select kind from jobs where status = 'queued'`).length;

dbTest("A new message reopens a closed live session, whoever closed it", async (sql) => {
  await connected(sql);
  const { sessionId } = await deliver(sql, [said("1", "Hello")]);
  await close(sql);
  await deliver(sql, [said("1", "Hello")]);
  assert.equal((await getSession(sql, projectId, sessionId))!.status, "closed");

  const again = [said("2", "It broke again", { at: minute(9) })];
  await deliver(sql, again, { wantsAnswer: true });
  const session = (await getSession(sql, projectId, sessionId))!;
  assert.deepEqual([session.status, session.closed_at, session.closed_by], ["active", null, null]);
  assert.equal(session.ownership_version, 0);
  assert.equal(await jobs(sql), 1);
  const [event] = await sql`select data from events where type = 'session.updated'`;
  assert.deepEqual(event!.data, { status: "active" });
  const counts = await sql`select status, sum(amount)::int as amount from session_counts
    group by status having sum(amount) <> 0`;
  assert.deepEqual([...counts], [{ status: "active", amount: 1 }]);
});

dbTest(
  "What was said in the past is added to a closed session and leaves it closed",
  async (sql) => {
    await connected(sql);
    const { sessionId } = await deliver(sql, [said("1", "Hello")]);
    await close(sql);
    const past = [said("2", "And more", { at: minute(1) })];
    await deliver(sql, past, { onClosed: "append", wantsAnswer: true });
    assert.equal((await getSession(sql, projectId, sessionId))!.status, "closed");
    assert.deepEqual(await texts(sql, sessionId), ["Hello", "And more"]);
    assert.equal(await jobs(sql), 0);
    await assert.rejects(
      deliver(sql, [said("3", "New", { at: minute(2) })], { onClosed: undefined }),
      /This conversation is closed/,
    );
  },
);

dbTest("A session imported from the past is live once something is said in it", async (sql) => {
  await connected(sql);
  const { sessionId } = await deliver(sql, [said("1", "Old")], { isLive: false, status: "closed" });
  await deliver(sql, [said("2", "New", { at: minute(1) })]);
  const [row] = await sql`select status, is_live from sessions where id = ${sessionId}`;
  assert.deepEqual(row, { status: "active", is_live: true });
});

dbTest("An older version of an edited message that arrives late is ignored", async (sql) => {
  await connected(sql);
  const { sessionId } = await deliver(sql, [
    said("1", "second version", { editedAt: minute(2) }),
    said("1", "first version"),
  ]);
  assert.deepEqual(await texts(sql, sessionId), ["second version"]);
  for (
    const [content, editedAt, kept] of [
      ["first version", undefined, "second version"],
      ["version between", minute(1), "second version"],
      ["third version", minute(3), "third version"],
      ["second version", minute(2), "third version"],
    ] as const
  ) {
    await deliver(sql, [said("1", content, { editedAt })]);
    assert.deepEqual(await texts(sql, sessionId), [kept]);
  }
});

dbTest("A late message of a live conversation takes its place by time", async (sql) => {
  await connected(sql);
  const { sessionId } = await deliver(sql, [said("1", "first")]);
  await deliver(sql, [said("3", "third", { at: minute(3) })]);
  await deliver(sql, [said("2", "second", { at: minute(2) })]);
  assert.deepEqual(await texts(sql, sessionId), ["first", "second", "third"]);
  const session = (await getSession(sql, projectId, sessionId))!;
  assert.equal(session.last_activity_at.getTime(), minute(3).getTime());
  await deliver(sql, [said("0", "zeroth", { at: minute(-1) })]);
  const after = (await getSession(sql, projectId, sessionId))!;
  assert.equal(after.first_message_at!.getTime(), minute(-1).getTime());
});

dbTest(
  "A deleted message is gone from count, preview and search, and does not return",
  async (sql) => {
    await connected(sql);
    const { sessionId } = await deliver(sql, [
      said("1", "my password is swordfish"),
      said("2", "sorry about that", { at: minute(1) }),
    ]);
    const remove = (id: string, thread = "t1") =>
      transaction(sql, (tx) => deleteSourceMessage(tx, scope, thread, id, minute(5)));
    assert.equal((await remove("1"))!.sessionId, sessionId);
    assert.equal(await remove("1"), null);
    const session = (await getSession(sql, projectId, sessionId))!;
    assert.deepEqual([session.message_count, session.preview], [1, "sorry about that"]);
    const page = { limit: 5, order: "last_activity_at" as const };
    const search = (words: string) => listSessions(sql, projectId, { search: words }, page);
    assert.equal((await search("swordfish")).sessions.length, 0);
    assert.equal((await search("sorry")).sessions.length, 1);
    const [event] = await sql`select data from events where type = 'session.updated'`;
    assert.deepEqual(event!.data, { messages_deleted: 1 });

    const late = await deliver(sql, [said("1", "my password is swordfish")]);
    assert.deepEqual(late, { sessionId, outcome: "skipped", messageIds: [] });
    assert.deepEqual(await texts(sql, sessionId), ["sorry about that"]);
  },
);

dbTest("A message whose deletion came first makes no session", async (sql) => {
  await connected(sql);
  const deletion = () =>
    transaction(sql, (tx) => deleteSourceMessage(tx, scope, "t1", "1", minute(5)));
  assert.equal(await deletion(), null);
  const late = await deliver(sql, [said("1", "never mind")]);
  assert.deepEqual(late, { sessionId: "", outcome: "skipped", messageIds: [] });
  assert.equal((await sql`select from sessions`).length, 0);
  const { sessionId } = await deliver(sql, [said("1", "never mind"), said("2", "hello?")]);
  assert.deepEqual(await texts(sql, sessionId), ["hello?"]);
  assert.equal((await getSession(sql, projectId, sessionId))!.preview, "hello?");
});

dbTest("The provider's copy of an answer sent from here changes nothing about it", async (sql) => {
  await connected(sql);
  const { sessionId } = await deliver(sql, [said("1", "Hello")]);
  await sql`insert into messages (project_id, session_id, id, sequence, sender_type, content,
    external_id, created_at) values (${projectId}, ${sessionId}, 'msg_a', 9, 'ai', 'Hi', '2', now())`;
  await sql`insert into message_sends (project_id, session_id, message_id, status, created_at)
    values (${projectId}, ${sessionId}, 'msg_a', 'sent', now())`;
  await deliver(sql, [said("2", "*Hi*", { senderType: "bot", senderName: "Hissuno" })]);
  const [, answer] = await listMessages(sql, projectId, sessionId);
  assert.deepEqual([answer!.content, answer!.sender_type], ["Hi", "ai"]);
});
