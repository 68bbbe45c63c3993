import assert from "node:assert/strict";
import { type Sql, transaction } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import {
  appendEvents,
  deleteEventsBefore,
  hasEvent,
  newestPosition,
  readEventsAfter,
  readProjectEventsAfter,
} from "./events_sql.ts";
import { type EventPosition, parsePosition } from "./position.ts";

const write = (sql: Sql, projectId: string, names: string[], at = new Date()) =>
  transaction(sql, (tx) =>
    appendEvents(
      tx,
      projectId,
      names.map((sessionId) => ({ type: "session.updated", sessionId })),
      at,
    ));

/** Waits until all events can be read: older transactions elsewhere on the server hold them back. */
async function settle(sql: Sql): Promise<void> {
  for (let tries = 0; tries < 2_500; tries++) {
    const [row] = await sql`select count(*)::int as hidden from events
      where xact >= pg_snapshot_xmin(pg_current_snapshot())`;
    if (row!.hidden === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail("A transaction stays open");
}

dbTest("Events are read in the order of numbers, across every number of digits", async (sql) => {
  // As texts, 10 comes before 9: reading page by page would pass over the ones in between.
  for (const start of [5, 95, 995, 999_995]) {
    await sql`delete from events`;
    await sql.unsafe(`alter table events alter column position restart with ${start}`);
    const names = Array.from({ length: 20 }, (_, index) => `${index}`);
    await write(sql, "proj_a", names);
    await settle(sql);
    for (const read of [readEventsAfter, readProjectEventsAfter]) {
      const seen: (string | null)[] = [];
      let last: EventPosition = { xact: "0", position: "0" };
      for (;;) {
        const events = read === readEventsAfter
          ? await readEventsAfter(sql, last, 3)
          : await readProjectEventsAfter(sql, "proj_a", last, 3);
        if (events.length === 0) break;
        seen.push(...events.map((event) => event.session_id));
        last = parsePosition(events.at(-1)!.id)!;
      }
      assert.deepEqual(seen, names, `from ${start}`);
    }
    assert.equal((await newestPosition(sql)).position, String(start + 19));
  }
});

dbTest("A project reads its own events only, and knows which it still has", async (sql) => {
  await write(sql, "proj_a", ["old"], new Date("2026-01-01T00:00:00Z"));
  await write(sql, "proj_b", ["b"]);
  await write(sql, "proj_a", ["new"]);
  await settle(sql);
  const start = { xact: "0", position: "0" };
  const own = await readProjectEventsAfter(sql, "proj_a", start, 10);
  assert.deepEqual(own.map((event) => event.session_id), ["old", "new"]);
  assert.equal((await readEventsAfter(sql, start, 10)).length, 3);
  const [old, fresh] = own.map(({ id }) => parsePosition(id)!) as [EventPosition, EventPosition];
  assert.equal(await hasEvent(sql, "proj_b", old), false);
  assert.equal(await hasEvent(sql, "proj_a", old), true);
  assert.equal(await deleteEventsBefore(sql, new Date("2026-01-02T00:00:00Z")), 1);
  assert.equal(await hasEvent(sql, "proj_a", old), false);
  assert.equal(await hasEvent(sql, "proj_a", fresh), true);
});

dbTest("What a transaction rolls back has not happened, and wakes nobody", async (sql) => {
  const before = await newestPosition(sql);
  await assert.rejects(transaction(sql, async (tx) => {
    await appendEvents(tx, "proj_a", [{ type: "session.created", sessionId: "x" }], new Date());
    throw new Error("No");
  }));
  assert.deepEqual(await newestPosition(sql), before);
});
