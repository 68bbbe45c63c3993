import assert from "node:assert/strict";
import type { Sql } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { getSession, ingest, listMessages } from "../sessions/mod.ts";
import { closeIssue } from "./issues.ts";
import { linkSession } from "./links.ts";
import { listAskers, noteText, sendNote } from "./notes.ts";
import { rejectsWith } from "./testing/rejects.ts";
import { conversation, issueOf, maya, projectId } from "./testing/world.ts";

const teammate = { id: "usr_maya", name: "Maya" };

/** An issue that is done, asked for on the website, in a live source, and in a ticket. */
async function doneIssue(sql: Sql) {
  await sql`insert into projects (id, name) values (${projectId}, 'Issues')`;
  const issue = await issueOf(sql, { title: "Export fails" });
  const said = [{ senderType: "user" as const, content: "The export fails." }];
  const [widget] = await ingest(sql, { projectId, source: "widget" }, [{
    externalId: "w1",
    visitorId: "vis_1",
    isLive: true,
    status: "closed",
    customer: { email: "ann@acme.example", name: "Ann Lee" },
    messages: said,
  }]);
  await sql`
    insert into connections (project_id, id, source, name, secret, takes_replies, created_at,
      updated_at)
    values (${projectId}, 'conn_live', 'slack', 'Slack', '-', true, now(), now())`;
  const scope = { projectId, source: "slack", connectionId: "conn_live" };
  const [live] = await ingest(sql, scope, [{
    externalId: "t1",
    isLive: true,
    customer: { externalId: "U1", name: "Ben" },
    messages: said,
  }]);
  const ticket = await conversation(sql, ["The export fails."], { email: "cleo@beta.example" });
  // Ann also wrote a ticket, later: the website still reaches her.
  const second = await conversation(sql, ["Any news?"], { email: "ann@acme.example" });
  const ids = [widget!.sessionId, live!.sessionId, ticket.id, second.id];
  for (const sessionId of ids) {
    await linkSession(sql, projectId, issue.id, { sessionId, by: "person" }, maya);
  }
  return { issue, widget: ids[0]!, live: ids[1]!, ticket: ids[2]! };
}

dbTest("Everybody who asked is listed once, with the way they are reached best", async (sql) => {
  const { issue, widget, live, ticket } = await doneIssue(sql);
  const { askers, next } = await listAskers(sql, projectId, issue.id, { limit: 10 });
  const ways = askers.map(({ session_id, way, contact }) => [session_id, way, contact?.name]);
  assert.deepEqual(
    ways.sort(),
    [
      [live, "reply", "Ben"],
      [ticket, "by_hand", null],
      [widget, "visitor", "Ann Lee"],
    ].sort(),
  );
  assert.equal(next, null);
  const first = await listAskers(sql, projectId, issue.id, { limit: 2 });
  const rest = await listAskers(sql, projectId, issue.id, { limit: 2, after: first.next });
  assert.deepEqual([...first.askers, ...rest.askers], askers);
});

dbTest("A note reaches a closed conversation without reopening or taking it over", async (sql) => {
  const { issue, widget } = await doneIssue(sql);
  const { askers } = await listAskers(sql, projectId, issue.id, { limit: 10 });
  const ann = askers.find(({ session_id }) => session_id === widget)!;
  const note = {
    personId: ann.person_id,
    sessionId: widget,
    text: noteText(issue, ann.contact!.name),
  };
  await rejectsWith(sendNote(sql, projectId, issue.id, note, teammate), 409);
  await closeIssue(sql, projectId, issue.id, "done", maya);
  assert.equal(await sendNote(sql, projectId, issue.id, note, teammate), "sent");
  const session = await getSession(sql, projectId, widget);
  assert.deepEqual([session!.status, session!.is_human_takeover], ["closed", false]);
  const last = (await listMessages(sql, projectId, widget)).at(-1)!;
  assert.equal(last.sender_type, "human_agent");
  assert.match(last.content, /^Hi Ann, .*“Export fails”/);
  const after = await listAskers(sql, projectId, issue.id, { limit: 10 });
  const told = after.askers.find(({ person_id }) => person_id === ann.person_id)!.told;
  assert.deepEqual([told?.way, told?.by, told?.message_id], ["sent", "Maya", last.id]);
});

dbTest("Nobody is told twice, however many press the button", async (sql) => {
  const { issue, live } = await doneIssue(sql);
  await closeIssue(sql, projectId, issue.id, "done", maya);
  const { askers } = await listAskers(sql, projectId, issue.id, { limit: 10 });
  const ben = askers.find(({ session_id }) => session_id === live)!;
  const note = { personId: ben.person_id, sessionId: live, text: "Done!" };
  const results = await Promise.allSettled(
    Array.from({ length: 5 }, () => sendNote(sql, projectId, issue.id, note, teammate)),
  );
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  // It is on its way to where the conversation happens, once.
  const sends = await sql`select message_id from message_sends where session_id = ${live}`;
  assert.equal(sends.length, 1);
  const again = await listAskers(sql, projectId, issue.id, { limit: 10 });
  const { told } = again.askers.find(({ person_id }) => person_id === ben.person_id)!;
  assert.deepEqual([told?.way, told?.delivery], ["sent", "queued"]);
});

dbTest("Where nothing can be sent, a person says that they did", async (sql) => {
  const { issue, ticket } = await doneIssue(sql);
  await closeIssue(sql, projectId, issue.id, "done", maya);
  const { askers } = await listAskers(sql, projectId, issue.id, { limit: 10 });
  const { person_id: personId } = askers.find(({ session_id }) => session_id === ticket)!;
  const note = { personId, sessionId: ticket, text: "Done!" };
  await rejectsWith(sendNote(sql, projectId, issue.id, note, teammate), 400, ["session_id"]);
  const byHand = { ...note, text: "", isByHand: true };
  assert.equal(await sendNote(sql, projectId, issue.id, byHand, teammate), "by_hand");
  await rejectsWith(sendNote(sql, projectId, issue.id, byHand, teammate), 409);
  const foreign = { ...note, personId: "cont_none" };
  await rejectsWith(sendNote(sql, projectId, issue.id, foreign, teammate), 404);
  assert.equal((await listMessages(sql, projectId, ticket)).length, 1);
});
