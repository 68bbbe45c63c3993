import assert from "node:assert/strict";
import { Webhook } from "standardwebhooks";
import { transaction } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { createGuardedFetch } from "../net/mod.ts";
import { keepNotifications, listNotifications } from "../notifications/mod.ts";
import { ingest } from "../sessions/mod.ts";
import {
  createWebhooks,
  deleteEndpoint,
  getDelivery,
  getEndpoint,
  listDeliveries,
  listEvents,
  OVERLAP_MILLISECONDS,
  replayDelivery,
  replayRange,
  RETRY_MILLISECONDS,
  rotateSecret,
  sendTest,
  updateEndpoint,
} from "./mod.ts";
import { until } from "./testing/receiver.ts";
import { settled } from "./testing/settled.ts";
import { allowed, closed, testSecret, webhookTest } from "./testing/world.ts";

const DAY = 24 * 60 * 60_000;
const typesOf = (received: { body: string }[]) =>
  received.map(({ body }) => JSON.parse(body).type as string);

webhookTest("What happens is told once, signed, to those who want to know", async (world) => {
  const { sql, projectId, receiver, connect, happen, webhooks } = world;
  const { secret } = await connect();
  await connect({ event_types: ["issue.created"] });
  await ingest(sql, { projectId, source: "api" }, [{
    messages: [{ senderType: "user", content: "Hello" }],
  }]);
  await happen(
    { type: "notification.created", sessionId: null },
    { type: "issue.created", sessionId: null, data: { issue_id: "iss_1" } },
  );
  await webhooks.drain();
  assert.deepEqual(typesOf(receiver.received).sort(), [
    "issue.created",
    "issue.created",
    "message.created",
    "session.created",
  ]);
  const told = receiver.received.find(({ body }) => body.includes("session.created"))!;
  new Webhook(secret).verify(told.body, told.headers);
  assert.throws(() => new Webhook(secret).verify(told.body.replace("api", "apj"), told.headers));
  const { events } = await listEvents(sql, projectId, { after: null, limit: 10 });
  assert.deepEqual(JSON.parse(told.body), events[0]);
  assert.equal(told.id, events[0]!.id);
});

webhookTest(
  "Sources and tags narrow what is told of sessions, and of nothing else",
  async (world) => {
    const { sql, projectId, receiver, connect, happen } = world;
    await connect({ sources: ["widget"], tags: ["bug"] });
    const come = async (source: string, tags: string[]) => {
      const messages = [{ senderType: "user" as const, content: "Hello" }];
      const [made] = await ingest(sql, { projectId, source }, [{ messages, tags }]);
      return made!.sessionId;
    };
    await come("api", ["bug"]);
    await come("widget", []);
    const wanted = await come("widget", ["bug", "wins"]);
    await happen(
      { type: "session.deleted", sessionId: "sess_gone" },
      { type: "sync.failed", sessionId: null, data: { connection_id: "conn_1" } },
    );
    const told = receiver.received.map(({ body }) => JSON.parse(body));
    assert.deepEqual(
      told.map(({ type, data }) => [type, data.session_id]).sort(),
      [
        ["message.created", wanted],
        ["session.created", wanted],
        ["session.deleted", "sess_gone"],
        ["sync.failed", undefined],
      ],
    );
  },
);

webhookTest("A receiver that is down for a day gets everything afterwards", async (world) => {
  const { sql, projectId, receiver, connect, happen, pass } = world;
  const { endpoint } = await connect();
  receiver.answer = () => new Response("Down", { status: 503 });
  for (let number = 0; number < 30; number++) await happen(closed(`sess_${number}`));
  for (let hour = 0; hour < 24; hour++) await pass(60 * 60_000);
  assert.equal((await getEndpoint(sql, projectId, endpoint.id)).status, "enabled");
  receiver.received.length = 0;
  receiver.answer = () => new Response(null, { status: 204 });
  for (let hour = 0; hour < 24; hour++) await pass(60 * 60_000);
  const ids = receiver.received.map(({ body }) => JSON.parse(body).data.session_id);
  assert.equal(new Set(ids).size, 30);
  assert.equal(ids.length, 30);
  const { deliveries } = await listDeliveries(sql, projectId, endpoint.id, { limit: 50 });
  assert.ok(deliveries.every(({ status }) => status === "delivered"));
  const { attempts } = deliveries[0]!;
  assert.deepEqual([attempts[0]!.status, attempts[0]!.response], [503, "Down"]);
  assert.equal((await getEndpoint(sql, projectId, endpoint.id)).failing_since, null);
});

webhookTest(
  "After three days of tries a delivery has failed, and can be asked for",
  async (world) => {
    const { sql, projectId, receiver, connect, happen, pass } = world;
    const { endpoint } = await connect();
    receiver.answer = () => new Response(null, { status: 500 });
    await happen(closed("sess_1"));
    const signatures = new Set<string>();
    for (const wait of RETRY_MILLISECONDS) await pass(wait * 1.25);
    for (const { headers } of receiver.received) signatures.add(headers["webhook-signature"]!);
    assert.equal(receiver.received.length, RETRY_MILLISECONDS.length + 1);
    assert.equal(new Set(receiver.received.map(({ id }) => id)).size, 1);
    assert.equal(signatures.size, receiver.received.length);
    await pass(2 * DAY);
    const page = await listDeliveries(sql, projectId, endpoint.id, { status: "failed", limit: 5 });
    const id = page.deliveries[0]!.event_id;
    assert.equal(receiver.received.length, RETRY_MILLISECONDS.length + 1);
    receiver.answer = () => new Response("x".repeat(5_000));
    await replayDelivery(sql, projectId, endpoint.id, id, world.time.at);
    await pass(0);
    const delivery = await getDelivery(sql, projectId, endpoint.id, id);
    assert.equal(delivery.status, "delivered");
    assert.equal(delivery.attempts.at(-1)!.response.length, 1_024);
    assert.equal(delivery.body, receiver.received.at(-1)!.body);
    assert.equal(delivery.headers!["webhook-id"], id);
  },
);

webhookTest("A receiver that asks to wait is not called before", async (world) => {
  const { receiver, connect, happen, pass } = world;
  await connect();
  receiver.answer = () => new Response(null, { status: 429, headers: { "retry-after": "3600" } });
  await happen(closed("sess_1"));
  await pass(3_599_000);
  assert.equal(receiver.received.length, 1);
  await pass(2_000);
  assert.equal(receiver.received.length, 2);
});

webhookTest("410 switches an endpoint off at once, and somebody is told", async (world) => {
  const { sql, projectId, ownerId, context, receiver, connect, happen, pass } = world;
  const { endpoint } = await connect();
  receiver.answer = () => new Response(null, { status: 410 });
  await happen(closed("sess_1"));
  const known = await getEndpoint(sql, projectId, endpoint.id);
  assert.deepEqual([known.status, known.disabled_by], ["disabled", "gone"]);
  const things = await sql`select kind, webhook_id from notification_things`;
  assert.deepEqual([...things], [{ kind: "attention", webhook_id: endpoint.id }]);
  const later = new Date(Date.now() + 120_000);
  await keepNotifications({ sql, secret: testSecret, mailer: null }, later);
  const { notifications } = await listNotifications(sql, projectId, ownerId);
  assert.match(notifications[0]!.title, /^The webhook to 127\.0\.0\.1:\d+ was switched off$/);
  assert.match(notifications[0]!.path, new RegExp(`/integrations/webhooks/${endpoint.id}$`));
  await happen(closed("sess_2"));
  await pass(DAY);
  assert.equal(receiver.received.length, 1);
  await assert.rejects(sendTest(sql, projectId, endpoint.id), { status: 409 });
  // What happened while it was off is not told by itself.
  receiver.answer = () => new Response();
  await updateEndpoint(context, projectId, endpoint.id, { status: "enabled" }, world.time.at);
  await happen(closed("sess_3"));
  assert.equal(receiver.received.length, 2);
  const range = { from: new Date(0), until: new Date(world.time.at.getTime() + DAY), all: false };
  assert.equal(await replayRange(sql, projectId, endpoint.id, range, world.time.at), 2);
  await pass(0);
  const told = receiver.received.slice(2).map(({ body }) => JSON.parse(body).data.session_id);
  assert.deepEqual(told.sort(), ["sess_1", "sess_2"]);
});

webhookTest("Five days of nothing but failures switch an endpoint off", async (world) => {
  const { sql, projectId, receiver, connect, happen, pass } = world;
  const { endpoint } = await connect();
  receiver.answer = () => new Response(null, { status: 500 });
  for (let day = 0; day < 6; day++) {
    await happen(closed(`sess_${day}`));
    if (day < 5) {
      assert.equal((await getEndpoint(sql, projectId, endpoint.id)).status, "enabled", `${day}`);
    }
    await pass(DAY);
  }
  const known = await getEndpoint(sql, projectId, endpoint.id);
  assert.deepEqual([known.status, known.disabled_by], ["disabled", "failing"]);
});

webhookTest("For a day after a secret was replaced both sign", async (world) => {
  const { projectId, context, receiver, connect, happen, time } = world;
  const { endpoint, secret: old } = await connect();
  const { secret: fresh } = await rotateSecret(context, projectId, endpoint.id, time.at);
  await happen(closed("sess_1"));
  const [first] = receiver.received;
  for (const secret of [old, fresh]) new Webhook(secret).verify(first!.body, first!.headers);
  assert.equal(first!.headers["webhook-signature"]!.split(" ").length, 2);
  // The library refuses timestamps off by more than five minutes, so the signature alone is looked at.
  time.at = new Date(time.at.getTime() + OVERLAP_MILLISECONDS);
  await happen(closed("sess_2"));
  const { headers, body, id } = receiver.received.at(-1)!;
  const sign = (secret: string) => new Webhook(secret).sign(id, time.at, body);
  assert.equal(headers["webhook-signature"], sign(fresh));
  assert.notEqual(headers["webhook-signature"], sign(old));
});

webhookTest("A test sends the newest event that the endpoint wants, once more", async (world) => {
  const { sql, projectId, receiver, connect, happen, pass, time } = world;
  await assert.rejects(async () => {
    const { endpoint } = await connect({ event_types: ["issue.created"] });
    await sendTest(sql, projectId, endpoint.id);
  }, { status: 409 });
  const { endpoint } = await connect({ event_types: ["session.closed"] });
  await happen(closed("sess_1"), { type: "session.deleted", sessionId: "sess_1" });
  const id = await sendTest(sql, projectId, endpoint.id, time.at);
  await pass(0);
  assert.deepEqual(receiver.received.map((one) => one.id), [id, id]);
});

webhookTest("Two processes that send at once send each event once", async (world) => {
  const { sql, projectId, receiver, connect, webhooks } = world;
  await connect();
  const fetch = createGuardedFetch(allowed);
  const other = createWebhooks({ sql, secret: testSecret, fetch });
  const amount = 200;
  webhooks.start();
  other.start();
  try {
    for (let batch = 0; batch < amount / 10; batch++) {
      const events = Array.from({ length: 10 }, (_, index) => closed(`sess_${batch}_${index}`));
      await transaction(sql, (tx) => appendEvents(tx, projectId, events, new Date()));
    }
    await until(async () => {
      const rows = await sql`select from webhook_deliveries where status = 'delivered'`;
      return rows.length === amount;
    });
    const ids = receiver.received.map(({ id }) => id);
    assert.equal(new Set(ids).size, amount);
    assert.equal(ids.length, amount);
  } finally {
    await other.stop();
  }
});

webhookTest("Nothing is followed any more once the last endpoint is gone", async (world) => {
  const { sql, projectId, connect, happen } = world;
  const { endpoint } = await connect();
  const { endpoint: other } = await connect();
  await deleteEndpoint({ sql }, projectId, endpoint.id);
  await happen(closed("sess_1"));
  assert.equal((await sql`select from webhook_followers`).length, 1);
  await deleteEndpoint({ sql }, projectId, other.id);
  await assert.rejects(deleteEndpoint({ sql }, projectId, other.id), { status: 404 });
  for (const table of ["webhook_followers", "webhook_deliveries", "webhook_endpoints"]) {
    assert.equal((await sql`select from ${sql(table)}`).length, 0, table);
  }
  await settled(sql);
});
