import assert from "node:assert/strict";
import { apiTest, assertError, type Json, rowCounts } from "./testing.ts";

const question = { messages: [{ role: "user", content: "Hello?" }] };

apiTest("PATCH changes what the body names and leaves the rest", async (api) => {
  await api.sql`insert into contacts (project_id, id, name, created_at, updated_at)
    values (${api.projectId}, 'cont_a', 'Jane', now(), now())`;
  const created = await api.create({ name: "Before", tags: ["bug"], ...question });
  const changes: [object, Record<string, Json>][] = [
    [{ name: "After" }, { name: "After" }],
    [{ name: null }, { name: null }],
    [{ description: "More" }, { description: "More" }],
    [{ tags: ["wins", "wins", "losses"] }, { tags: ["wins", "losses"] }],
    [{ tags: [] }, { tags: [] }],
    [{ is_archived: true }, { is_archived: true }],
    [{ is_archived: false }, { is_archived: false }],
    [{ contact_id: "cont_a" }, { contact_id: "cont_a" }],
    [{ contact_id: null }, { contact_id: null, contact: null }],
    [{ custom_fields: { a: 1 } }, { custom_fields: { a: 1 } }],
    [{ custom_fields: {} }, { custom_fields: {} }],
    [{ user_metadata: { email: "x" } }, { user_metadata: { email: "x" } }],
    [{ is_human_takeover: true }, { is_human_takeover: true, taken_over_by: "api" }],
    [{ is_human_takeover: false }, { is_human_takeover: false, taken_over_by: null }],
    [{ status: "closed" }, { status: "closed", closed_by: "api" }],
    [{ status: "active", name: "Reopened" }, { status: "active", closed_at: null }],
  ];
  let before = created;
  for (const [json, expected] of changes) {
    const { status, body, text } = await api.call("PATCH", api.sessions(`/${created.id}`), {
      json,
    });
    assert.equal(status, 200, text);
    for (const [field, value] of Object.entries(expected)) {
      assert.deepEqual(body.session[field], value, `${field} after ${JSON.stringify(json)}`);
    }
    const touched = new Set([...Object.keys(json), ...Object.keys(expected), "updated_at"]);
    for (const field of Object.keys(before)) {
      if (touched.has(field) || /^(closed|taken_over|last_activity|contact)/.test(field)) continue;
      assert.deepEqual(
        body.session[field],
        before[field],
        `${field} after ${JSON.stringify(json)}`,
      );
    }
    before = body.session;
  }
});

apiTest("A PATCH that is wrong in one field changes none", async (api) => {
  const { id } = await api.create({ name: "Before", ...question });
  const path = api.sessions(`/${id}`);
  const before = (await api.get(path)).text;
  const rows = await rowCounts(api.sql);
  const wrong: unknown[] = [
    {},
    null,
    [],
    "name",
    { name: 5 },
    { name: "After", status: "open" },
    { name: "After", tags: ["nonsense"] },
    { name: "After", contact_id: "cont_none" },
    { name: "x".repeat(501) },
    { is_archived: "true" },
    { is_archived: null },
    { custom_fields: [] },
    { custom_fields: null },
    { tags: null },
    { unknown_field: 1 },
    { status: "closed", is_human_takeover: 1 },
    { custom_fields: { large: "x".repeat(70_000) } },
  ];
  for (const json of wrong) {
    assertError(await api.call("PATCH", path, { json }), 400);
    const onProject = `/api/projects/${api.projectId}/sessions/${id}`;
    assertError(await api.call("PATCH", onProject, { json }), 422);
  }
  const closing = { status: "closed", is_human_takeover: true };
  assertError(await api.call("PATCH", path, { json: closing }), 409);
  assert.equal((await api.get(path)).text, before);
  assert.deepEqual(await rowCounts(api.sql), rows);
});

apiTest(
  "A message posted with a key takes its role, time and sender from the body",
  async (api) => {
    const { id } = await api.create(question);
    const path = api.sessions(`/${id}/messages`);
    const at = "2020-01-02T03:04:05.678Z";
    const posted = await api.post(path, {
      role: "assistant",
      content: "  It is there\r\nnow ",
      senderType: "bot",
      sender_name: "Helper",
      createdAt: at,
      offset_ms: 7,
      external_id: "m-1",
    });
    assert.equal(posted.status, 201, posted.text);
    const { message } = posted.body;
    assert.deepEqual({ ...message, id: "" }, {
      id: "",
      role: "assistant",
      content: "  It is there\nnow ",
      createdAt: at,
      senderType: "bot",
      sender_name: "Helper",
      sequence: 2,
      offset_ms: 7,
      external_id: "m-1",
    });
    const { body } = await api.get(api.sessions(`/${id}`));
    assert.deepEqual(body.messages[1], message);
    assert.equal(body.session.message_count, 2);
    assert.equal(body.session.first_message_at, at);
    // What was said long ago has arrived now.
    assert.ok(
      body.session.updated_at > "2026-01-01" && body.session.last_activity_at > "2026-01-01",
    );
    const [event] = await api.sql`select created_at from events order by xact desc, position desc`;
    assert.ok(event!.created_at.getTime() > Date.parse("2026-01-01"));
    // The same external id is the same message.
    const again = await api.post(path, { role: "user", content: "Other", external_id: "m-1" });
    assert.deepEqual(again.body.message, message);
    const plain = await api.post(path, { role: "user", content: "Thanks" });
    assert.equal(plain.body.message.senderType, "user");
  },
);

apiTest(
  "A person's message is a reply in their name, and takes a live session over",
  async (api) => {
    const { id } = await api.create(question);
    await api.sql`update sessions set is_live = true where id = ${id}`;
    const path = api.sessions(`/${id}/messages`);
    const posted = await api.post(path, { content: "I am looking" }, { as: "member" });
    assert.equal(posted.status, 201, posted.text);
    const { message } = posted.body;
    assert.equal(message.senderType, "human_agent");
    assert.equal(message.sender_name, api.people.member.name);
    const { body } = await api.get(api.sessions(`/${id}`));
    assert.equal(body.session.taken_over_by, api.people.member.id);
    for (const json of [null, [], "text", 5, {}, { content: "" }, { content: "x", role: "user" }]) {
      assertError(await api.post(path, json, { as: "member" }), 400);
    }
  },
);

apiTest("A closed session takes no messages until it is reopened", async (api) => {
  const { id } = await api.create({ status: "closed", ...question });
  const path = api.sessions(`/${id}/messages`);
  const message = { role: "user", content: "One more" };
  assertError(await api.post(path, message), 409, /active/);
  assertError(await api.post(path, message, { as: "owner" }), 400);
  assertError(await api.post(path, { content: "x" }, { as: "owner" }), 409);
  await api.call("PATCH", api.sessions(`/${id}`), { json: { status: "active" } });
  assert.equal((await api.post(path, message)).status, 201);
});

apiTest("DELETE removes the session, its messages and its place in every list", async (api) => {
  const kept = await api.create(question);
  const before = await rowCounts(api.sql);
  const { id } = await api.create({ tags: ["bug"], ...question });
  const answer = await api.call("DELETE", api.sessions(`/${id}`));
  assert.deepEqual([answer.status, answer.text], [204, ""]);
  assertError(await api.get(api.sessions(`/${id}`)), 404);
  assertError(await api.call("DELETE", api.sessions(`/${id}`)), 404);
  const after = await rowCounts(api.sql);
  assert.deepEqual({ ...after, events: 0 }, { ...before, events: 0 });
  const { body } = await api.get(api.sessions());
  assert.deepEqual(body.sessions.map((one: Json) => one.id), [kept.id]);
  assert.equal(body.total, 1);
});

apiTest("Bulk changes the project's own sessions alike, and only those", async (api) => {
  const mine = [await api.create({ tags: ["bug"] }), await api.create(), await api.create()];
  const elsewhere = `/api/sessions?projectId=${api.otherProjectId}`;
  const foreign = (await api.post(elsewhere, {}, { key: api.keys.other })).body.session;
  const session_ids = [...mine.map(({ id }) => id), mine[0].id, foreign.id, "sess_none", "'\0"];
  const path = api.sessions("/bulk");
  const change = { session_ids, add_tags: ["wins"], remove_tags: ["bug"], is_archived: true };
  const answer = await api.post(path, change);
  assert.deepEqual([answer.status, answer.body], [200, { updated: 3 }]);
  const { body } = await api.get(api.sessions("", { showArchived: "true", tags: "wins" }));
  assert.equal(body.total, 3);
  assert.ok(body.sessions.every((one: Json) => one.is_archived && one.tags.join() === "wins"));
  const same = await api.get(`/api/sessions/${foreign.id}?projectId=${api.otherProjectId}`, {
    key: api.keys.other,
  });
  assert.deepEqual(same.body.session, foreign);
  const wrong: unknown[] = [
    null,
    {},
    { session_ids },
    { session_ids: [], is_archived: true },
    { session_ids: mine[0].id, is_archived: true },
    { session_ids: [5], is_archived: true },
    { session_ids: Array.from({ length: 501 }, () => mine[0].id), is_archived: true },
    { session_ids, add_tags: ["nonsense"] },
    { session_ids, status: "open" },
    { session_ids, is_archived: "yes" },
  ];
  for (const json of wrong) assertError(await api.post(path, json), 400);
  assertError(await api.get(path), 405, /POST/);
});

apiTest("Takeover and handback move a session between people and the agent", async (api) => {
  const { id } = await api.create(question);
  const at = (rest: string) => api.sessions(`/${id}${rest}`);
  const taken = await api.call("POST", at("/takeover"), { as: "member" });
  assert.equal(taken.status, 200, taken.text);
  assert.equal(taken.body.session.is_human_takeover, true);
  assert.equal(taken.body.session.taken_over_by, api.people.member.id);
  assert.equal(taken.body.session.taken_over_name, api.people.member.name);
  const listed = await api.get(api.sessions("", { isHumanTakeover: "true" }));
  assert.equal(listed.body.total, 1);
  const back = await api.call("POST", at("/handback"), { as: "member" });
  assert.equal(back.body.session.is_human_takeover, false);
  assert.equal(back.body.session.taken_over_by, null);
  const byKey = await api.call("POST", at("/takeover"));
  assert.equal(byKey.body.session.taken_over_by, "api");
  await api.call("PATCH", at(""), { json: { status: "closed", is_human_takeover: false } });
  for (const call of [{}, { as: "owner" as const }]) {
    assertError(await api.call("POST", at("/takeover"), call), 409);
  }
  assertError(await api.call("POST", api.sessions("/sess_none/takeover")), 404);
  assertError(await api.call("POST", api.sessions("/sess_none/handback")), 404);
});
