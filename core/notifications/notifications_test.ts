import assert from "node:assert/strict";
import { testProject } from "../access/testing.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { createIssue } from "../issues/mod.ts";
import { deleteSession, ingest, requestHuman, takeOver } from "../sessions/mod.ts";
import { choicesOf, choose } from "./choices.ts";
import { listNotifications, openNotification, readAll, unreadCount } from "./list.ts";
import { spreadForgotten, spreadThing } from "./spread.ts";

const roles = { olga: "owner", mia: "member", vic: "viewer" } as const;

/** Has all things that were noted told to people. */
async function tellAll(sql: Sql): Promise<void> {
  await spreadForgotten(sql, false, new Date(Date.now() + 120_000));
}

async function chat(sql: Sql, projectId: string, content = "Help"): Promise<string> {
  const [made] = await ingest(sql, { projectId, source: "widget" }, [{
    isLive: true,
    customer: { name: "Jane <b>", email: "jane@example.com" },
    messages: [{ senderType: "user", content }],
  }]);
  return made!.sessionId;
}

const ask = (sql: Sql, projectId: string, sessionId: string, reason = "Wants a person") =>
  transaction(sql, (tx) => requestHuman(tx, projectId, sessionId, reason));

dbTest("A session that asks for a person is told once, to those who can answer", async (sql) => {
  const { projectId, olga, mia, vic } = await testProject(sql, roles);
  const sessionId = await chat(sql, projectId);
  await ask(sql, projectId, sessionId);
  // Asking again while it waits is the same thing.
  await ask(sql, projectId, sessionId, "Still");
  const [job] = await sql`select kind, payload from jobs where kind = 'notifications.spread'`;
  const told = () => spreadThing(sql, projectId, String(job!.payload.position), false);
  await Promise.all([told(), told(), told()]);
  await tellAll(sql);
  for (const user of [olga, mia]) {
    const { notifications } = await listNotifications(sql, projectId, user.id);
    assert.equal(notifications.length, 1);
    assert.equal(notifications[0]!.title, "Jane <b> waits for a person");
    assert.equal(notifications[0]!.text, "Still");
    assert.equal(notifications[0]!.path, `/projects/${projectId}/sessions/${sessionId}`);
  }
  assert.equal(await unreadCount(sql, projectId, vic.id), 0);
  const events = await sql`select data from events where type = 'notification.created'`;
  assert.deepEqual(events.map(({ data }) => data), [{ kind: "waiting" }]);
  // Somebody takes it, it asks anew: another thing.
  await takeOver(sql, projectId, sessionId, { id: mia.id, name: "Mia" });
  await ask(sql, projectId, sessionId);
  await tellAll(sql);
  assert.equal(await unreadCount(sql, projectId, olga.id), 2);
  await deleteSession(sql, projectId, sessionId);
  assert.equal(await unreadCount(sql, projectId, olga.id), 0);
});

dbTest("Whoever makes an issue is not told of it, and choices are followed", async (sql) => {
  const { projectId, olga, mia, vic } = await testProject(sql, roles);
  await choose(sql, projectId, vic.id, { issue: { inDashboard: false, byMail: false } });
  await createIssue(sql, projectId, { title: "Slow" }, { kind: "person", id: mia.id, name: "Mia" });
  await tellAll(sql);
  const counts = await Promise.all(
    [olga, mia, vic].map(({ id }) => unreadCount(sql, projectId, id)),
  );
  assert.deepEqual(counts, [1, 0, 0]);
  assert.equal((await choicesOf(sql, projectId, vic.id)).issue.inDashboard, false);
  assert.equal((await choicesOf(sql, projectId, mia.id)).attention.byMail, false);
  assert.equal((await choicesOf(sql, projectId, olga.id)).attention.byMail, true);
  const { projectId: other } = await testProject(sql, { eve: "owner" });
  await assert.rejects(choicesOf(sql, other, olga.id), /not found/);
});

dbTest("A connection that stops is told to those who can enter credentials", async (sql) => {
  const { projectId, olga, mia } = await testProject(sql, roles);
  await sql`
    insert into connections (project_id, id, source, name, secret, created_at, updated_at)
    values (${projectId}, 'conn_1', 'acme', 'Acme', '-', now(), now())`;
  const stop = () =>
    sql`
    update connections set status = 'needs_attention', status_message = 'Key refused.'`;
  await stop();
  await stop();
  await tellAll(sql);
  assert.equal(await unreadCount(sql, projectId, mia.id), 0);
  const { notifications: [told] } = await listNotifications(sql, projectId, olga.id);
  assert.deepEqual([told!.title, told!.text], ["Acme needs attention", "Key refused."]);
  await sql`update connections set status = 'active'`;
  await stop();
  await tellAll(sql);
  assert.equal(await unreadCount(sql, projectId, olga.id), 2);
});

dbTest("Opening marks one as read, and another person's stay as they are", async (sql) => {
  const { projectId, olga, mia } = await testProject(sql, roles);
  for (let turn = 0; turn < 3; turn++) await ask(sql, projectId, await chat(sql, projectId));
  await tellAll(sql);
  const { notifications } = await listNotifications(sql, projectId, olga.id);
  const { position } = notifications[1]!;
  assert.match(await openNotification(sql, projectId, olga.id, position), /\/sessions\/sess_/);
  assert.equal(await unreadCount(sql, projectId, olga.id), 2);
  // What came after the page was made stays unread.
  await ask(sql, projectId, await chat(sql, projectId));
  await tellAll(sql);
  assert.equal(await readAll(sql, projectId, olga.id, notifications[0]!.position), 2);
  assert.equal(await unreadCount(sql, projectId, olga.id), 1);
  assert.equal(await unreadCount(sql, projectId, mia.id), 4);
  for (const wrong of ["0", "x", "999999", "9".repeat(40)]) {
    await assert.rejects(openNotification(sql, projectId, olga.id, wrong), /not found/);
  }
  await assert.rejects(openNotification(sql, "proj_other", olga.id, position), /not found/);
});

dbTest("Sessions of a project that is none of ours are stored without a word", async (sql) => {
  const sessionId = await chat(sql, "proj_nowhere");
  await ask(sql, "proj_nowhere", sessionId);
  assert.equal((await sql`select from notification_things`).length, 0);
});
