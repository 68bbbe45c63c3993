import assert from "node:assert/strict";
import type { Sql } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { RetryLater } from "../jobs/mod.ts";
import { configureLog } from "../log.ts";
import { updateConnection } from "../sync/mod.ts";
import { listFailedDeliveries, retryDelivery } from "./failed_deliveries.ts";
import { pruneDeliveries } from "./prune.ts";
import { resumeForgotten } from "./store.ts";
import { Office, SIGNING } from "./testing/office.ts";

interface Place {
  office: Office;
  sql: Sql;
  connectionId: string;
  /** Lets seconds pass for the engine. */
  pass(seconds: number): void;
}

function drainTest(name: string, test: (place: Place) => Promise<void>): void {
  dbTest(name, async (sql) => {
    let late = 0;
    const clock = () => new Date(Date.now() + late * 1000);
    const office = new Office(sql, { clock, longestWaitSeconds: 1 });
    const undo = configureLog({ level: "silent" });
    try {
      const connectionId = await office.connect();
      await test({ office, sql, connectionId, pass: (seconds) => void (late += seconds) });
    } finally {
      undo();
      await office.close();
    }
  });
}

const open = async (sql: Sql) =>
  (await sql`select delivery_key from source_deliveries
    where handled_at is null and failed_at is null order by delivery_key`)
    .map(({ delivery_key }) => delivery_key);

drainTest("A lane is handled in the order of its places, then of arrival", async (place) => {
  const { office, connectionId } = place;
  const pages = [["b", "3"], ["c", "3"], ["a", "1"], ["d", undefined]] as const;
  for (const [text, order] of pages) {
    await office.deliver({ id: text, text, message: text, order });
  }
  await office.deliver({ id: "x", text: "x", message: "x", lane: "other" });
  await office.drain(connectionId);
  assert.deepEqual(await office.texts(), ["d", "a", "b", "c"]);
  assert.deepEqual(await open(place.sql), ["x"]);
});

drainTest(
  "What was handled loses its content, and a repetition of it is still known",
  async (place) => {
    const { office, sql, connectionId } = place;
    await office.deliver({ id: "d1", text: "Hello" });
    await office.drain(connectionId);
    await office.deliver({ id: "d1", text: "Hello" });
    const rows =
      await sql`select payload, attempts, handled_at is null as waits from source_deliveries`;
    assert.deepEqual([...rows], [{ payload: null, attempts: 0, waits: false }]);
    await pruneDeliveries(sql, new Date(Date.now() + 13 * 86_400_000));
    assert.equal((await sql`select from source_deliveries`).length, 1);
    await pruneDeliveries(sql, new Date(Date.now() + 15 * 86_400_000));
    assert.equal((await sql`select from source_deliveries`).length, 0);
  },
);

drainTest(
  "A delivery that fails holds its lane back, is given up after eight attempts, and can be tried again",
  async (place) => {
    const { office, sql, connectionId, pass } = place;
    await office.deliver({ id: "d1", text: "one", fails: "always" });
    await office.deliver({ id: "d2", text: "two" });
    await assert.rejects(office.drain(connectionId), RetryLater);
    // Not yet: the attempt of another delivery's job does not count.
    await office.drain(connectionId);
    for (let attempt = 2; attempt < 8; attempt++) {
      pass(3_600);
      await assert.rejects(office.drain(connectionId), /The page is torn/);
    }
    assert.deepEqual(await office.texts(), []);
    assert.deepEqual(await listFailedDeliveries(sql, "proj_test", connectionId), []);
    pass(3_600);
    await office.drain(connectionId);
    assert.deepEqual(await office.texts(), ["two"]);
    const [failed] = await listFailedDeliveries(sql, "proj_test", connectionId);
    assert.deepEqual([failed!.attempts, failed!.last_error], [8, "The page is torn"]);

    await sql`update source_deliveries set payload = payload - 'fails' where id = ${failed!.id}`;
    await retryDelivery(sql, "proj_test", connectionId, failed!.id);
    await office.drain(connectionId);
    assert.deepEqual(await office.texts(), ["two", "one"]);
    await assert.rejects(
      retryDelivery(sql, "proj_test", connectionId, failed!.id),
      /Failed delivery not found/,
    );
  },
);

drainTest(
  "A provider that asks to wait is waited for, however often, and that is no attempt",
  async (place) => {
    const { office, sql, connectionId, pass } = place;
    await office.deliver({ id: "d1", text: "one", asks: true });
    office.provider.behaviour = { rateLimited: { times: 9, retryAfter: "30" } };
    for (let time = 0; time < 9; time++) {
      await assert.rejects(office.drain(connectionId), (error) => {
        assert.ok(error instanceof RetryLater);
        assert.ok(error.seconds >= 30, String(error.seconds));
        return true;
      });
      pass(60);
      // The budget goes by the database's own clock.
      await sql`update connections set blocked_until = null`;
    }
    await office.drain(connectionId);
    assert.deepEqual(await office.texts(), ["one"]);
    const [row] = await sql`select attempts from source_deliveries`;
    assert.equal(row!.attempts, 0);
  },
);

drainTest(
  "Withdrawn credentials stop the connection; what waits is handled once they are entered again",
  async (place) => {
    const { office, sql, connectionId } = place;
    await office.deliver({ id: "d1", text: "one", fails: "revoked" });
    await office.deliver({ id: "d2", text: "two" });
    await office.drain(connectionId);
    const [row] = await sql`select status, status_message, next_run_at from connections`;
    assert.deepEqual(row, {
      status: "needs_attention",
      status_message: "Pager was uninstalled. Connect it.",
      next_run_at: null,
    });
    const events = await sql`select data from events where type = 'connection.updated'`;
    assert.equal(events.length, 2);
    // Genuine, but nobody may take it.
    await office.deliver({ id: "d3", text: "three" });
    await office.drain(connectionId);
    assert.deepEqual(await open(sql), ["d1", "d2"]);

    await sql`update source_deliveries set payload = payload - 'fails'`;
    await sql`delete from jobs`;
    await updateConnection(office.engine, "proj_test", connectionId, {
      secret: { signing: SIGNING },
    });
    const kinds = await sql`select kind from jobs order by kind`;
    assert.deepEqual(kinds.map(({ kind }) => kind), ["source.deliver", "sync.run"]);
    await office.drain(connectionId);
    assert.deepEqual(await office.texts(), ["one", "two"]);
  },
);

drainTest(
  "A handler that finds stale credentials does not stop a connection that has new ones",
  async (place) => {
    const { office, sql, connectionId } = place;
    await office.deliver({ id: "d1", asks: true, fails: "revoked" });
    office.beforeAnswer = () => sql`update connections set secret = secret || ' '`;
    await office.drain(connectionId);
    assert.equal((await sql`select status from connections`)[0]!.status, "active");
  },
);

drainTest("A process that stops says nothing about the delivery it was at", async (place) => {
  const { office, sql, connectionId } = place;
  await office.deliver({ id: "d1", text: "one", asks: true });
  const stopping = new AbortController();
  office.beforeAnswer = () => stopping.abort(new Error("The process is stopping"));
  await assert.rejects(office.drain(connectionId, "all", stopping.signal), /is stopping/);
  const [row] = await sql`select attempts, retry_at, handled_at from source_deliveries`;
  assert.deepEqual(row, { attempts: 0, retry_at: null, handled_at: null });
});

drainTest("A lane that lost its job is found again within minutes", async (place) => {
  const { office, sql, connectionId, pass } = place;
  await office.deliver({ id: "d1", text: "one" });
  assert.equal(await resumeForgotten(sql, office.engine.clock!()), 0);
  await sql`delete from jobs`;
  assert.equal(await resumeForgotten(sql, office.engine.clock!()), 0);
  pass(120);
  assert.equal(await resumeForgotten(sql, office.engine.clock!()), 1);
  assert.equal(await resumeForgotten(sql, office.engine.clock!()), 0);
  const [job] = await sql`select payload from jobs`;
  assert.deepEqual(job!.payload, { connection_id: connectionId, lane: "all" });
});
