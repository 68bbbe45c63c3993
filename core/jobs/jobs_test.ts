import assert from "node:assert/strict";
import { type Sql, transaction } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { configureLog } from "../log.ts";
import { backoff } from "./jobs_model.ts";
import { createWorker, enqueue, listJobs, PermanentJobError, pruneJobs, retryJob } from "./mod.ts";
import type { JobContext, Worker, WorkerOptions } from "./mod.ts";

configureLog({ level: "silent" });

const project = "proj_a";

async function addProject(sql: Sql): Promise<void> {
  await sql`insert into projects (id, name) values (${project}, 'A')`;
}

async function withWorkers(
  all: WorkerOptions[],
  work: (workers: Worker[]) => Promise<void>,
): Promise<void> {
  const workers = all.map((options) => createWorker(options));
  for (const worker of workers) worker.start();
  try {
    await work(workers);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop(500)));
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 500; turn++) {
    if (await condition()) return;
    await pause(10);
  }
  throw new Error("It did not happen within five seconds");
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function statuses(sql: Sql): Promise<string[]> {
  return (await listJobs(sql, project)).map((job) => job.status).sort();
}

dbTest("A job of a transaction that is rolled back never exists", async (sql) => {
  await addProject(sql);
  await assert.rejects(transaction(sql, async (tx) => {
    await enqueue(tx, project, { kind: "a" });
    throw new Error("Stop");
  }));
  assert.deepEqual(await statuses(sql), []);
});

dbTest("A worker of this process starts on a job the moment it is committed", async (sql) => {
  await addProject(sql);
  const seen: JobContext[] = [];
  const handlers = { "greet.say": (job: JobContext) => void seen.push(job) };
  await withWorkers([{ sql, handlers, pollMilliseconds: 60_000 }], async () => {
    await pause(100);
    await transaction(sql, (tx) => enqueue(tx, project, { kind: "greet.say", payload: { n: 1 } }));
    await until(async () => (await statuses(sql))[0] === "done");
  });
  assert.deepEqual(
    seen.map(({ projectId, payload, attempt }) => ({ projectId, payload, attempt })),
    [
      { projectId: project, payload: { n: 1 }, attempt: 1 },
    ],
  );
});

dbTest("Three workers run each of a hundred jobs exactly once", async (sql) => {
  await addProject(sql);
  const runs = new Map<string, number>();
  const handlers = {
    count: (job: JobContext) => void runs.set(job.id, (runs.get(job.id) ?? 0) + 1),
  };
  for (let n = 0; n < 100; n++) await enqueue(sql, project, { kind: "count" });
  await withWorkers(Array(3).fill({ sql, handlers, pollMilliseconds: 20 }), async () => {
    await until(async () => (await statuses(sql)).every((status) => status === "done"));
  });
  assert.equal(runs.size, 100);
  assert.ok([...runs.values()].every((count) => count === 1));
});

dbTest(
  "A job is not taken before its time, nor by a worker that does not know its kind",
  async (sql) => {
    await addProject(sql);
    await enqueue(sql, project, { kind: "a", runAt: new Date(Date.now() + 60_000) });
    await enqueue(sql, project, { kind: "unknown" });
    await withWorkers([{ sql, handlers: { a: () => {} }, pollMilliseconds: 20 }], () => pause(150));
    assert.deepEqual(await statuses(sql), ["queued", "queued"]);
  },
);

dbTest(
  "A failing job is tried again, and the handler learns when it failed for good",
  async (sql) => {
    await addProject(sql);
    const attempts: number[] = [];
    const failures: string[] = [];
    const handlers = {
      flaky: {
        run: ({ attempt }: JobContext) => {
          attempts.push(attempt);
          throw new Error(`No luck ${attempt}`);
        },
        failed: (_: JobContext, error: unknown) => void failures.push((error as Error).message),
        backoffSeconds: 0.01,
      },
    };
    await enqueue(sql, project, { kind: "flaky", maxAttempts: 3 });
    await withWorkers([{ sql, handlers, pollMilliseconds: 10 }], async () => {
      await until(() => failures.length > 0);
    });
    assert.deepEqual(attempts, [1, 2, 3]);
    assert.deepEqual(failures, ["No luck 3"]);
    const [job] = await listJobs(sql, project, { status: "failed" });
    assert.equal(job!.last_error, "No luck 3");
  },
);

dbTest("A permanent failure is not tried again until somebody asks for it", async (sql) => {
  await addProject(sql);
  let broken = true;
  const handlers = {
    send: () => {
      if (broken) throw new PermanentJobError("The address does not exist");
    },
  };
  const id = await enqueue(sql, project, { kind: "send" });
  await withWorkers([{ sql, handlers, pollMilliseconds: 10 }], async () => {
    await until(async () => (await statuses(sql))[0] === "failed");
    broken = false;
    await retryJob(sql, project, id);
    await until(async () => (await statuses(sql))[0] === "done");
  });
  await assert.rejects(retryJob(sql, project, id), /Failed job not found/);
});

dbTest(
  "Asking again while a job waits changes nothing; while it runs, one more waits",
  async (sql) => {
    await addProject(sql);
    const gate = Promise.withResolvers<void>();
    let running = 0;
    let most = 0;
    let runs = 0;
    const handlers = {
      answer: async () => {
        runs++;
        most = Math.max(most, ++running);
        await gate.promise;
        running--;
      },
    };
    const job = { kind: "answer", dedupeKey: "sess_1" };
    const first = await enqueue(sql, project, job);
    assert.equal(await enqueue(sql, project, job), first);
    await withWorkers([{ sql, handlers, pollMilliseconds: 10 }], async () => {
      await until(() => running === 1);
      const second = await enqueue(sql, project, job);
      assert.notEqual(second, first);
      assert.equal(await enqueue(sql, project, job), second);
      await pause(80);
      assert.deepEqual(await statuses(sql), ["queued", "running"]);
      gate.resolve();
      await until(async () => (await statuses(sql)).every((status) => status === "done"));
    });
    assert.deepEqual({ runs, most }, { runs: 2, most: 1 });
  },
);

dbTest("A waiting job is held back while a transaction asks for it once more", async (sql) => {
  await addProject(sql);
  const job = { kind: "answer", dedupeKey: "sess_1" };
  await enqueue(sql, project, job);
  let names: string[] = [];
  const handlers = {
    answer: async () => {
      names = (await sql<{ name: string }[]>`select name from projects`).map((row) => row.name);
    },
  };
  await transaction(sql, async (tx) => {
    await tx`update projects set name = 'B'`;
    await enqueue(tx, project, job);
    await withWorkers([{ sql, handlers, pollMilliseconds: 10 }], () => pause(100));
    assert.deepEqual(names, []);
  });
  await withWorkers([{ sql, handlers, pollMilliseconds: 10 }], async () => {
    await until(() => names.length > 0);
  });
  assert.deepEqual(names, ["B"]);
});

dbTest(
  "The job of a process that died goes to another, and fails when it was the last try",
  async (sql) => {
    await addProject(sql);
    await enqueue(sql, project, { kind: "work" });
    await enqueue(sql, project, { kind: "work", maxAttempts: 1 });
    await sql`update jobs set status = 'running', attempts = 1, lease_owner = 'dead',
    lease_until = now() - interval '1 second'`;
    const seen: number[] = [];
    const lost: string[] = [];
    const handlers = {
      work: {
        run: ({ attempt }: JobContext) => void seen.push(attempt),
        failed: ({ id }: JobContext) => void lost.push(id),
      },
    };
    await withWorkers([{ sql, handlers, pollMilliseconds: 10 }], async () => {
      await until(async () => (await statuses(sql)).join() === "done,failed");
    });
    assert.deepEqual(seen, [2]);
    assert.equal(lost.length, 1);
  },
);

dbTest(
  "A long job keeps its lease, and one that lost it is aborted and cannot finish",
  async (sql) => {
    await addProject(sql);
    const gate = Promise.withResolvers<void>();
    let aborted = false;
    let runs = 0;
    const handlers = {
      long: async ({ signal }: JobContext) => {
        runs++;
        await gate.promise;
        aborted = signal.aborted;
      },
    };
    await enqueue(sql, project, { kind: "long" });
    const options = { sql, handlers, pollMilliseconds: 20, leaseSeconds: 0.3 };
    await withWorkers([options, options], async () => {
      await pause(900);
      assert.equal(runs, 1);
      await sql`update jobs set lease_owner = 'thief', lease_until = now() + interval '1 hour'`;
      await pause(250);
      gate.resolve();
      await pause(50);
    });
    assert.equal(aborted, true);
    assert.deepEqual(await statuses(sql), ["running"]);
  },
);

dbTest("Stopping waits for what runs, then aborts it and gives it back uncounted", async (sql) => {
  await addProject(sql);
  await enqueue(sql, project, { kind: "quick" });
  await enqueue(sql, project, { kind: "endless" });
  const handlers = {
    quick: () => pause(150),
    endless: ({ signal }: JobContext) =>
      new Promise<void>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  };
  const worker = createWorker({ sql, handlers });
  worker.start();
  await until(async () => (await statuses(sql)).every((status) => status === "running"));
  await worker.stop(300);
  const jobs = await listJobs(sql, project);
  const short = jobs.map(({ kind, status, attempts }) => `${kind} ${status} ${attempts}`).sort();
  assert.deepEqual(short, ["endless queued 0", "quick done 1"]);
});

dbTest("Finished jobs vanish after a day, failed ones after thirty", async (sql) => {
  await addProject(sql);
  for (const [status, days] of [["done", 0], ["done", 2], ["failed", 2], ["failed", 31]] as const) {
    const id = await enqueue(sql, project, { kind: "a" });
    await sql`update jobs set status = ${status}, finished_at = now() - make_interval(days => ${days})
      where id = ${id}`;
  }
  assert.equal(await pruneJobs(sql), 2);
  assert.deepEqual(await statuses(sql), ["done", "failed"]);
});

Deno.test("The wait before the next attempt doubles up to an hour, spread by half", () => {
  assert.deepEqual([1, 2, 3, 20].map((n) => backoff(n, 5, 0.5)), [5, 10, 20, 3_600]);
  assert.deepEqual([backoff(1, 5, 0), backoff(1, 5, 1)], [2.5, 7.5]);
});
