import assert from "node:assert/strict";
import { dbTest } from "../core/db/testing.ts";
import {
  CONTACT_SORTS,
  type ContactFilter,
  type ContactSort,
  CUSTOMER_COUNT_CAP,
  listContacts,
} from "../core/customers/mod.ts";
import { COUNT_CAP, listSessions } from "../core/sessions/mod.ts";
import { projectId } from "./fill/conversations.ts";
import { fill } from "./generate.ts";
import { explained, type Plan } from "./measure/explain_sql.ts";
import { listCases } from "./measure/list_cases.ts";

const SIZE = 20_000;

/** Reads the whole project when few names fit; see docs/performance.md. */
const unbounded = ["part of the name", "no such name"];

/** Two indexes are read and joined where neither alone is selective. */
const joined = ["tag and dates"];

// Rows, not times: what a list reads is the same on every machine, however busy it is.
dbTest(
  `No list or search of ${SIZE} sessions reads more than a bounded part of them`,
  async (sql) => {
    await fill(sql, SIZE);
    const project = projectId(0);
    const faults: string[] = [];
    for (const { name, filter, cursor } of await listCases(sql, project)) {
      if (unbounded.includes(name)) continue;
      const plans: Plan[] = [];
      await listSessions(explained(sql, plans), project, filter, { limit: 50, cursor });
      const rows = plans.reduce((sum, plan) => sum + plan.rows, 0);
      // A search of a project this small counts all of its hits, for an exact total.
      const bound = filter.search !== undefined
        ? 2 * SIZE
        : joined.includes(name)
        ? SIZE / 2
        : 2 * COUNT_CAP + 1_500;
      if (rows > bound) {
        faults.push(`"${name}" reads ${Math.round(rows)} rows:\n${plans.map(({ text }) => text)}`);
      }
    }
    assert.deepEqual(faults, []);
  },
);

dbTest("A page at any depth of a list reads as little as the first one", async (sql) => {
  await fill(sql, 5_000);
  const project = projectId(0);
  const blocks: number[] = [];
  for (const { name, filter, cursor } of await listCases(sql, project)) {
    if (name !== "no filter" && !name.startsWith("cursor")) continue;
    const plans: Plan[] = [];
    await listSessions(explained(sql, plans), project, filter, { limit: 50, cursor });
    blocks.push(plans.reduce((sum, plan) => sum + plan.blocks, 0));
  }
  const [first, ...deep] = blocks as [number, ...number[]];
  assert.equal(deep.length, 3);
  for (const each of deep) assert.ok(each < 1.5 * first, `${each} blocks against ${first}`);
});

dbTest("No list of contacts reads more than its page and its capped total", async (sql) => {
  const project = projectId(0);
  await sql`
    insert into contacts (project_id, id, name, email, document, created_at, updated_at)
    select ${project}, 'cont_' || n, 'Person ' || n, 'p' || n || '@example.com',
      array_to_tsvector(array['person', n::text, 'p' || n || '@example.com', 'example', ${project}]),
      now() - n * interval '1 minute', now()
    from generate_series(1, 30000) as n`;
  await sql`
    update customer_activity set session_count = 1, last_activity_at = now()
    where right(id, 1) <> '7'`;
  await sql`vacuum analyze`;
  const cases: [string, ContactFilter, ContactSort][] = [
    ...CONTACT_SORTS.map((sort): [string, ContactFilter, ContactSort] => [sort, {}, sort]),
    ["has sessions", { hasSessions: true }, "activity"],
    ["without sessions", { hasSessions: false }, "name"],
    ["rare word", { search: "person 4711" }, "activity"],
    ["word of all", { search: "example" }, "activity"],
    ["no such word", { search: "zzzzzz" }, "name"],
  ];
  const faults: string[] = [];
  for (const [name, filter, sort] of cases) {
    const plans: Plan[] = [];
    await listContacts(explained(sql, plans), project, filter, { sort });
    const rows = plans.reduce((sum, plan) => sum + plan.rows, 0);
    // The index of words is read for all who have one; those without sessions are walked by name.
    const isOnce = ["word of all", "without sessions"].includes(name);
    if (rows > (isOnce ? 40_000 : 4 * CUSTOMER_COUNT_CAP)) {
      faults.push(`"${name}" reads ${rows} rows`);
    }
  }
  assert.deepEqual(faults, []);
});
