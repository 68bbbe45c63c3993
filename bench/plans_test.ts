import assert from "node:assert/strict";
import { dbTest } from "../core/db/testing.ts";
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
