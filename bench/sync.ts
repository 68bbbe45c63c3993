/**
 * Measures a sync from a fast provider into the built-in database: conversations a minute, whether
 * the rate and the memory stay the same to the end, and what the engine adds to the bare driver.
 * Prints Markdown:
 *
 *     deno run -A --v8-flags=--heap-growing-percent=20,--max-semi-space-size=8 bench/sync.ts [chats = 100000]
 *
 * The flags are those of `deno task start`. DATABASE_URL measures another database, an empty one.
 */
import { fileURLToPath } from "node:url";
import { migrate, openDatabase, readMigrations, type Sql } from "../core/db/mod.ts";
import { configureLog } from "../core/log.ts";
import { SyncHarness } from "../core/plugin_kit/testing/harness.ts";
import { selectRuns } from "../core/sync/mod.ts";
import { acme } from "../core/sync/testing/acme.ts";
import { bareCreate } from "./measure/bare_sql.ts";
import { computedBy, databaseProcesses, memoryOf } from "./measure/server_process.ts";

const total = Number(Deno.args[0] ?? 100_000);
const bareTotal = Math.min(total, 5_000);
configureLog({ level: "warn" });

/** One look at a run: how far, when, with how much memory. */
interface Sample {
  found: number;
  seconds: number;
  megabytes: number;
}

const dataDir = await Deno.makeTempDir({ prefix: "hissuno-bench-sync-" });
await Deno.chmod(dataDir, 0o755);
const database = await openDatabase({
  dataDir,
  databaseUrl: Deno.env.get("DATABASE_URL"),
  databasePoolSize: 5,
});
const vendor = new Deno.Command(Deno.execPath(), {
  args: [
    "run",
    "-A",
    fileURLToPath(new URL("./measure/sync_vendor.ts", import.meta.url)),
    String(total),
  ],
  stdout: "piped",
}).spawn();
try {
  await migrate(
    database.direct,
    await readMigrations(new URL("../migrations/", import.meta.url)),
  );
  const reader = vendor.stdout.getReader();
  const port = new TextDecoder().decode((await reader.read()).value).trim();
  reader.releaseLock();
  const { sql } = database;
  const harness = new SyncHarness(sql, acme, `http://127.0.0.1:${port}`);
  await harness.connect({ settings: {}, secret: { token: "bench-token-123456" } });

  const before = await computed();
  const first = await watched(harness, "incremental");
  const cost = (await computed() - before) / total;
  const again = await watched(harness, "full");
  const bare = await bareWork(sql, harness.projectId);
  report(first, again, bare, cost);
} finally {
  vendor.kill();
  await vendor.status;
  await database.close();
  await Deno.remove(dataDir, { recursive: true });
}

/** Runs a sync and looks at it every fifth of a second. */
async function watched(harness: SyncHarness, mode: "incremental" | "full"): Promise<Sample[]> {
  const samples: Sample[] = [];
  const begin = performance.now();
  const look = async () => {
    const [run] = await selectRuns(harness.sql, harness.projectId, harness.connectionId, 1);
    const { now: megabytes } = await memoryOf(Deno.pid);
    const seconds = (performance.now() - begin) / 1000;
    // Before it has started, the newest run is the one before.
    if (run?.mode === mode) samples.push({ found: run.found, seconds, megabytes });
  };
  let isOver = false;
  const watch = (async () => {
    while (!isOver) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  const run = await harness.sync(mode);
  isOver = true;
  await watch;
  await look();
  if (run.status !== "succeeded" || run.found !== total) {
    throw new Error(`The run ended ${run.status} with ${run.found} found: ${run.message}`);
  }
  return samples;
}

/** Milliseconds that this process and the built-in database have computed so far. */
async function computed(): Promise<number> {
  const pids = database.embedded ? await databaseProcesses(dataDir) : [];
  const each = await Promise.all(["self" as const, ...pids].map((pid) => computedBy(pid)));
  return each.reduce((sum, one) => sum + one, 0);
}

/** The same rows by hand-written transactions, one after the other: a minute's worth, and the cost. */
async function bareWork(sql: Sql, projectId: string): Promise<{ rate: number; cost: number }> {
  const words = "the export of our invoices stops after page two and nobody can say why it does so";
  const before = await computed();
  const begin = performance.now();
  for (let index = 0; index < bareTotal; index++) {
    const contents = [1, 2, 3].map((number) => `${words} (bare ${index}, ${number})`);
    await bareCreate(sql, projectId, `sess_bare_${index}`, contents, `person-${index}@example.com`);
  }
  const rate = bareTotal / (performance.now() - begin) * 60_000;
  return { rate, cost: (await computed() - before) / bareTotal };
}

function report(
  first: Sample[],
  again: Sample[],
  bare: { rate: number; cost: number },
  cost: number,
): void {
  console.log(`| part of ${total} | conversations a minute | memory |`);
  console.log("| --- | ---: | ---: |");
  const tenths = Array.from(
    { length: 10 },
    (_, tenth) => part(first, tenth / 10, tenth / 10 + 0.1),
  );
  tenths.forEach(({ rate, megabytes }, tenth) => {
    console.log(`| tenth ${tenth + 1} | ${round(rate)} | ${megabytes} MB |`);
  });
  const all = part(first, 0, 1);
  const second = part(again, 0, 1);
  const last = tenths.at(-1)!;
  const early = tenths[0]!;
  console.log(`
- First sync: ${round(all.rate)} conversations a minute; ${
    times(all.rate / 2_000)
  } of the 2,000 to show.
- Cost: ${
    cost.toFixed(2)
  } ms of a processor a conversation, of the syncing process and the database.
- Last tenth at ${times(last.rate / early.rate)} the rate of the first.
- Memory in the last tenth ${
    times(last.megabytes / early.megabytes)
  } that of the first; at most ${all.megabytes} MB.
- Nothing changed, read again: ${round(second.rate)} a minute, ${
    times(second.rate / all.rate)
  } the first.
- The bare driver, a transaction each: ${round(bare.rate)} a minute at ${
    bare.cost.toFixed(2)
  } ms each; bare / sync by cost: ${(bare.cost / cost).toFixed(2)}.`);
}

/** Rate and highest memory between two shares of the run. */
function part(samples: Sample[], from: number, to: number): { rate: number; megabytes: number } {
  const at = (share: number) =>
    samples.find(({ found }) => found >= share * total) ?? samples.at(-1)!;
  const [start, end] = [at(from), at(to)];
  const within = samples.filter(({ seconds }) =>
    seconds >= start.seconds && seconds <= end.seconds
  );
  return {
    rate: (end.found - start.found) / (end.seconds - start.seconds) * 60,
    megabytes: Math.max(...within.map(({ megabytes }) => megabytes)),
  };
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)}x`;
}

function round(rate: number): number {
  return Math.round(rate / 10) * 10;
}
