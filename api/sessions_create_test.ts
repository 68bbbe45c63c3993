import assert from "node:assert/strict";
import { apiTest, assertError, type Json, rowCounts, type TestApi } from "./testing.ts";

const projectPath = (api: TestApi) => `/api/projects/${api.projectId}/sessions`;

apiTest("Every documented field of a create body is stored and shown", async (api) => {
  const { sql, projectId } = api;
  await sql`insert into companies (project_id, id, name, created_at, updated_at)
    values (${projectId}, 'comp_a', 'Acme', now(), now())`;
  await sql`insert into contacts (project_id, id, name, email, created_at, updated_at)
    values (${projectId}, 'cont_a', 'Jane', 'jane@example.com', now(), now())`;
  await sql`insert into issues (project_id, id, title, created_at)
    values (${projectId}, 'iss_a', 'Export', now())`;
  await sql`insert into product_scopes (project_id, id, name, created_at)
    values (${projectId}, 'scope_a', 'A', now())`;
  const body = {
    name: "Quarterly call",
    description: "What they need next",
    session_type: "meeting",
    contact_id: "cont_a",
    user_id: "user-42",
    user_metadata: { email: "jane@example.com", nested: { list: [1, 2.5, null, true, "x"] } },
    page_url: "https://app.example.com/login",
    page_title: "Sign In",
    tags: [
      "general_feedback",
      "wins",
      "losses",
      "bug",
      "feature_request",
      "change_request",
    ],
    custom_fields: { plan: "gold", seats: 12, "with space": [] },
    linked_entities: { companies: ["comp_a"], issues: ["iss_a"], product_scopes: ["scope_a"] },
    messages: [
      { role: "user", content: "One", createdAt: "2024-05-01T10:00:00+02:00" },
      {
        role: "assistant",
        content: "Two",
        createdAt: "2024-05-01T08:00:05Z",
        senderType: "human_agent",
        sender_name: "Sam",
        offset_ms: 5_000,
        external_id: "m2",
      },
    ],
  };
  const session = await api.create(body);
  for (const field of ["name", "description", "session_type", "page_url", "page_title", "tags"]) {
    assert.deepEqual(session[field], body[field as keyof typeof body], field);
  }
  assert.deepEqual(session.custom_fields, body.custom_fields);
  assert.deepEqual(session.user_metadata, { ...body.user_metadata, userId: "user-42" });
  assert.deepEqual(session.contact, { id: "cont_a", name: "Jane", email: "jane@example.com" });
  assert.equal(session.first_message_at, "2024-05-01T08:00:00.000Z");
  assert.equal(session.last_activity_at, "2024-05-01T08:00:05.000Z");
  const { body: { messages } } = await api.get(api.sessions(`/${session.id}`));
  assert.deepEqual(messages.map(({ id: _id, ...rest }: Json) => rest), [
    {
      role: "user",
      content: "One",
      createdAt: "2024-05-01T08:00:00.000Z",
      senderType: "user",
      sender_name: null,
      sequence: 1,
    },
    {
      role: "assistant",
      content: "Two",
      createdAt: "2024-05-01T08:00:05.000Z",
      senderType: "human_agent",
      sender_name: "Sam",
      sequence: 2,
      offset_ms: 5_000,
      external_id: "m2",
    },
  ]);
  for (const query of ["companyId=comp_a", "productScopeIds=scope_a"]) {
    assert.equal((await api.get(`${api.sessions()}&${query}`)).body.total, 1);
  }
});

apiTest("An empty body makes an empty, active chat, and nothing is required", async (api) => {
  const session = await api.create({});
  assert.equal(session.status, "active");
  assert.equal(session.session_type, "chat");
  assert.equal(session.message_count, 0);
  assert.equal(session.first_message_at, null);
  assert.equal(session.contact, null);
  const nulls = Object.fromEntries(
    "name description contact_id user_id user_metadata page_url page_title tags custom_fields linked_entities messages"
      .split(" ").map((field) => [field, null]),
  );
  assert.equal((await api.create(nulls)).message_count, 0);
  const closed = await api.create({ status: "closed" });
  assert.equal(closed.status, "closed");
  assert.ok(closed.closed_at);
});

apiTest(
  "A key makes sessions of source api, a person of source manual, and no others",
  async (api) => {
    assert.equal((await api.create({ source: "api" })).source, "api");
    const byHand = await api.create({ name: "Met at the fair" }, { as: "member" });
    assert.equal(byHand.source, "manual");
    assert.equal((await api.create({ source: "manual" }, { as: "member" })).source, "manual");
    const before = await rowCounts(api.sql);
    for (const source of ["manual", "widget", "slack", "", "API", "api ", "telegram"]) {
      assertError(await api.post(api.sessions(), { source }), 400, /source must be "api"/);
      assertError(await api.post(projectPath(api), { source }), 422, /source must be "api"/);
    }
    assertError(await api.post(api.sessions(), { source: "api" }, { as: "member" }), 400, /manual/);
    assert.deepEqual(await rowCounts(api.sql), before);
  },
);

apiTest("The project of the address and of the body must be the key's own", async (api) => {
  const before = await rowCounts(api.sql);
  const other = api.otherProjectId;
  assertError(await api.post("/api/sessions", { project_id: other }), 403);
  assertError(await api.post(`/api/sessions?projectId=${other}`, {}), 403);
  assertError(await api.post(api.sessions(), { project_id: other }), 403);
  assertError(await api.post(`/api/projects/${other}/sessions`, {}), 403);
  assertError(await api.post(projectPath(api), { project_id: other }), 403);
  assertError(await api.post("/api/sessions", { project_id: 7 }), 400, /projectId/);
  assertError(await api.post("/api/sessions", { project_id: "proj_none" }), 403);
  assert.deepEqual(await rowCounts(api.sql), before);
  const named = await api.post("/api/sessions", { project_id: api.projectId });
  assert.equal(named.status, 201);
});

apiTest(
  "What the project does not have is named, with what it has, and nothing is stored",
  async (api) => {
    const created = await api.post(`/api/sessions?projectId=${api.otherProjectId}`, {
      user_metadata: { email: "x@example.com" },
    }, { key: api.keys.other });
    const contactId = created.body.session.contact.id;
    await api.sql`insert into companies (project_id, id, name, created_at, updated_at)
    values (${api.otherProjectId}, 'comp_other', 'Acme', now(), now())`;
    const before = await rowCounts(api.sql);
    const wrong: [object, RegExp][] = [
      [{ tags: ["bug", "nonsense"] }, /Unknown tag "nonsense".*general_feedback.*change_request/],
      [{ tags: ["__proto__"] }, /Unknown tag/],
      [{ tags: ["Bug"] }, /Unknown tag "Bug"/],
      [{ contact_id: contactId }, /contact_id .* is not in this project/],
      [{ contact_id: "\0\ud800" }, /contact_id/],
      [
        { linked_entities: { companies: ["comp_other"] } },
        /linked_entities\.companies.*comp_other/,
      ],
      [{ linked_entities: { issues: ["x", "y"] } }, /linked_entities\.issues.*x, y/],
      [{ linked_entities: { knowledge_sources: ["\0a"] } }, /linked_entities\.knowledge_sources/],
      [{ linked_entities: { product_scopes: ["'"] } }, /linked_entities\.product_scopes/],
    ];
    for (const [body, sentence] of wrong) {
      const full = { ...body, messages: [{ role: "user", content: "Kept or not at all" }] };
      assertError(await api.post(api.sessions(), full), 400, sentence);
      assertError(await api.post(projectPath(api), full), 422, sentence);
    }
    assert.deepEqual(await rowCounts(api.sql), before);
  },
);

apiTest("An external id makes a second delivery of a conversation an update", async (api) => {
  const message = (external_id: string, content: string) => ({
    role: "user",
    content,
    external_id,
  });
  const first = await api.create({
    external_id: "ticket-1",
    messages: [message("m1", "One"), message("m2", "Two")],
  });
  const again = await api.post(api.sessions(), {
    external_id: "ticket-1",
    messages: [message("m1", "One, edited"), message("m3", "Three")],
  });
  assert.equal(again.status, 200);
  assert.equal(again.body.session.id, first.id);
  assert.equal(again.body.session.message_count, 3);
  const { body: { messages } } = await api.get(api.sessions(`/${first.id}`));
  assert.deepEqual(messages.map(({ content }: Json) => content), ["One, edited", "Two", "Three"]);
  // The same message twice in one body is one.
  const twice = await api.create({
    external_id: "ticket-2",
    messages: [message("m1", "One"), message("m1", "One again"), message("m2", "Two")],
  });
  assert.equal(twice.message_count, 2);
  const more = { external_id: "ticket-2", messages: [message("m9", "a"), message("m9", "b")] };
  const merged = await api.post(api.sessions(), more);
  assert.equal(merged.body.session.message_count, 3);
  const unknown = { external_id: "ticket-1", tags: ["nonsense"] };
  assertError(await api.post(api.sessions(), unknown), 400, /nonsense/);
  const racing = await Promise.all(
    Array.from({ length: 12 }, () => api.post(api.sessions(), { external_id: "ticket-3" })),
  );
  assert.equal(new Set(racing.map(({ body }) => body.session.id)).size, 1);
  assert.equal(racing.filter(({ status }) => status === 201).length, 1);
});

apiTest("The short form needs an address and a message, and is for project paths", async (api) => {
  const email = "Jane@Example.com";
  const before = await rowCounts(api.sql);
  const wrong: object[] = [
    { customer_email: email },
    { customer_email: "no address", message: "x" },
    { customer_email: email, message: " \0\n" },
    { customer_email: 5, message: "x" },
    { customer_email: email, message: ["x"] },
    { customer_email: null, message: "x" },
  ];
  for (const body of wrong) assertError(await api.post(projectPath(api), body), 422);
  const elsewhere = await api.post(api.sessions(), { customer_email: email, message: "x" });
  assertError(elsewhere, 400, /user_metadata\.email/);
  assert.deepEqual(await rowCounts(api.sql), before);
  const one = await api.post(projectPath(api), { customer_email: email, message: "x" });
  const two = await api.post(projectPath(api), {
    customer_email: email.toLowerCase(),
    message: "y",
    customer_name: "Jane",
  }, { as: "member" });
  assert.deepEqual([one.status, two.status], [201, 201]);
  const { body } = await api.get(api.sessions());
  assert.deepEqual(body.sessions.map(({ source }: Json) => source), ["manual", "api"]);
  assert.equal(body.sessions[0].contact.id, body.sessions[1].contact.id);
});
