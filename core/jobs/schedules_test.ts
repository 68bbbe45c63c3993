import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { configureLog } from "../log.ts";
import { createSchedules, type Cron } from "./mod.ts";

configureLog({ level: "silent" });

/** Stands for `Deno.cron`: the test says when it is time. */
function fakeCron(): { cron: Cron; tick(name: string): Promise<void> } {
  const ticks = new Map<string, () => Promise<void>>();
  return {
    cron: (name, _expression, _signal, tick) => void ticks.set(name, tick),
    tick: (name) => ticks.get(`hissuno ${name}`)!(),
  };
}

dbTest(
  "Of three replicas one runs a tick, also when their clocks differ by seconds",
  async (sql) => {
    const runs: string[] = [];
    const replicas = [-3_000, 0, 3_000].map((skew) => {
      const fake = fakeCron();
      const clock = () => new Date(Date.parse("2026-05-01T12:00:00Z") + skew);
      const schedules = createSchedules({ sql, cron: fake.cron, clock });
      schedules.add(
        "idle",
        "* * * * *",
        ({ at }) => Promise.resolve(void runs.push(at.toISOString())),
      );
      return fake;
    });
    for (let round = 0; round < 2; round++) {
      await Promise.all(replicas.map((replica) => replica.tick("idle")));
    }
    assert.deepEqual(runs, ["2026-05-01T12:00:00.000Z"]);
  },
);

dbTest("A tick is left out while another replica is busy with the one before", async (sql) => {
  let time = Date.parse("2026-05-01T12:00:00Z");
  let runs = 0;
  const gate = Promise.withResolvers<void>();
  const [one, two] = [1, 2].map(() => {
    const fake = fakeCron();
    const schedules = createSchedules({ sql, cron: fake.cron, clock: () => new Date(time) });
    schedules.add("slow", "* * * * *", async () => {
      runs++;
      await gate.promise;
    });
    return fake;
  });
  const first = one!.tick("slow");
  time += 60_000;
  while (runs === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await two!.tick("slow");
  assert.equal(runs, 1);
  gate.resolve();
  await first;
  time += 60_000;
  await two!.tick("slow");
  assert.equal(runs, 2);
});

dbTest("A schedule that fails says so in its row and runs at its next time", async (sql) => {
  let time = Date.parse("2026-05-01T12:00:00Z");
  let broken = true;
  const fake = fakeCron();
  const schedules = createSchedules({ sql, cron: fake.cron, clock: () => new Date(time) });
  schedules.add(
    "sync",
    "* * * * *",
    () => broken ? Promise.reject(new Error("Broke")) : Promise.resolve(),
  );
  await fake.tick("sync");
  assert.equal((await sql`select last_error from schedules`)[0]!.last_error, "Broke");
  broken = false;
  time += 60_000;
  await fake.tick("sync");
  assert.equal((await sql`select last_error from schedules`)[0]!.last_error, null);
  assert.throws(
    () => schedules.add("sync", "* * * * *", () => Promise.resolve()),
    /exists already/,
  );
});

dbTest("Stopping aborts the signal of what runs and waits for it", async (sql) => {
  const fake = fakeCron();
  const schedules = createSchedules({ sql, cron: fake.cron });
  let ended = false;
  const begun = Promise.withResolvers<void>();
  schedules.add("long", "* * * * *", ({ signal }) =>
    new Promise((resolve) => {
      signal.addEventListener("abort", () => {
        ended = true;
        resolve();
      });
      begun.resolve();
    }));
  const run = fake.tick("long");
  await begun.promise;
  await schedules.stop();
  assert.equal(ended, true);
  await run;
});

dbTest("Deno.cron accepts the names and expressions as they are given", async (sql) => {
  const schedules = createSchedules({ sql });
  schedules.add("slack.poll messages", "*/5 * * * *", () => Promise.resolve());
  assert.throws(() => schedules.add("odd", "every day", () => Promise.resolve()));
  await schedules.stop();
});
