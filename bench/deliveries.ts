/**
 * Measures how fast deliveries of a live source are acknowledged over HTTP while others are handled,
 * on the built-in database with the product's own settings. Provider and server are one process.
 * Prints Markdown:
 *
 *     deno run -A bench/deliveries.ts [a second = 50] [seconds = 60]
 *
 * DATABASE_URL measures another database, an empty one.
 */
import { migrate, openDatabase, readMigrations } from "../core/db/mod.ts";
import { errorResponse } from "../core/http/mod.ts";
import { createWorker } from "../core/jobs/mod.ts";
import { configureLog } from "../core/log.ts";
import { drainLane } from "../core/exchange/mod.ts";
import { Office, SIGNING } from "../core/exchange/testing/office.ts";
import { signed } from "../core/exchange/testing/pager.ts";
import { takeDelivery } from "../server/delivery_route.ts";

const [rate, seconds] = [Number(Deno.args[0] ?? 50), Number(Deno.args[1] ?? 60)];
const total = rate * seconds;
configureLog({ level: "warn" });

const dataDir = await Deno.makeTempDir({ prefix: "hissuno-bench-deliveries-" });
await Deno.chmod(dataDir, 0o755);
const database = await openDatabase({
  dataDir,
  databaseUrl: Deno.env.get("DATABASE_URL"),
  databasePoolSize: 10,
});
const { sql } = database;
await migrate(database.direct, await readMigrations(new URL("../migrations/", import.meta.url)));
const office = new Office(sql);
const worker = createWorker({
  sql,
  handlers: { "source.deliver": (job) => drainLane(office.exchange, job) },
  concurrency: 16,
});
const server = Deno.serve(
  { port: 0, hostname: "127.0.0.1", onListen: () => {} },
  (request) => takeDelivery(office.exchange, "pager", request).catch(errorResponse),
);
try {
  await office.connect();
  worker.start();
  const address = `http://127.0.0.1:${server.addr.port}/`;
  const begun = performance.now();
  const answers: Promise<number>[] = [];
  for (let index = 0; index < total; index++) {
    const rest = begun + index * 1_000 / rate - performance.now();
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    answers.push(deliver(address, index));
  }
  const waits = (await Promise.all(answers)).sort((a, b) => a - b);
  while ((await open()) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  const handled = (performance.now() - begun) / 1_000;
  const [counts] = await sql<{ messages: number; sessions: number }[]>`
    select (select count(*)::int from messages) as messages,
      (select count(*)::int from sessions) as sessions`;
  if (counts!.messages !== total) throw new Error(`${counts!.messages} of ${total} were handled`);
  const at = (share: number) => `${Math.round(waits[Math.ceil(total * share) - 1]!)} ms`;
  console.log(`| deliveries | median | 99 % | slowest | all handled after |
| ---: | ---: | ---: | ---: | ---: |
| ${total}, ${rate} a second | ${at(0.5)} | ${at(0.99)} | ${at(1)} | ${handled.toFixed(1)} s |`);
} finally {
  await worker.stop();
  await server.shutdown();
  await office.close();
  await database.close();
  await Deno.remove(dataDir, { recursive: true });
}

/** Milliseconds until a delivery is acknowledged. */
async function deliver(address: string, index: number): Promise<number> {
  const id = `d${index}`;
  // Two thousand threads in twenty channels.
  const page = { id, message: id, text: `Message ${index}`, thread: `t${index % 2_000}` };
  const at = new Date();
  const request = await signed({ account: "T1", lane: `C${index % 20}`, ...page }, SIGNING, at);
  const { method, headers } = request;
  const body = await request.text();
  const begun = performance.now();
  const response = await fetch(address, { method, headers, body });
  await response.body?.cancel();
  if (response.status !== 200) throw new Error(`A delivery was answered ${response.status}`);
  return performance.now() - begun;
}

/** How many wait to be handled. */
async function open(): Promise<number> {
  const [row] = await sql<{ amount: number }[]>`
    select count(*)::int as amount from source_deliveries where handled_at is null`;
  return row!.amount;
}
