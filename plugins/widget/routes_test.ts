import assert from "node:assert/strict";
import { dbTest } from "../../core/db/testing.ts";
import { updateProject } from "../../core/projects/mod.ts";
import { closeIdleSessions } from "../../core/sessions/mod.ts";
import { isAllowedOrigin } from "./origins.ts";
import { readSettings } from "./settings.ts";
import { readEvents, type TestWidget, testWidget } from "./testing.ts";

function widgetTest(name: string, test: (widget: TestWidget) => Promise<void>): void {
  dbTest(name, async (sql) => {
    const widget = await testWidget(sql);
    try {
      await test(widget);
    } finally {
      await widget.stop();
    }
  });
}

widgetTest(
  "The configuration has a default for everything, an ETag, and no visitor",
  async (widget) => {
    const path = `/${widget.projectId}/config`;
    const { status, body, headers } = await widget.json(path, { token: null });
    assert.equal(status, 200);
    assert.equal(body.project_id, widget.projectId);
    assert.equal(body.title, "Acme");
    assert.equal(body.agent_name, "Assistant");
    assert.equal(body.color, null);
    assert.equal(body.idle_minutes, 15);
    const etag = headers.get("etag")!;
    assert.match(headers.get("cache-control")!, /max-age=60/);
    const known = { token: null, headers: { "if-none-match": `"x", W/${etag}` } };
    assert.equal((await widget.call(path, known)).status, 304);
    await widget.configure({ title: "Help", color: "#ff0000" });
    await updateProject(widget.sql, widget.projectId, {
      settings: { agent: { name: "Robo" }, idle_minutes: 30 },
    });
    const changed = await widget.json(path, known);
    assert.equal(changed.status, 200);
    assert.equal(changed.body.title, "Help");
    assert.equal(changed.body.color, "#ff0000");
    assert.equal(changed.body.agent_name, "Robo");
    assert.equal(changed.body.idle_minutes, 30);
    const unknown = await widget.json("/proj_unknown/config", { token: null });
    assert.equal(unknown.status, 404);
    assert.equal(unknown.headers.get("access-control-allow-origin"), "https://shop.test");
  },
);

widgetTest("Every site may ask until one is named; then only those that are", async (widget) => {
  const path = `/${widget.projectId}/config`;
  const from = (origin?: string, more: Record<string, string> = {}) =>
    widget.call(path, { headers: { ...(origin ? { origin } : { origin: "" }), ...more } });
  assert.equal((await from("https://any.test")).status, 200);
  await widget.configure({ allowed_origins: ["https://shop.test", "https://*.acme.test"] });
  assert.equal((await from("https://shop.test")).status, 200);
  assert.equal((await from("https://www.acme.test")).status, 200);
  for (const origin of ["https://any.test", "http://shop.test", "null", "https://acme.test"]) {
    const answer = await from(origin);
    assert.equal(answer.status, 403, origin);
    assert.match((await answer.json()).error, /may not show this widget/);
  }
  assert.equal((await from()).status, 403);
  assert.equal((await from(undefined, { "sec-fetch-site": "same-origin" })).status, 200);
  assert.equal((await from(undefined, { "sec-fetch-site": "cross-site" })).status, 403);
  const message = { body: { client_id: "c", text: "x" }, headers: { origin: "https://any.test" } };
  assert.equal((await widget.call(`/${widget.projectId}/messages`, message)).status, 403);
});

Deno.test("A star stands for hosts below, never for the host itself or a longer name", () => {
  const allowed = ["https://*.acme.test"];
  assert.equal(isAllowedOrigin("https://a.b.acme.test", allowed), true);
  assert.equal(isAllowedOrigin("HTTPS://A.ACME.TEST", allowed), true);
  for (const origin of ["https://acme.test", "https://.acme.test", "https://evilacme.test"]) {
    assert.equal(isAllowedOrigin(origin, allowed), false, origin);
  }
  assert.equal(isAllowedOrigin("https://a.acme.test.evil.test", allowed), false);
  assert.equal(isAllowedOrigin("http://a.acme.test", allowed), false);
});

Deno.test("A bad setting takes its default; a bad list of origins lets nobody in", () => {
  const settings = readSettings({ widget: { title: 7, color: "red", greeting: "Hi" } });
  assert.equal(settings.title, "");
  assert.equal(settings.color, "");
  assert.equal(settings.greeting, "Hi");
  assert.deepEqual(settings.allowed_origins, []);
  assert.equal(readSettings({ widget: null }).greeting, "Hello! How can we help?");
  const closed = readSettings({ widget: { allowed_origins: ["shop.test"] } }).allowed_origins;
  assert.equal(isAllowedOrigin("https://shop.test", closed), false);
  assert.equal(closed.length, 1);
});

widgetTest("Preflights of every route are answered and may be remembered", async (widget) => {
  const answer = await widget.call(`/${widget.projectId}/sessions/x/stream`, { method: "OPTIONS" });
  assert.equal(answer.status, 204);
  assert.equal(answer.headers.get("access-control-allow-origin"), "https://shop.test");
  assert.match(answer.headers.get("access-control-allow-headers")!, /Authorization/);
  assert.equal(answer.headers.get("access-control-max-age"), "7200");
  assert.equal(answer.headers.get("access-control-allow-credentials"), null);
  assert.match(answer.headers.get("vary")!, /Origin/);
});

widgetTest(
  "The stream begins with everything there is and goes on with what happens",
  async (widget) => {
    const { projectId, hub, sql } = widget;
    const { body } = await widget.json(`/${projectId}/messages`, {
      body: { client_id: "c1", text: "one" },
    });
    const id = body.session.id;
    const leave = new AbortController();
    const answer = await widget.call(`/${projectId}/sessions/${id}/stream`, {
      signal: leave.signal,
    });
    assert.match(answer.headers.get("content-type")!, /text\/event-stream/);
    assert.equal(answer.headers.get("access-control-allow-origin"), "https://shop.test");
    const events = readEvents(answer);
    const next = async () => (await events.next()).value!;

    const snapshot = await next();
    assert.equal(snapshot.event, "snapshot");
    assert.equal(snapshot.data.session.id, id);
    assert.deepEqual(snapshot.data.messages.map(({ content }: { content: string }) => content), [
      "one",
    ]);
    await widget.json(`/${projectId}/messages`, {
      body: { client_id: "c2", session_id: id, text: "two" },
    });
    let message = await next();
    // What was stored before the snapshot may be told after it once more.
    while (message.event === "session" || message.data.message?.client_id === "c1") {
      message = await next();
    }
    assert.equal(message.event, "message");
    assert.equal(message.data.message.client_id, "c2");
    assert.equal("session_id" in message.data.message, false);

    // The visitor's own typing goes to the team only.
    await widget.call(`/${projectId}/sessions/${id}/typing`, { body: {} });
    hub.ephemeral(projectId, id, "typing", { who: "human", name: "Anna" });
    assert.deepEqual(await next(), { event: "typing", data: { who: "human", name: "Anna" } });
    hub.ephemeral(projectId, id, "draft", { message_id: "msg_1", offset: 0, text: "He" });
    assert.deepEqual(await next(), {
      event: "draft",
      data: { message_id: "msg_1", offset: 0, text: "He" },
    });
    // An hour later nobody has written.
    await closeIdleSessions(sql, 15, new Date(Date.now() + 3_600_000));
    const closed = await next();
    assert.equal(closed.event, "session");
    assert.equal(closed.data.session.status, "closed");
    assert.equal(closed.data.session.closed_by, "idle");
    leave.abort();
    await events.return(undefined);
  },
);
