import assert from "node:assert/strict";
import { Webhook } from "standardwebhooks";
import { createGuardedFetch, parseAllowList } from "../../core/net/mod.ts";
import { createWebhooks } from "../../core/webhooks/mod.ts";
import { startReceiver } from "../../core/webhooks/testing/receiver.ts";
import { settled } from "../../core/webhooks/testing/settled.ts";
import { apiTest } from "../testing.ts";

const allowedHosts = parseAllowList(["127.0.0.1"]);

apiTest(
  "A webhook set up over the API is sent what happens, and its log tells of it",
  async (api) => {
    const receiver = startReceiver();
    receiver.answer = () => new Response("Confidential inside", { status: 500 });
    const { sync: { secret } } = api.services;
    const webhooks = createWebhooks({
      sql: api.sql,
      secret,
      fetch: createGuardedFetch(allowedHosts),
    });
    try {
      const made = await api.post("/v1/webhooks", {
        url: receiver.url,
        event_types: ["session.created"],
      });
      assert.equal(made.status, 201, made.text);
      const session = await api.post("/v1/sessions", {
        messages: [{ role: "user", content: "Hello" }],
      });
      await settled(api.sql);
      await webhooks.drain();
      const [told] = receiver.received;
      const event = new Webhook(made.body.secret).verify(told!.body, told!.headers) as {
        data: { session_id: string };
      };
      assert.equal(event.data.session_id, session.body.id);
      const path = `/v1/webhooks/${made.body.id}/deliveries`;
      const log = await api.get(path);
      assert.equal(log.body.data.length, 1);
      assert.equal(log.body.data[0].attempts[0].response_body, "Confidential inside");
      const shown = await api.get(`${path}/${told!.id}`);
      assert.equal(shown.body.request_body, told!.body);
      assert.equal(shown.body.request_headers["webhook-id"], told!.id);
      // What a receiver inside the network answers is not for keys that only read.
      for (const address of [path, `${path}/${told!.id}`]) {
        const answer = await api.get(address, { key: api.keys.read });
        assert.equal(answer.status, 200);
        assert.doesNotMatch(answer.text, /Confidential inside/);
      }
      const feed = await api.get("/v1/events?types=session.created");
      assert.deepEqual(feed.body.data, [event]);
      const failing = await api.get(`/v1/webhooks/${made.body.id}`);
      assert.notEqual(failing.body.failing_since, null);
      receiver.answer = () => new Response();
      const replayed = await api.post(`${path}/${told!.id}/replay`, undefined);
      assert.equal(replayed.status, 202, replayed.text);
      await webhooks.drain();
      const open = await api.get(`${path}?status=delivered`);
      assert.deepEqual(open.body.data.map((one: { event_id: string }) => one.event_id), [told!.id]);
    } finally {
      await webhooks.stop();
      await receiver.close();
    }
  },
  { services: { allowedHosts } },
);

apiTest("A secret is told once, also to who repeats the request, and lies sealed", async (api) => {
  const json = { url: "https://example.com/hooks" };
  const call = { headers: { "idempotency-key": "webhook-1" } };
  const first = await api.post("/v1/webhooks", json, call);
  const again = await api.post("/v1/webhooks", json, call);
  assert.match(first.body.secret, /^whsec_.{44}$/);
  assert.deepEqual(again.body, first.body);
  const { id, secret } = first.body;
  for (const path of ["/v1/webhooks", `/v1/webhooks/${id}`]) {
    assert.doesNotMatch((await api.get(path)).text, /whsec_/);
  }
  const rows = await api.sql`
    select body::text as text from idempotency_keys
    union all select row_to_json(e)::text from webhook_endpoints e`;
  assert.equal(rows.length, 2);
  for (const { text } of rows) assert.ok(!text.includes(secret.slice(6)));
  const { body } = await api.post(`/v1/webhooks/${id}/rotate_secret`, undefined);
  assert.notEqual(body.secret, secret);
  assert.notEqual(body.previous_secret_until, null);
});

apiTest("Private addresses, unknown tags and one webhook too many are refused", async (api) => {
  const add = (json: Record<string, unknown>) => api.post("/v1/webhooks", json);
  const inside = await add({ url: "http://127.0.0.1:9000/" });
  assert.equal(inside.status, 422, inside.text);
  assert.equal(JSON.parse(inside.text).errors[0].field, "url");
  const unknown = await add({ url: "https://example.com/", tags: ["no_such_tag"] });
  assert.equal(unknown.status, 422, unknown.text);
  const made = await Promise.all(
    Array.from({ length: 20 }, () => add({ url: "https://example.com/" })),
  );
  assert.ok(made.every(({ status }) => status === 201));
  assert.equal((await add({ url: "https://example.com/" })).status, 409);
});
