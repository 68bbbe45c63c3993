/**
 * Measures how steadily closed sessions are reviewed by rules, and what jobs that customers wait for
 * notice of it: `deno run -A bench/review.ts [sessions]` on a database of its own.
 */
import { testDatabase } from "../core/db/testing.ts";
import { createIssue } from "../core/issues/mod.ts";
import { createWorker, enqueue } from "../core/jobs/mod.ts";
import { configureLog } from "../core/log.ts";
import { createReview, sweepReviews, waitingDecisions } from "../core/review/mod.ts";
import { labelledSessions } from "../core/review/testing/labelled.ts";
import { ingest } from "../core/sessions/mod.ts";

configureLog({ level: "error" });
const amount = Number(Deno.args[0] ?? 10_000);
const database = await testDatabase({ max: 10 });
const { sql } = database;
const projectId = "proj_bench";
await sql`insert into projects (id, name) values (${projectId}, 'Bench')`;
for (let number = 0; number < 500; number++) {
  const title = `Issue ${number}: the ${["export", "import", "search", "login"][number % 4]} fails`;
  await createIssue(sql, projectId, { title }, { kind: "api", id: null });
}
const labelled = await labelledSessions();
for (let begin = 0; begin < amount; begin += 500) {
  const batch = Array.from({ length: Math.min(500, amount - begin) }, (_, index) => ({
    status: "closed" as const,
    messages: labelled[(begin + index) % labelled.length]!.messages.map((one) => ({
      senderType: one.sender_type,
      content: `${one.content} (${begin + index})`,
    })),
  }));
  await ingest(sql, { projectId, source: "zendesk" }, batch);
}
await sql`analyze`;

const waits: number[] = [];
const live = createWorker({
  sql,
  handlers: { "bench.live": (job) => void waits.push(performance.now() - job.payload.at) },
  concurrency: 16,
});
live.start();
async function probe(milliseconds: number): Promise<void> {
  for (const begin = performance.now(); performance.now() - begin < milliseconds;) {
    await enqueue(sql, projectId, { kind: "bench.live", payload: { at: performance.now() } });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const p95 = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length * 0.95)] ?? 0;

await probe(5_000);
const calm = p95(waits.splice(0));
const reviewer = createWorker({
  sql,
  handlers: createReview({ sql, model: null }).handlers,
  concurrency: 3,
});
reviewer.start();
await sweepReviews(sql);
const begin = performance.now();
let done = 0;
while (done < amount) {
  await probe(2_000);
  const [row] = await sql<{ done: number }[]>`
    select count(*)::int as done from review_runs where status <> 'running'`;
  done = row!.done;
  if (
    done < amount && (await sql`select 1 from jobs where status <> 'done' limit 1`).length === 0
  ) {
    await sweepReviews(sql);
  }
}
const seconds = (performance.now() - begin) / 1_000;
const busy = p95(waits);
const asked = performance.now();
const waiting = await waitingDecisions(sql, projectId);
const counting = performance.now() - asked;
console.log(
  `${amount} sessions in ${seconds.toFixed(1)} s: ${(amount / seconds).toFixed(1)} a second`,
);
console.log(`a live job waits ${calm.toFixed(1)} ms (p95), during reviews ${busy.toFixed(1)} ms`);
console.log(`${waiting} decisions wait, counted in ${counting.toFixed(1)} ms`);
await live.stop(1_000);
await reviewer.stop(1_000);
await database.close();
Deno.exit(0);
