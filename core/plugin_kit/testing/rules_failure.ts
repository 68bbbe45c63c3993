import assert from "node:assert/strict";
import { configureLog } from "../../log.ts";
import { previewSync, selectProblems, startSync } from "../../sync/mod.ts";
import { type ConformanceOptions, fill, type Rule } from "./fake_provider.ts";

/** What happens when the provider, the network or the process fails. */
export function registerFailureRules(rule: Rule, options: ConformanceOptions): void {
  rule("a rate limit is waited for and fails nothing", async ({ fake, harness, base }) => {
    fill(fake, base, 3);
    await harness.connect(fake.credentials);
    fake.server.behaviour = { rateLimited: { times: 2, retryAfter: "1" } };
    const run = await harness.sync();
    assert.deepEqual([run.status, run.created], ["succeeded", 3]);
  });

  rule(
    "a long rate limit pauses the run without holding a worker",
    async ({ fake, harness, base }) => {
      fill(fake, base, 3);
      await harness.connect(fake.credentials);
      fake.server.behaviour = { rateLimited: { times: 1, retryAfter: "7200" } };
      await assert.rejects(
        harness.sync(),
        (error: { seconds?: number }) => error.seconds! >= 7_000,
      );
      const [row] = await harness.sql`select status, resume_at from sync_runs`;
      assert.equal(row!.status, "paused");
      assert.ok(row!.resume_at.getTime() > harness.now().getTime() + 7_000_000);
    },
  );

  rule("server errors and web pages are tried again", async ({ fake, harness, base }) => {
    fill(fake, base, 3);
    await harness.connect(fake.credentials);
    fake.server.behaviour = { failing: { times: 3, status: 503 } };
    assert.equal((await harness.sync()).created, 3);
  });

  rule(
    "one malformed item is one problem, and the rest is imported",
    async ({ sql, fake, harness, base }) => {
      fill(fake, base);
      fake.malform("k4");
      await harness.connect(fake.credentials);
      const run = await harness.sync();
      assert.deepEqual(
        [run.status, run.created, run.failed],
        ["succeeded", 8, 1],
        run.message ?? "",
      );
      assert.equal(run.found, 9);
      const [problem] = await selectProblems(sql, harness.projectId, run.id, 10);
      assert.ok(problem!.message.length > 10);
    },
  );

  if (options.pages !== false) {
    rule(
      "a page marker that repeats ends the run in words, not in a loop",
      async ({ fake, harness, base }) => {
        fill(fake, base);
        await harness.connect(fake.credentials);
        fake.repeatCursor();
        const run = await harness.sync();
        assert.equal(run.status, "failed");
        assert.match(run.message!, /same page marker/);
        assert.ok(fake.server.requests.length < 200);
      },
    );
  }

  rule("an abort stops within one request", async ({ sql, fake, harness, base }) => {
    fill(fake, base);
    await harness.connect(fake.credentials);
    const runId = await startSync(sql, harness.projectId, harness.connectionId, "incremental");
    const stop = new AbortController();
    const before = fake.server.requests.length;
    fake.server.behaviour = { slow: 300 };
    const work = assert.rejects(harness.work(runId, stop.signal));
    for (let turn = 0; turn < 1_000 && fake.server.requests.length === before; turn++) {
      await pause(10);
    }
    stop.abort(new Error("stop"));
    await work;
    await pause(500);
    assert.equal(fake.server.requests.length - before, 1);
  });

  rule("a preview shows items and stores nothing", async ({ sql, fake, harness, base }) => {
    fill(fake, base);
    await harness.connect(fake.credentials);
    const preview = await previewSync(harness.engine, harness.projectId, harness.connectionId);
    assert.equal(preview.conversations.length, 5);
    assert.equal((await sql`select 1 from sessions`).length, 0);
  });

  rule("the secret appears in no row, log line or error", async ({ sql, fake, harness, base }) => {
    const lines: string[] = [];
    const restore = configureLog({
      level: "debug",
      pretty: false,
      write: (line) => lines.push(line),
    });
    try {
      fill(fake, base, 3);
      await harness.connect(fake.credentials);
      await harness.sync();
      fake.server.behaviour = { failing: { times: 100, status: 500 } };
      await harness.sync().catch((error) =>
        lines.push(String(error?.stack), JSON.stringify(error))
      );
      await harness.connect(fake.badCredentials)
        .catch((error) => lines.push(String(error?.stack), JSON.stringify(error)));
    } finally {
      restore();
    }
    const tables = await sql`select table_name from information_schema.tables
      where table_schema = 'public'`;
    for (const { table_name } of tables) {
      const rows = await sql`select t::text as text from ${sql(table_name)} t`;
      lines.push(...rows.map(({ text }) => text));
    }
    const secrets = [fake.credentials.secret, fake.badCredentials.secret]
      .flatMap((secret) => Object.values(secret)).filter((value) => String(value).length >= 8);
    for (const value of secrets) {
      assert.ok(
        !lines.some((line) => line.includes(String(value))),
        `found ${String(value).slice(0, 4)}...`,
      );
    }
  });

  rule("calls go only to the hosts of the manifest", async ({ plugin, fake, harness, base }) => {
    fill(fake, base, 1);
    const asked: (readonly string[])[] = [];
    const guarded = harness.engine.guardedFetch;
    harness.engine.guardedFetch = (url, init, guard) => {
      asked.push(guard.hosts);
      return guarded(url, init, guard);
    };
    await harness.connect(fake.credentials);
    await harness.sync();
    const own = new Set([...plugin.manifest.hosts, new URL(fake.server.url).host]);
    assert.ok(asked.length > 0 && asked.flat().every((host) => own.has(host)));
  });

  rule(
    "revoked credentials stop the schedule and ask for attention",
    async ({ sql, fake, harness, base }) => {
      fill(fake, base, 1);
      await harness.connect(fake.credentials);
      fake.server.behaviour = { failing: { times: 100, status: 401 } };
      const run = await harness.sync();
      assert.equal(run.status, "failed");
      const [row] = await sql`select status, status_message, next_run_at from connections`;
      assert.equal(row!.status, "needs_attention");
      assert.match(row!.status_message, /\w{3,} .*\./);
      await assert.rejects(harness.sync(), /credentials fail/);
    },
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
