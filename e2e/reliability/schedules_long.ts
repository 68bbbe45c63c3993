/**
 * Starts two replicas on one PostgreSQL and watches the schedules for some minutes: each tick must
 * run once, on one of them, also after the other is killed.
 *
 *     deno run -A e2e/reliability/schedules_long.ts [minutes = 3]
 */
import assert from "node:assert/strict";
import { testDatabase } from "../../core/db/testing.ts";
import { Playground } from "./support/playground.ts";
import { scheduleRuns, watchSchedules } from "./support/schedules_sql.ts";

const minutes = Number(Deno.args[0] ?? 3);
const database = await testDatabase({ empty: true });
try {
  await Playground.with(async (playground) => {
    const env = { DATABASE_URL: database.url };
    const first = await playground.start(env);
    await playground.start(env);
    await watchSchedules(database.sql);
    for (let minute = 1; minute <= minutes; minute++) {
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      if (minute === Math.ceil(minutes / 2)) first.kill("SIGKILL");
      const runs = await scheduleRuns(database.sql);
      console.log(runs.map(({ name, tick, starts }) => `${name} ${tick}: ${starts}`).join("\n"));
      assert.ok(runs.every(({ starts }) => starts === 1), "A tick ran more than once");
      assert.ok(runs.length >= minute, "A tick did not run");
    }
  });
} finally {
  await database.close();
}
console.log("Every tick ran once.");
Deno.exit(0);
