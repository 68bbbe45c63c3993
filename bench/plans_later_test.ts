import assert from "node:assert/strict";
import { eraseContact } from "../core/customers/mod.ts";
import { type Sql, transaction } from "../core/db/mod.ts";
import { dbTest } from "../core/db/testing.ts";
import { ISSUE_SORTS, type IssueFilter, type IssueSort, listIssues } from "../core/issues/mod.ts";
import { listNotifications, unreadCount } from "../core/notifications/mod.ts";
import { lastDecision, listDecisions, waitingDecisions } from "../core/review/mod.ts";
import { listDeliveries } from "../core/webhooks/mod.ts";
import { projectId } from "./fill/conversations.ts";
import { fillLater } from "./fill/later_sql.ts";
import { fill } from "./generate.ts";
import { explained, type Plan } from "./measure/explain_sql.ts";

const ROWS = 20_000;
const project = projectId(0);

// Rows, not times: what is read is the same on every machine, however busy it is.
dbTest(
  `No list of issues, decisions, notifications or deliveries reads more than a part of ${ROWS}`,
  async (sql) => {
    await fillLater(sql, project, ROWS);
    const issues = (filter: IssueFilter, sort: IssueSort = "priority") => (db: Sql) =>
      listIssues(db, project, filter, { sort, limit: 50 });
    // What a filter finds is counted up to 10,000; the page itself is a walk along an index.
    const counted = 12_000;
    const cases: [name: string, read: (db: Sql) => Promise<unknown>, most: number][] = [
      ...ISSUE_SORTS.map((sort): typeof cases[number] => [
        `issues by ${sort}`,
        issues({}, sort),
        counted,
      ]),
      ["open issues", issues({ isOpen: true }), counted],
      ["issues of a rare tag", issues({ tag: ["rare"] }), 1_000],
      ["issues of a company", issues({ companyId: "comp_7" }), 1_000],
      ["issues with a rare word", issues({ search: "number4711" }), 1_000],
      ["waiting decisions", (db) => listDecisions(db, project, "waiting"), 300],
      ["made decisions", (db) => listDecisions(db, project, "decided"), 300],
      ["how many decisions wait", (db) => waitingDecisions(db, project), 1_100],
      ["one's last decision", (db) => lastDecision(db, project, "usr_1"), 500],
      ["notifications", (db) => listNotifications(db, project, "usr_1"), 500],
      [
        "unread notifications",
        (db) => listNotifications(db, project, "usr_1", { isUnread: true }),
        500,
      ],
      ["how many are unread", (db) => unreadCount(db, project, "usr_1"), 500],
      [
        "deliveries of an endpoint",
        (db) => listDeliveries(db, project, "whk_1", { limit: 50 }),
        200,
      ],
      [
        "failed deliveries",
        (db) => listDeliveries(db, project, "whk_1", { status: "failed", limit: 50 }),
        200,
      ],
    ];
    const faults: string[] = [];
    for (const [name, read, most] of cases) {
      const plans: Plan[] = [];
      await read(explained(sql, plans));
      const rows = plans.reduce((sum, plan) => sum + plan.rows, 0);
      if (rows > most) {
        faults.push(`"${name}" reads ${rows} rows:\n${plans.map(({ text }) => text).join("\n")}`);
      }
    }
    assert.deepEqual(faults, []);
  },
);

dbTest("Erasing a person scans no table that grows with what is said", async (sql) => {
  await fill(sql, 5_000);
  await sql`vacuum analyze`;
  const [most] = await sql<{ id: string }[]>`
    select contact_id as id from sessions
    where project_id = ${project} and contact_id is not null
    group by 1 order by count(*) desc, 1 limit 1`;
  const undone = new Error("Undone");
  for (const how of ["anonymise", "delete"] as const) {
    const erasing = transaction(sql, async (tx) => {
      await eraseContact(tx as unknown as Sql, project, most!.id, how, "usr_1");
      const scanned = await tx`
        select relname as table, seq_tup_read::int as rows from pg_stat_xact_user_tables
        where seq_tup_read > 500 and relname <> 'projects'`;
      assert.deepEqual([...scanned], [], how);
      throw undone;
    });
    await assert.rejects(erasing, undone);
  }
});
