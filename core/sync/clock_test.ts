import assert from "node:assert/strict";
import { defineSource, type SyncItem } from "../contract/mod.ts";
import { dbTest } from "../db/testing.ts";
import { SyncHarness } from "../plugin_kit/testing/harness.ts";
import { startSync } from "./start.ts";
import { previewSync } from "./preview.ts";

const HOUR = 3_600_000;

/** A source that says what it was told. */
function listener() {
  const heard: { window: unknown; filter: unknown; mode: string; now: Date }[] = [];
  const plugin = defineSource({
    manifest: {
      contract: 1,
      id: "listener",
      name: "Listener",
      summary: "Hears what runs are told",
      produces: "chat",
      hosts: [],
      overlapSeconds: 60,
    },
    validateCredentials: () => Promise.resolve({ id: "a", label: "A" }),
    async *sync({ window, filter, mode, now }): AsyncGenerator<SyncItem> {
      heard.push({ window, filter, mode, now: now() });
      yield await Promise.resolve({ type: "checkpoint", cursor: undefined } as const);
    },
  });
  return { heard, plugin };
}

dbTest("Runs go by the clock of the engine, so that hours pass at once", async (sql) => {
  const { heard, plugin } = listener();
  let at = new Date("2026-01-01T00:00:00Z");
  const harness = new SyncHarness(sql, plugin, "http://127.0.0.1:1", { clock: () => at });
  await harness.connect({ settings: {}, secret: {} });
  await harness.sync();
  at = new Date(at.getTime() + HOUR);
  const run = await harness.sync();
  assert.deepEqual(
    [run.created_at, run.started_at, run.finished_at].map((each) => each?.toISOString()),
    Array(3).fill("2026-01-01T01:00:00.000Z"),
  );
  assert.deepEqual(heard[1], {
    window: { from: new Date("2025-12-31T23:59:00Z"), to: at },
    filter: { from: undefined, to: undefined },
    mode: "incremental",
    now: at,
  });
});

dbTest("Sources are told the date filter apart from the window", async (sql) => {
  const { heard, plugin } = listener();
  const harness = new SyncHarness(sql, plugin, "http://127.0.0.1:1");
  await harness.connect({ settings: {}, secret: {} });
  const from = new Date("2026-01-01T00:00:00Z");
  await sql`update connections set filter_from = ${from}`;
  await harness.sync();
  await harness.sync();
  const runId = await startSync(sql, harness.projectId, harness.connectionId, "full");
  await harness.work(runId);
  await previewSync(harness.engine, harness.projectId, harness.connectionId);
  assert.deepEqual(heard.map(({ filter }) => filter), Array(4).fill({ from, to: undefined }));
  assert.deepEqual(heard.map(({ mode }) => mode), [
    "incremental",
    "incremental",
    "full",
    "preview",
  ]);
  assert.notDeepEqual((heard[1]!.window as { from: Date }).from, from);
});
