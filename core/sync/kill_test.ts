import assert from "node:assert/strict";
import { type TestDatabase, withDatabase } from "../db/testing.ts";
import { startDueSyncs, startSync } from "./start.ts";
import { PAGE, PAGES, Replicas } from "./testing/replicas.ts";

/** Rounds of random kills; many of them take long: `SYNC_KILL_ROUNDS=50 deno test -A core/sync/kill_test.ts`. */
const rounds = Number(Deno.env.get("SYNC_KILL_ROUNDS") ?? 1);
const seed = Number(Deno.env.get("RELIABILITY_SEED") ?? 7);

function replicasTest(
  name: string,
  leaseSeconds: number,
  test: (replicas: Replicas) => Promise<void>,
): void {
  Deno.test({
    name,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () =>
      withDatabase(async (_, database) => {
        const replicas = new Replicas(database, leaseSeconds);
        try {
          await test(replicas);
        } finally {
          await replicas.close();
        }
      }),
  });
}

/** What an undisturbed run leaves; made once. */
let undisturbed: Promise<unknown> | undefined;

async function runUndisturbed(): Promise<unknown> {
  return await withDatabase(async (_, database: TestDatabase) => {
    const replicas = new Replicas(database, 30);
    try {
      const runId = await replicas.start();
      await replicas.harness.work(runId);
      return await outcome(replicas, runId);
    } finally {
      await replicas.close();
    }
  });
}

/** All that a run left: rows, events, contacts, and what it says of itself. */
async function outcome({ harness }: Replicas, runId: string): Promise<unknown> {
  const { sql } = harness;
  const events = await sql`select type, count(*)::int as amount from events
    where type like 'session.%' or type like 'message.%' group by type order by type`;
  const [contacts] = await sql`select count(*)::int as amount from contacts`;
  const [run] = await sql`select status, message, found, created, updated, skipped, failed
    from sync_runs where id = ${runId}`;
  const [runs] = await sql`select count(*)::int as amount from sync_runs`;
  const sessions = await harness.rows();
  assert.equal(sessions.length, PAGES * PAGE);
  assert.equal(run!.found, run!.created + run!.updated + run!.skipped + run!.failed);
  return { sessions, events: [...events], contacts, run, runs };
}

async function assertUndisturbed(replicas: Replicas, runId: string): Promise<void> {
  assert.equal((await replicas.finished(runId)).status, "succeeded");
  assert.deepEqual(await outcome(replicas, runId), await (undisturbed ??= runUndisturbed()));
}

/** Kills a replica and starts another; the one that stands by takes over. */
function replace(replicas: Replicas, replica: number): Promise<void> {
  replicas.spawn();
  return replicas.kill(replica);
}

replicasTest(
  "A sync killed at each page boundary leaves the rows and the history of an undisturbed one",
  0.6,
  async (replicas) => {
    const runId = await replicas.start();
    const killed = new Set<number>();
    replicas.beforeAnswer = async ({ replica, page }) => {
      if (killed.has(page)) return;
      killed.add(page);
      await replace(replicas, replica);
    };
    replicas.spawn();
    replicas.spawn();
    await assertUndisturbed(replicas, runId);
    assert.equal(killed.size, PAGES);
    // What was stored before the kill is not asked for again.
    const pages = replicas.asked.map(({ page }) => page);
    assert.deepEqual(pages, pages.toSorted());
  },
);

for (let round = 1; round <= rounds; round++) {
  replicasTest(
    `A sync killed at random moments inside pages leaves the same, round ${round}`,
    0.6,
    async (replicas) => {
      const random = fractions(seed + round);
      const runId = await replicas.start();
      let left = PAGES;
      const deaths: Promise<void>[] = [];
      replicas.afterAnswer = ({ replica }) => {
        if (left === 0 || random() < 0.2) return;
        left--;
        // A page takes some hundred milliseconds: sometimes it is stored in time.
        const delay = random() * 250;
        deaths.push(
          new Promise((resolve) => setTimeout(resolve, delay))
            .then(() => replace(replicas, replica)),
        );
      };
      replicas.spawn();
      replicas.spawn();
      await assertUndisturbed(replicas, runId);
      await Promise.all(deaths);
      assert.ok(deaths.length >= 3, `${deaths.length} kills`);
    },
  );
}

replicasTest(
  "Of two replicas one syncs a connection at a time, and the other finishes when it is killed",
  2.5,
  async (replicas) => {
    const runId = await replicas.start();
    let leader = 0;
    replicas.beforeAnswer = async ({ replica, page }) => {
      leader ||= replica;
      const { sql, projectId, connectionId } = replicas.harness;
      if (page === 2 && replica === leader) {
        // Longer than a lease: a sign of life keeps it.
        await new Promise((resolve) => setTimeout(resolve, 3_500));
        await assert.rejects(
          startSync(sql, projectId, connectionId, "full"),
          /A sync of this connection is under way/,
        );
        await sql`update connections set frequency = '1h', next_run_at = now() - interval '5 hours'`;
        assert.equal(await startDueSyncs(sql), 0);
      }
      if (page === 3 && replica === leader) await replicas.kill(replica);
    };
    const numbers = [replicas.spawn(), replicas.spawn()];
    await assertUndisturbed(replicas, runId);
    const other = numbers.find((number) => number !== leader)!;
    const expected = [[leader, 1], [leader, 2], [leader, 3], [other, 3], [other, 4], [other, 5]];
    assert.deepEqual(replicas.asked.map(({ replica, page }) => [replica, page]), expected);
  },
);

replicasTest(
  "A replica that slept through its lease stores nothing when it wakes",
  0.6,
  async (replicas) => {
    const runId = await replicas.start();
    let sleeper = 0;
    const awake = Promise.withResolvers<void>();
    replicas.beforeAnswer = async ({ replica, page }) => {
      if (page !== 3 || sleeper) return;
      sleeper = replica;
      replicas.signal(replica, "SIGSTOP");
      // Its answer is there when it wakes, and it goes on as if nothing had happened.
      await awake.promise;
    };
    replicas.spawn();
    replicas.spawn();
    await replicas.finished(runId);
    const others = replicas.asked.filter(({ replica }) => replica !== sleeper);
    assert.deepEqual(others.map(({ page }) => page), [3, 4, 5]);
    replicas.signal(sleeper, "SIGCONT");
    awake.resolve();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await assertUndisturbed(replicas, runId);
  },
);

/** Numbers from 0 to 1 that are the same for the same seed. */
function fractions(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
