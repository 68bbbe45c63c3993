import { createAgent } from "../../agent/mod.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../../agent/testing/fake_openai.ts";
import type { ConversationMessage } from "../../contract/mod.ts";
import type { Sql } from "../../db/mod.ts";
import { dbTest, type TestDatabase } from "../../db/testing.ts";
import { EventHub } from "../../events/mod.ts";
import { openConnection } from "../../exchange/mod.ts";
import { createWorker } from "../../jobs/mod.ts";
import { configureLog } from "../../log.ts";
import { SyncHarness } from "../../plugin_kit/testing/harness.ts";
import { createKnowledge } from "../../knowledge/mod.ts";
import { ingest } from "../../sessions/mod.ts";
import type { SyncEngine } from "../../sync/mod.ts";
import { createOutbox, type Outbox } from "../mod.ts";
import { FakeParley } from "./fake_parley.ts";
import { parley } from "./parley.ts";

/** A project with a connected live source, its fake provider, an agent, and workers; for tests. */
export interface World {
  sql: Sql;
  hub: EventHub;
  fake: FakeParley;
  model: FakeOpenAi;
  harness: SyncHarness;
  outbox: Outbox;
  projectId: string;
  connectionId: string;
  /** Begins to do what is queued; the agent answers only when asked to. */
  work(options?: { answers?: boolean }): void;
  /** A customer writes in a thread; gives the session's id. */
  write(text: string, thread?: string, wantsAnswer?: boolean): Promise<string>;
}

export { until } from "../../agent/testing/world.ts";

/** The outbox on an engine. */
export function outboxOf(engine: SyncEngine): Outbox {
  const exchange = { engine, publicUrl: null };
  return createOutbox({
    sql: engine.sql,
    plugins: engine.plugins,
    closingMilliseconds: 1_000,
    open: async (projectId, connectionId, signal) =>
      (await openConnection(exchange, projectId, connectionId, signal))?.connection ?? null,
  });
}

/** Registers a test in a world of its own. */
export function worldTest(
  name: string,
  test: (world: World, database: TestDatabase) => Promise<void>,
): void {
  dbTest(name, async (sql, database) => {
    // Providers fail on purpose here.
    configureLog({ level: "silent" });
    const fake = new FakeParley();
    const model = startFakeOpenAi();
    // Answers without a source that holds are not given.
    model.lead = "In the guide [1]: ";
    const hub = new EventHub(sql);
    await hub.start();
    const stops: (() => Promise<unknown>)[] = [];
    const harness = new SyncHarness(sql, parley, fake.server.url);
    const connectionId = await harness.connect({ settings: {}, secret: { token: "secret" } });
    const { projectId } = harness;
    const content = "# Export\n\nYou export your data in the settings.";
    await createKnowledge(sql, projectId, { kind: "markdown", name: "Guide", content });
    const outbox = outboxOf(harness.engine);
    const modelSettings = { apiKey: "sk-test", baseUrl: model.baseUrl, model: "fake-model" };
    const agent = createAgent({ sql, hub, model: modelSettings, outlet: outbox.outlet });
    let count = 0;
    const world: World = {
      ...{ sql, hub, fake, model, harness, outbox, projectId, connectionId },
      work({ answers = false } = {}) {
        const handlers = { ...outbox.handlers, ...(answers ? agent.handlers : {}) };
        const worker = createWorker({ sql, handlers, pollMilliseconds: 25, leaseSeconds: 1 });
        worker.start();
        stops.push(() => worker.stop(1_000));
      },
      async write(text, thread = `thread ${++count}`, wantsAnswer = false) {
        const message: ConversationMessage = { senderType: "user", content: text };
        message.externalId = `in-${++count}`;
        const [result] = await ingest(sql, { projectId, source: "parley", connectionId }, [
          { externalId: thread, isLive: true, wantsAnswer, messages: [message] },
        ]);
        return result!.sessionId;
      },
    };
    try {
      await test(world, database);
    } finally {
      for (const stop of stops) await stop();
      await outbox.outlet.idle();
      await hub.stop();
      await Promise.all([model.close(), fake.server.close()]);
    }
  }, { max: 8 });
}
