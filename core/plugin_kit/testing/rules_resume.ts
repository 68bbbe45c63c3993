import assert from "node:assert/strict";
import { startSync } from "../../sync/mod.ts";
import { type ConformanceOptions, fill, minutes, type Rule } from "./fake_provider.ts";
import type { SyncHarness } from "./harness.ts";

/** Far more requests than any run of these rules makes. */
const UNDISTURBED = 10_000;

/** What is left after a process was killed in the middle of a run. */
export function registerResumeRules(rule: Rule, options: ConformanceOptions): void {
  rule(
    "a run that dies at any request ends with the same rows",
    async ({ sql, fake, harness, base }) => {
      fill(fake, base);
      await harness.connect(fake.credentials);
      await finishThroughDeaths(harness);
      assert.equal((await harness.rows()).length, 9);
      const [row] = await sql`select count(*)::int as messages from messages`;
      const full = await harness.sync("full");
      assert.deepEqual([full.created, full.updated, full.failed], [0, 0, 0]);
      assert.deepEqual((await sql`select count(*)::int as messages from messages`)[0], row);
    },
  );

  if (options.pages !== false) {
    rule(
      "a run that dies in the middle goes on from there, not from the first page",
      async ({ sql, fake, harness, base }) => {
        fill(fake, base);
        await harness.connect(fake.credentials);
        await harness.sync();
        const from = fake.server.requests.length;
        await harness.sync("full");
        const undisturbed = fake.server.requests.length - from;
        const runId = await startSync(sql, harness.projectId, harness.connectionId, "full");
        await workUntilKilled(harness, runId, Math.floor(undisturbed * 0.6));
        const middle = fake.server.requests.length;
        const run = await harness.work(runId);
        assert.equal(run.status, "succeeded", run.message ?? "");
        const rest = fake.server.requests.length - middle;
        assert.ok(
          rest < undisturbed - 1,
          `The run took ${undisturbed} requests, and after it died past the middle again ${rest}. ` +
            "Yield a checkpoint for every page",
        );
        assert.ok(run.found >= 9 && run.found <= 11, `It found ${run.found} of 9 items`);
      },
    );
  }

  rule("a run that dies in one stream loses nothing of the others", async (parts) => {
    const { fake, harness, base } = parts;
    if (!fake.putReply) return;
    fill(fake, base);
    await harness.connect(fake.credentials);
    await harness.sync();
    const at = new Date(harness.now().getTime() - minutes(3));
    for (let index = 0; index < 9; index++) {
      fake.put({ key: `new${index}`, text: `Another question ${index}`, at });
      fake.putReply(`k${index}`, `Answer ${index}`, at);
    }
    await finishThroughDeaths(harness);
    const rows = await harness.rows();
    const full = await harness.sync("full");
    assert.deepEqual([full.created, full.updated, full.failed], [0, 0, 0], "Replies were lost");
    assert.deepEqual(await harness.rows(), rows);
  });
}

/** Works on a run in one process after the other, each killed after a few requests more. */
async function finishThroughDeaths(harness: SyncHarness): Promise<void> {
  const { sql, projectId, connectionId } = harness;
  const runId = await startSync(sql, projectId, connectionId, "incremental");
  for (let death = 1; death < 120; death++) {
    const run = await workUntilKilled(harness, runId, Math.ceil(death / 2) + 1);
    if (run?.status === "succeeded") return;
  }
  assert.fail("The run did not come to its end through 120 deaths");
}

/**
 * Works on a run as a process that is killed after so many requests: nothing the engine does about
 * errors may help.
 */
async function workUntilKilled(harness: SyncHarness, runId: string, requests = UNDISTURBED) {
  const guarded = harness.engine.guardedFetch;
  const killed = new AbortController();
  let left = requests;
  harness.engine.guardedFetch = (...call) => {
    if (left-- > 0) return guarded(...call);
    killed.abort(new Error("killed"));
    return Promise.reject(new Error("killed"));
  };
  try {
    return await harness.work(runId, killed.signal);
  } catch (error) {
    if (!killed.signal.aborted) throw error;
    return null;
  } finally {
    harness.engine.guardedFetch = guarded;
  }
}
