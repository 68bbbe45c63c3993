import assert from "node:assert/strict";
import { createIssue } from "../issues/mod.ts";
import { sweepReviews } from "./fill.ts";
import { reviewTest } from "./testing/world.ts";

const SESSIONS = 24;

reviewTest(
  "Workers killed between and within steps apply nothing twice and leave no session behind",
  async (world) => {
    const { sql, projectId } = world;
    await world.set({ mode: "automatic" });
    const actor = { kind: "person" as const, id: "usr_maya" };
    await createIssue(sql, projectId, { title: "CSV export crashes", type: "bug" }, actor);
    for (let number = 0; number < SESSIONS; number++) {
      await world.closed([
        `The CSV export crashes for me, customer ${number}.`,
        "It would be great if exports could be scheduled.",
      ], { customer: { email: `person${number}@acme.example` } });
    }
    await sweepReviews(sql);
    const script = new URL("./testing/worker_process.ts", import.meta.url).pathname;
    for (let round = 0; round < 2; round++) {
      const before = await doneSteps(sql);
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", script, world.url],
        stdout: "null",
        stderr: "null",
      }).spawn();
      // Killed as soon as it has done a little more, wherever it is then.
      for (let looks = 0; looks < 2_000; looks++) {
        if (await doneSteps(sql) > before + 5 + 6 * round) break;
        await new Promise((resolve) => setTimeout(resolve, 3));
      }
      child.kill("SIGKILL");
      await child.status;
    }
    assert.ok(await doneSteps(sql) < SESSIONS * 4, "The test was too slow to kill anything");
    // What the dead held comes back after its lease.
    await sql`update jobs set lease_until = now() where status = 'running'`;
    const worker = world.worker();
    worker.start();
    try {
      await world.settled();
    } finally {
      await worker.stop(2_000);
    }
    const statuses = await sql`
      select analysis_status, count(*)::int as amount from sessions group by 1`;
    assert.deepEqual([...statuses], [{ analysis_status: "analyzed", amount: SESSIONS }]);
    const runs = await sql`select status, count(*)::int as amount from review_runs group by 1`;
    assert.deepEqual([...runs], [{ status: "done", amount: SESSIONS }]);
    const twice = await sql`
      select session_id, kind, subject from review_decisions
      group by 1, 2, 3 having count(*) > 1`;
    assert.deepEqual([...twice], []);
    const quotes = await sql`
      select message_id, quote from issue_quotes group by 1, 2 having count(*) > 1`;
    assert.deepEqual([...quotes], []);
    const [issues] = await sql`
      select count(*)::int as amount, sum(session_count)::int as linked from issues`;
    assert.deepEqual({ ...issues }, { amount: 1, linked: SESSIONS });
  },
);

reviewTest(
  "A review that lost its job is moved on, and given up after many tries",
  async (world) => {
    const { sql, projectId } = world;
    const lost = await world.closed(["The CSV export crashes."]);
    const hopeless = await world.closed(["The PDF export crashes."]);
    const { startReview } = await import("./run.ts");
    for (const id of [lost, hopeless]) await startReview(sql, projectId, id, { by: "api" });
    await sql`delete from jobs`;
    await sql`update review_runs set moved_at = now() - interval '5 minutes'`;
    await sql`update review_steps set attempts = 12 where run_id =
    (select id from review_runs where session_id = ${hopeless})`;
    await sweepReviews(sql);
    const worker = world.worker();
    worker.start();
    await world.settled().finally(() => worker.stop(2_000));
    assert.equal((await world.session(lost)).analysis_status, "analyzed");
    assert.equal((await world.session(hopeless)).analysis_status, "failed");
    const { runs: [run] } = await world.read(hopeless);
    assert.equal(run!.steps[0]!.status, "failed");
  },
);

async function doneSteps(sql: Parameters<typeof sweepReviews>[0]): Promise<number> {
  const [row] = await sql<{ amount: number }[]>`
    select count(*)::int as amount from review_steps where status = 'done'`;
  return row!.amount;
}
