import assert from "node:assert/strict";
import { configureLog } from "../log.ts";
import { PostgresError } from "./connect.ts";
import { dbTest } from "./testing.ts";
import { afterCommit, transaction } from "./transaction.ts";

dbTest("A transaction that throws stores nothing and runs no hook", async (sql) => {
  let ran = false;
  await assert.rejects(
    transaction(sql, async (tx) => {
      await tx`insert into projects (id, name) values ('proj_a', 'A')`;
      afterCommit(tx, () => void (ran = true));
      throw new Error("Stop here");
    }),
    /Stop here/,
  );
  assert.equal(ran, false);
  assert.equal((await sql`select 1 from projects`).length, 0);
});

dbTest("Hooks run in order once the rows are visible to others", async (sql) => {
  const seen: string[] = [];
  const result = await transaction(sql, async (tx) => {
    await tx`insert into projects (id, name) values ('proj_a', 'A')`;
    afterCommit(
      tx,
      async () => void seen.push(`rows: ${(await sql`select 1 from projects`).length}`),
    );
    afterCommit(tx, () => void seen.push("second"));
    return [1, 2];
  });
  assert.deepEqual(seen, ["rows: 1", "second"]);
  assert.deepEqual(result, [1, 2]);
});

dbTest("A hook that throws is logged and does not undo the work", async (sql) => {
  const lines: string[] = [];
  const restore = configureLog({ write: (line) => void lines.push(line), pretty: false });
  try {
    await transaction(sql, async (tx) => {
      await tx`insert into projects (id, name) values ('proj_a', 'A')`;
      afterCommit(tx, () => {
        throw new Error("Hook broke");
      });
    });
  } finally {
    restore();
  }
  assert.match(lines.join("\n"), /Hook broke/);
  assert.equal((await sql`select 1 from projects`).length, 1);
});

dbTest("Two transactions in a deadlock both succeed, because one runs again", async (sql) => {
  await sql`insert into projects (id, name) values ('a', ''), ('b', '')`;
  let runs = 0;
  let holding = 0;
  const bothHaveOne = Promise.withResolvers<void>();
  const update = (first: string, second: string) =>
    transaction(sql, async (tx) => {
      runs++;
      await tx`update projects set name = name || ${first} where id = ${first}`;
      if (++holding === 2) bothHaveOne.resolve();
      await bothHaveOne.promise;
      await tx`update projects set name = name || ${first} where id = ${second}`;
    });
  await Promise.all([update("a", "b"), update("b", "a")]);
  assert.equal(runs, 3);
  const rows = await sql<{ name: string }[]>`select name from projects`;
  assert.deepEqual(rows.map((row) => row.name.length), [2, 2]);
});

dbTest(
  "A nested transaction that fails takes its hooks with it, not the outer rows",
  async (sql) => {
    const seen: string[] = [];
    await transaction(sql, async (tx) => {
      await tx`insert into projects (id, name) values ('outer', '')`;
      await assert.rejects(
        transaction(tx, async (inner) => {
          afterCommit(inner, () => void seen.push("failed part"));
          await inner`insert into projects (id, name) values ('outer', 'again')`;
        }),
        PostgresError,
      );
      await transaction(tx, async (inner) => {
        afterCommit(inner, () => void seen.push("good part"));
        await inner`insert into projects (id, name) values ('inner', '')`;
      });
      assert.deepEqual(seen, []);
    });
    assert.deepEqual(seen, ["good part"]);
    assert.equal((await sql`select 1 from projects`).length, 2);
  },
);

dbTest("Dates keep their milliseconds and 64-bit integers arrive as numbers", async (sql) => {
  const at = new Date("2026-03-29T01:30:00.123Z");
  const [row] = await sql`select ${at}::timestamptz(3) as at, 9007199254740991::bigint as big`;
  assert.deepEqual(row, { at, big: 9007199254740991 });
});
