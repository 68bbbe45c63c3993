import assert from "node:assert/strict";
import type { Sql } from "../../core/db/mod.ts";
import { dbTest } from "../../core/db/testing.ts";
import { type TestWidget, testWidget, tokenOf } from "./testing.ts";

function widgetTest(name: string, test: (widget: TestWidget, sql: Sql) => Promise<void>): void {
  dbTest(name, async (sql) => {
    const widget = await testWidget(sql);
    try {
      await test(widget, sql);
    } finally {
      await widget.stop();
    }
  });
}

const page = { url: "https://shop.test/pricing?a=1", title: "Pricing" };

widgetTest(
  "The first message opens a session with page, contact and metadata, and asks the agent",
  async (widget, sql) => {
    const { projectId } = widget;
    const { status, body } = await widget.json(`/${projectId}/messages`, {
      body: {
        client_id: "c1",
        text: "  How do I export?\u0000 ",
        page,
        user: { id: "u7", name: "Jane", email: "jane@example.com" },
        metadata: { plan: "pro" },
      },
    });
    assert.equal(status, 201);
    assert.equal(body.session.status, "active");
    assert.equal(body.session.message_count, 1);
    assert.equal(body.session.preview, "How do I export?");
    assert.equal(body.message.client_id, "c1");
    assert.equal(body.message.sequence, 1);
    assert.equal(body.message.content, "How do I export?");
    const [row] = await sql`
    select s.source, s.is_live, s.page_url, s.page_title, s.user_metadata, s.visitor_id, c.email
    from sessions s join contacts c on c.project_id = s.project_id and c.id = s.contact_id`;
    assert.equal(row!.source, "widget");
    assert.equal(row!.is_live, true);
    assert.equal(row!.page_url, page.url);
    assert.equal(row!.page_title, page.title);
    assert.equal(row!.email, "jane@example.com");
    assert.deepEqual(row!.user_metadata, {
      plan: "pro",
      userId: "u7",
      name: "Jane",
      email: "jane@example.com",
    });
    assert.match(row!.visitor_id, /^vis_[0-9a-f]{64}$/);
    const jobs = await sql`select kind from jobs`;
    assert.deepEqual(jobs.map(({ kind }) => kind), ["agent.answer"]);
    assert.deepEqual(Object.keys(body.session).sort(), [
      "closed_by",
      "created_at",
      "human_name",
      "id",
      "is_human_takeover",
      "last_activity_at",
      "message_count",
      "preview",
      "status",
    ]);
  },
);

widgetTest(
  "Sending the same message again gives the first answer and stores nothing",
  async (widget, sql) => {
    const path = `/${widget.projectId}/messages`;
    const body = { client_id: "c1", text: "hi" };
    const first = await widget.json(path, { body });
    const again = await widget.json(path, { body });
    assert.equal(again.body.session.id, first.body.session.id);
    assert.deepEqual(again.body.message, first.body.message);
    const session_id = first.body.session.id;
    const next = { client_id: "c2", session_id, text: "more" };
    const [second, repeated] = await Promise.all([
      widget.json(path, { body: next }),
      widget.json(path, { body: next }),
    ]);
    assert.equal(second.body.message.id, repeated.body.message.id);
    const [count] = await sql`
    select (select count(*) from sessions)::int as sessions,
      (select count(*) from messages)::int as messages, (select message_count from sessions) as counted`;
    assert.deepEqual({ ...count }, { sessions: 1, messages: 2, counted: 2 });
  },
);

widgetTest(
  "A message to a closed, unknown or foreign session opens a new one",
  async (widget, sql) => {
    const path = `/${widget.projectId}/messages`;
    const first = await widget.json(path, { body: { client_id: "c1", text: "one" } });
    const session_id = first.body.session.id;
    await sql`update sessions set status = 'closed', closed_at = now(), closed_by = 'idle'`;
    const second = await widget.json(path, { body: { client_id: "c2", session_id, text: "two" } });
    assert.equal(second.status, 201);
    assert.notEqual(second.body.session.id, session_id);
    // A repetition of what the closed session already has still finds it there.
    const again = await widget.json(path, { body: { client_id: "c1", session_id, text: "one" } });
    assert.equal(again.body.session.id, session_id);

    const other = await widget.json(path, {
      token: tokenOf("b"),
      body: { client_id: "c3", session_id: second.body.session.id, text: "three" },
    });
    assert.notEqual(other.body.session.id, second.body.session.id);
    assert.equal(other.body.session.message_count, 1);
  },
);

widgetTest(
  "A visitor sees the own conversations and nobody else's, in this project only",
  async (widget) => {
    const { projectId } = widget;
    const { body } = await widget.json(`/${projectId}/messages`, {
      body: { client_id: "c1", text: "mine" },
    });
    const id = body.session.id;
    const mine = await widget.json(`/${projectId}/sessions`);
    assert.deepEqual(mine.body.sessions.map((each: { id: string }) => each.id), [id]);
    const one = await widget.json(`/${projectId}/sessions/${id}`);
    assert.equal(one.body.messages[0].content, "mine");
    assert.equal(one.body.draft, null);

    const stranger = { token: tokenOf("b") };
    assert.deepEqual((await widget.json(`/${projectId}/sessions`, stranger)).body.sessions, []);
    for (const path of [`sessions/${id}`, `sessions/${id}/stream`]) {
      const { status, body } = await widget.json(`/${projectId}/${path}`, stranger);
      assert.equal(status, 404);
      assert.equal(body.error, "Session not found.");
    }
    for (const path of [`sessions/${id}/typing`, "identify"]) {
      const { status } = await widget.json(`/${projectId}/${path}`, {
        ...stranger,
        body: { session_id: id, user: { id: "x" } },
      });
      assert.equal(status, 404);
    }
    assert.equal((await widget.json(`/proj_other/sessions/${id}`)).status, 404);
    assert.equal((await widget.json(`/proj_other/messages`, { body: {} })).status, 404);
  },
);

widgetTest("Identifying later names the contact of the conversation", async (widget, sql) => {
  const { projectId } = widget;
  const { body } = await widget.json(`/${projectId}/messages`, {
    body: { client_id: "c1", text: "hi" },
  });
  const session_id = body.session.id;
  const answer = await widget.json(`/${projectId}/identify`, {
    body: { session_id, user: { id: 42, name: "Jane", email: "" }, metadata: { team: "blue" } },
  });
  assert.equal(answer.status, 200);
  assert.equal(answer.body.session.id, session_id);
  const [row] = await sql`
    select c.name, s.user_metadata, s.message_count from sessions s
    join contacts c on c.project_id = s.project_id and c.id = s.contact_id`;
  assert.equal(row!.name, "Jane");
  assert.deepEqual(row!.user_metadata, { team: "blue", userId: "42", name: "Jane" });
  assert.equal(row!.message_count, 1);
});

widgetTest(
  "What does not fit is refused in a sentence that names the field, and nothing is stored",
  async (widget, sql) => {
    const path = `/${widget.projectId}/messages`;
    const cases: [body: unknown, status: number, error: RegExp][] = [
      ["{", 400, /not valid JSON/],
      [[], 400, /./],
      [{ text: "x" }, 400, /^client_id: is required/],
      [{ client_id: "a b", text: "x" }, 400, /^client_id: must be 1 to 64 letters/],
      [{ client_id: "c".repeat(65), text: "x" }, 400, /^client_id/],
      [{ client_id: "c" }, 400, /^text: is required/],
      [{ client_id: "c", text: " \u0000 \n" }, 400, /^text: must not be empty/],
      [{ client_id: "c", text: "x".repeat(10_001) }, 400, /^text: must be at most 10,000/],
      [{ client_id: "c", text: 3 }, 400, /^text/],
      [{ client_id: "c", text: "x", session_id: {} }, 400, /^session_id/],
      [
        { client_id: "c", text: "x", user: { email: "no" } },
        400,
        /^user\.email: must be an address/,
      ],
      [{ client_id: "c", text: "x", user: { name: "n".repeat(201) } }, 400, /^user\.name/],
      [{ client_id: "c", text: "x", metadata: [1] }, 400, /^metadata/],
      [
        { client_id: "c", text: "x", metadata: { a: "y".repeat(17_000) } },
        400,
        /^metadata: must be/,
      ],
      [{ client_id: "c", text: "x", page: { url: 1 } }, 400, /^page\.url/],
      [{ client_id: "c", text: "x", metadata: { a: "y".repeat(70_000) } }, 413, /64 KB/],
    ];
    for (const [body, status, error] of cases) {
      const answer = await widget.json(path, { body });
      assert.equal(answer.status, status, JSON.stringify(body).slice(0, 80));
      assert.match(answer.body.error, error);
    }
    const [{ amount }] = await sql`select count(*)::int as amount from sessions` as [
      { amount: number },
    ];
    assert.equal(amount, 0);
  },
);

widgetTest(
  "Odd but valid texts are stored: lone surrogates, emoji, script addresses of pages",
  async (widget, sql) => {
    const path = `/${widget.projectId}/messages`;
    const answer = await widget.json(path, {
      body: {
        client_id: "c1",
        text: "a\ud800 \u{1F600}",
        page: { url: "javascript:alert(1)", title: "T" },
        user: { name: "Only a name" },
        metadata: { "k\u0000": ["\ud800"] },
      },
    });
    assert.equal(answer.status, 201);
    assert.equal(answer.body.message.content, "a\ufffd \u{1F600}");
    const [row] = await sql`select page_url, contact_id, user_metadata from sessions`;
    assert.equal(row!.page_url, null);
    assert.equal(row!.contact_id, null);
    assert.equal(row!.user_metadata.name, "Only a name");
  },
);

widgetTest("More than 20 messages a minute must wait, and are told how long", async (widget) => {
  const path = `/${widget.projectId}/messages`;
  for (let at = 0; at < 20; at++) {
    const { status } = await widget.json(path, { body: { client_id: `c${at}`, text: "x" } });
    assert.equal(status, 201);
  }
  const { status, headers, body } = await widget.json(path, {
    body: { client_id: "c21", text: "x" },
  });
  assert.equal(status, 429);
  assert.ok(Number(headers.get("retry-after")) >= 1);
  assert.equal(headers.get("access-control-expose-headers"), "Retry-After");
  assert.match(body.error, /Too many requests/);
  const other = await widget.json(path, {
    token: tokenOf("b"),
    body: { client_id: "c22", text: "x" },
  });
  assert.equal(other.status, 201);
});

widgetTest("Without a token of the right form nobody gets in", async (widget) => {
  for (const token of [null, "", "short", "x".repeat(200), "a b".repeat(20), "ü".repeat(43)]) {
    const headers: Record<string, string> = token === null || /ü/.test(token)
      ? {}
      : { authorization: `Bearer ${token}` };
    const { status, body } = await widget.json(`/${widget.projectId}/sessions`, {
      token: null,
      headers,
    });
    assert.equal(status, 401);
    assert.match(body.error, /^Authorization must be Bearer/);
  }
});
