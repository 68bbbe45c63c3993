import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { deleteSession, updateSession } from "../sessions/mod.ts";
import { listEvidence } from "./evidence.ts";
import { selectAskingCompanies } from "./evidence_sql.ts";
import { getIssue } from "./issues.ts";
import { linkSession, removeQuote, unlinkSession } from "./links.ts";
import { selectSessionIssues } from "./links_sql.ts";
import { mergeIssue, splitIssue } from "./merge.ts";
import { recountIfMarked, recountMarked } from "./recount.ts";
import { rejectsWith } from "./testing/rejects.ts";
import { conversation, issueOf, maya, projectId, review } from "./testing/world.ts";

dbTest("Evidence is quoted verbatim and points to session and message", async (sql) => {
  const { id } = await issueOf(sql);
  const said = ["Hello", "The export button\n  does nothing. We need it daily."];
  const session = await conversation(sql, said, { email: "ann@acme.example" });
  const link = {
    sessionId: session.id,
    by: "model" as const,
    reason: "Both speak of the export.",
    quotes: [{ sequence: 2, text: "export Button does nothing." }],
  };
  const first = await linkSession(sql, projectId, id, link, review);
  assert.equal(first.outcome, "linked");
  const again = await linkSession(sql, projectId, id, link, review);
  assert.deepEqual(again, { outcome: "known", quoteIds: [] });
  const { evidence } = await listEvidence(sql, projectId, id, { limit: 10 });
  const [one] = evidence;
  assert.equal(one!.contact?.email, "ann@acme.example");
  assert.deepEqual([one!.linked_by, one!.reason], ["model", "Both speak of the export."]);
  const [quote] = one!.quotes;
  assert.equal(quote!.quote, "export button\n  does nothing.");
  assert.deepEqual([quote!.message_id, quote!.sequence], [session.messageIds[1], 2]);
  const issues = await selectSessionIssues(sql, projectId, session.id);
  assert.deepEqual(issues.map(({ id, quotes }) => [id, quotes.length]), [[id, 1]]);
});

dbTest("Words nobody said are no evidence, and nothing is linked then", async (sql) => {
  const { id } = await issueOf(sql);
  const { id: sessionId } = await conversation(sql, ["The export fails."]);
  const invented = [{ sequence: 1, text: "The import fails." }];
  const link = { sessionId, by: "model" as const, quotes: invented };
  await rejectsWith(linkSession(sql, projectId, id, link, review), 400, ["quotes.0"]);
  const missing = { ...link, quotes: [{ sequence: 9 }] };
  await rejectsWith(linkSession(sql, projectId, id, missing, review), 400, ["quotes.0"]);
  assert.equal((await sql`select 1 from session_links`).length, 0);
});

dbTest("A review does not link again what a person took away", async (sql) => {
  const { id } = await issueOf(sql);
  const { id: sessionId } = await conversation(sql, ["The export fails."]);
  const link = { sessionId, by: "rule" as const };
  await linkSession(sql, projectId, id, link, review);
  await unlinkSession(sql, projectId, id, sessionId, maya);
  await rejectsWith(unlinkSession(sql, projectId, id, sessionId, maya), 404);
  assert.equal((await linkSession(sql, projectId, id, link, review)).outcome, "refused");
  assert.equal((await getIssue(sql, projectId, id)).session_count, 0);
  const mine = await linkSession(sql, projectId, id, { sessionId, by: "person" }, maya);
  assert.equal(mine.outcome, "linked");
});

dbTest("Reach counts people and companies once, however often they ask", async (sql) => {
  const { id } = await issueOf(sql);
  const who = [
    { email: "a@acme.example", company: "acme.example" },
    { email: "a@acme.example", company: "acme.example" },
    { email: "b@acme.example", company: "acme.example" },
    { email: "c@beta.example", company: "beta.example" },
    {},
  ];
  for (const one of who) {
    const { id: sessionId } = await conversation(sql, ["It fails."], one);
    await linkSession(sql, projectId, id, { sessionId, by: "person" }, maya);
  }
  await sql`update companies set revenue = 5000.5 where domain = 'acme.example'`;
  assert.equal(await recountMarked(sql), 1);
  const issue = await getIssue(sql, projectId, id);
  const { session_count, contact_count, company_count, unknown_count, revenue } = issue;
  assert.deepEqual({ session_count, contact_count, company_count, unknown_count, revenue }, {
    session_count: 5,
    contact_count: 3,
    company_count: 2,
    unknown_count: 1,
    revenue: 5000.5,
  });
  const companies = await selectAskingCompanies(sql, projectId, id, 10);
  assert.deepEqual(
    companies.map(({ name, session_count, contact_count }) => [
      name,
      session_count,
      contact_count,
    ]),
    [["acme.example", 3, 2], ["beta.example", 1, 1]],
  );
});

dbTest("What changes the reach in passing is counted anew", async (sql) => {
  const { id } = await issueOf(sql);
  const ann = await conversation(sql, ["It fails."], { email: "ann@acme.example" });
  const ben = await conversation(sql, ["It fails."], { email: "ben@acme.example" });
  for (const { id: sessionId } of [ann, ben]) {
    await linkSession(sql, projectId, id, { sessionId, by: "person" }, maya);
  }
  await deleteSession(sql, projectId, ben.id);
  await recountIfMarked(sql, projectId, id);
  assert.equal((await getIssue(sql, projectId, id)).contact_count, 1);
  const actor = { id: null, kind: "api" as const };
  await updateSession(sql, projectId, ann.id, { contactId: null }, actor);
  await recountIfMarked(sql, projectId, id);
  const after = await getIssue(sql, projectId, id);
  assert.deepEqual([after.contact_count, after.unknown_count], [0, 1]);
  assert.equal(await recountMarked(sql), 0);
});

dbTest("A quote goes with its message, also when that is changed at its source", async (sql) => {
  const { id } = await issueOf(sql);
  const session = await conversation(sql, ["The export fails.", "My password is hunter2."]);
  const quotes = [{ sequence: 1 }, { sequence: 2 }];
  await linkSession(sql, projectId, id, { sessionId: session.id, by: "person", quotes }, maya);
  await sql`update messages set content = 'removed' where id = ${session.messageIds[1]!}`;
  let left = await sql`select quote from issue_quotes`;
  assert.deepEqual(left.map(({ quote }) => quote), ["The export fails."]);
  await recountIfMarked(sql, projectId, id);
  const [row] = await sql`select document::text as words from issues where id = ${id}`;
  assert.doesNotMatch(row!.words, /hunter2/);
  await sql`delete from messages where id = ${session.messageIds[0]!}`;
  left = await sql`select quote from issue_quotes`;
  assert.equal(left.length, 0);
});

dbTest("A removed quote leaves the session linked", async (sql) => {
  const { id } = await issueOf(sql);
  const { id: sessionId } = await conversation(sql, ["The export fails."]);
  const link = { sessionId, by: "person" as const, quotes: [{ sequence: 1 }] };
  const { quoteIds } = await linkSession(sql, projectId, id, link, maya);
  await removeQuote(sql, projectId, id, quoteIds[0]!);
  await rejectsWith(removeQuote(sql, projectId, id, quoteIds[0]!), 404);
  const { evidence } = await listEvidence(sql, projectId, id, { limit: 5 });
  assert.deepEqual(evidence.map(({ quotes }) => quotes.length), [0]);
});

dbTest("A merge moves all evidence, once each, and says where the issue went", async (sql) => {
  const one = await issueOf(sql, { title: "Export fails" });
  const other = await issueOf(sql, { title: "CSV does not download" });
  const both = await conversation(sql, ["It fails."], { email: "a@acme.example" });
  const only = await conversation(sql, ["It fails, too."], { email: "b@acme.example" });
  const quotes = [{ sequence: 1 }];
  await linkSession(sql, projectId, one.id, { sessionId: both.id, by: "person", quotes }, maya);
  await linkSession(sql, projectId, other.id, { sessionId: both.id, by: "person", quotes }, maya);
  await linkSession(sql, projectId, other.id, { sessionId: only.id, by: "person", quotes }, maya);
  const kept = await mergeIssue(sql, projectId, other.id, one.id, maya);
  assert.deepEqual([kept.id, kept.session_count, kept.contact_count], [one.id, 2, 2]);
  const { evidence } = await listEvidence(sql, projectId, one.id, { limit: 5 });
  assert.deepEqual(evidence.map(({ quotes }) => quotes.length), [1, 1]);
  const gone = await getIssue(sql, projectId, other.id);
  assert.deepEqual([gone.merged_into, gone.status, gone.session_count], [one.id, "dismissed", 0]);
  await rejectsWith(mergeIssue(sql, projectId, other.id, one.id, maya), 409);
  await rejectsWith(mergeIssue(sql, projectId, one.id, one.id, maya), 400, ["into"]);
  const third = await issueOf(sql, { title: "Third" });
  await mergeIssue(sql, projectId, one.id, third.id, maya);
  assert.equal((await getIssue(sql, projectId, other.id)).merged_into, third.id);
});

dbTest("A split takes the chosen sessions with their quotes to a new issue", async (sql) => {
  const { id } = await issueOf(sql, { type: "bug" });
  const stay = await conversation(sql, ["CSV fails."], { email: "a@acme.example" });
  const go = await conversation(sql, ["PDF fails."], { email: "b@acme.example" });
  for (const { id: sessionId } of [stay, go]) {
    const link = { sessionId, by: "person" as const, quotes: [{ sequence: 1 }] };
    await linkSession(sql, projectId, id, link, maya);
  }
  const input = { title: "PDF export fails", sessionIds: [go.id] };
  const made = await splitIssue(sql, projectId, id, input, maya);
  assert.deepEqual([made.type, made.session_count, made.contact_count], ["bug", 1, 1]);
  assert.equal((await getIssue(sql, projectId, id)).session_count, 1);
  const { evidence } = await listEvidence(sql, projectId, made.id, { limit: 5 });
  assert.deepEqual(evidence[0]!.quotes.map(({ quote }) => quote), ["PDF fails."]);
  const nothing = { title: "Nothing", sessionIds: [go.id] };
  await rejectsWith(splitIssue(sql, projectId, id, nothing, maya), 400, ["session_ids"]);
  assert.equal((await sql`select 1 from issues`).length, 2);
});

dbTest("Links to sessions of another project are refused", async (sql) => {
  const { id } = await issueOf(sql);
  const other = await conversation(sql, ["It fails."], { project: "proj_other" });
  const link = { sessionId: other.id, by: "person" as const };
  await rejectsWith(linkSession(sql, projectId, id, link, maya), 404);
});

dbTest("Many who link to one issue at once lose nothing", async (sql) => {
  const { id } = await issueOf(sql);
  const sessions = [];
  for (let number = 0; number < 12; number++) {
    sessions.push(await conversation(sql, ["It fails."], { email: `p${number}@acme.example` }));
  }
  await Promise.all(
    sessions.map(({ id: sessionId }) =>
      linkSession(sql, projectId, id, { sessionId, by: "rule" }, review)
    ),
  );
  const issue = await getIssue(sql, projectId, id);
  assert.deepEqual([issue.session_count, issue.contact_count], [12, 12]);
});
