import assert from "node:assert/strict";
import { testProject } from "../access/testing.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { appendEvents, type NewEvent } from "../events/mod.ts";
import { isId } from "../id.ts";
import { ingest } from "../sessions/mod.ts";
import { eventId, listEvents, parseEventId } from "./mod.ts";
import { settled } from "./testing/settled.ts";

const write = (sql: Sql, projectId: string, events: NewEvent[]) =>
  transaction(sql, (tx) => appendEvents(tx, projectId, events, new Date()));

Deno.test("An event's id names its place in the log and sorts like it", () => {
  const places = [["9", "9"], ["10", "1"], ["10", "12"], ["18446744073709551615", "9"]];
  const ids = places.map(([xact, position]) => eventId({ xact: xact!, position: position! }));
  assert.deepEqual([...ids].sort(), ids);
  for (const [index, id] of ids.entries()) {
    assert.ok(isId("evt", id), id);
    assert.deepEqual(parseEventId(id), { xact: places[index]![0], position: places[index]![1] });
  }
  for (const odd of ["", "evt_", "evt_1-2", `evt_${"z".repeat(26)}`, `evt_${"u".repeat(26)}`]) {
    assert.equal(parseEventId(odd), null, odd);
  }
});

dbTest("The feed tells what happened once, in order, and nothing of our own pages", async (sql) => {
  const { projectId } = await testProject(sql, {});
  const sessionId = "sess_1";
  await write(sql, projectId, [
    { type: "session.created", sessionId, data: { source: "api", status: "active", inner: 1 } },
    { type: "message.created", sessionId, data: { from: 1, to: 3 } },
    { type: "notification.created", sessionId: null, data: { kind: "issue" } },
    { type: "session.takeover", sessionId, data: { taken_over_by: "usr_1", name: "Maya" } },
    { type: "session.takeover", sessionId, data: { taken_over_by: null } },
    { type: "sync.updated", sessionId: null },
    { type: "session.deleted", sessionId },
  ]);
  await write(sql, "proj_other", [{ type: "session.deleted", sessionId: "sess_2" }]);
  await settled(sql);
  const all = await listEvents(sql, projectId, { after: null, limit: 100 });
  assert.deepEqual(all.events.map(({ type, data }) => [type, data]), [
    ["session.created", { session_id: sessionId, source: "api", status: "active" }],
    ["message.created", { session_id: sessionId, first_sequence: 1, last_sequence: 3 }],
    ["session.takeover", { session_id: sessionId, taken_over_by: "usr_1" }],
    ["session.handback", { session_id: sessionId }],
    ["session.deleted", { session_id: sessionId }],
  ]);
  assert.equal(all.hasMore, false);
  const seen: string[] = [];
  for (let after: string | null = null;;) {
    const page: Awaited<ReturnType<typeof listEvents>> = await listEvents(
      sql,
      projectId,
      { after, limit: 2 },
    );
    seen.push(...page.events.map(({ id }) => id));
    after = page.next;
    if (!page.hasMore) break;
  }
  assert.deepEqual(seen, all.events.map(({ id }) => id));
  const back = await listEvents(sql, projectId, {
    after: null,
    types: ["session.handback"],
    limit: 10,
  });
  assert.deepEqual(back.events.map(({ type }) => type), ["session.handback"]);
});

dbTest("A customer who becomes known is told with the change that made them", async (sql) => {
  const { projectId } = await testProject(sql, {});
  const come = () =>
    ingest(sql, { projectId, source: "api" }, [{
      customer: { email: "ann@example.com" },
      messages: [{ senderType: "user", content: "Hello" }],
    }]);
  await come();
  await come();
  await settled(sql);
  const types = ["contact.created"] as const;
  const { events } = await listEvents(sql, projectId, { after: null, types, limit: 10 });
  assert.equal(events.length, 1);
  assert.match(String(events[0]!.data.contact_id), /^cont_/);
});

dbTest("A place that is no event's, or is not kept any more, is refused", async (sql) => {
  const { projectId } = await testProject(sql, {});
  const read = (after: string) => listEvents(sql, projectId, { after, limit: 1 });
  await assert.rejects(read("yesterday"), { status: 400 });
  await assert.rejects(read(eventId({ xact: "1", position: "1" })), { status: 404 });
});
