import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { deleteSession, updateSession } from "../sessions/mod.ts";
import type { IssueFilter, IssueSort } from "./filter.ts";
import { ISSUE_SORTS } from "./filter.ts";
import { closeIssue } from "./issues.ts";
import { linkSession, unlinkSession } from "./links.ts";
import { listIssues } from "./list.ts";
import { mergeIssue } from "./merge.ts";
import { recountMarked } from "./recount.ts";
import { similarIssues } from "./similar.ts";
import { rejectsWith } from "./testing/rejects.ts";
import { conversation, issueOf, maya, projectId } from "./testing/world.ts";

const teammate = { kind: "person" as const, id: "usr_maya", name: "Maya" };

dbTest("Each filter narrows the list, and its total with it", async (sql) => {
  const bug = await issueOf(sql, { title: "Export fails", type: "bug" });
  const wish = await issueOf(sql, { title: "Dark mode", type: "feature_request" });
  const done = await issueOf(sql, { title: "Old import", description: "Spreadsheets" });
  await closeIssue(sql, projectId, done.id, "done", maya);
  const merged = await issueOf(sql, { title: "Export is broken" });
  await mergeIssue(sql, projectId, merged.id, bug.id, maya);
  const session = await conversation(sql, ["The downloader crashes."], {
    email: "ann@acme.example",
    company: "acme.example",
  });
  const link = { sessionId: session.id, by: "person" as const, quotes: [{ sequence: 1 }] };
  await linkSession(sql, projectId, bug.id, link, maya);
  await updateSession(sql, projectId, session.id, { tags: ["bug", "losses"] }, teammate);
  assert.equal(await recountMarked(sql), 1);
  const [company] = await sql`select id from companies`;
  const [contact] = await sql`select id from contacts`;
  const cases: [IssueFilter, string[]][] = [
    [{}, [bug.id, wish.id, done.id]],
    [{ isOpen: true }, [bug.id, wish.id]],
    [{ isOpen: false }, [done.id]],
    [{ status: ["done", "planned"] }, [done.id]],
    [{ type: ["bug", "feature_request"] }, [bug.id, wish.id]],
    [{ hasEvidence: true }, [bug.id]],
    [{ hasEvidence: false }, [wish.id, done.id]],
    [{ companyId: company!.id }, [bug.id]],
    [{ contactId: contact!.id }, [bug.id]],
    [{ sessionId: session.id }, [bug.id]],
    [{ tag: ["losses", "wins"] }, [bug.id]],
    [{ tag: ["wins"] }, []],
    [{ companyId: "comp_none" }, []],
    [{ search: "dark" }, [wish.id]],
    [{ search: "spreadsh" }, [done.id]],
    [{ search: "downloader" }, [bug.id]],
    [{ search: "nowhere" }, []],
    [{ search: "!!" }, []],
    [{ priority: ["low"], type: ["bug"] }, [bug.id]],
    [{ priority: ["urgent"] }, []],
  ];
  for (const [filter, expected] of cases) {
    const page = await listIssues(sql, projectId, filter, { sort: "priority", limit: 10 });
    const ids = page.issues.map(({ id }) => id).sort();
    assert.deepEqual(ids, [...expected].sort(), JSON.stringify(filter));
    assert.equal(page.total, expected.length);
  }
});

dbTest(
  "The tags of an issue follow its sessions when they are tagged, unlinked, deleted",
  async (sql) => {
    const issue = await issueOf(sql);
    const [one, other] = [await conversation(sql, ["x"]), await conversation(sql, ["y"])];
    for (const { id: sessionId } of [one, other]) {
      await linkSession(sql, projectId, issue.id, { sessionId, by: "person" }, maya);
    }
    const tags = async () => {
      await recountMarked(sql);
      const rows = await sql`select tag, session_count from issue_tags order by tag`;
      return rows.map(({ tag, session_count }) => `${tag} ${session_count}`);
    };
    await updateSession(sql, projectId, one.id, { tags: ["bug", "wins"] }, teammate);
    await updateSession(sql, projectId, other.id, { tags: ["bug"] }, teammate);
    assert.deepEqual(await tags(), ["bug 2", "wins 1"]);
    await updateSession(sql, projectId, other.id, { tags: ["losses"] }, teammate);
    assert.deepEqual(await tags(), ["bug 1", "losses 1", "wins 1"]);
    await unlinkSession(sql, projectId, issue.id, one.id, maya);
    assert.deepEqual(await tags(), ["losses 1"]);
    await deleteSession(sql, projectId, other.id);
    assert.deepEqual(await tags(), []);
  },
);

dbTest("Every order is paged through without loss or repetition, both ways", async (sql) => {
  const made = [];
  for (let number = 0; number < 7; number++) {
    const issue = await issueOf(sql, { title: `Issue ${number}`, impact: 1 + number % 3 });
    made.push(issue.id);
    for (let count = 0; count < number % 4; count++) {
      const { id: sessionId } = await conversation(sql, ["x"], { email: `p${count}@a.example` });
      await linkSession(sql, projectId, issue.id, { sessionId, by: "person" }, maya);
    }
  }
  for (const sort of ISSUE_SORTS) {
    const page = (cursor?: string) => listIssues(sql, projectId, {}, { sort, limit: 3, cursor });
    const first = await page();
    const second = await page(first.nextCursor!);
    const third = await page(second.nextCursor!);
    const all = [first, second, third].flatMap(({ issues }) => issues.map(({ id }) => id));
    assert.deepEqual([...all].sort(), [...made].sort(), sort);
    assert.equal(third.nextCursor, null);
    const back = await page(third.previousCursor!);
    assert.deepEqual(back.issues, second.issues);
    assert.equal(first.previousCursor, null);
  }
  const { nextCursor } = await listIssues(sql, projectId, {}, { sort: "newest", limit: 3 });
  for (const cursor of [nextCursor!, "x", "", btoa("0~n~9~1~iss_1"), btoa("0~n~1~x~iss_1")]) {
    const list = listIssues(sql, projectId, {}, { sort: "priority", limit: 3, cursor });
    await rejectsWith(list, 400, ["cursor"]);
  }
});

dbTest("The orders put the most pressing, newest and most wanted first", async (sql) => {
  const quiet = await issueOf(sql, { title: "Quiet", priority_override: "urgent" });
  const wanted = await issueOf(sql, { title: "Wanted" });
  const { id: sessionId } = await conversation(sql, ["x"], { email: "a@acme.example" });
  await linkSession(sql, projectId, wanted.id, { sessionId, by: "person" }, maya);
  const newest = await issueOf(sql, { title: "Newest" });
  const firstBy = async (sort: IssueSort) =>
    (await listIssues(sql, projectId, {}, { sort, limit: 1 })).issues[0]!.id;
  assert.deepEqual(await Promise.all(ISSUE_SORTS.map(firstBy)), [
    quiet.id,
    newest.id,
    wanted.id,
    wanted.id,
  ]);
});

dbTest("Similar issues are found by stems, best first, with the words they share", async (sql) => {
  const csv = await issueOf(sql, { title: "Export to CSV fails for large projects" });
  const pdf = await issueOf(sql, { title: "PDF export cuts off long tables" });
  await issueOf(sql, { title: "Dark mode for the dashboard" });
  await issueOf(sql, { title: "Invite several teammates at once" });
  const text =
    "Hi, we tried exporting our biggest project as CSV and it always failed. Large ones fail.";
  const found = await similarIssues(sql, projectId, text, 5);
  assert.equal(found[0]!.id, csv.id);
  assert.ok(found[0]!.score > 0.5, String(found[0]!.score));
  assert.ok(found[0]!.words.includes("csv"));
  const other = found.find(({ id }) => id === pdf.id);
  assert.ok(!other || other.score < found[0]!.score / 2, String(other?.score));
  const same = await similarIssues(sql, projectId, csv.title, 5, csv.id);
  assert.ok(same.every(({ id }) => id !== csv.id));
  assert.deepEqual(await similarIssues(sql, projectId, "the and of", 5), []);
  assert.deepEqual(await similarIssues(sql, "proj_other", text, 5), []);
});

dbTest("What customers said about an issue helps to find it", async (sql) => {
  const issue = await issueOf(sql, { title: "Export fails" });
  await issueOf(sql, { title: "Login is slow" });
  const session = await conversation(sql, ["The spreadsheet download never arrives."]);
  const link = { sessionId: session.id, by: "person" as const, quotes: [{ sequence: 1 }] };
  await linkSession(sql, projectId, issue.id, link, maya);
  const found = await similarIssues(sql, projectId, "My spreadsheet downloads do not arrive", 5);
  assert.equal(found[0]?.id, issue.id);
});
